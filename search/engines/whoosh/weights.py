"""The ready-made scores of single words: what each adds to a document, by BM25F."""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.kept import Kept
from pressespiegel.search.engines.whoosh.lengths import FieldLengths
from pressespiegel.search.engines.whoosh.numbering import Numbering
from pressespiegel.search.engines.whoosh.scored import EMPTY, Docs, Scored, Scores, places_in
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread

LEAST_KEPT = 64 * 1024 * 1024
MOST_KEPT = 256 * 1024 * 1024
"""What the scores of the words last asked for may take, for each commit that is open: a quarter of
what the commit takes on the disk, within these bounds."""

SPREAD_SHARE = 32
"""A word that more than one document in so many has is kept as scores over all documents."""

FEW_POSTINGS = 4096
"""Words of so many are weighed as a whole, whatever is asked: that takes no longer, and is kept."""

WORDS_ROOM = 16 * 1024 * 1024
"""What may be taken by where the terms of the words last asked for stand."""

BYTES_PER_TERM = 200

MOST_KNOWN = 100_000
"""So many words are remembered at most."""

WordTerms: TypeAlias = "tuple[tuple[tuple[str, bytes, float], ...], float]"
"""A word: the terms that stand for it, each (field, term, boost above 0), and its weight."""

_Terms: TypeAlias = "tuple[tuple[str, bytes, float], ...]"


class _Term(NamedTuple):
    """A term in a segment that has it: its number there, its field, and its boost."""

    segment: Segment
    base: int
    number: int
    field: str
    boost: float


class _Word(NamedTuple):
    """Where the terms of a word stand, segment by segment; how many postings they have in all,
    and how much the word says."""

    terms: tuple[_Term, ...]
    postings: int
    idf: float


