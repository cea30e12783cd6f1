"""Sets of documents with scores, and how they are joined: array in, array out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import merged

Docs = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float32]

DENSE_SHARE = 16
"""Lists that hold more than one document in so many are joined in an array over all documents."""

FEW_WANTED = 512
"""So few documents are always looked up one by one in a list."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Documents, ascending and distinct (uint32), and the score of each (None: all 0)."""

    docs: Docs
    scores: Scores | None = None

    def __len__(self) -> int:
        return len(self.docs)

    def pick(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.integer]) -> Scored:
        """Those of a mask, or at ascending places."""
        return Scored(self.docs[chosen], None if self.scores is None else self.scores[chosen])

    def scaled(self, factor: float) -> Scored:
        """The same documents with scores multiplied."""
        if self.scores is None or factor == 1.0:
            return self
        return Scored(self.docs, self.scores * np.float32(factor))


EMPTY = Scored(np.zeros(0, dtype=np.uint32))


def places_in(
    docs: Docs, wanted: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.bool_]]:
    """Where each wanted document stands in `docs` (any place if it does not), and whether; both
    must ascend."""
    if not len(docs):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    if len(wanted) > FEW_WANTED:
        # Looking up is slow; where it pays, the place of each document is written down.
        row_length = int(max(docs[-1], wanted[-1])) + 1
        if 8 * len(wanted) > len(docs) + row_length // 8:
            row = np.full(row_length, -1, dtype=np.int32)
            row[docs.astype(np.intp)] = np.arange(len(docs), dtype=np.int32)
            found = row.take(wanted)
            return found, found >= 0
    places = docs.searchsorted(wanted)
    np.minimum(places, len(docs) - 1, out=places)
    return places, docs[places] == wanted


def union(parts: Sequence[Scored], count: int) -> Scored:
    """Documents of any part, scores added; `count` is the number of documents there are."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    plain = all(part.scores is None for part in parts)
    if sum(map(len, parts)) * DENSE_SHARE > count:
        return _counted_up(parts, [1] * len(parts), 1, count)
    if plain:
        return Scored(merged([part.docs for part in parts]))
    docs = np.concatenate([part.docs for part in parts])
    order = np.argsort(docs, kind="stable")
    docs = docs[order]
    first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
    scores = np.concatenate(
        [np.zeros(len(p), np.float32) if p.scores is None else p.scores for p in parts]
    )
    return Scored(docs[first], np.add.reduceat(scores[order], first))


def intersection(left: Scored, right: Scored) -> Scored:
    """Documents of both, scores added."""
    if len(left) > len(right):
        left, right = right, left
    places, found = places_in(right.docs, left.docs)
    kept = left.pick(found)
    if right.scores is None:
        return kept
    added = right.scores[places[found]]
    return Scored(kept.docs, added if kept.scores is None else kept.scores + added)


def difference(left: Scored, right: Scored) -> Scored:
    """Documents of the left that are not in the right."""
    if not len(left) or not len(right):
        return left
    _, found = places_in(right.docs, left.docs)
    return left.pick(~found)


def at_least(parts: Sequence[Scored], worths: Sequence[int], minimum: int, count: int) -> Scored:
    """Documents whose parts are worth so much together or more, scores added."""
    if sum(worths) < minimum:
        return EMPTY
    if sum(map(len, parts)) * DENSE_SHARE > count:
        return _counted_up(parts, worths, minimum, count)
    everything = union(parts, count)
    times = np.zeros(len(everything), dtype=np.uint32)
    for part, worth in zip(parts, worths, strict=True):
        times[np.searchsorted(everything.docs, part.docs)] += worth
    return everything.pick(times >= minimum)


def _counted_up(parts: Sequence[Scored], worths: Sequence[int], minimum: int, count: int) -> Scored:
    """As `at_least`, in arrays over all documents."""
    times = np.zeros(count, dtype=np.uint32)
    sums = None
    for part, worth in zip(parts, worths, strict=True):
        places = part.docs.astype(np.intp)  # the quicker indices
        times[places] += np.uint32(worth)
        if part.scores is not None:
            if sums is None:
                sums = np.zeros(count, dtype=np.float32)
            sums[places] += part.scores
    found = (times >= minimum).nonzero()[0]
    return Scored(found.astype(np.uint32), None if sums is None else sums.take(found))


def within(found: Scored, allowed: Docs | None) -> Scored:
    """Those documents found that are allowed; all of them where `allowed` is None."""
    if allowed is None or not len(found):
        return found
    if len(allowed) < len(found):
        places, there = places_in(found.docs, allowed)
        return found.pick(places[there])
    _, there = places_in(allowed, found.docs)
    return found.pick(there)
