"""What each word adds to the scores around it: worked out when a word is first met, then kept.

A word has scores of its own; what it adds to the words beside it depends on less, and is kept
once for all words that have that in common. The words kept are bounded. When they are too many,
those that were met only once are forgotten, so that the common ones are worked out once for a
whole archive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, chain
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.feature_rows import FeatureRows, Rows
from pressespiegel.indexer.entities.features import BOUNDARY

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.int32)

_MOST_WORDS = 200_000
"""How many distinct words are kept; 250 bytes each."""

_NEAR, _FAR, _CLASSES, _MET_AGAIN = range(4)


class _Numbers(dict[str, int]):
    """The number of each word; -1 for those that have none."""

    def __missing__(self, word: str) -> int:
        return -1


class _Sums:
    """What words add to others before and after them, each sum of rows of a table kept once."""

    def __init__(self, table: Floats) -> None:
        self._table = table
        self._numbers: dict[Rows, int] = {}
        self.sides = tuple(half[:0] for half in _halves(table))

    def numbers(self, wanted: Sequence[Rows]) -> list[int]:
        """The row in each of `sides` of each sum; those that are new are worked out."""
        known = self._numbers
        new = [rows for rows in dict.fromkeys(wanted) if rows not in known]
        if new:
            first = len(known)
            after = first + len(new)
            sides = tuple(_with_room(side, after) for side in self.sides)
            for side, half in zip(sides, _halves(_added_up(self._table, new)), strict=True):
                side[first:after] = half
            self.sides = sides
            known.update(zip(new, range(first, after), strict=True))
        return [known[rows] for rows in wanted]

    def kept(self, used: NDArray[np.int32]) -> _Sums:
        """Only the sums of these numbers, which become 0, 1, 2..."""
        kept = _Sums(self._table)
        kept.sides = tuple(side[used] for side in self.sides)
        rows = list(self._numbers)
        kept._numbers = {rows[old]: new for new, old in enumerate(used.tolist())}
        return kept


class _Words:
    """The words met so far, the boundary first. Only its owner adds to it, under a lock; arrays
    are never changed where a reader in another thread may look."""

    def __init__(self, rows: FeatureRows, signature: Callable[[tuple[int, ...]], int]) -> None:
        self._rows = rows
        self._signature = signature
        self.numbers = _Numbers()
        self.own = np.zeros((0, rows.own.shape[1]), np.float32)
        self.near = _Sums(rows.near)
        self.far = _Sums(rows.far)
        # for each word: numbers in `near` and `far`, signature of its classes, whether met again
        self.about = np.zeros((0, 4), np.int32)
        self.take_in([BOUNDARY])

    def look_up(self, words: Sequence[str]) -> Integers:
        """The number of each word, -1 for those that are not in it."""
        return np.fromiter(map(self.numbers.__getitem__, words), np.int64, len(words))

    def take_in(self, words: Sequence[str]) -> None:
        """Work out those of the words that are not in it."""
        new = [word for word in dict.fromkeys(words) if word not in self.numbers]
        if not new:
            return
        own, near, far, classes = zip(*map(self._rows.of, new), strict=True)
        first = len(self.numbers)
        after = first + len(new)
        self.own = _with_room(self.own, after)
        self.about = _with_room(self.about, after)
        self.own[first:after] = _added_up(self._rows.own, own)
        self.about[first:after, _NEAR] = self.near.numbers(near)
        self.about[first:after, _FAR] = self.far.numbers(far)
        self.about[first:after, _CLASSES] = list(map(self._signature, classes))
        # last, since a word with a number is one that readers may look up
        self.numbers.update(zip(new, range(first, after), strict=True))

    def common(self) -> _Words:
        """The boundary, and the words met again unless they fill more than half of the room."""
        kept = _Words(self._rows, self._signature)
        again = np.flatnonzero(self.about[: len(self.numbers), _MET_AGAIN])
        if len(again) <= _MOST_WORDS // 2:
            again = np.concatenate([[0], again[again > 0]])
            kept.own = self.own[again]
            kept.about = self.about[again]
            kept.about[:, _MET_AGAIN] = 0
            used, kept.about[:, _NEAR] = np.unique(kept.about[:, _NEAR], return_inverse=True)
            kept.near = self.near.kept(used)
            used, kept.about[:, _FAR] = np.unique(kept.about[:, _FAR], return_inverse=True)
            kept.far = self.far.kept(used)
            words = list(self.numbers)
            kept.numbers.update((words[old], new) for new, old in enumerate(again.tolist()))
        return kept


class WordScores:
    """The scores and the class numbers of words; may be shared between threads.

    Args:
        rows: what of a model's weights decides the scores of a word.
        signature: a number for the classes of a word, in the order of `CLASSES`.
    """

    def __init__(self, rows: FeatureRows, signature: Callable[[tuple[int, ...]], int]) -> None:
        self._words = _Words(rows, signature)
        self._lock = Lock()

    def of(self, words: Sequence[str], places: Integers, count: int) -> tuple[Floats, Integers]:
        """The scores that `count` places get from words, and the signatures of their classes.

        The words stand at `places`, boundaries everywhere else and twice before and after all;
        the signatures are those of the latter, too.
        """
        kept, numbers = self._looked_up(words)
        laid_out = np.zeros(count + 4, np.int64)
        laid_out[places + 2] = numbers
        about = kept.about.take(laid_out, axis=0)
        total = kept.own.take(laid_out[2:-2], axis=0)
        for column, sums, distance in ((_NEAR, kept.near, 1), (_FAR, kept.far, 2)):
            rows = about[:, column].astype(np.int64)
            first = 2 - distance
            for side in sums.sides:
                total += side.take(rows[first : first + count], axis=0)
                first += 2 * distance
        return total, about[:, _CLASSES].astype(np.int64)

    def _looked_up(self, words: Sequence[str]) -> tuple[_Words, Integers]:
        """The number of each word, and where the number counts."""
        kept = self._words
        numbers = kept.look_up(words)
        met_before = len(kept.numbers)
        if (numbers < 0).any():
            with self._lock:
                if kept is not self._words:
                    # another thread has made room since
                    kept = self._words
                    numbers = kept.look_up(words)
                met_before = len(kept.numbers)
                unknown = np.flatnonzero(numbers < 0)
                new = [words[number] for number in unknown.tolist()]
                if met_before + len(set(new)) > _MOST_WORDS:
                    kept = self._words = kept.common()
                    met_before = len(kept.numbers)
                    unknown = np.arange(len(words))
                    new = list(words)
                kept.take_in(new)
                numbers[unknown] = kept.look_up(new)
        kept.about[:, _MET_AGAIN][numbers[numbers < met_before]] = 1
        return kept, numbers


def _halves(table: Floats) -> tuple[Floats, Floats]:
    """The columns of the first half and those of the second."""
    before, after = np.split(table, 2, axis=1)
    return before, after


def _added_up(table: Floats, sums: Sequence[Sequence[int]]) -> Floats:
    """Each sum of rows of a table."""
    rows = list(chain.from_iterable(sums))
    ends = list(accumulate(map(len, sums)))
    added: Floats = np.add.reduceat(table.take(rows, axis=0), [0, *ends[:-1]], axis=0)
    return added


def _with_room(array: NDArray[Number], size: int) -> NDArray[Number]:
    """The array with at least `size` rows; where it must grow, by half or more, and a new one."""
    room = len(array)
    if size <= room:
        return array
    more = max(size, 2 * room, 1024) - room
    return np.concatenate([array, np.zeros((more, *array.shape[1:]), array.dtype)])
