"""Cut running text into tokens with their positions, and mark where sentences begin.

The tokens here are the ones that names are made of. They are not the terms of the search:
"Nato-Generalsekretär" is one token, "Frankfurt/Main" three, and punctuation is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ABBREVIATIONS = (
    "Dr Prof Mag Dipl Ing Hon St Sr Jr Mio Mrd Nr Str bzw ca etc evtl ggf inkl usw vgl geb gest "
    "verst Jh Abs Art Bd Hl hl Co Inc Ltd Corp Bros Mr Mrs Ms Gen Col Lt Sgt Hr Fr Kap Tel Min "
    "Okt Nov Dez Jan Feb Aug Sept Mo Di Mi Do Sa So"
)
"""Words whose dot belongs to them: "Dr. Berger" is no end of a sentence."""

_PLAIN, _GAP = 1, 2
_TOKEN = re.compile(
    # most words, for speed: no other alternative would end before a blank or a comma
    r"([^\W\d_]+)(?: +|(?=,))"
    r"|(\n[ \t\r\f\v]*(?:\n\s*)?)"
    # an address: "https://…", "name@example.org"
    r"|https?://\S{1,300}|\w[\w.+-]{0,60}@\w[\w.-]{0,60}"
    # letters with dots: "z.B.", "U.S.", "J."
    r"|\b(?:[^\W\d_]\.){1,6}(?!\w)"
    # a word with its dot: "St."
    rf"|\b(?:{'|'.join(ABBREVIATIONS.split())})\.(?=\s|-|$)(?!\s*$)"
    # an ordinal before a word: "3. Oktober"
    r"|\b\d{1,2}\.(?=[ \t]\w)"
    # a number: "1.250,50", "14:30"
    r"|\d+(?:[.,:]\d+)+"
    # a word, with hyphens, apostrophes, ampersands, dots before small letters: "Müller-Lüden"
    r"|\w+(?:[-‐‑'’&+]\w+|\.[a-z]{2,}\b)*(?:-(?=[\s,])|['’](?!\w))?"
    # anything else, one character at a time
    r"|\S"
)
_SENTENCE_END = frozenset(".!?…")
# texts that were cut into tokens before part a dot from its word: "St . Gallen", "v . Chr ."
_ABBREVIATED = frozenset([*ABBREVIATIONS.split(), "v", "n", "Chr", "z", "d", "h", "u", "o"])
_MAY_FOLLOW_END = frozenset("\"“”«»‹›'’)]")
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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    opening: set[int] = set()
    ended = True
    line_start = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastindex
        start, end = match.span()
        word = match[0]
        if kind == _PLAIN:
            word = match[1]
            end = start + len(word)
        elif kind == _GAP:
            if word.count("\n") > 1 or start - line_start < _WRAPPED_LINE:
                ended = True
            line_start = end
            continue
        if ended and not (words and word in _MAY_FOLLOW_END):
            # "Karl III. kam": no sentence begins small
            if not words or not word[0].islower() or words[-1] != ".":
                opening.add(len(words))
            ended = False
        if (
            kind != _PLAIN
            and word in _SENTENCE_END
            and not (word == "." and words and words[-1] in _ABBREVIATED)
        ):
            ended = True
        words.append(word)
        starts.append(start)
        ends.append(end)
    return Tokens(words, starts, ends, opening)
