"""How many of the documents found have each value of a facet, over all segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.facet_column import FacetColumn
from pressespiegel.search.engines.whoosh.segment import Segment

NO_LABELS: Mapping[int, str] = MappingProxyType({})

MOST_SHOWN = 10_000
"""So many values are kept as text; then all are forgotten."""


class FacetValues:
    """The values of one facet over the segments of a commit, numbered; safe across threads.

    The numbers are the ordinals of the largest segment; values that only other segments have
    follow.
    """

    def __init__(self, segments: Sequence[Segment], name: str) -> None:
        self._columns = [segment.facet(name) for segment in segments]
        held = [column for column in self._columns if column is not None]
        self._base = max(held, key=lambda column: column.count, default=None)
        self._more: list[bytes] = []
        self._shown: dict[int, str] = {}
        self._numbers: list[Ints | None] = [None] * len(self._columns)
        known: dict[bytes, int] = {}
        for place, column in enumerate(self._columns):
            if column is not None and column is not self._base:
                self._numbers[place] = self._numbered(column, known)

    def _numbered(self, column: FacetColumn, known: dict[bytes, int]) -> Ints:
        assert self._base is not None
        numbers = np.empty(column.count, dtype=np.int64)
        for ordinal in range(column.count):
            value = column.encoded(ordinal)
            number = self._base.find(value)
            if number < 0:
                number = known.setdefault(value, self._base.count + len(known))
                if number == self._base.count + len(self._more):
                    self._more.append(value)
            numbers[ordinal] = number
        return numbers

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
        if len(docs) * 2 <= len(column.document_ends):
            picked = column.of(docs)
            return np.bincount(picked if numbers is None else numbers[picked], minlength=self.count)
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
