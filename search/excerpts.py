"""Cutting a readable piece out of a long text: at sentences, else at words, never inside one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from pressespiegel.search.results import Highlight
from pressespiegel.search.sentences import sentence_starts

ELLIPSIS = "…"
"""Stands where a sentence goes on beyond the excerpt."""

PARAGRAPH_SIGN = " — "
"""Stands between two paragraphs of one excerpt."""

LONGEST_WORD = 60
"""Characters that are searched for the beginning or end of a word; longer ones are cut."""

LONGEST_CLUSTER = 100
"""Accents on one letter that are kept with it at most."""

_LONGEST_FLAGS = 1000

_WORD_START = re.compile(r"(?<=\s)\S")
# what is not shown as it stands: all spaces but a single plain one
_UNEVEN_SPACES = re.compile(r"\s\s+|[^\S ]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters `start` to `end` of a text, and whether a sentence was cut at either end."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def excerpt(text: str, start: int, end: int, width: int) -> Excerpt:
    """About `width` characters around those from `start` to `end`, which it always shows.

    Only if they are longer than `width` themselves, the end is left out. Looks at no more than a
    few times `width` characters, however long the text is.
    """
    end = min(end, _whole_cluster(text, start + width))
    room = max(0, width - (end - start))
    first, cut_before = _beginning(text, start, room)
    last, cut_after = _ending(text, end, first + width)
    if last + 1 >= len(text) and (earlier := sentence_starts(text, last - width, first)):
        # nothing follows: show more of what stands before
        first, cut_before = earlier[0], False
    while first < start and text[first].isspace():
        first += 1
    return Excerpt(first, last, cut_before, cut_after)


def shown(text: str, piece: Excerpt, spans: Sequence[tuple[int, int]]) -> Highlight:
    """The excerpt as one line; `spans` are sorted places in the text, kept where they are in it."""
    out = [f"{ELLIPSIS} "] if piece.cut_before else []
    length = len("".join(out))
    moves = [_Move(piece.start, length, 1)]
    for run in _UNEVEN_SPACES.finditer(text, piece.start, piece.end):
        start, end = run.span()
        even = text[moves[-1].source : start]
        sign = PARAGRAPH_SIGN if run.group().count("\n") > 1 else " "
        out += (even, sign)
        length += len(even)
        moves.append(_Move(start, length, 0))
        length += len(sign)
        moves.append(_Move(end, length, 1))
    out.append(text[moves[-1].source : piece.end])
    if piece.cut_after:
        out.append(f" {ELLIPSIS}")
    moved = tuple(
        (_moved(start, moves), _moved(end - 1, moves) + 1) for start, end in _inside(spans, piece)
    )
    return Highlight("".join(out), moved)


class _Move(NamedTuple):
    """From character `source` of the text on, `target` of the excerpt shows it; the next ones
    `step` further each, which is 0 in a run of spaces."""

    source: int
    target: int
    step: int


def _moved(at: int, moves: Sequence[_Move]) -> int:
    source, target, step = moves[bisect_left(moves, (at + 1,)) - 1]
    return target + (at - source) * step


def _inside(spans: Sequence[tuple[int, int]], piece: Excerpt) -> Iterator[tuple[int, int]]:
    first = bisect_left(spans, (piece.start, piece.start))
    if first and spans[first - 1][1] > piece.start:
        first -= 1
    for start, end in islice(spans, first, None):
        if start >= piece.end:
            break
        yield max(start, piece.start), min(end, piece.end)


def _beginning(text: str, start: int, room: int) -> tuple[int, bool]:
    """Where an excerpt begins that must show what stands at `start`; and whether that is a cut."""
    earliest = max(0, start - room * 2 // 3)
    if sentences := sentence_starts(text, earliest, start):
        return sentences[-1], False
    at = max(earliest, start - room // 3)
    if word := _WORD_START.search(text, at, start + 1):
        return word.start(), True
    for place in range(at, max(0, at - LONGEST_WORD), -1):
        if _begins_word(text, place):
            return place, True
    return _whole_cluster(text, at), True


def _begins_word(text: str, at: int) -> bool:
    return text[at - 1].isspace() and not text[at : at + 1].isspace()


def _ending(text: str, end: int, latest: int) -> tuple[int, bool]:
    """Where an excerpt ends that must show what stands before `end`; and whether that is a cut."""
    latest = max(end, latest)
    if latest >= len(text):
        return _without_spaces(text, end, len(text)), False
    if sentences := sentence_starts(text, end + (latest - end) // 3, latest):
        return _without_spaces(text, end, sentences[-1]), False
    for place in range(latest, end - 1, -1):
        if text[place].isspace():
            return _without_spaces(text, end, place), True
    for place in range(latest, min(len(text), latest + LONGEST_WORD)):
        if text[place].isspace():
            return place, True
    if len(text) <= latest + LONGEST_WORD:
        return len(text), False
    return _whole_cluster(text, latest), True


def _without_spaces(text: str, least: int, end: int) -> int:
    while end > least and text[end - 1].isspace():
        end -= 1
    return end


def _whole_cluster(text: str, at: int) -> int:
    """The next place from `at` on that is not between a letter and its accents, or in an emoji."""
    for place in range(at, min(len(text), at + LONGEST_CLUSTER)):
        if place == 0 or not _continues(text, place):
            return place
    return min(len(text), at + LONGEST_CLUSTER)


def _continues(text: str, at: int) -> bool:
    """Whether the characters before and at a place are seen as one (a part of UAX #29)."""
    before, character = text[at - 1], text[at]
    if _is_flag_half(character):
        halves = 0
        while halves < min(at, _LONGEST_FLAGS) and _is_flag_half(text[at - 1 - halves]):
            halves += 1
        return halves % 2 == 1
    return (
        unicodedata.category(character)[0] == "M"
        or "\u200d" in (before, character)
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or ("\udc00" <= character <= "\udfff" and "\ud800" <= before <= "\udbff")
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
