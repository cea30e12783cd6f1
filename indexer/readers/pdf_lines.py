"""Lines of printed pages to paragraphs: words mended, page numbers and running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pressespiegel.indexer.readers.cleaning import lines

REPEATED = 3
"""On so many pages a line stands at the same edge before it is a running head."""

EDGE = 3
"""Lines at the top and foot of a page among which running heads are."""

FULL_LINE = 0.8
"""From this share of a column's width, a line was broken because it was full."""

_TORN_WORD = re.compile(r"\w[-‐]$")
_HELD_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|bis|noch|wie|als)\b")
_SENTENCE_END = re.compile(r"[.!?…:][\"'“”«»‘’‹›)]*$")
# 3 | Seite 3 | - 3 - | 3/5 | https://… 05.03.24, 08:15
_PAGE_MARK = re.compile(
    r"(?:seite\s*)?[-–—|]?\s*\d{1,4}(?:\s*(?:/|von)\s*\d{1,4})?\s*[-–—|]?|https?://\S+(?:\s+\d+/\d+)?|"
    r"\d\d?\.\d\d?\.\d\d(?:\d\d)?,? \d\d?:\d\d(?: uhr)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def paragraphs_of_pages(pages: Sequence[str]) -> list[str]:
    """The paragraphs of the pages; one may reach over the end of a page.

    >>> paragraphs_of_pages(["Der Rat hat den Bau der Schwimm-\\nhalle beschlossen.\\n1"])
    ['Der Rat hat den Bau der Schwimmhalle beschlossen.']
    """
    # A soft hyphen at the end of a line parts a word, and is none of its letters.
    every = [lines(page.replace("\u00ad\n", "").replace("\u00ad ", "")) for page in pages]
    heads = _running_heads(every)
    kept = [line for page in every for line in _without_furniture(page, heads)]
    return list(_joined(kept, _width(kept)))


def _without_furniture(page: Sequence[str], heads: set[str]) -> Iterator[str]:
    filled = [number for number, line in enumerate(page) if line]
    edges = {*filled[:EDGE], *filled[-EDGE:]}
    for number, line in enumerate(page):
        if number in edges and (_PAGE_MARK.fullmatch(line) or _numberless(line) in heads):
            continue
        yield line


def _running_heads(pages: Iterable[Sequence[str]]) -> set[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        counts.update({_numberless(line) for line in (*filled[:EDGE], *filled[-EDGE:])})
    return {line for line, count in counts.items() if count >= REPEATED and line}


def _numberless(line: str) -> str:
    return _DIGITS.sub("", line).strip()


def _width(every: Iterable[str]) -> int:
    """The width of most lines that are long enough to be running text."""
    lengths = sorted(len(line) for line in every if len(line) > 20)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _joined(every: Iterable[str], width: int) -> Iterator[str]:
    paragraph = before = ""
    for line in every:
        if not line:
            # Between two columns or pages a paragraph may go on after a gap.
            continue
        if paragraph and _goes_on(before, line, width):
            paragraph = _continued(paragraph, line)
        else:
            if paragraph:
                yield paragraph
            paragraph = line
        before = line
    if paragraph:
        yield paragraph


def _continued(paragraph: str, line: str) -> str:
    if not _TORN_WORD.search(paragraph):
        return f"{paragraph} {line}"
    if not line[0].islower():
        return paragraph + line  # Müller-|Meier
    return f"{paragraph} {line}" if _HELD_HYPHEN.match(line) else paragraph[:-1] + line


def _goes_on(before: str, line: str, width: int) -> bool:
    if line[0].islower() or _TORN_WORD.search(before):
        return True
    if line[0] in "•*–" or len(before) < FULL_LINE * width:
        return False
    return not (_SENTENCE_END.search(before) and len(before) < 0.97 * width)
