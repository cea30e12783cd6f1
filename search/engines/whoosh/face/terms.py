"""The terms of one field of a segment, whether a dictionary holds them or a column of values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
from whoosh.util.times import datetime_to_long

from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.face.schema import Moment
from pressespiegel.search.engines.whoosh.facet_column import FacetColumn
from pressespiegel.search.engines.whoosh.segment import Segment

Docs = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.integer]

MINUTE = 60_000_000
"""Whoosh counts moments in microseconds since the year 1."""

EPOCH = datetime_to_long(datetime(1970, 1, 1))


@dataclass(frozen=True, slots=True)
class TermPostings:
    """The documents of a term (deleted ones included), ascending, and how often it is in each.

    `positions` are those in all documents, one behind the other; None where none are kept.
    """

    docs: Docs
    freqs: Numbers
    positions: Numbers | None = None


class FieldTerms(Protocol):
    """The terms of one field of one segment; safe across threads."""

    def walk(self, start: bytes) -> Iterator[bytes]:
        """The terms from `start` on, sorted."""

    def frequency(self, term: bytes) -> int:
        """In how many documents a term stands, deleted ones included."""

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a term stands, None where there is none such."""


class DictionaryTerms:
    """The terms of a field that is kept in the segment's dictionary."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._segment = segment
        self._field = field

    def walk(self, start: bytes) -> Iterator[bytes]:
        """The terms from `start` on, sorted."""
        dictionary = self._segment.dictionary
        first = dictionary.at_or_after(self._field, start)
        after = dictionary.range(self._field)[1]
        return (term for _, term in dictionary.walk(first, after))

    def frequency(self, term: bytes) -> int:
        """In how many documents a term stands, deleted ones included."""
        number = self._segment.dictionary.find(self._field, term)
        return self._segment.frequency(number) if number >= 0 else 0

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a term stands, None where there is none such."""
        number = self._segment.dictionary.find(self._field, term)
        if number < 0:
            return None
        found = self._segment.postings(number)
        positions = self._segment.positions(number)
        return TermPostings(found.docs, found.freqs, positions if len(positions) else None)


class ValueTerms:
    """Each value of a facet as a term."""

    def __init__(self, column: FacetColumn) -> None:
        self._column = column

    def walk(self, start: bytes) -> Iterator[bytes]:
        """The terms from `start` on, sorted."""
        every = map(self._column.encoded, range(self._column.count))
        return (value for value in every if value >= start)

    def frequency(self, term: bytes) -> int:
        """In how many documents a term stands, deleted ones included."""
        found = self.postings(term)
        return 0 if found is None else len(found.docs)

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a term stands, None where there is none such."""
        ordinal = self._column.find(term)
        if ordinal < 0:
            return None
        docs = self._column.having(ordinal).astype(np.uint32)
        return TermPostings(docs, np.ones(len(docs), dtype=np.int64))


class MomentTerms:
    """Moments as Whoosh's date fields index them: whole, and in ever coarser steps.

    All from one sorted column, since the coarser steps sort like the moments themselves.
    """

    def __init__(self, minutes: npt.NDArray[np.int32], field: Moment) -> None:
        self._minutes = minutes
        self._field = field

    @cached_property
    def _sorted(self) -> tuple[npt.NDArray[np.uint64], Docs]:
        """The sortable numbers of all dated documents, ascending, and their documents."""
        docs = np.flatnonzero(self._minutes != UNDATED)
        moments = self._minutes[docs].astype(np.int64) * MINUTE + EPOCH
        # Signed numbers are made sortable by moving zero to the middle of the unsigned ones.
        keys = moments.astype(np.uint64) + np.uint64(2**63)
        order = np.argsort(keys, kind="stable")
        return keys[order], docs[order].astype(np.uint32)

    @property
    def _shifts(self) -> range:
        return range(0, self._field.bits, self._field.shift_step)

    def walk(self, start: bytes) -> Iterator[bytes]:
        """The terms from `start` on, sorted."""
        keys, _ = self._sorted
        for shift in self._shifts:
            if bytes([shift]) >= start[:1]:
                for step in np.unique(keys >> np.uint64(shift)).tolist():
                    term = bytes([shift]) + step.to_bytes(8, "big")
                    if term >= start:
                        yield term

    def frequency(self, term: bytes) -> int:
        """In how many documents a term stands, deleted ones included."""
        first, after = self._range(term)
        return after - first

    def postings(self, term: bytes) -> TermPostings | None:
        """Where a term stands, None where there is none such."""
        first, after = self._range(term)
        if first == after:
            return None
        docs = np.sort(self._sorted[1][first:after])
        return TermPostings(docs, np.ones(len(docs), dtype=np.int64))

    def _range(self, term: bytes) -> tuple[int, int]:
        if len(term) != 9 or term[0] not in self._shifts:
            return 0, 0
        keys, _ = self._sorted
        shift, step = term[0], int.from_bytes(term[1:], "big")
        first, last = step << shift, (step + 1 << shift) - 1
        if last >= 2**64:
            return 0, 0
        low = np.searchsorted(keys, np.uint64(first))
        return int(low), int(np.searchsorted(keys, np.uint64(last), side="right"))
