"""A query tree evaluated set by set: every node is a few operations on arrays.

Documents are found in one segment at a time, with figures (how rare a term is, how long a field
is on average) that count over the whole commit. A conjunction begins with its rarest part, and
its other parts look only at the documents left. Nodes that are not known here are walked with
Whoosh's matchers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from copy import copy

import numpy as np
import numpy.typing as npt
from whoosh import query

from pressespiegel.search.engine import Joining
from pressespiegel.search.engines.whoosh import queries
from pressespiegel.search.engines.whoosh.arrays import merged
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.expansion import expanded_terms
from pressespiegel.search.engines.whoosh.facet_counts import FacetNumbers, FacetValues
from pressespiegel.search.engines.whoosh.joined_values import JoinedValues
from pressespiegel.search.engines.whoosh.lengths import FieldLengths
from pressespiegel.search.engines.whoosh.scored import (
    DENSE_SHARE,
    EMPTY,
    Docs,
    Scored,
    Scores,
    at_least,
    difference,
    intersection,
    union,
    within,
)
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sequences import matching_documents
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread
from pressespiegel.search.engines.whoosh.sums import added_up, all_found
from pressespiegel.search.engines.whoosh.term_scores import TermScores
from pressespiegel.search.engines.whoosh.weights import WordWeights
from pressespiegel.search.time_limit import NEVER, Deadline, OutOfTime

COMMON_SHARE = 16
"""Words of which none has less than one document in so many are joined over all documents."""


class Evaluator:
    """Evaluates queries over one snapshot; safe across threads.

    `k1` and `b` are those of BM25; see `WordWeights` and `TermScores`. `fallback` evaluates
    nodes unknown here. From the evaluator of the commit `before` it takes over what stays true.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        k1: float,
        b: float,
        fallback: Callable[[Segment, query.Query], Scored] | None = None,
        before: Evaluator | None = None,
    ) -> None:
        self.snapshot = snapshot
        lengths = FieldLengths(snapshot, b)
        self.weights = WordWeights(snapshot, lengths, k1)
        self._terms = TermScores(snapshot, lengths, k1)
        self._fallback = fallback
        self._facets: dict[str, FacetValues] = {}
        self._facet_numbers: defaultdict[str, FacetNumbers] = (
            before._facet_numbers if before else defaultdict(FacetNumbers)
        )
        self._joined: dict[str, tuple[Joining, JoinedValues]] = {}
        self._kept: dict[tuple[Segment | None, query.Query], Scored | Spread] | None = None
        self.deadline = NEVER

    def remembering(self, deadline: Deadline = NEVER) -> Evaluator:
        """The same one, which keeps what it finds of words and disjunctions while it is used.

        For a few queries that have such parts in common, in one thread; `OutOfTime` is raised by
        those that are not evaluated at the deadline.
        """
        own = copy(self)
        own._kept = {}
        own.deadline = deadline
        return own

    def facet_values(self, name: str) -> FacetValues:
        """The values of a facet over all segments; made at the first call."""
        known = self._facets.get(name)
        if known is None:
            numbers = self._facet_numbers[name]
            known = self._facets[name] = FacetValues(self.snapshot.segments, name, numbers)
        return known

    def joined_values(self, name: str, joining: Joining | None) -> JoinedValues | None:
        """Which values of a facet are one, None where each is one; made at the first call."""
        if joining is None or not joining.concerns(name):
            return None
        known = self._joined.get(name)
        if known is None or known[0] is not joining:
            values = JoinedValues(self.snapshot.segments, self.facet_values(name), name, joining)
            known = self._joined[name] = joining, values
        return known[1]

    def found(self, node: query.Query) -> tuple[Scored | Spread, bool]:
        """The documents of all segments that a node matches, deleted ones included, in the form in
        which they come cheapest; and whether the deadline left time for all segments."""
        try:
            if type(node) is queries.Sum:
                return self._sum(node), True
            if type(node) is query.And and len(node.subqueries) > 1 and node.boost == 1.0:
                sums = [each for each in node.subqueries if type(each) is queries.Sum]
                if len(sums) == len(node.subqueries):
                    return self._all_sums(sums), True
        except OutOfTime:
            return EMPTY, False
        parts: list[Scored] = []
        with suppress(OutOfTime):
            for segment in self.snapshot.segments:
                parts.append(self.evaluate(segment, node))
        whole = len(parts) == len(self.snapshot.segments)
        return self.snapshot.numbering.together(parts), whole

    def evaluate(self, segment: Segment, node: query.Query, allowed: Docs | None = None) -> Scored:
        """The documents of a segment that a node matches, deleted ones included.

        `allowed` narrows the search: only documents in it are answered.
        """
        kind = type(node)
        if self._kept is None or not (kind is queries.Sum or kind is query.Or):
            return self._evaluate(segment, node, allowed)
        known = self._kept.get((segment, node))
        if known is None:
            if allowed is not None:
                return self._evaluate(segment, node, allowed)
            known = self._evaluate(segment, node, None)
        if isinstance(known, Spread):
            known = known.scored()
        self._kept[segment, node] = known
        return within(known, allowed)

    def _evaluate(self, segment: Segment, node: query.Query, allowed: Docs | None) -> Scored:
        self.deadline.check()
        kind = type(node)
        if kind is queries.Sum:
            if allowed is not None:
                return self._sum_among(segment, node, allowed)
            part, weighed = self.snapshot.numbering.part, self.weights.weighed
            found = added_up([part(segment, weighed(word)) for word in node.words], segment.count)
            return found if isinstance(found, Scored) else found.scored()
        if kind is query.Term:
            term = _bytes(node.text)
            return self._terms.scored(segment, node.fieldname, term, node.boost, allowed)
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
            docs = _documents_of(segment, node)
            found = within(Scored(docs), allowed)
            return Scored(found.docs, np.full(len(found), node.boost, dtype=np.float32))
        if isinstance(node, queries.Overlap):
            during = np.flatnonzero(overlapping(segment, node.first, node.last))
            return within(Scored(during.astype(np.uint32)), allowed)
        if isinstance(node, queries.Ids):
            numbers = sorted({segment.find(id) for id in node.ids} - {-1})
            return within(Scored(np.array(numbers, dtype=np.uint32)), allowed)
        if isinstance(node, queries.AtLeast):
            parts = [self.evaluate(segment, each, allowed) for each in node.subqueries]
            return at_least(parts, node.worths, node.minimum, segment.count)
        if isinstance(node, queries.Ranked):
            docs = self.evaluate(segment, node.found, allowed).docs
            parts = [self.evaluate(segment, each, docs) for each in node.by]
            return union([Scored(docs), *parts], segment.count)
        raise TypeError(f"no way to evaluate {node!r}")

    def _sum(self, node: queries.Sum) -> Scored | Spread:
        """The documents of all segments with any of the words."""
        if self._kept is None:
            return self._added_up(node)
        known = self._kept.get((None, node))
        if known is None:
            known = self._kept[None, node] = self._added_up(node)
        return known

    def _added_up(self, node: queries.Sum) -> Scored | Spread:
        self.deadline.check()
        parts = [self.weights.weighed(word) for word in node.words]
        return parts[0] if len(parts) == 1 else added_up(parts, self.snapshot.numbering.width)

    def _all_sums(self, nodes: list[queries.Sum]) -> Scored | Spread:
        """The documents that all sums have: from the rarest on, or all at once where none is."""
        postings = self.weights.postings
        costs = [sum(map(postings, node.words)) for node in nodes]
        order = sorted(range(len(nodes)), key=costs.__getitem__)
        found = self._sum(nodes[order[0]])
        rest = [nodes[place] for place in order[1:]]
        if isinstance(found, Spread):
            if costs[order[0]] * COMMON_SHARE > len(found.scores):
                parts = [found, *map(self._sum, rest)]
                spreads = [part for part in parts if isinstance(part, Spread)]
                if len(spreads) == len(parts):
                    return all_found(spreads)
            found = found.scored()
        for node in rest:
            if not len(found):
                return EMPTY
            added = self._added(node, found.docs)
            chosen = added.nonzero()[0]
            assert found.scores is not None
            scores = found.scores.take(chosen) + added.take(chosen)
            found = Scored(found.docs.take(chosen), scores)
        return found

    def _added(self, node: queries.Sum, allowed: Docs) -> Scores:
        """What a sum adds to each of some documents of the row; 0 where it does not find them."""
        self.deadline.check()
        sums: Scores | None = None
        for word in node.words:
            added = self.weights.among(word, allowed)
            if added is None:
                continue
            places, scores = added
            if places is None and sums is None:
                sums = scores
                continue
            if sums is None:
                sums = np.zeros(len(allowed), dtype=np.float32)
            if places is None:
                sums += scores
            else:
                sums[places] += scores
        return np.zeros(len(allowed), dtype=np.float32) if sums is None else sums

    def _sum_among(self, segment: Segment, node: queries.Sum, allowed: Docs) -> Scored:
        base = self.snapshot.numbering.base(segment)
        sums = self._added(node, allowed + np.uint32(base) if base else allowed)
        places = sums.nonzero()[0]
        return Scored(allowed[places], sums[places])

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
        if kind is queries.Sum:
            find, frequency = segment.dictionary.find, segment.frequency
            numbers = [find(field, term) for terms, _ in node.words for field, term, _ in terms]
            return sum(frequency(number) for number in numbers if number >= 0)
        if kind is query.Or:
            return sum(self.cost(segment, each) for each in node.subqueries)
        if kind is query.And:
            return min((self.cost(segment, each) for each in node.subqueries), default=0)
        if isinstance(node, queries.Slots):
            return min(
                sum(
                    segment.frequency(number)
                    for term in terms
                    if (number := segment.dictionary.find(node.fieldname, term)) >= 0
                )
                for terms, _ in node.slots
            )
        if isinstance(node, queries.Ranked):
            return self.cost(segment, node.found)
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
        slots: list[list[int]] = []
        for terms, _ in node.slots:
            numbers = [segment.dictionary.find(node.fieldname, term) for term in terms]
            slots.append([number for number in numbers if number >= 0])
            if not slots[-1]:
                return EMPTY
        offsets = [offset for _, offset in node.slots]
        return Scored(matching_documents(segment, slots, offsets, node.slop, node.ordered, allowed))


