"""Did you mean …? Words of the archive that somebody may have meant who typed another."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pressespiegel.search.edits import typing_cost
from pressespiegel.search.german.folding import literal
from pressespiegel.search.vocabulary import CloseWord, Vocabulary

MOST_COMPARED = 60
"""Close words that are weighed letter by letter."""

_FREQUENCY = 0.6
_COMPANY = 0.6
_SHORT = 4
_LONG = 9
_TRANSCRIBED = re.compile(r"(?<![aeq])([aou])e")
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the archive, how many edits it is away, and how many articles have it."""

    text: str
    distance: int
    articles: int


def suggestions(
    word: str,
    vocabulary: Vocabulary,
    *,
    limit: int = 5,
    company: Callable[[str], int] | None = None,
) -> list[Suggestion]:
    """Words that may have been meant, best first; never the word itself.

    A word is the likelier meant the fewer and the commoner the slips that lead to what was typed,
    and the more articles have it. `company` tells in how many articles a word stands together
    with what was typed beside it. Upper case is taken over from what was typed.
    """
    typed = literal(word)
    ranked = sorted(_weighed(typed, vocabulary), key=lambda pair: (pair[0], pair[1].text))
    if company is not None and len(ranked) > 1:
        ranked = _with_company(ranked, company)
    return [
        Suggestion(_cased(close.text, word), close.distance, close.articles)
        for _, close in ranked[:limit]
    ]


def _weighed(typed: str, vocabulary: Vocabulary) -> list[tuple[float, CloseWord]]:
    found: dict[str, tuple[float, CloseWord]] = {}
    for spelling in _spellings(typed):
        for close in _closest(spelling, vocabulary):
            if close.text == typed:
                continue
            cost = typing_cost(spelling, close.text) - _FREQUENCY * math.log10(close.articles)
            if close.text not in found or cost < found[close.text][0]:
                found[close.text] = cost, close
    return list(found.values())


def _closest(spelling: str, vocabulary: Vocabulary) -> list[CloseWord]:
    most = 1 if len(spelling) <= _SHORT else 2
    close = vocabulary.close_to(spelling, most)
    if not close and len(spelling) >= _LONG:
        close = vocabulary.close_to(spelling, most + 1)
    close.sort(key=lambda each: each.distance - _FREQUENCY * math.log10(each.articles))
    return close[:MOST_COMPARED]


def _spellings(typed: str) -> tuple[str, ...]:
    """What was typed, and with the umlauts that an English keyboard lacks."""
    umlauts = _TRANSCRIBED.sub(lambda found: _UMLAUTS[found[1]], typed)
    return (typed,) if umlauts == typed else (typed, umlauts)


def _with_company(
    ranked: Sequence[tuple[float, CloseWord]], company: Callable[[str], int]
) -> list[tuple[float, CloseWord]]:
    """The best ones in the order that their company gives them."""
    first = ranked[:8]
    weighed = [
        (cost - _COMPANY * math.log10(1 + company(close.text)), close) for cost, close in first
    ]
    return sorted(weighed, key=lambda pair: (pair[0], pair[1].text)) + list(ranked[8:])


def _cased(text: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if typed[:1].isupper() else text
