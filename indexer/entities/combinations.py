"""What classes of neighbouring words say together, added up from a few small tables.

Training learns a table for each of `CONJUNCTIONS`. Here those whose classes are part of another's
are added into that one, and classes that no table tells apart become one, so that the tables
stay in the processor's cache. Words of the same classes share a signature: all that is needed of
a word is its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.features import CLASSES, CONJUNCTIONS, OFFSETS

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Part = tuple[str, int]


class Combinations:
    """The scores that conjunctions of classes add; may be shared between threads.

    Args:
        tables: for each of `CONJUNCTIONS`, combined class number and label.
        sizes: how many classes of each kind there are.
    """

    def __init__(self, tables: Sequence[Floats], sizes: Mapping[str, int]) -> None:
        shaped = {
            parts: table.reshape(*(sizes[name] for name, _ in parts), -1)
            for parts, table in zip(CONJUNCTIONS, tables, strict=True)
        }
        kinds = {name: _told_apart(name, sizes[name], shaped) for name in CLASSES}
        self._kinds = [kinds[name][0] for name in CLASSES]
        compact = {
            parts: _compact(table, [kinds[name][1] for name, _ in parts])
            for parts, table in shaped.items()
        }
        fused = _fused(compact)
        self._tables = [np.ascontiguousarray(t.reshape(-1, t.shape[-1])) for t in fused.values()]
        # how far one class more moves in each table, by offset and kind of class
        self._steps = np.zeros((len(OFFSETS), len(CLASSES), len(fused)), np.int64)
        for number, (parts, table) in enumerate(fused.items()):
            step = 1
            for (name, offset), size in zip(parts[::-1], table.shape[-2::-1], strict=True):
                self._steps[OFFSETS.index(offset), CLASSES.index(name), number] = step
                step *= size
        # where the words stand that each table is about
        self._slots = [np.flatnonzero(about.any(axis=0)).tolist() for about in self._steps.T]
        self._signatures: dict[tuple[int, ...], int] = {}
        self._places = np.zeros((len(OFFSETS), len(fused), 256), np.int64)
        self._lock = Lock()

    def signature(self, classes: tuple[int, ...]) -> int:
        """A number for the classes of a word, given in the order of `CLASSES`."""
        found = self._signatures.get(classes)
        return self._new_signature(classes) if found is None else found

    def _new_signature(self, classes: tuple[int, ...]) -> int:
        kinds = [
            told_apart[number] for told_apart, number in zip(self._kinds, classes, strict=True)
        ]
        with self._lock:
            number = self._signatures.get(classes, len(self._signatures))
            if number == self._places.shape[2]:
                self._places = np.concatenate([self._places, np.zeros_like(self._places)], axis=2)
            self._places[:, :, number] = np.tensordot(kinds, self._steps, axes=(0, 1))
            self._signatures[classes] = number
        return number

    def add(self, total: Floats, signatures: Integers) -> None:
        """Add the scores to `total`, which has a row for each word but the two first and last."""
        count = len(total)
        places = self._places
        for number, (table, slots) in enumerate(zip(self._tables, self._slots, strict=True)):
            first, *others = slots
            rows = places[first, number].take(signatures[first : first + count])
            for slot in others:
                rows += places[slot, number].take(signatures[slot : slot + count])
            total += table.take(rows, axis=0)


def _told_apart(
    name: str, size: int, tables: Mapping[tuple[Part, ...], Floats]
) -> tuple[list[int], list[int]]:
    """The compact number of each class, and the class for each compact number.

    A class that has only zeros in every table is as good as any other such.
    """
    used = np.zeros(size, np.bool_)
    for parts, table in tables.items():
        for axis, (kind, _) in enumerate(parts):
            if kind == name:
                others = tuple(other for other in range(table.ndim) if other != axis)
                used |= table.any(axis=others)
    unused = np.flatnonzero(~used)[:1]
    kept = np.concatenate([np.flatnonzero(used), unused])
    numbers = np.full(size, len(kept) - 1)
    numbers[kept] = np.arange(len(kept))
    return numbers.tolist(), kept.tolist()


def _compact(table: Floats, kept: Sequence[Sequence[int]]) -> Floats:
    for axis, classes in enumerate(kept):
        table = table.take(classes, axis=axis)
    return table


def _fused(tables: Mapping[tuple[Part, ...], Floats]) -> dict[tuple[Part, ...], Floats]:
    fused: dict[tuple[Part, ...], Floats] = {}
    for parts, table in sorted(tables.items(), key=lambda item: -len(item[0])):
        for larger, other in fused.items():
            if set(parts) <= set(larger):
                missing = tuple(axis for axis, part in enumerate(larger) if part not in parts)
                other += np.expand_dims(table, missing)
                break
        else:
            fused[parts] = table.copy()
    return fused
