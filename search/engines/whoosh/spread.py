"""Scores over all documents of a segment, the form in which frequent words are added up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.scored import Scored, Scores

GROUP = 64
"""Scores over all documents are as many as make whole groups of so many."""

SMALL = 32_768
"""Of so few scores each is compared with the least that is wanted, whatever its group reaches."""


def spread_length(documents: int) -> int:
    """How many scores are kept over so many documents, to make whole groups of `GROUP`.

    >>> spread_length(128), spread_length(129)
    (128, 192)
    """
    return -(-documents // GROUP) * GROUP


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
        return Scored(docs, self.scores.take(docs))

    def within(self, mask: npt.NDArray[np.bool_]) -> Scored:
        """Those found that a mask over all documents lets pass."""
        docs = ((self.scores > 0) & mask).nonzero()[0].astype(np.uint32)
        return Scored(docs, self.scores.take(docs))

    def best(self, wanted: int) -> Scored:
        """At least the `wanted` best documents, ties of the last one included, ascending.

        Every so many documents make a group. The maxima of groups tell a score that `wanted`
        documents reach.
        """
        # Documents of a group stand far from each other: numpy reduces long rows quicker.
        table = self.scores.reshape(GROUP, -1)
        groups = table.shape[1]
        least = np.float32(0)
        if groups > wanted:
            maxima = np.maximum.reduce(table, axis=0)
            ordered = maxima.copy()
            ordered.partition(groups - wanted)
            least = ordered[groups - wanted]
        if not least:
            docs = self.documents()
        elif len(self.scores) <= SMALL:
            docs = (self.scores >= least).nonzero()[0]
        else:
            # Only groups that reach it are looked at.
            columns = (maxima >= least).nonzero()[0]
            cells = table.take(columns, axis=1).ravel()
            rows, own = np.divmod((cells >= least).nonzero()[0], len(columns))
            docs = rows * groups + columns[own]
        found = self.scores.take(docs)
        if len(docs) > 4 * wanted:
            least = np.partition(found, len(docs) - wanted)[len(docs) - wanted]
            chosen = (found >= least).nonzero()[0]
            docs, found = docs[chosen], found[chosen]
        return Scored(docs.astype(np.uint32), found)
