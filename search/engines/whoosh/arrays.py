"""Small array operations that numpy lacks, each in a handful of array passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_Number = TypeVar("_Number", bound=np.integer)


def ranges(starts: npt.NDArray[np.integer], counts: npt.NDArray[np.integer]) -> Ints:
    """The numbers of several ranges, one behind the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    numbers: Ints = np.arange(total, dtype=np.int64) + (starts - (ends - counts)).repeat(counts)
    return numbers


def ranked(*keys: Ints) -> Ints:
    """The rank of each item by the last key, ties by the one before, and so on.

    >>> ranked(np.array([1, 0, 2]), np.array([5, 5, 4])).tolist()
    [2, 1, 0]
    """
    ranks = np.empty(len(keys[0]), dtype=np.int64)
    ranks[np.lexsort(keys)] = np.arange(len(ranks))
    return ranks


def smallest_unsigned(largest: int) -> np.dtype[np.generic]:
    """The narrowest unsigned type, of one, two or four bytes or eight, that holds a number."""
    for code, bits in (("u1", 8), ("<u2", 16), ("<u4", 32)):
        if largest < 1 << bits:
            return np.dtype(code)
    return np.dtype("<u8")


def distinct(ascending: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """Each of some ascending numbers once.

    >>> distinct(np.array([1, 1, 2, 5, 5])).tolist()
    [1, 2, 5]
    """
    first = np.empty(len(ascending), dtype=np.bool_)
    first[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def merged(parts: Sequence[npt.NDArray[_Number]]) -> npt.NDArray[_Number]:
    """The numbers of several arrays, ascending, each once; quick where each is ascending.

    `np.unique` hashes numbers, which takes many times as long.

    >>> merged([np.array([2, 5]), np.array([1, 5])]).tolist()
    [1, 2, 5]
    """
    if len(parts) == 1:
        return distinct(np.sort(parts[0], kind="stable"))
    together = np.concatenate(parts)
    together.sort(kind="stable")
    return distinct(together)


def starts_of(ends: npt.NDArray[np.generic]) -> Ints:
    """Where each run begins, given where each ends.

    >>> starts_of(np.array([2, 5])).tolist()
    [0, 2]
    """
    starts = np.empty(len(ends), dtype=np.int64)
    if len(ends):
        starts[0] = 0
        starts[1:] = ends[:-1]
    return starts
