"""A segment as a part of the archive: its terms in a row, and how many articles have each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.query.tree import SearchField


@dataclass(frozen=True, slots=True)
class SegmentPart:
    """The `Part` of one segment."""

    segment: Segment

    @property
    def name(self) -> str:
        """The name of the segment's file, and its size: another archive may take its place."""
        return f"{self.segment.path.name}:{self.segment.sections.bytes}"

    @property
    def articles(self) -> int:
        """How many articles there are, deleted ones left out."""
        return self.segment.alive

    def terms(self, field: SearchField, prefix: str) -> Sequence[str]:
        """Index terms that begin with `prefix`; see `Part.terms`."""
        dictionary = self.segment.dictionary
        return texts(*dictionary.stretch(*dictionary.with_prefix(field, _encoded(prefix))))

    def articles_with(self, field: SearchField, prefix: str) -> npt.NDArray[np.integer]:
        """In how many articles each of these terms stands."""
        segment = self.segment
        return segment.articles_with(*segment.dictionary.with_prefix(field, _encoded(prefix)))

    def frequency(self, field: SearchField, term: str) -> int:
        """In how many articles a term stands, deleted ones included."""
        number = self.segment.dictionary.find(field, _encoded(term))
        return int(self.segment.frequency(number)) if number >= 0 else 0

    def values(self, facet: str) -> Sequence[str]:
        """All values of a facet; see `Part.values`."""
        column = self.segment.facet(facet)
        return [] if column is None else column.values()

    def articles_of(self, facet: str) -> npt.NDArray[np.integer]:
        """How many articles have each of these values."""
        column, deleted = self.segment.facet(facet), self.segment.deleted
        if column is None:
            return np.zeros(0, dtype=np.int64)
        alive = np.arange(self.segment.count) if deleted is None else (~deleted).nonzero()[0]
        return column.counts(alive)


def _encoded(prefix: str) -> bytes:
    return prefix.encode("utf-8", "surrogatepass")


def texts(data: bytes, ends: Ints) -> list[str]:
    """Texts that lie one behind the other in UTF-8, each up to one of the `ends`."""
    text = data.decode("utf-8", "surrogatepass")
    if len(text) != len(data):
        begins = np.frombuffer(data, dtype=np.uint8) & 0xC0 != 0x80
        ends = np.append(0, np.cumsum(begins))[ends]
    return [text[start:end] for start, end in pairwise([0, *ends.tolist()])]
