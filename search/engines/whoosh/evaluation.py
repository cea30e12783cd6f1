"""A query tree evaluated set by set: every node is a few operations on arrays.

Documents are found in one segment at a time, with figures (how rare a term is, how long a field
is on average) that count over the whole commit. A conjunction begins with its rarest part, and
its other parts look only at the documents left. Nodes that are not known here are walked with
Whoosh's matchers.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from whoosh import query

from pressespiegel.search.engines.whoosh import queries
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.expansion import expanded_terms
from pressespiegel.search.engines.whoosh.scored import (
    EMPTY,
    Docs,
    Scored,
    Scores,
    at_least,
    difference,
    intersection,
    places_in,
    union,
    within,
)
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sequences import matching_documents
from pressespiegel.search.engines.whoosh.snapshot import Snapshot

if TYPE_CHECKING:
    Fallback = Callable[[Segment, query.Query], Scored]

IMPACT_CACHE_BYTES = 64 * 1024 * 1024
"""What the ready-made weights of the terms last used may take, for each commit that is open."""


class Evaluator:
    """Evaluates queries over one snapshot; safe across threads.

    `k1` and `b` are those of BM25. The weight of a term in a document is that of
    `whoosh.scoring.BM25F`: `idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average))`
    with `idf = ln(N / (n + 1)) + 1`, times the boost of its node.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        k1: float,
        b: float,
        fallback: Callable[[Segment, query.Query], Scored] | None = None,
    ) -> None:
        self.snapshot = snapshot
        self._k1 = k1
        self._b = b
        self._fallback = fallback
        self._norms: dict[tuple[int, str], npt.NDArray[np.float32]] = {}
        self._idf: dict[tuple[str, bytes], float] = {}
        self._impacts: OrderedDict[tuple[int, int], Scores] = OrderedDict()
        self._impact_bytes = 0
        self._lock = threading.Lock()

    def evaluate(self, segment: Segment, node: query.Query, allowed: Docs | None = None) -> Scored:
        """The documents of a segment that a node matches, deleted ones included.

        `allowed` narrows the search: only documents in it are answered.
        """
        kind = type(node)
        if kind is query.Term:
            return self.term(segment, node.fieldname, _bytes(node.text), node.boost, allowed)
        if kind is query.Or:
            parts = [self.evaluate(segment, each, allowed) for each in node.subqueries]
            return union(parts, segment.count).scaled(node.boost)
        if kind is query.And:
            return self._conjunction(segment, node.subqueries, allowed).scaled(node.boost)
        if kind is query.Not:
            inner = self.evaluate(segment, node.query, allowed)
            return difference(_every(segment, allowed), Scored(inner.docs))
        if kind is query.AndNot:
            return self._conjunction(segment, [node.a, query.Not(node.b)], allowed)
        if kind is query.AndMaybe:
            left = self.evaluate(segment, node.a, allowed)
            right = self.evaluate(segment, node.b, left.docs)
            return union([left, right], segment.count)
        if kind is query.Every and node.fieldname is None:
            found = _every(segment, allowed)
            return Scored(found.docs, np.full(len(found), node.boost, dtype=np.float32))
        if kind is query.ConstantScoreQuery:
            found = self.evaluate(segment, node.child, allowed)
            if not node.score:
                return Scored(found.docs)
            return Scored(found.docs, np.full(len(found), node.score, dtype=np.float32))
        if kind is query.DisjunctionMax:
            return self._best(segment, node, allowed)
        if node is query.NullQuery:
            return EMPTY
        if isinstance(node, queries.ArrayQuery):
            return self._own(segment, node, allowed)
        if self._fallback is None:
            raise TypeError(f"no way to evaluate {node!r}")
        return within(self._fallback(segment, node), allowed)

    def _own(self, segment: Segment, node: queries.ArrayQuery, allowed: Docs | None) -> Scored:
        if isinstance(node, queries.Slots):
            return self._sequence(segment, node, allowed)
        if isinstance(node, queries.Expanded):
            numbers = expanded_terms(
                segment.dictionary,
                node.fieldname,
                node.kind,
                node.pattern,
                node.distance,
                node.limit,
            )
            parts = [Scored(segment.postings(number).docs) for number in numbers]
            found = within(union(parts, segment.count), allowed)
            return Scored(found.docs, np.full(len(found), node.boost, dtype=np.float32))
        if isinstance(node, queries.Overlap):
            return within(Scored(overlapping(segment, node.first, node.last)), allowed)
        if isinstance(node, queries.Ids):
            numbers = sorted({segment.find(id) for id in node.ids} - {-1})
            return within(Scored(np.array(numbers, dtype=np.uint32)), allowed)
        if isinstance(node, queries.AtLeast):
            parts = [self.evaluate(segment, each, allowed) for each in node.subqueries]
            return at_least(parts, node.minimum, segment.count)
        raise TypeError(f"no way to evaluate {node!r}")

    def term(
        self,
        segment: Segment,
        field: str,
        term: bytes,
        boost: float = 1.0,
        allowed: Docs | None = None,
    ) -> Scored:
        """The documents of a term with their BM25 scores."""
        number = segment.dictionary.find(field, term)
        if number < 0:
            return EMPTY
        postings = segment.postings(number)
        factor = np.float32(self.idf(field, term) * boost)
        if allowed is not None and len(allowed) * 4 < len(postings.docs):
            places, there = places_in(postings.docs, allowed)
            docs = allowed[there]
            freqs = postings.freqs[places[there]]
            return Scored(docs, self._weigh(segment, field, docs, freqs) * factor)
        found = Scored(postings.docs, self._impact(segment, field, number) * factor)
        return within(found, allowed)

    def idf(self, field: str, term: bytes) -> float:
        """How much a term says, by how rare it is: `ln(N / (n + 1)) + 1`, as in Whoosh."""
        key = (field, term)
        known = self._idf.get(key)
        if known is None:
            frequency = self.snapshot.document_frequency(field, term)
            known = math.log((self.snapshot.count or 1) / (frequency + 1)) + 1
            if len(self._idf) < 100_000:
                self._idf[key] = known
        return known

    def _impact(self, segment: Segment, field: str, number: int) -> Scores:
        """The weight of a term in all its documents, without idf and boost; remembered."""
        key = (id(segment), number)
        with self._lock:
            known = self._impacts.get(key)
            if known is not None:
                self._impacts.move_to_end(key)
                return known
        postings = segment.postings(number)
        made = self._weigh(segment, field, postings.docs, postings.freqs)
        with self._lock:
            if key not in self._impacts:
                self._impacts[key] = made
                self._impact_bytes += made.nbytes
                while self._impact_bytes > IMPACT_CACHE_BYTES and len(self._impacts) > 1:
                    self._impact_bytes -= self._impacts.popitem(last=False)[1].nbytes
        return made

    def _weigh(
        self, segment: Segment, field: str, docs: Docs, freqs: npt.NDArray[np.integer]
    ) -> Scores:
        """Saturated term frequency: `tf · (k1 + 1) / (tf + norm of the document)`."""
        tf = freqs.astype(np.float32)
        below = self._norm(segment, field)[docs]
        below += tf
        tf *= np.float32(self._k1 + 1)
        tf /= below
        return tf

    def _norm(self, segment: Segment, field: str) -> npt.NDArray[np.float32]:
        """`k1 · (1 - b + b · length / average)` for every document of a segment."""
        key = (id(segment), field)
        known = self._norms.get(key)
        if known is None:
            lengths = segment.lengths(field)
            if lengths is None:
                known = np.full(segment.count, self._k1, dtype=np.float32)
            else:
                average = self.snapshot.average_length(field) or 1.0
                known = (self._k1 * (1 - self._b + self._b * lengths / average)).astype(np.float32)
            self._norms[key] = known
        return known

    def _conjunction(
        self, segment: Segment, nodes: list[query.Query], allowed: Docs | None
    ) -> Scored:
        wanted = [node for node in nodes if type(node) is not query.Not]
        if not wanted:
            found = _every(segment, allowed)
        else:
            if len(wanted) > 1:
                wanted.sort(key=lambda node: self.cost(segment, node))
            found = self.evaluate(segment, wanted[0], allowed)
            for node in wanted[1:]:
                if not len(found):
                    return EMPTY
                found = intersection(found, self.evaluate(segment, node, found.docs))
        for node in nodes:
            if type(node) is query.Not and len(found):
                found = difference(found, self.evaluate(segment, node.query, found.docs))
        return found

    def cost(self, segment: Segment, node: query.Query) -> int:
        """At most how many documents of a segment a node can match, without looking at them."""
        kind = type(node)
        if kind is query.Term:
            number = segment.dictionary.find(node.fieldname, _bytes(node.text))
            return segment.frequency(number) if number >= 0 else 0
        if kind is query.Or:
            return sum(self.cost(segment, each) for each in node.subqueries)
        if kind is query.And:
            return min((self.cost(segment, each) for each in node.subqueries), default=0)
        if isinstance(node, queries.Slots):
            return min(
                sum(
                    segment.frequency(number)
                    for term, _ in terms
                    if (number := segment.dictionary.find(node.fieldname, term)) >= 0
                )
                for terms, _ in node.slots
            )
        if isinstance(node, queries.Ids):
            return len(node.ids)
        return segment.count

    def _best(self, segment: Segment, node: query.DisjunctionMax, allowed: Docs | None) -> Scored:
        best = np.zeros(segment.count, dtype=np.float32)
        parts = [self.evaluate(segment, each, allowed) for each in node.subqueries]
        for part in parts:
            if part.scores is not None:
                best[part.docs] = np.maximum(best[part.docs], part.scores)
        docs = union([Scored(part.docs) for part in parts], segment.count).docs
        return Scored(docs, best[docs]).scaled(node.boost)

    def _sequence(self, segment: Segment, node: queries.Slots, allowed: Docs | None) -> Scored:
        """A phrase scores what its words score where it stands."""
        slots: list[list[int]] = []
        for terms, _ in node.slots:
            numbers = [segment.dictionary.find(node.fieldname, term) for term, _ in terms]
            slots.append([number for number in numbers if number >= 0])
            if not slots[-1]:
                return EMPTY
        offsets = [offset for _, offset in node.slots]
        docs = matching_documents(segment, slots, offsets, node.slop, node.ordered, allowed)
        if not len(docs):
            return EMPTY
        parts = [
            self.term(segment, node.fieldname, term, weight, docs)
            for terms, _ in node.slots
            for term, weight in terms
        ]
        return within(union(parts, segment.count), docs).scaled(node.boost)


def overlapping(segment: Segment, first: int | None, last: int | None) -> Docs:
    """The documents whose date may lie between two minutes; undated ones never."""
    chosen = segment.first_minutes != UNDATED
    if first is not None:
        chosen &= segment.last_minutes >= first
    if last is not None:
        chosen &= segment.first_minutes <= last
    return np.flatnonzero(chosen).astype(np.uint32)


def _every(segment: Segment, allowed: Docs | None) -> Scored:
    return Scored(np.arange(segment.count, dtype=np.uint32) if allowed is None else allowed)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")
