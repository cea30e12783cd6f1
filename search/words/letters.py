"""Many words letter by letter: as numbers in arrays, so that all are compared at once."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from pressespiegel.search.words.edits import Codes

Numbers = npt.NDArray[np.int64]

_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéè"
_TABLE_SIZE = 256


class LetterArrays:
    """The letters of words, which are given shortest first, none of them empty.

    `codes` are all their letters in a row, as small numbers that rare letters share; `sets` tells
    for each word which letters it has: one bit each, and one for having it twice.
    """

    def __init__(self, words: list[str]) -> None:
        self.lengths: Numbers = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        self._starts: Numbers = np.cumsum(self.lengths) - self.lengths
        encoded = "".join(words).encode("utf-32-le", "surrogatepass")
        points = np.frombuffer(encoded, dtype="<u4")
        few = points < _TABLE_SIZE
        codes, bits = _tables()
        places = points.astype(np.uint8)
        self.codes: Codes = np.where(few, codes[places], 64 + points % 190).astype(np.uint8)
        self.sets = self._sets(np.where(few, bits[places], points % 32))

    def _sets(self, bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
        once = np.zeros(len(self.lengths), dtype=np.uint64)
        twice = once.copy()
        flags = np.left_shift(np.uint64(1), bits.astype(np.uint64))
        for place in range(int(self.lengths.max(initial=0))):
            first = int(np.searchsorted(self.lengths, place, side="right"))
            own = flags[self._starts[first:] + place]
            twice[first:] |= once[first:] & own
            once[first:] |= own
        sets: npt.NDArray[np.uint64] = once | twice << np.uint64(32)
        return sets

    def first(self, numbers: Numbers) -> Codes:
        """The codes of the first letters of some of the words."""
        found: Codes = self.codes[self._starts[numbers]]
        return found

    def rows(self, numbers: Numbers) -> Codes:
        """The codes of some of the words, one word a row, padded with 0."""
        lengths = self.lengths[numbers]
        columns = np.arange(lengths.max(initial=1))
        places = self._starts[numbers][:, np.newaxis] + columns
        inside = columns < lengths[:, np.newaxis]
        rows: Codes = self.codes.take(places, mode="clip") * inside
        return rows


@cache
def _tables() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The code and the bit of each of the first characters."""
    codes = 64 + np.arange(_TABLE_SIZE, dtype=np.uint32) % 190
    bits = np.arange(_TABLE_SIZE, dtype=np.uint32) % 32
    for number, letter in enumerate(_LETTERS):
        codes[ord(letter)] = number + 1
        bits[ord(letter)] = number
    return codes, bits


def bits_set(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    """How many bits are set in each value.

    >>> bits_set(np.array([0, 6, 255], dtype=np.uint64)).tolist()
    [0, 2, 8]
    """
    if hasattr(np, "bitwise_count"):  # since numpy 2.0, and ten times as quick
        counted: npt.NDArray[np.uint8] = np.bitwise_count(values)
        return counted
    values = values - ((values >> np.uint64(1)) & np.uint64(0x5555555555555555))
    fours = np.uint64(0x3333333333333333)
    values = (values & fours) + ((values >> np.uint64(2)) & fours)
    values = (values + (values >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    ones: npt.NDArray[np.uint8] = (
        (values * np.uint64(0x0101010101010101)) >> np.uint64(56)
    ).astype(np.uint8)
    return ones
