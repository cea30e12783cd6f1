"""Where the words of a text begin and end.

A word is what a reader would type as one: with its hyphens ("Vize-Außenminister"), apostrophes
("geht's"), the marks of a gender form ("Politiker:innen"), the separators of a number ("1.000",
"3,5", "2021/22"), a hyphenation at a line's end, and addresses as a whole. Every rule of
`_JOINTS` joins two runs of letters and digits; what no rule joins is two words.
"""

from __future__ import annotations

import re
from itertools import accumulate

from pressespiegel.search.german.abbreviations import SPACED_ABBREVIATIONS
from pressespiegel.search.german.characters import (
    APOSTROPHES,
    COMBINING_MARKS,
    HYPHENS,
    INVISIBLE,
    SIGNS,
    SPACES,
)

LONGEST_RUN = 99
"""Letters in a row after which a word is cut: nobody types more, and no term may be longer."""

_MOST_JOINTS = 30

_RUN = rf"[^\W_][\w{COMBINING_MARKS}{INVISIBLE}]{{0,{LONGEST_RUN - 1}}}"

_NOT_CONTINUED = r"(?!(?:und|oder|bzw|sowie|beziehungsweise|als|statt|bis|wie|noch)\b)"

_JOINTS = (
    # Vize-Außenminister, Berlin–München
    rf"[{HYPHENS}](?=[^\W_])",
    # Außen-⏎minister and Nato-⏎Rat, but not "Innen-⏎und Außenpolitik"
    rf"(?:[{HYPHENS}]|(?<=\u00ad))[ \t]{{0,9}}\r?\n[ \t]{{0,40}}(?=[^\W_]){_NOT_CONTINUED}",
    # geht's, L’Oréal, D'Angelo; and the Swiss 1'000
    rf"[{APOSTROPHES}](?=[^\W_])",
    # 1.000, 3,5, 24.12.2021, 12:30, 2021/22
    r"(?<=\d)[.,:/](?=\d)",
    # Politiker:innen, Politiker*innen, Politiker/-innen, Politiker/in, jede:r
    r"(?<=[^\W\d_])(?:[:*·]|/-?)(?=in(?:nen)?|[rnsm]\b|e[rnsm]?\b)",
    # H&M, S&P
    r"&(?=[^\W_])",
)

# z. B., d. h.: with the spaces that careful typesetters put there
_SPACED = "|".join(
    rf"[{SPACES}]?".join(rf"{letter}\." for letter in letters.split())
    for letters in SPACED_ABBREVIATIONS
)

# z.B., U.S.A., e.V.
_DOTTED = r"[^\W\d_](?:\.[^\W\d_]){1,9}(?![^\W_])\.?"

_PLAIN = (
    rf"(?=[^\W\d_]\.)(?:(?:{_SPACED})|{_DOTTED})"
    rf"|#?{_RUN}(?:(?=[^\w\s]|(?<=\u00ad)\s)"
    # Politiker(innen)
    rf"(?:(?:{'|'.join(_JOINTS)}){_RUN}|\((?:innen|in|r|n|s)\))){{0,{_MOST_JOINTS}}}"
    rf"|[{SIGNS}]"
)

_ADDRESSES = (
    # https://www.example.org/politik?x=1, www.example.org
    r"(?:https?://|www\.)[^\s<>\"'«»„“”]{1,2000}(?<![.,;:!?)\]…])"
    # redaktion@example.org
    r"|[\w.+\-]{1,64}@(?:[^\W_][\w\-]{0,62}\.){1,8}[^\W\d_]{2,24}(?!\w)"
    # @handle
    r"|@[^\W_]\w{0,98}"
)

_WORD = re.compile(rf"({_PLAIN})")
_WORD_OR_ADDRESS = re.compile(rf"({_ADDRESSES}|{_PLAIN})")


def split_words(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a text, just as they stand, and the character at which each begins.

    >>> split_words("Die Politiker:innen der Außen-\\nminister, z.B. in 2021/22")[0]
    ('Die', 'Politiker:innen', 'der', 'Außen-\\nminister', 'z.B.', 'in', '2021/22')
    >>> split_words("Heute 3,5 %.")
    (('Heute', '3,5', '%'), (0, 6, 10))

    Linear in the text: every repetition in the rules is bounded.
    """
    pieces = _pieces(text)
    ends = tuple(accumulate(map(len, pieces)))
    return tuple(pieces[1::2]), ends[0:-1:2]


def word_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the words of a text begin, and where they end.

    >>> word_bounds("Heute 3,5 %.")
    ((0, 6, 10), (5, 9, 11))
    """
    ends = tuple(accumulate(map(len, _pieces(text))))
    return ends[0:-1:2], ends[1::2]


def _pieces(text: str) -> list[str]:
    """A text cut up: gaps and words alternate, the words stand at the odd places."""
    has_addresses = "@" in text or "://" in text or "www." in text
    return (_WORD_OR_ADDRESS if has_addresses else _WORD).split(text)
