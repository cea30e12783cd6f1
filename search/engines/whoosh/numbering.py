"""The documents of all segments of a commit in one row of numbers, for what looks at all at once.

Each segment takes a stretch of the row that begins at a multiple of `GROUP`; the few numbers
between two segments are no document's. So what is spread over the row is spread over each stretch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.scored import EMPTY, Docs, Scored
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.spread import Spread, spread_length

Kind = TypeVar("Kind", bound=np.generic)

OwnDocs: TypeAlias = "tuple[int, slice, npt.NDArray[np.integer]]"
"""Documents of one segment: its place, which of those asked for they are, their own numbers."""


class Numbering:
    """Where the documents of each segment begin in the row (`bases`), and how long that is
    (`width`)."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        bases = []
        self.width = 0
        for segment in self.segments:
            bases.append(self.width)
            self.width += spread_length(segment.count)
        self.bases = tuple(bases)
        self._base_of = dict(zip(self.segments, bases, strict=True))

    def base(self, segment: Segment) -> int:
        """The number of a segment's first document."""
        return self._base_of[segment]

    def places(self, numbers: Iterable[int]) -> list[tuple[Segment, int]]:
        """Segment and own number of each of a few documents, in any order."""
        if len(self.segments) == 1:
            (segment,) = self.segments
            return [(segment, number) for number in numbers]
        found = []
        for number in numbers:
            place = bisect_right(self.bases, number) - 1
            found.append((self.segments[place], number - self.bases[place]))
        return found

    def parts(self, docs: npt.NDArray[np.integer]) -> Iterator[OwnDocs]:
        """Ascending documents by segment; segments without any are left out."""
        if not len(docs):
            return
        if len(self.segments) == 1:
            yield 0, slice(0, len(docs)), docs
            return
        ends = [*docs.searchsorted(self.bases[1:]).tolist(), len(docs)]
        begin = 0
        for place, (base, end) in enumerate(zip(self.bases, ends, strict=True)):
            if end > begin:
                own = docs[begin:end]
                yield place, slice(begin, end), own - own.dtype.type(base) if base else own
            begin = end

    def documents(self, found: Scored | Spread) -> Iterator[OwnDocs]:
        """Those found, as by `parts`."""
        if isinstance(found, Scored):
            yield from self.parts(found.docs)
            return
        begin = 0
        for place, (base, segment) in enumerate(zip(self.bases, self.segments, strict=True)):
            own = (found.scores[base : base + segment.count] > 0).nonzero()[0]
            if len(own):
                yield place, slice(begin, begin + len(own)), own
            begin += len(own)

    def part(self, segment: Segment, found: Scored | Spread) -> Scored | Spread:
        """What is found in one segment, by numbers of its own."""
        if len(self.segments) == 1:
            return found
        base = self._base_of[segment]
        after = base + spread_length(segment.count)
        if isinstance(found, Spread):
            return Spread(found.scores[base:after])
        begin, end = found.docs.searchsorted((base, after)).tolist()
        own = found.docs[begin:end] - np.uint32(base)
        return Scored(own, None if found.scores is None else found.scores[begin:end])

    def together(self, parts: Sequence[Scored]) -> Scored:
        """What is found in each of the first segments, as one."""
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return EMPTY
        docs = self.joined_docs([part.docs for part in parts], self.bases)
        if all(part.scores is None for part in parts):
            return Scored(docs)
        scores = [
            np.zeros(len(part), dtype=np.float32) if part.scores is None else part.scores
            for part in parts
        ]
        return Scored(docs, np.concatenate(scores))

    @staticmethod
    def joined_docs(lists: Sequence[Docs], bases: Sequence[int]) -> Docs:
        """Documents that each count from a base of their own, one list behind the other."""
        moved = [
            docs + np.uint32(base) if base else docs
            for docs, base in zip(lists, bases, strict=False)
        ]
        return moved[0] if len(moved) == 1 else np.concatenate(moved)

    def spread(self, columns: Sequence[npt.NDArray[Kind]], between: Kind) -> npt.NDArray[Kind]:
        """A column of each segment, spread over the row."""
        row = np.full(self.width, between)
        for base, column in zip(self.bases, columns, strict=True):
            row[base : base + len(column)] = column
        return row
