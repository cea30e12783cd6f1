"""Facet values and dates, document by document, for Whoosh's sorting and grouping."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
from whoosh.columns import ColumnReader

from pressespiegel.search.engines.whoosh.arrays import starts_of
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.face.terms import EPOCH, MINUTE
from pressespiegel.search.engines.whoosh.facet_column import FacetColumn


class Descending(str):
    """Text that is sorted the other way round.

    >>> sorted(["a", "c", "b"], key=Descending)
    ['c', 'b', 'a']
    """

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)

    def __le__(self, other: str) -> bool:
        return str.__ge__(self, other)

    def __ge__(self, other: str) -> bool:
        return str.__le__(self, other)


class ValueColumn(ColumnReader):  # type: ignore[misc]  # Whoosh has no types
    """The values of a facet: a list for each document, or its one value ("" for none).

    Documents are sorted by their first value.
    """

    def __init__(self, column: FacetColumn, documents: int, several: bool) -> None:
        self._column = column
        self._documents = documents
        self._several = several
        self._reversed = False

    def __len__(self) -> int:
        return self._documents

    def __getitem__(self, document: int) -> list[str] | str:
        values = self._values(document)
        return values if self._several else "".join(values[:1])

    def __iter__(self) -> Iterator[list[str] | str]:
        return (self[document] for document in range(self._documents))

    def sort_key(self, document: int) -> str:
        """What the document is sorted by."""
        value = "".join(self._values(document)[:1])
        return Descending(value) if self._reversed else value

    def set_reverse(self) -> None:
        """Sort the other way round from now on."""
        self._reversed = True

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        return starts_of(self._column.document_ends)

    @cached_property
    def _names(self) -> dict[int, str]:
        return {}

    def _values(self, document: int) -> list[str]:
        start, after = self._starts[document], self._column.document_ends[document]
        names = self._names
        found = []
        for ordinal in self._column.ordinals[start:after].tolist():
            name = names.get(ordinal)
            if name is None:
                name = self._column.encoded(ordinal).decode("utf-8", "surrogatepass")
                names[ordinal] = name
            found.append(name)
        return found


class MomentColumn(ColumnReader):  # type: ignore[misc]  # Whoosh has no types
    """Dates as Whoosh counts them; undated documents have `missing` and are sorted last."""

    def __init__(self, minutes: npt.NDArray[np.int32], missing: int) -> None:
        self._minutes = minutes
        self._missing = missing
        self._reversed = False

    def __len__(self) -> int:
        return len(self._minutes)

    def __getitem__(self, document: int) -> int:
        minute = int(self._minutes[document])
        return self._missing if minute == UNDATED else minute * MINUTE + EPOCH

    def __iter__(self) -> Iterator[int]:
        return (self[document] for document in range(len(self)))

    def sort_key(self, document: int) -> int:
        """What the document is sorted by."""
        moment = self[document]
        return -moment if self._reversed and moment != self._missing else moment

    def set_reverse(self) -> None:
        """Sort the other way round from now on."""
        self._reversed = True
