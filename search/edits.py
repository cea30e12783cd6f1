"""How far apart two words are, for hands on a German keyboard and ears that heard the word."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

LONGEST = 63
"""Characters of a word that can be compared."""

_ROWS = ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm")

# what sounds alike, or is one letter with and without its mark
_ALIKE: Mapping[str, float] = MappingProxyType(
    {
        **dict.fromkeys(("aä", "oö", "uü", "sß", "üy"), 0.5),
        **dict.fromkeys(("dt", "bp", "gk", "fv", "vw", "iy", "eä", "cz", "ck", "sz", "mn"), 0.7),
        **dict.fromkeys(("ei", "ij", "äö", "eö", "iü", "kq", "fp"), 0.8),
    }
)
_VOWELS = "aeiouäöüy"
_VOWEL_FOR_VOWEL = 0.9
_NEIGHBOUR_KEY = 0.8
_OTHER_LETTER = 1.15
_DOUBLED = 0.6
_SILENT = 0.85
_ONE_LETTER = 1.0
_SWAPPED = 0.75
_AT_THE_BEGINNING = 0.4


def _substitutions() -> Mapping[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for one, other in combinations(_VOWELS, 2):
        costs[one, other] = _VOWEL_FOR_VOWEL
    for above, row in zip(("", *_ROWS), _ROWS, strict=False):
        for place, key in enumerate(row):
            beside = row[place + 1 : place + 2] + above[place : place + 2]
            for other in beside:
                costs[key, other] = _NEIGHBOUR_KEY
    for pair, cost in _ALIKE.items():
        costs[pair[0], pair[1]] = cost
    return MappingProxyType({**costs, **{(b, a): cost for (a, b), cost in costs.items()}})


_SUBSTITUTIONS = _substitutions()


def typing_cost(typed: str, meant: str) -> float:
    """How unlikely it is that somebody who meant one word typed the other; 0 for the same.

    >>> typing_cost("Maschiene".lower(), "maschine") < typing_cost("Maschixne".lower(), "maschine")
    True
    """
    older: list[float] = []
    row = [0.0]
    for j, letter in enumerate(meant):
        row.append(row[-1] + _single(letter, meant[j - 1 : j], meant[j + 1 : j + 2]))
    for i, x in enumerate(typed):
        left, right = typed[i - 1 : i], typed[i + 1 : i + 2]
        added = _single(x, left, right)
        before, row = row, [row[0] + added]
        for j, y in enumerate(meant):
            if x == y:
                cost = before[j]
            else:
                cost = before[j] + _SUBSTITUTIONS.get((x, y), _OTHER_LETTER)
                cost = min(cost, before[j + 1] + added)
                left_out = _single(y, meant[j - 1 : j], meant[j + 1 : j + 2])
                cost = min(cost, row[j] + left_out)
                if i and j and x == meant[j - 1] and typed[i - 1] == y:
                    cost = min(cost, older[j - 1] + _SWAPPED)
            row.append(cost)
        older = before
    return row[-1] + (_AT_THE_BEGINNING if typed[:1] != meant[:1] else 0.0)


def _single(letter: str, left: str, right: str) -> float:
    """The cost of a letter too many or too few between two others."""
    if letter in (left, right):
        return _DOUBLED
    return _SILENT if letter in "hen" else _ONE_LETTER


Codes = npt.NDArray[np.uint8]
Bits = npt.NDArray[np.uint64]


def edit_distances(
    pattern: Codes, words: Codes, lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Edits from a word to each of many, a swap of neighbours counted as one.

    Rows of `words` are padded with 0 behind their `lengths`. The bits of a machine word stand for
    the letters of the pattern (Hyyrö 2003), so that each column takes a few operations on arrays.
    """
    size = len(pattern)
    places = np.zeros(256, dtype=np.uint64)
    for at, code in enumerate(pattern.tolist()):
        places[code] |= np.uint64(1 << at)
    places[0] = 0
    one, last = np.uint64(1), np.uint64(1 << (size - 1))
    shift = np.uint64(size - 1)
    count = len(words)
    up = np.full(count, (1 << 64) - 1, dtype=np.uint64)
    down = np.zeros(count, dtype=np.uint64)
    diagonal = np.zeros(count, dtype=np.uint64)
    before = np.zeros(count, dtype=np.uint64)
    score: npt.NDArray[np.int64] = np.full(count, size, dtype=np.int64)
    found: npt.NDArray[np.int64] = score.copy()
    for column in range(words.shape[1]):
        here: Bits = places[words[:, column]]
        swapped = ((~diagonal & here) << one) & before
        diagonal = (((here & up) + up) ^ up) | here | down | swapped
        rises = down | ~(diagonal | up)
        falls = diagonal & up
        score += ((rises & last) >> shift).astype(np.int64)
        score -= ((falls & last) >> shift).astype(np.int64)
        rises = (rises << one) | one
        up = (falls << one) | ~(diagonal | rises)
        down = rises & diagonal
        before = here
        np.copyto(found, score, where=lengths == column + 1)
    return found
