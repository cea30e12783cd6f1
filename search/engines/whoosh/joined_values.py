"""Values of a facet that are one, over the segments of a commit: counted and found together.

Counts of single values are added up for the few values that are one with others. The documents
that have several of these are known beforehand, and taken off again, so that each counts once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import JoinedGroup, Joining
from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.facet_counts import FacetValues
from pressespiegel.search.engines.whoosh.segment import Segment


class JoinedValues:
    """The values of a facet that are one, by their numbers in a `FacetValues`.

    The number of the value that a group is called by, if there is one, stands for all of it, else
    its first. O(values of all documents) to make.
    """

    def __init__(
        self, segments: Sequence[Segment], values: FacetValues, facet: str, joining: Joining
    ) -> None:
        self._values = values
        self._facet = facet
        self._joining = joining
        counts = self._counts = _of_all(segments, values)
        joined = joining.joined(facet, values.values(), lambda number: int(counts[number]))
        self._groups = {number: group for group in joined.groups for number in group.members}
        self._named = {group.label: group for group in joined.groups}
        self._leaders = {group.label: self._leader(group) for group in joined.groups}
        self.labels = {
            number: label
            for label, number in self._leaders.items()
            if self._values.value(number) != label
        }
        """What a group is called that is called by no value, by the number that stands for it."""
        # one that only deleted articles have is as one that is not there
        hidden = {self._standing_for(number) for number in joined.hidden if counts[number]}
        self._hidden = np.array(sorted(hidden), dtype=np.int64)
        self._first = np.full(values.count if joined.groups else 0, -1, dtype=np.int64)
        for group in joined.groups:
            self._first[list(group.members)] = self._leaders[group.label]
        self._members = np.flatnonzero(
            (self._first >= 0) & (self._first != np.arange(len(self._first)))
        )
        self._twice = [self._having_several(place) for place in range(len(segments))]

    def _having_several(self, place: int) -> tuple[Ints, Ints]:
        """The documents of a segment with several values of a group, and the group's number.

        As often as there are more values than one; documents in order. O(values of all documents).
        """
        found = self._values.numbered(place, self._first) if len(self._members) else None
        if found is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        column, first = found
        held = np.flatnonzero((first >= 0)[column.ordinals])
        documents = np.searchsorted(column.document_ends, held, side="right")
        groups = first[column.ordinals[held]]
        order = np.lexsort((groups, documents))
        documents, groups = documents[order], groups[order]
        again = np.flatnonzero((documents[1:] == documents[:-1]) & (groups[1:] == groups[:-1]))
        return documents[again], groups[again]

    def counted_twice(self, place: int, docs: npt.NDArray[np.integer]) -> Ints:
        """The groups of which some of a segment's documents, in order, have one value too many."""
        documents, groups = self._twice[place]
        if not len(documents) or not len(docs):
            return groups[:0]
        at = np.searchsorted(docs, documents)
        at[at == len(docs)] = 0
        counted: Ints = groups[docs[at] == documents]
        return counted

    def together(self, counts: Ints, twice: Sequence[Ints]) -> Ints:
        """Counts by number with those of a group at the number that stands for it."""
        if not len(self._members):
            return counts
        whole = counts.astype(np.int64)
        np.add.at(whole, self._first[self._members], whole[self._members])
        whole[self._members] = 0
        for groups in twice:
            np.subtract.at(whole, groups, 1)
        return whole

    def visible(self, counts: Ints) -> Ints:
        """The same without those of values that are not shown."""
        if not len(self._hidden):
            return counts
        shown: Ints = counts.copy()
        shown[self._hidden] = 0
        return shown

    def number(self, value: str) -> int:
        """The number that stands for a value, -1 where no document has it."""
        leader = self._leaders.get(value)
        return self._standing_for(self._values.number(value)) if leader is None else leader

    def _standing_for(self, number: int) -> int:
        group = self._groups.get(number)
        return number if group is None else self._leaders[group.label]

    def _leader(self, group: JoinedGroup) -> int:
        same = (each for each in group.members if self._values.value(each) == group.label)
        return next(same, group.members[0])

    def name(self, value: str) -> str:
        """What a value is called together with those that are one with it."""
        if value in self._named:
            return value
        number = self._values.number(value)
        if number < 0 or not self._counts[number]:
            return self._joining.canonical(self._facet, value)
        group = self._groups.get(number)
        return value if group is None else group.label

    def shown(self, value: str) -> str:
        """As `name`, "" for what is not shown."""
        number = self.number(value)
        if number >= 0 and (self._hidden == number).any():
            return ""
        return self.name(value)

    def members(self, value: str) -> Sequence[str]:
        """All values that are one with a value."""
        name = self.name(value)
        group = self._named.get(name)
        return [name] if group is None else [self._values.value(each) for each in group.members]


def _of_all(segments: Sequence[Segment], values: FacetValues) -> Ints:
    """How many of all documents that are not deleted have each value, by number."""
    counts: Ints = np.zeros(values.count, dtype=np.int64)
    for place, segment in enumerate(segments):
        living = np.arange(segment.count)
        if segment.deleted is not None:
            living = living[~segment.deleted]
        own = values.counts(place, living)
        if own is not None:
            counts = counts + own
    return counts
