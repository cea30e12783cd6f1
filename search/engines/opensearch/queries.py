"""Our tree as Query DSL. What finds without being worth anything stands in filters.

A word is, in each field, one query for all its terms of like worth: they count as one term, as
they do for the embedded engine. The best field counts whole, the others add a share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.documents import keyed
from pressespiegel.search.engines.opensearch.mapping import ANALYZER
from pressespiegel.search.engines.opensearch.tokens import GAP, STACKED, escaped
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

OTHER_FIELDS = 0.3
"""What a word is worth in other fields than that in which it is worth most."""

MOST_PERMUTED = 5
"""So many slots are tried in every order; beyond, nearness does not ask for distinct words."""

MOST_TERMS = 60_000
"""Terms of one query (OpenSearch takes 65,536)."""

MOST_CLAUSES = 1000
"""Of a query, counting each field of a word (OpenSearch takes 1,024 unless told otherwise)."""

LEAST_BOOST = 1e-6

NOTHING: Json = {"match_none": {}}
EVERYTHING: Json = {"bool": {"filter": [{"match_all": {}}]}}

Resolve = Callable[[tree.Expansion, tree.SearchField], Sequence[str]]
"""The terms of a field that a pattern fits."""

Known = Callable[[str, str], bool]
"""Whether a field has a term."""


@dataclass(frozen=True, slots=True)
class Compiler:
    """Turns trees into queries; `scored` says whether it matters what they are worth.

    With `known`, what no article has is left out.
    """

    ranking: Ranking
    resolve: Resolve
    scored: bool = True
    known: Known | None = None

    def compiled(self, node: tree.Node) -> Json:
        """The query for a tree."""
        match node:
            case tree.Word():
                return self._word(node)
            case tree.AnyOf(children, minimum, worths):
                return self._any(children, minimum, worths or (1,) * len(children))
            case tree.AllOf(children):
                return self._all(children)
            case tree.Not(tree.Not(child)):
                return self._found(child)
            case tree.Not(child):
                found = self._found(child)
                if found == NOTHING:
                    return EVERYTHING
                return {"bool": {"filter": [{"match_all": {}}], "must_not": [found]}}
            case tree.Ranked(child, by):
                return self._ranked(self._found(child), map(self.compiled, by))
            case tree.Sequence():
                return self._sequence(node)
            case tree.Expansion():
                return self._expansion(node)
            case tree.Dated(first, last):
                return filtered(_dated(first, last))
            case tree.Identified(ids):
                return filtered({"terms": {"id": [keyed(id) for id in ids]}}) if ids else NOTHING
            case tree.Everything():
                return EVERYTHING
            case tree.Nothing():
                return NOTHING
        raise TypeError(f"not a query node: {node!r}")

    def _found(self, node: tree.Node) -> Json:
        """The query for a tree of which only matters what it finds."""
        return filtered(Compiler(self.ranking, self.resolve, False, self.known).compiled(node))

    def _ranked(self, found: Json, by: Iterable[Json]) -> Json:
        ranks = [each for each in by if each != NOTHING]
        if found == NOTHING or not self.scored or not ranks:
            return found
        return {"bool": {"filter": [found], "should": ranks, "minimum_should_match": 0}}

    def _all(self, children: Sequence[tree.Node]) -> Json:
        queries = [self.compiled(child) for child in children]
        if NOTHING in queries:
            return NOTHING
        if len(queries) == 1:
            return queries[0]
        return {"bool": {"must": queries}} if queries else EVERYTHING

    def _any(self, children: Sequence[tree.Node], minimum: int, worths: Sequence[int]) -> Json:
        if any(worth != 1 for worth in worths) and minimum > 1:
            found = self._worth(children, minimum, worths)
            return self._ranked(found, map(self.compiled, children))
        children = self._joined(children) if minimum == 1 else children
        queries = [query for query in map(self.compiled, children) if query != NOTHING]
        if len(queries) < minimum:
            return NOTHING
        if len(queries) == 1:
            return queries[0]
        return {"bool": {"should": queries, "minimum_should_match": minimum}}

    def _worth(self, children: Sequence[tree.Node], minimum: int, worths: Sequence[int]) -> Json:
        """What has so much of the children: each scores what it is worth, and too little of it
        does not count."""
        shares: list[Json] = [
            {"constant_score": {"filter": query, "boost": worth}}
            for query, worth in zip(map(self._found, children), worths, strict=True)
            if query != NOTHING
        ]
        if not shares:
            return NOTHING
        either: Json = {"bool": {"should": shares, "minimum_should_match": 1}}
        return filtered({"function_score": {"query": either, "min_score": minimum - 0.5}})

    def _joined(self, children: Sequence[tree.Node]) -> Sequence[tree.Node]:
        """Words in the same fields as one, where nothing but their terms matters."""
        if self.scored:
            return children
        words: dict[tuple[tree.SearchField, ...], list[tree.Alternative]] = {}
        others: list[tree.Node] = []
        for child in children:
            if isinstance(child, tree.Word):
                words.setdefault(child.fields, []).extend(child.alternatives)
            else:
                others.append(child)
        return [*(tree.Word("", tuple(each), name) for name, each in words.items()), *others]

    def _word(self, word: tree.Word) -> Json:
        queries: list[Json] = []
        for field in dict.fromkeys(word.fields):
            weights: dict[float, dict[str, None]] = {}
            for each in word.alternatives:
                if self.known is None or self.known(field, each.term):
                    weight = each.weight if self.scored else 1.0
                    weights.setdefault(weight, {})[escaped(each.term)] = None
            for weight, terms in weights.items():
                boost = max(weight * word.weight * self.ranking.once(field), LEAST_BOOST)
                queries += self._terms(field, list(terms), boost)
        if not queries:
            return NOTHING
        if len(queries) == 1:
            return queries[0]
        if self.scored:
            return {"dis_max": {"queries": queries, "tie_breaker": OTHER_FIELDS}}
        return {"bool": {"should": queries, "minimum_should_match": 1}}

    def _terms(self, field: str, terms: list[str], boost: float) -> list[Json]:
        name = f"words.{field}"
        if self.scored and len(terms) <= MOST_CLAUSES:
            text = STACKED.join(terms)
            return [{"match": {name: {"query": text, "analyzer": ANALYZER, "boost": boost}}}]
        return [
            {"terms": {name: terms[at : at + MOST_TERMS]}}
            for at in range(0, len(terms), MOST_TERMS)
        ]

    def _expansion(self, node: tree.Expansion) -> Json:
        queries: list[Json] = []
        for field in dict.fromkeys(node.fields):
            if terms := [escaped(term) for term in self.resolve(node, field)]:
                once = self.ranking.once(field)
                queries += [
                    {"terms": {f"words.{field}": terms[at : at + MOST_TERMS], "boost": once}}
                    for at in range(0, len(terms), MOST_TERMS)
                ]
        if not queries:
            return NOTHING
        return {"bool": {"should": queries, "minimum_should_match": 1}}

    def _sequence(self, node: tree.Sequence) -> Json:
        if not node.slots:
            return NOTHING
        queries = [
            {"intervals": {f"words.{field}": rule}}
            for field in dict.fromkeys(node.fields)
            if (rule := self._rule(node, field))
        ]
        if not queries:
            return NOTHING
        words = (
            tree.Word("", slot.alternatives, node.fields, weight=node.weight) for slot in node.slots
        )
        found: Json = {"bool": {"should": queries, "minimum_should_match": 1}}
        return self._ranked(filtered(found), map(self.compiled, words))

    def _rule(self, node: tree.Sequence, field: str) -> Json | None:
        slots: list[str] = []
        for slot in node.slots:
            terms = dict.fromkeys(
                escaped(each.term)
                for each in slot.alternatives
                if self.known is None or self.known(field, each.term)
            )
            if not terms:
                return None
            slots.append(STACKED.join(terms))
        if node.ordered:
            steps = [after.offset - before.offset for before, after in pairwise(node.slots)]
            return _in_order(slots, steps, node.slop)
        if len(slots) == 1:
            return _in_order(slots, [], 0)
        if len(slots) > MOST_PERMUTED or _distinct(slots):
            return _match(" ".join(slots), node.slop, ordered=False)
        ones = [1] * (len(slots) - 1)
        orders = dict.fromkeys(permutations(slots))
        return {"any_of": {"intervals": [_in_order(order, ones, node.slop) for order in orders]}}


def _distinct(slots: Sequence[str]) -> bool:
    """Whether no term may stand in two slots."""
    terms = [set(slot.split(STACKED)) for slot in slots]
    return len(set().union(*terms)) == sum(map(len, terms))


def _in_order(slots: Sequence[str], steps: Sequence[int], slop: int) -> Json:
    gaps = [[GAP] * (step - 1) for step in steps]
    words = [slots[0]]
    for gap, slot in zip(gaps, slots[1:], strict=True):
        words += [*gap, slot]
    return _match(" ".join(words), slop, ordered=True)


def _match(text: str, slop: int, *, ordered: bool) -> Json:
    mode = "ordered" if ordered else "unordered"
    return {"match": {"query": text, "analyzer": ANALYZER, "mode": mode, "max_gaps": slop}}


def _dated(first: int | None, last: int | None) -> Json:
    filters: list[Json] = [{"exists": {"field": "first"}}]
    if first is not None:
        filters.append({"range": {"last": {"gte": first}}})
    if last is not None:
        filters.append({"range": {"first": {"lte": last}}})
    return {"bool": {"filter": filters}}


def filtered(query: Json) -> Json:
    """The same documents, worth nothing."""
    inner = query.get("bool")
    if query == NOTHING or (isinstance(inner, dict) and not set(inner) - {"filter", "must_not"}):
        return query
    return {"bool": {"filter": [query]}}


def clauses(query: object) -> int:
    """How many clauses OpenSearch counts in a query, at most."""
    if isinstance(query, list):
        return sum(map(clauses, query))
    if not isinstance(query, dict):
        return 0
    if "intervals" in query:
        return sum(len(_TERM_ENDS.findall(text)) + 1 for text in _texts(query["intervals"]))
    own = sum(name in ("match", "terms", "term", "range", "exists") for name in query)
    if own:
        return own
    return sum(clauses(value) for value in query.values())


_TERM_ENDS = re.compile(r"[ |]")


def _texts(rule: object) -> Iterator[str]:
    """The texts of all rules of an intervals query; each of their terms is a clause."""
    if isinstance(rule, list):
        for each in rule:
            yield from _texts(each)
    elif isinstance(rule, dict):
        for name, value in rule.items():
            if name == "query" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
