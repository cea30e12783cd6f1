"""Where a quoted phrase begins and ends, in every style of quotes, mixed or never closed."""

from __future__ import annotations

import re
from dataclasses import dataclass

DOUBLE = '"„“”‟＂«»‹›‚'
"""Signs that are always quotation marks. Which one opens and which closes is told by what stands
beside it, for Germany, Switzerland and Britain disagree: „…“, »…«, «…», “…”."""

SINGLE = "'‘’‛"
"""Signs that may be quotation marks or apostrophes."""

LONGEST_SINGLE = 300
"""Characters within which a phrase in single quotes must close: else it is an apostrophe."""

MOST_DOUBLED = 4
"""Quotation marks side by side that may be one; a longer run is none, and is not counted to its
end again at each of its marks."""

_FAMILIES = ('"„“”‟＂', "«»", "‹›", "‚")
_ANY_QUOTE = re.compile(f"[{DOUBLE}]")
_SINGLE_CLOSE = re.compile(rf"(?<=\S)[{SINGLE}](?!\w)")
_LOW_SINGLE_CLOSE = re.compile(rf"(?<=\S)[{SINGLE}{DOUBLE}](?!\w)")


def opens_phrase(text: str, at: int) -> bool:
    """Whether the character at `at` opens a phrase.

    >>> opens_phrase('"kalter Krieg"', 0), opens_phrase("Wie geht's", 8)
    (True, False)
    """
    if at >= len(text):
        return False
    if text[at] in SINGLE:
        return (
            not (at and text[at - 1].isalnum())
            and at + 1 < len(text)
            and text[at + 1].isalnum()
            and _single_close(text, at) is not None
        )
    if text[at] not in DOUBLE:
        return False
    glued_before = at > 0 and text[at - 1].isalnum()
    space_behind = at + 1 >= len(text) or text[at + 1].isspace()
    # `Krieg" nato`: the end of a phrase that never began
    return text[at] == "„" or not (glued_before and space_behind)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A phrase in quotes: its text lies from `first` to `last`, the whole ends at `end`."""

    first: int
    last: int
    end: int
    closed: bool


def quoted(text: str, at: int) -> Quoted:
    """The phrase opened at `at`; one that is never closed runs to the end of the text.

    Linear in the phrase. A phrase may quote in another style: „Der »Spiegel« von gestern“ is one
    phrase; and quotes may be doubled: ""kalter Krieg"".
    """
    first = at + 1
    while first < len(text) and first - at < MOST_DOUBLED and text[first] in DOUBLE:
        first += 1
    if first == len(text) or not text[first].isalnum():
        first = at + 1
    last = _closing_quote(text, at, first)
    if last is None:
        return Quoted(first, len(text), len(text), closed=False)
    end = last + 1
    while end < len(text) and end - last < first - at and text[end] in DOUBLE:
        end += 1
    return Quoted(first, last, end, closed=True)


def _closing_quote(text: str, at: int, first: int) -> int | None:
    opener = text[at]
    if opener in SINGLE:
        return _single_close(text, at)
    if opener == "‚":
        close = _LOW_SINGLE_CLOSE.search(text, first)
        return close.start() if close else None
    inner: list[str] = []
    for quote in _ANY_QUOTE.finditer(text, first):
        family = _family(quote.group())
        nests = family != _family(opener) or quote.group() == "„"
        if nests and _stands_before_word(text, quote.start()):
            inner.append(family)
        elif inner and family == inner[-1]:
            inner.pop()
        else:
            return quote.start()
    return None


def _single_close(text: str, at: int) -> int | None:
    close = _SINGLE_CLOSE.search(text, at + 1, min(len(text), at + LONGEST_SINGLE))
    return close.start() if close else None


def _family(quote: str) -> str:
    return next(family for family in _FAMILIES if quote in family)


def _stands_before_word(text: str, at: int) -> bool:
    space_before = at == 0 or not text[at - 1].isalnum()
    return space_before and at + 1 < len(text) and text[at + 1].isalnum()
