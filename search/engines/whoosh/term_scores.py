"""Single terms scored as Whoosh scores them, for queries that are Whoosh's own."""

from __future__ import annotations

import math

import numpy as np

from pressespiegel.search.engines.whoosh.lengths import FieldLengths
from pressespiegel.search.engines.whoosh.scored import EMPTY, Docs, Scored, within
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot


class TermScores:
    """Scores the terms of one snapshot; safe across threads.

    The score of a term in a document is that of `whoosh.scoring.BM25F`:
    `idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average))` with
    `idf = ln(N / (n + 1)) + 1`, times the boost of its node.
    """

    def __init__(self, snapshot: Snapshot, lengths: FieldLengths, k1: float) -> None:
        self._snapshot = snapshot
        self._lengths = lengths
        self._k1 = k1

    def scored(
        self, segment: Segment, field: str, term: bytes, boost: float, allowed: Docs | None
    ) -> Scored:
        """The documents of a term with their scores, among those `allowed`."""
        number = segment.dictionary.find(field, term)
        if number < 0:
            return EMPTY
        postings = segment.postings(number)
        tf = postings.freqs.astype(np.float32)
        below = self._lengths.shares(segment, field)[postings.docs]
        below *= np.float32(self._k1)
        below += tf
        frequency = self._snapshot.document_frequency(field, term)
        idf = math.log((self._snapshot.count or 1) / (frequency + 1)) + 1
        tf *= np.float32((self._k1 + 1) * idf * boost)
        tf /= below
        return within(Scored(postings.docs, tf), allowed)
