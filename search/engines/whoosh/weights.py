"""The ready-made scores of single words: what each adds to a document, by BM25F."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.lengths import FieldLengths
from pressespiegel.search.engines.whoosh.scored import DENSE_SHARE, Docs, Scores, places_in
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot

CACHE_BYTES = 64 * 1024 * 1024
"""What the scores of the words last asked for may take, for each commit that is open."""

SPREAD_SHARE = 32
"""A word that more than one document in so many has is kept as scores over all documents."""

GROUP = 64
"""Scores over all documents are as many as make whole groups of so many."""

MOST_KNOWN = 100_000
"""So many words are remembered; then all are forgotten."""

WordTerms: TypeAlias = "tuple[tuple[tuple[str, bytes, float], ...], float]"
"""A word: the terms that stand for it, each (field, term, boost above 0), and its weight."""

_Terms: TypeAlias = "tuple[tuple[str, bytes, float], ...]"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word's documents, ascending, with its score in each; for a frequent one also `spread`.

    `spread` (float32) holds the score of every document of the segment, 0 where the word is not,
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


class WordWeights:
    """Weighs the words of one snapshot; safe across threads.

    By BM25F (Robertson and Zaragoza 2009): the frequencies of a word's terms are multiplied by
    their boosts, divided by how long the field is beside the average, `1 - b + b · length /
    average`, and added up to `tf`; the word weighs `weight · idf · tf · (k1 + 1) / (tf + k1)`, with
    `idf = ln(1 + (N - n + 0.5) / (n + 0.5))` and `n` the documents of its most frequent term.
    """

    def __init__(self, snapshot: Snapshot, lengths: FieldLengths, k1: float) -> None:
        self._snapshot = snapshot
        self._lengths = lengths
        self._k1 = np.float32(k1)
        self._idf: dict[_Terms, float] = {}
        self._known: dict[tuple[Segment, WordTerms], Weighed | None] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def weighed(self, segment: Segment, word: WordTerms) -> Weighed | None:
        """The documents of a word with their scores; None where the segment does not have it."""
        key = (segment, word)
        try:
            return self._known[key]
        except KeyError:
            pass
        made = self._weigh_all(segment, word, _present(segment, word[0]))
        with self._lock:
            self._remember(key, made)
        return made

    def among(
        self, segment: Segment, word: WordTerms, documents: Docs
    ) -> tuple[npt.NDArray[np.int64] | slice, Scores] | None:
        """What a word adds to some documents: their places in `documents`, and the scores.

        Weighs no more than these documents where they are few beside those of the word.
        """
        known = self._known.get((segment, word))
        if known is None:
            present = _present(segment, word[0])
            if not present:
                return None
            postings = sum(segment.frequency(number) for number, _, _ in present)
            if len(documents) * 8 < postings:
                return self._weigh_some(segment, word, present, documents)
            known = self.weighed(segment, word)
            assert known is not None
        if known.spread is not None:
            return slice(None), known.spread[documents]
        if len(known.docs) < len(documents):
            places, there = places_in(documents, known.docs)
            return places[there], known.scores[there]
        places, there = places_in(known.docs, documents)
        chosen = np.flatnonzero(there)
        return chosen, known.scores[places[chosen]]

    def idf(self, terms: _Terms) -> float:
        """How much a word says, by how rare its most frequent term is; always above 0."""
        known = self._idf.get(terms)
        if known is None:
            frequency = max(
                (self._snapshot.document_frequency(field, term) for field, term, _ in terms),
                default=0,
            )
            known = math.log(1 + (self._snapshot.count - frequency + 0.5) / (frequency + 0.5))
            if len(self._idf) >= MOST_KNOWN:
                self._idf = {}
            self._idf[terms] = known
        return known

    def _weigh_all(
        self, segment: Segment, word: WordTerms, present: Sequence[_Present]
    ) -> Weighed | None:
        if not present:
            return None
        lists = [segment.postings(number) for number, _, _ in present]
        docs = lists[0].docs
        frequencies = [
            self._frequencies(segment, field, each.docs, each.freqs, boost)
            for each, (_, field, boost) in zip(lists, present, strict=True)
        ]
        spread: Scores | None = None
        if len(lists) == 1:
            tf = frequencies[0]
        elif sum(len(each.docs) for each in lists) * DENSE_SHARE > segment.count:
            spread = np.zeros(spread_length(segment.count), dtype=np.float32)
            for each, frequency in zip(lists, frequencies, strict=True):
                spread[each.docs] += frequency
            docs = spread.nonzero()[0].astype(np.uint32)
            tf = spread[docs]
        else:
            every = np.concatenate([each.docs for each in lists])
            order = every.argsort(kind="stable")
            every = every[order]
            first = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
            docs = every[first]
            tf = np.add.reduceat(np.concatenate(frequencies)[order], first)
        scores = self._saturated(word, tf)
        if len(docs) * SPREAD_SHARE <= segment.count:
            return Weighed(docs, scores, None)
        if spread is None:
            spread = np.zeros(spread_length(segment.count), dtype=np.float32)
        spread[docs] = scores
        return Weighed(docs, scores, spread)

    def _weigh_some(
        self, segment: Segment, word: WordTerms, present: Sequence[_Present], documents: Docs
    ) -> tuple[npt.NDArray[np.int64], Scores]:
        tf = np.zeros(len(documents), dtype=np.float32)
        for number, field, boost in present:
            postings = segment.postings(number)
            places, there = places_in(postings.docs, documents)
            chosen = there.nonzero()[0]
            if len(chosen):
                freqs = postings.freqs[places[chosen]]
                tf[chosen] += self._frequencies(segment, field, documents[chosen], freqs, boost)
        chosen = tf.nonzero()[0]
        return chosen, self._saturated(word, tf[chosen])

    def _frequencies(
        self,
        segment: Segment,
        field: str,
        docs: Docs,
        freqs: npt.NDArray[np.integer],
        boost: float,
    ) -> npt.NDArray[np.float32]:
        """Frequencies times `boost`, divided by how long the field is beside the average."""
        tf = freqs.astype(np.float32)
        tf *= np.float32(boost)
        tf /= self._lengths.shares(segment, field)[docs]
        return tf

    def _saturated(self, word: WordTerms, tf: npt.NDArray[np.float32]) -> Scores:
        below = tf + self._k1
        scores: Scores = tf * np.float32(word[1] * self.idf(word[0]) * (float(self._k1) + 1))
        scores /= below
        return scores

    def _remember(self, key: tuple[Segment, WordTerms], made: Weighed | None) -> None:
        """Keep what was made, and forget what was made first where it becomes too much."""
        if key in self._known:
            return
        self._known[key] = made
        self._bytes += _size(made)
        while len(self._known) > 1 and (self._bytes > CACHE_BYTES or len(self._known) > MOST_KNOWN):
            self._bytes -= _size(self._known.pop(next(iter(self._known))))


_Present: TypeAlias = "tuple[int, str, float]"
"""A term that a segment has: its number there, its field, its boost."""


def _present(segment: Segment, terms: _Terms) -> list[_Present]:
    find = segment.dictionary.find
    return [
        (number, field, boost) for field, term, boost in terms if (number := find(field, term)) >= 0
    ]


def _size(weighed: Weighed | None) -> int:
    if weighed is None:
        return 0
    return weighed.scores.nbytes + (0 if weighed.spread is None else weighed.spread.nbytes)
