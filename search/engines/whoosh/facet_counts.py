"""How many of the documents found have each value of a facet, over all segments."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.facet_column import FacetColumn
from pressespiegel.search.engines.whoosh.segment import Segment

NO_LABELS: Mapping[int, str] = MappingProxyType({})

FEW = 16
"""A column of so many times fewer values than the largest is looked up in it value by value."""

MOST_SHOWN = 10_000
"""So many values are kept as text; then all are forgotten."""


class FacetNumbers:
    """The numbers of a facet's values, commit after commit; safe across threads.

    They are the ordinals of the largest column; values that only others have follow, as they come,
    and keep their numbers as long as that column is the largest. So a commit costs no more than
    what is new in it. Columns that are gone are let go of.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base: weakref.ref[FacetColumn] | None = None
        self._more: list[bytes] = []
        self._known: dict[bytes, int] = {}
        self._numbers: weakref.WeakKeyDictionary[FacetColumn, Ints] = weakref.WeakKeyDictionary()

    def of(
        self, columns: Sequence[FacetColumn | None]
    ) -> tuple[FacetColumn | None, list[bytes], list[Ints | None]]:
        """The largest of some columns, the values that only others have, and for each other one
        the numbers of its ordinals."""
        base = max(filter(None, columns), key=lambda column: column.count, default=None)
        if base is None:
            return None, [], [None] * len(columns)
        with self._lock:
            if self._base is None or self._base() is not base:
                self._base = weakref.ref(base)
                self._more, self._known = [], {}
                self._numbers.clear()
            numbers = [
                None if column is None or column is base else self._numbered(base, column)
                for column in columns
            ]
            return base, self._more[:], numbers

    def _numbered(self, base: FacetColumn, column: FacetColumn) -> Ints:
        known = self._numbers.get(column)
        if known is not None:
            return known
        values = column.all_encoded()
        if len(values) * FEW < base.count:
            numbers = [base.find(value) for value in values]
        else:
            places = {value: place for place, value in enumerate(base.all_encoded())}
            numbers = [places.get(value, -1) for value in values]
        for ordinal, number in enumerate(numbers):
            if number < 0:
                value = values[ordinal]
                number = self._known.setdefault(value, base.count + len(self._more))
                if number == base.count + len(self._more):
                    self._more.append(value)
                numbers[ordinal] = number
        self._numbers[column] = known = np.array(numbers, dtype=np.int64)
        return known


class FacetValues:
    """The values of one facet over the segments of a commit, numbered; safe across threads.

    With the `numbers` of the commit before, those of the values stay as they are where they can;
    there may be values that no document of this commit has.
    """

    def __init__(
        self, segments: Sequence[Segment], name: str, numbers: FacetNumbers | None = None
    ) -> None:
        self._columns = [segment.facet(name) for segment in segments]
        self._base, self._more, self._numbers = (numbers or FacetNumbers()).of(self._columns)
        self._shown: dict[int, str] = {}

    @cached_property
    def count(self) -> int:
        """How many values there are."""
        return (self._base.count if self._base else 0) + len(self._more)

    def value(self, number: int) -> str:
        """The value of a number."""
        known = self._shown.get(number)
        if known is None:
            assert self._base is not None
            if number < self._base.count:
                encoded = self._base.encoded(number)
            else:
                encoded = self._more[number - self._base.count]
            if len(self._shown) >= MOST_SHOWN:
                self._shown = {}
            known = self._shown[number] = encoded.decode("utf-8", "surrogatepass")
        return known

    def values(self) -> list[str]:
        """All values, by their numbers; O(values)."""
        more = (value.decode("utf-8", "surrogatepass") for value in self._more)
        return [*(self._base.values() if self._base else ()), *more]

    def number(self, value: str) -> int:
        """The number of a value, -1 where no document has it."""
        encoded = value.encode("utf-8", "surrogatepass")
        number = self._base.find(encoded) if self._base else -1
        if number < 0 and encoded in self._more and self._base:
            number = self._base.count + self._more.index(encoded)
        return number

    def counts(self, place: int, docs: npt.NDArray[np.integer]) -> Ints | None:
        """How many of a segment's documents have each value, by number; None for none at all."""
        column = self._columns[place]
        if column is None:
            return None
        numbers = self._numbers[place]
        if column is self._base and not self._more:
            return column.counts(docs)
        if numbers is not None and len(docs) < column.count:
            return np.bincount(numbers[column.of(docs)], minlength=self.count)
        counts = np.zeros(self.count, dtype=np.int64)
        counts[slice(column.count) if numbers is None else numbers] = column.counts(docs)
        return counts

    def numbered(self, place: int, known: Ints) -> tuple[FacetColumn, Ints] | None:
        """A segment's column, and of what is `known` by number that of its ordinals."""
        column, numbers = self._columns[place], self._numbers[place]
        if column is None:
            return None
        return column, known[: column.count] if numbers is None else known[numbers]

    def most_frequent(
        self, counts: Ints, limit: int, labels: Mapping[int, str] = NO_LABELS
    ) -> list[tuple[str, int]]:
        """The most frequent values with their counts, ties by name; O(values).

        Values whose number `labels` has are called what it says.
        """
        if limit <= 0:
            return []
        present = (counts > 0).nonzero()[0]
        own = counts[present]
        if len(present) > limit:
            least = np.partition(own, len(own) - limit)[len(own) - limit]
            chosen = own >= least
            present, own = present[chosen], own[chosen]
        order = np.argsort(-own, kind="stable")
        by_name = bool(self._more or labels)
        if not by_name:
            # The values of one segment are numbered by name.
            order = order[:limit]
        named = [
            (labels.get(number) or self.value(number), count)
            for number, count in zip(present[order].tolist(), own[order].tolist(), strict=True)
        ]
        if by_name:
            named.sort(key=lambda pair: (-pair[1], pair[0]))
        return named[:limit]