class WordWeights:
    """Weighs the words of one snapshot, over the row of its documents; safe across threads.

    By BM25F (Robertson and Zaragoza 2009): the frequencies of a word's terms are multiplied by
    their boosts, divided by how long the field is beside the average, `1 - b + b · length /
    average`, and added up to `tf`; the word weighs `weight · idf · tf · (k1 + 1) / (tf + k1)`, with
    `idf = ln(1 + (N - n + 0.5) / (n + 0.5))` and `n` the documents of its most frequent term.
    """

    def __init__(self, snapshot: Snapshot, lengths: FieldLengths, k1: float) -> None:
        self._documents = snapshot.count
        self._numbering = snapshot.numbering
        self._lengths = lengths
        self._k1 = np.float32(k1)
        self._words: Kept[_Terms, _Word] = Kept(WORDS_ROOM, MOST_KNOWN)
        taken = sum(segment.sections.bytes for segment in snapshot.segments)
        room = min(max(taken // 4, LEAST_KEPT), MOST_KEPT)
        self._known: Kept[WordTerms, Scored | Spread] = Kept(room, MOST_KNOWN)

    def weighed(self, word: WordTerms) -> Scored | Spread:
        """The documents of a word with their scores.

        A `Spread` where more than one document in `SPREAD_SHARE` has it.
        """
        known = self._known.get(word)
        if known is None:
            known = self._weigh_all(self._word(word[0]), word[1])
            self._known.keep(word, known, _size(known))
        return known

    def postings(self, word: WordTerms) -> int:
        """In how many documents a word stands at most."""
        return self._word(word[0]).postings

    def among(
        self, word: WordTerms, documents: Docs
    ) -> tuple[npt.NDArray[np.integer] | None, Scores] | None:
        """What a word adds to some documents: their places in `documents`, None for all of these,
        and the scores, which are the caller's own.

        Weighs no more than these documents where they are few beside those of a frequent word.
        """
        known = self._known.get(word)
        if known is None:
            own = self._word(word[0])
            if not own.postings:
                return None
            if own.postings > max(8 * len(documents), FEW_POSTINGS):
                return self._weigh_some(own, word[1], documents)
            known = self.weighed(word)
        if isinstance(known, Spread):
            return None, known.scores.take(documents)
        if not len(known.docs):
            return None
        assert known.scores is not None
        if len(known.docs) < len(documents):
            places, there = places_in(documents, known.docs)
            return places[there], known.scores[there]
        places, there = places_in(known.docs, documents)
        chosen = np.flatnonzero(there)
        return chosen, known.scores[places[chosen]]

    def _word(self, terms: _Terms) -> _Word:
        """Where a word stands, and how rare its most frequent term is; looked up once."""
        known = self._words.get(terms)
        if known is None:
            found: list[_Term] = []
            frequencies = [0] * len(terms)
            numbering = self._numbering
            for segment, base in zip(numbering.segments, numbering.bases, strict=True):
                find = segment.dictionary.find
                for place, (field, term, boost) in enumerate(terms):
                    number = find(field, term)
                    if number >= 0:
                        found.append(_Term(segment, base, number, field, boost))
                        frequencies[place] += segment.frequency(number)
            most = max(frequencies, default=0)
            idf = math.log(1 + (self._documents - most + 0.5) / (most + 0.5))
            known = _Word(tuple(found), sum(frequencies), idf)
            self._words.keep(terms, known, BYTES_PER_TERM * (1 + len(found)))
        return known

    def _weigh_all(self, word: _Word, weight: float) -> Scored | Spread:
        if not word.terms:
            return EMPTY
        lists: list[Docs] = []
        frequencies: list[npt.NDArray[np.float32]] = []
        spread = word.postings * SPREAD_SHARE > self._numbering.width
        sums = np.zeros(self._numbering.width if spread else 0, dtype=np.float32)
        for term in word.terms:
            docs, freqs = term.segment.postings(term.number)
            tf = self._frequencies(term, docs, freqs)
            if spread:
                np.add.at(sums[term.base :], docs, tf)
            else:
                lists.append(docs)
                frequencies.append(tf)
        if spread:
            # Quicker over all documents, most of them 0, than to look for the others.
            return Spread(self._saturated(word, weight, sums))
        docs = Numbering.joined_docs(lists, [term.base for term in word.terms])
        tf = frequencies[0] if len(frequencies) == 1 else np.concatenate(frequencies)
        if len({term.base for term in word.terms}) < len(word.terms):
            order = docs.argsort(kind="stable")
            docs = docs[order]
            first = np.flatnonzero(np.concatenate(([True], docs[1:] != docs[:-1])))
            docs, tf = docs[first], np.add.reduceat(tf[order], first)
        return Scored(docs, self._saturated(word, weight, tf))

    def _weigh_some(
        self, word: _Word, weight: float, documents: Docs
    ) -> tuple[npt.NDArray[np.int64], Scores]:
        tf = np.zeros(len(documents), dtype=np.float32)
        for place, where, own in self._numbering.parts(documents):
            segment = self._numbering.segments[place]
            added = tf[where]
            for term in word.terms:
                if term.segment is not segment:
                    continue
                docs, freqs = segment.postings(term.number)
                places, there = places_in(docs, own)
                chosen = there.nonzero()[0]
                if len(chosen):
                    picked = freqs[places[chosen]]
                    added[chosen] += self._frequencies(term, own[chosen], picked)
        chosen = tf.nonzero()[0]
        return chosen, self._saturated(word, weight, tf[chosen])

    def _frequencies(
        self, term: _Term, docs: npt.NDArray[np.integer], freqs: npt.NDArray[np.integer]
    ) -> npt.NDArray[np.float32]:
        """Frequencies times the boost, divided by how long the field is beside the average."""
        tf = freqs.astype(np.float32)
        if term.boost != 1.0:
            tf *= np.float32(term.boost)
        tf /= self._lengths.shares(term.segment, term.field).take(docs)
        return tf

    def _saturated(self, word: _Word, weight: float, tf: npt.NDArray[np.float32]) -> Scores:
        """What frequencies weigh, in their own array."""
        tf /= tf + self._k1
        tf *= np.float32(weight * word.idf * (float(self._k1) + 1))
        return tf


def _size(weighed: Scored | Spread) -> int:
    """How much memory it takes; documents that lie in a segment's file take none."""
    taken = 0 if weighed.scores is None else weighed.scores.nbytes
    if isinstance(weighed, Scored) and weighed.docs.flags.owndata:
        taken += weighed.docs.nbytes
    return taken
