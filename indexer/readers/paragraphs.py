"""Plain text to paragraphs, however its lines end."""

from __future__ import annotations

import re
from itertools import pairwise

from pressespiegel.indexer.readers.cleaning import lines

WIDEST_WRAPPED = 120
"""Characters of the longest line in a text whose lines were broken at a fixed width."""

_TORN_WORD = re.compile(r"\w-$")
# Haupt- und Nebensatz: the hyphen belongs to the word
_HELD_HYPHEN = re.compile(r"(?:und|oder|bzw|sowie|bis|noch|wie|als)\b")
_SENTENCE_END = re.compile(r"[.!?…:][\"'“”«»‘’‹›)]*$")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, each on one line.

    Empty lines part paragraphs. A single line end does too, unless the lines were broken at a
    fixed width: then a line goes on where the next line's first word had no room in it.

    >>> paragraphs_of("Die Stadt hat den Bau\\nbeschlos-\\nsen.\\n\\nEnde")
    ['Die Stadt hat den Bau beschlossen.', 'Ende']
    >>> paragraphs_of("Erster Absatz.\\nZweiter Absatz.")
    ['Erster Absatz.', 'Zweiter Absatz.']
    """
    every = lines(text)
    width = _width(every)
    done: list[list[str]] = []
    before = ""
    for line in every:
        if line and before and width and _goes_on(before, line, width):
            if _is_torn(before, line):
                done[-1][-1] = before[:-1]
            else:
                done[-1].append(" ")
            done[-1].append(line)
        elif line:
            done.append([line])
        before = line
    return ["".join(pieces) for pieces in done]


def _width(every: list[str]) -> int:
    """The width that lines were broken at, 0 where they were not: then full lines end sentences."""
    width = max(map(len, every), default=0)
    if width > WIDEST_WRAPPED:
        return 0
    full = [line for line, below in pairwise(every) if below and _is_full(line, below, width)]
    torn = sum(1 for line in full if not _SENTENCE_END.search(line))
    return width if 2 * torn >= len(full) else 0


def _goes_on(line: str, below: str, width: int) -> bool:
    if below[0].islower():
        return True
    return below[0] not in "-–—•*" and _is_full(line, below, width)


def _is_full(line: str, below: str, width: int) -> bool:
    return len(line) + 1 + len(below.split(" ", 1)[0]) > 0.85 * width


def _is_torn(line: str, below: str) -> bool:
    """Whether a hyphen at the end of a line only parts a word."""
    return bool(_TORN_WORD.search(line) and below[0].islower() and not _HELD_HYPHEN.match(below))
