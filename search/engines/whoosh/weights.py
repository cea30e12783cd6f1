"""The ready-made scores of single words: what each adds to a document, by BM25F."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.lengths import FieldLengths
from pressespiegel.search.engines.whoosh.scored import Docs, Scored, Scores, places_in
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread, spread_length

CACHE_BYTES = 64 * 1024 * 1024
"""What the scores of the words last asked for may take, for each commit that is open."""

SPREAD_SHARE = 32
"""A word that more than one document in so many has is kept as scores over all documents."""

MOST_KNOWN = 100_000
"""So many words are remembered; then all are forgotten."""

WordTerms: TypeAlias = "tuple[tuple[tuple[str, bytes, float], ...], float]"
"""A word: the terms that stand for it, each (field, term, boost above 0), and its weight."""

_Terms: TypeAlias = "tuple[tuple[str, bytes, float], ...]"


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
        self._known: dict[tuple[Segment, WordTerms], Scored | Spread | None] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def weighed(self, segment: Segment, word: WordTerms) -> Scored | Spread | None:
        """The documents of a word with their scores; None where the segment does not have it.

        A `Spread` where more than one document in `SPREAD_SHARE` has it.
        """
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
        if isinstance(known, Spread):
            return slice(None), known.scores[documents]
        assert known.scores is not None
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
    ) -> Scored | Spread | None:
        if not present:
            return None
        lists = [segment.postings(number) for number, _, _ in present]
        frequencies = [
            self._frequencies(segment, field, each.docs, each.freqs, boost)
            for each, (_, field, boost) in zip(lists, present, strict=True)
        ]
        if sum(len(each.docs) for each in lists) * SPREAD_SHARE > segment.count:
            sums = np.zeros(spread_length(segment.count), dtype=np.float32)
            sums[lists[0].docs] = frequencies[0]
            for each, frequency in zip(lists[1:], frequencies[1:], strict=True):
                sums[each.docs] += frequency
            # Quicker over all documents, most of them 0, than to look for the others.
            return Spread(self._saturated(word, sums))
        if len(lists) == 1:
            return Scored(lists[0].docs, self._saturated(word, frequencies[0]))
        every = np.concatenate([each.docs for each in lists])
        order = every.argsort(kind="stable")
        every = every[order]
        first = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
        tf = np.add.reduceat(np.concatenate(frequencies)[order], first)
        return Scored(every[first], self._saturated(word, tf))

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

    def _remember(self, key: tuple[Segment, WordTerms], made: Scored | Spread | None) -> None:
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


def _size(weighed: Scored | Spread | None) -> int:
    return 0 if weighed is None or weighed.scores is None else weighed.scores.nbytes
