"""The values of one facet in one segment."""

from __future__ import annotations

from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, ranges
from pressespiegel.search.engines.whoosh.sections import Sections


class FacetColumn:
    """The values of one facet: document `d` has `ordinals[ends[d-1]:ends[d]]`.

    Values are sorted by their bytes; an ordinal is the place of one.
    """

    def __init__(self, sections: Sections, name: str) -> None:
        self._bytes = sections[f"facet.{name}.bytes"].data
        self._ends = sections[f"facet.{name}.ends"].data
        self.document_ends = cast(Ints, sections[f"facet.{name}.documents"])
        self.ordinals = cast("npt.NDArray[np.integer]", sections[f"facet.{name}.ordinals"])
        self.count = len(self._ends)

    def encoded(self, ordinal: int) -> bytes:
        """A value, in UTF-8."""
        start = self._ends[ordinal - 1] if ordinal else 0
        return bytes(self._bytes[start : self._ends[ordinal]])

    def all_encoded(self) -> list[bytes]:
        """All values in UTF-8, by their ordinals; O(values)."""
        ends = self._ends.tolist()
        kept = self._bytes.tobytes()
        return [kept[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def values(self) -> list[str]:
        """All values, by their ordinals; O(values)."""
        return [value.decode("utf-8", "surrogatepass") for value in self.all_encoded()]

    def find(self, value: bytes) -> int:
        """The ordinal of a value, -1 where no document has it; O(log values)."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.encoded(middle) < value:
                low = middle + 1
            else:
                high = middle
        return low if low < self.count and self.encoded(low) == value else -1

    def of(self, docs: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
        """The ordinals of all values of some documents; O(values of these)."""
        if len(docs) == len(self.document_ends) or not len(self.ordinals):
            return self.ordinals
        if self._single:
            return np.take(self.ordinals, docs)
        starts = self._starts[docs]
        return np.take(self.ordinals, ranges(starts, self.document_ends[docs] - starts))

    def counts(self, docs: npt.NDArray[np.integer]) -> Ints:
        """How many of some documents have each value, by ordinal."""
        documents = len(self.document_ends)
        if len(docs) * 2 <= documents:
            return np.bincount(self.of(docs), minlength=self.count)
        if len(docs) == documents:
            return self._all_counts
        left = np.ones(documents, dtype=np.bool_)
        left[docs] = False
        return self._all_counts - self.counts(left.nonzero()[0])

    def having(self, ordinal: int) -> npt.NDArray[np.integer]:
        """The documents that have a value."""
        return np.compress(self.ordinals == ordinal, self._owners)

    @cached_property
    def _starts(self) -> Ints:
        starts = np.zeros(len(self.document_ends), dtype=np.int64)
        starts[1:] = self.document_ends[:-1]
        return starts

    @cached_property
    def _all_counts(self) -> Ints:
        return np.bincount(self.ordinals, minlength=self.count)

    @cached_property
    def _owners(self) -> npt.NDArray[np.uint32]:
        """The document of each ordinal."""
        counts = self.document_ends - self._starts
        return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)

    @cached_property
    def _single(self) -> bool:
        """Whether every document has exactly one value, so that ordinals go by document."""
        return len(self.ordinals) == len(self.document_ends) and bool(
            np.array_equal(self.document_ends, np.arange(1, len(self.document_ends) + 1))
        )
