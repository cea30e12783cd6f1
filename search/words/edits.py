"""How many edits lie between a word and each of many others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LONGEST = 63
"""Characters of a word that can be compared."""

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
