"""Cut running text into tokens with their positions, and mark where sentences begin.

The tokens here are the ones that names are made of. They are not the terms of the search:
"Nato-Generalsekretär" is one token, "Frankfurt/Main" three, and punctuation is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

ABBREVIATIONS = (
    "Dr Prof Mag Dipl Ing Hon St Sr Jr Mio Mrd Nr Str bzw ca etc evtl ggf inkl usw vgl geb gest "
    "verst Jh Abs Art Bd Hl hl Co Inc Ltd Corp Bros Mr Mrs Ms Gen Col Lt Sgt Hr Fr Kap Tel Min "
    "Okt Nov Dez Jan Feb Aug Sept Mo Di Mi Do Sa So"
)
"""Words whose dot belongs to them: "Dr. Berger" is no end of a sentence."""

_TOKEN = re.compile(
    # most words, and punctuation, for speed: no other alternative would end elsewhere
    r" ?(\w+(?=[ \n;!?)(\"“”„«»/…–—\]]|,\s)|[^\w\s]|\w{6,}(?=\.\s)"
    # an address: "https://…", "name@example.org"
    r"|https?://\S{1,300}|\w[\w.+-]{0,60}@\w[\w.-]{0,60}"
    # letters with dots: "z.B.", "U.S.", "J."
    r"|\b(?:[^\W\d_]\.){1,6}(?!\w)"
    # a word with its dot: "St."; none has six letters
    rf"|\b(?:{'|'.join(ABBREVIATIONS.split())})\.(?=\s|-|$)(?!\s*$)"
    # an ordinal before a word: "3. Oktober"
    r"|\b\d{1,2}\.(?=[ \t]\w)"
    # a number: "1.250,50", "14:30"
    r"|\d+(?:[.,:]\d+)+"
    # a word, with hyphens, apostrophes, ampersands, dots before small letters: "Müller-Lüden"
    r"|\w+(?:[-‐‑'’&+]\w+|\.[a-z]{2,}\b)*(?:-(?=[\s,])|['’](?!\w))?)"
)
_GAP = re.compile(r"\n[ \t\r\f\v]*(?:\n\s*)?")
_SENTENCE_END = tuple(map(ord, ".!?…"))
# texts that were cut into tokens before part a dot from its word: "St . Gallen", "v . Chr ."
_ABBREVIATED = frozenset([*ABBREVIATIONS.split(), "v", "n", "Chr", "z", "d", "h", "u", "o"])
_MAY_FOLLOW_END = frozenset("\"“”«»‹›'’)]")
_LAST_BLANK = 0x3000
_BREAK = ord("\n")
_WRAPPED_LINE = 50
"""A line this long that breaks without a full stop is taken as wrapped, not as ended."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: what they say, where they stand, and which of them open a sentence.

    `starts[i]` and `ends[i]` are characters of the text; `opening` is the set of indices of
    tokens that begin a sentence, a headline or a paragraph.
    """

    words: list[str]
    starts: list[int]
    ends: list[int]
    opening: set[int]


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens; linear in its length.

    >>> tokenise("Am 3. Mai sprach Dr. Anna Berger. Sie kam aus Halle/Saale.").words[:6]
    ['Am', '3.', 'Mai', 'sprach', 'Dr.', 'Anna']
    """
    words: list[str] = _TOKEN.findall(text)
    if not words:
        return Tokens([], [], [], set())
    # tokens hold every character that is no blank, so that counting tells where they stand
    printed = np.flatnonzero(~_blanks().take(_codes(text), mode="clip"))
    codes = _codes("\n".join(words))
    breaks = np.flatnonzero(codes == _BREAK)
    befores = np.append(0, breaks - np.arange(len(breaks)))
    afters = np.append(befores[1:], len(printed))
    starts = printed[befores]
    ends = printed[afters - 1] + 1
    initials = codes[befores + np.arange(len(words))]
    initials[afters - befores > 1] = 0
    marks = np.flatnonzero(np.logical_or.reduce([initials == mark for mark in _SENTENCE_END]))
    opening = set(_opening(words, _after_endings(text, words, marks.tolist(), starts)))
    return Tokens(words, starts.tolist(), ends.tolist(), opening)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _after_endings(
    text: str, words: list[str], marks: Iterable[int], starts: NDArray[np.int64]
) -> Iterator[int]:
    """The tokens after those that end a sentence, a line that is not wrapped, a paragraph.

    `marks` are the tokens that are full stops and the like.
    """
    yield 0
    for number in marks:
        if not (words[number] == "." and number and words[number - 1] in _ABBREVIATED):
            yield number + 1
    gaps = []
    line_start = 0
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        if text.count("\n", start, end) > 1 or start - line_start < _WRAPPED_LINE:
            gaps.append(end)
        line_start = end
    yield from np.searchsorted(starts, gaps).tolist()


def _opening(words: list[str], after_endings: Iterable[int]) -> Iterator[int]:
    """The tokens that begin a sentence, given those after an ending, which quotes may follow."""
    for place in after_endings:
        while 0 < place < len(words) and words[place] in _MAY_FOLLOW_END:
            place += 1
        # "Karl III. kam": no sentence begins small
        if place < len(words) and (
            not place or not words[place][0].islower() or words[place - 1] != "."
        ):
            yield place


@cache
def _blanks() -> NDArray[np.bool_]:
    """For each character up to the last one that is a blank, and one more, whether it is one."""
    return np.array([chr(code).isspace() for code in range(_LAST_BLANK + 2)])