def _documents_of(segment: Segment, node: queries.Expanded) -> Docs:
    """The documents with any term that a pattern fits, ascending.

    The postings of terms that follow each other lie beside each other.
    """
    numbers = expanded_terms(
        segment.dictionary, node.fieldname, node.kind, node.pattern, node.distance, node.limit
    )
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    if not runs:
        return EMPTY.docs
    lists = [segment.neighbouring(first, after) for first, after in runs]
    if len(numbers) == 1:
        return lists[0]
    if sum(map(len, lists)) * DENSE_SHARE < segment.count:
        return merged(lists)
    present = np.zeros(segment.count, dtype=np.bool_)
    for docs in lists:
        present[docs.astype(np.intp)] = True  # the quicker indices
    return np.flatnonzero(present).astype(np.uint32)


def overlapping(segment: Segment, first: int | None, last: int | None) -> npt.NDArray[np.bool_]:
    """Which documents have a date that may lie between two minutes; undated ones never."""
    chosen: npt.NDArray[np.bool_] = segment.first_minutes != UNDATED
    if first is not None:
        chosen &= segment.last_minutes >= first
    if last is not None:
        chosen &= segment.first_minutes <= last
    return chosen


def _every(segment: Segment, allowed: Docs | None) -> Scored:
    return Scored(np.arange(segment.count, dtype=np.uint32) if allowed is None else allowed)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
