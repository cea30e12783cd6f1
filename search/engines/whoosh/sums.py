"""Scores of several terms added up over the documents of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.scored import EMPTY, Scored, Scores
from pressespiegel.search.engines.whoosh.weights import GROUP, Weighed, spread_length

SMALL = 32_768
"""In a segment of at most so many documents, adding up over all of them is always quicker."""

SPARSE_SHARE = 12
"""Terms with fewer postings in all than one document in so many are added up without the rest."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A score for each document of a segment (float32, read-only); those above 0 are found.

    The scores are of `spread_length` documents, so that they fold into groups of `GROUP`.
    """

    scores: Scores

    def documents(self) -> npt.NDArray[np.int64]:
        """The documents found, ascending."""
        return (self.scores > 0).nonzero()[0]

    def count(self) -> int:
        """How many documents are found."""
        # No score is below 0, so that its bits tell as much, and are counted quicker.
        return int(np.count_nonzero(self.scores.view(np.uint32)))

    def scored(self) -> Scored:
        """The same as documents with scores."""
        docs = self.documents().astype(np.uint32)
        return Scored(docs, self.scores[docs])

    def best(self, wanted: int) -> Scored:
        """At least the `wanted` best documents, ties of the last one included, ascending.

        Every so many documents make a group. The maxima of groups tell a score that `wanted`
        documents reach; only groups that reach it are looked at.
        """
        # Documents of a group stand far from each other: numpy reduces long rows quicker.
        table = self.scores.reshape(GROUP, -1)
        groups = table.shape[1]
        maxima = np.maximum.reduce(table, axis=0)
        least = np.float32(0)
        if groups > wanted:
            least = np.partition(maxima, groups - wanted)[groups - wanted]
        if not least:
            docs = self.documents()
            found = self.scores[docs]
        else:
            columns = (maxima >= least).nonzero()[0]
            cells = table.take(columns, axis=1).ravel()
            places = (cells >= least).nonzero()[0]
            rows, own = np.divmod(places, len(columns))
            docs, found = rows * groups + columns[own], cells[places]
        if len(docs) > 4 * wanted:
            least = np.partition(found, len(docs) - wanted)[len(docs) - wanted]
            chosen = found >= least
            docs, found = docs[chosen], found[chosen]
        return Scored(docs.astype(np.uint32), found)


def added_up(parts: Sequence[Weighed], count: int) -> Scored | Spread:
    """The documents of any term, their scores added; every score must be above 0.

    O(postings), or O(count) where the terms are frequent.
    """
    if not parts:
        return EMPTY
    if len(parts) == 1:
        spread = parts[0].spread
        return Scored(parts[0].docs, parts[0].scores) if spread is None else Spread(spread)
    postings = 0
    spreads: list[Scores] = []
    for part in parts:
        postings += len(part.docs)
        if part.spread is not None:
            spreads.append(part.spread)
    if count > SMALL and not spreads and postings * SPARSE_SHARE < count:
        return _sparse(parts, postings, count)
    if len(spreads) > 1:
        sums = spreads[0] + spreads[1]
        for spread in spreads[2:]:
            sums += spread
    elif spreads:
        sums = spreads[0].copy()
    else:
        sums = np.zeros(spread_length(count), dtype=np.float32)
    for part in parts:
        if part.spread is None:
            sums[part.docs] += part.scores
    return Spread(sums)


def all_found(parts: Sequence[Spread]) -> Spread:
    """The documents of all parts, their scores added."""
    sums = parts[0].scores + parts[1].scores
    for part in parts[2:]:
        sums += part.scores
    bits = sums.view(np.int32)
    for part in parts:
        # The bits of a score above 0 are a number above 0: negated and shifted all are set, so
        # that the sum stays. Several times as quick as a mask of booleans.
        kept = np.negative(part.scores.view(np.int32))
        kept >>= 31
        bits &= kept
    return Spread(sums)


def _sparse(parts: Sequence[Weighed], postings: int, count: int) -> Scored:
    """Add up without looking at documents that no term has.

    A table over all documents, of which only the cells of these documents are ever written or
    read, tells for each posting one that stands for its document.
    """
    docs = np.concatenate([part.docs for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    own = np.arange(postings, dtype=np.int32)
    table = np.empty(count, dtype=np.int32)
    table[docs] = own
    standing = table[docs]
    sums = np.bincount(standing, weights=scores, minlength=postings)
    chosen = np.flatnonzero(standing == own)
    docs = docs[chosen]
    order = np.argsort(docs)
    return Scored(docs[order], sums[chosen[order]].astype(np.float32))
