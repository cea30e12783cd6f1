"""The ready-made scores of single terms: what each adds to a document, by BM25."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.scored import Docs, Scores, places_in
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot

CACHE_BYTES = 64 * 1024 * 1024
"""What the scores of the terms last asked for may take, for each commit that is open."""

SPREAD_SHARE = 32
"""A term that more than one document in so many has is kept as scores over all documents."""

GROUP = 64
"""Scores over all documents are as many as make whole groups of so many."""

MOST_KNOWN = 100_000
"""So many terms are remembered by name; then all are forgotten."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term's documents, ascending, with its score in each; for a frequent one also `spread`.

    `spread` (float32) holds the score of every document of the segment, 0 where the term is not,
    and 0 behind the last document up to `spread_length`.
    """

    docs: Docs
    scores: Scores
    spread: Scores | None


def spread_length(documents: int) -> int:
    """How many scores are kept over so many documents, to make whole groups of `GROUP`.

    >>> spread_length(128), spread_length(129)
    (128, 192)
    """
    return -(-documents // GROUP) * GROUP


class TermWeights:
    """Weighs the terms of one snapshot; safe across threads.

    `k1` and `b` are those of BM25. The weight of a term in a document is that of
    `whoosh.scoring.BM25F`: `idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average))`
    with `idf = ln(N / (n + 1)) + 1`, times the boost of its node.
    """

    def __init__(self, snapshot: Snapshot, k1: float, b: float) -> None:
        self._snapshot = snapshot
        self._k1 = k1
        self._b = b
        self._norms: dict[tuple[Segment, str], npt.NDArray[np.float32]] = {}
        self._idf: dict[tuple[str, bytes], float] = {}
        self._known: dict[tuple[Segment, str, bytes, float], Weighed | None] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def weighed(self, segment: Segment, field: str, term: bytes, boost: float) -> Weighed | None:
        """The documents of a term with their scores; None where the segment does not have it."""
        key = (segment, field, term, boost)
        try:
            return self._known[key]
        except KeyError:
            pass
        number = segment.dictionary.find(field, term)
        made = None if number < 0 else self._weigh_all(segment, field, term, number, boost)
        with self._lock:
            self._remember(key, made)
        return made

    def among(
        self, segment: Segment, field: str, term: bytes, boost: float, documents: Docs
    ) -> tuple[npt.NDArray[np.int64] | slice, Scores] | None:
        """What a term adds to some documents: their places in `documents`, and the scores.

        Weighs no more than these documents where they are few beside those of the term.
        """
        known = self._known.get((segment, field, term, boost))
        if known is None:
            number = segment.dictionary.find(field, term)
            if number < 0:
                return None
            frequency = segment.frequency(number)
            if len(documents) * 8 < frequency:
                postings = segment.postings(number)
                places, there = places_in(postings.docs, documents)
                chosen = np.flatnonzero(there)
                places = places[chosen]
                factor = self.idf(field, term) * boost
                scores = self._weigh(
                    segment, field, postings.docs[places], postings.freqs[places], factor
                )
                return chosen, scores
            known = self.weighed(segment, field, term, boost)
            assert known is not None
        if known.spread is not None:
            return slice(None), known.spread[documents]
        if len(known.docs) < len(documents):
            places, there = places_in(documents, known.docs)
            return places[there], known.scores[there]
        places, there = places_in(known.docs, documents)
        chosen = np.flatnonzero(there)
        return chosen, known.scores[places[chosen]]

    def idf(self, field: str, term: bytes) -> float:
        """How much a term says, by how rare it is: `ln(N / (n + 1)) + 1`, as in Whoosh."""
        key = (field, term)
        known = self._idf.get(key)
        if known is None:
            frequency = self._snapshot.document_frequency(field, term)
            known = math.log((self._snapshot.count or 1) / (frequency + 1)) + 1
            if len(self._idf) >= MOST_KNOWN:
                self._idf = {}
            self._idf[key] = known
        return known

    def _weigh_all(
        self, segment: Segment, field: str, term: bytes, number: int, boost: float
    ) -> Weighed:
        postings = segment.postings(number)
        factor = self.idf(field, term) * boost
        scores = self._weigh(segment, field, postings.docs, postings.freqs, factor)
        spread = None
        if len(postings.docs) * SPREAD_SHARE > segment.count:
            spread = np.zeros(spread_length(segment.count), dtype=np.float32)
            spread[postings.docs] = scores
        return Weighed(postings.docs, scores, spread)

    def _weigh(
        self,
        segment: Segment,
        field: str,
        docs: Docs,
        freqs: npt.NDArray[np.integer],
        factor: float,
    ) -> Scores:
        """Saturated term frequency, times `factor`: `tf · (k1 + 1) / (tf + norm)`."""
        tf = freqs.astype(np.float32)
        below = self._norm(segment, field)[docs]
        below += tf
        tf *= np.float32((self._k1 + 1) * factor)
        tf /= below
        return tf

    def _norm(self, segment: Segment, field: str) -> npt.NDArray[np.float32]:
        """`k1 · (1 - b + b · length / average)` for every document of a segment."""
        key = (segment, field)
        known = self._norms.get(key)
        if known is None:
            lengths = segment.lengths(field)
            if lengths is None:
                known = np.full(segment.count, self._k1, dtype=np.float32)
            else:
                average = self._snapshot.average_length(field) or 1.0
                known = (self._k1 * (1 - self._b + self._b * lengths / average)).astype(np.float32)
            self._norms[key] = known
        return known

    def _remember(self, key: tuple[Segment, str, bytes, float], made: Weighed | None) -> None:
        """Keep what was made, and forget what was made first where it becomes too much."""
        if key in self._known:
            return
        self._known[key] = made
        self._bytes += _size(made)
        while len(self._known) > 1 and (self._bytes > CACHE_BYTES or len(self._known) > MOST_KNOWN):
            self._bytes -= _size(self._known.pop(next(iter(self._known))))


def _size(weighed: Weighed | None) -> int:
    if weighed is None:
        return 0
    return weighed.scores.nbytes + (0 if weighed.spread is None else weighed.spread.nbytes)
