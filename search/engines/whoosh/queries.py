"""Query nodes that Whoosh lacks, and how our tree becomes a tree of Whoosh's.

The nodes are `whoosh.query.Query` like any other: over the archive's readers they are evaluated
on arrays, and they give a matcher to whoever walks a tree with Whoosh's own searcher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh import matching, query

from pressespiegel.search.engines.whoosh.weights import WordTerms
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

if TYPE_CHECKING:
    from whoosh.searching import SearchContext, Searcher


LEAST_BOOST = 1e-6


class ArrayQuery(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """A node of ours: over an archive's reader it knows its documents and scores at once."""

    boost = 1.0

    def estimate_size(self, ixreader: object) -> int:
        """How many documents may match; not known without looking."""
        return 2**31

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> object:
        """A matcher for Whoosh's own collectors, over the documents found on arrays."""
        found = searcher.reader().evaluate(self)
        ids = found.docs.tolist()
        # Without weights, Whoosh would give every document the score 1.
        weights = [0.0] * len(ids) if found.scores is None else found.scores.tolist()
        return matching.ListMatcher(ids, weights) if ids else matching.NullMatcher()


@dataclass(frozen=True)
class Sum(ArrayQuery):
    """Documents with any of the words, by any of its terms; the scores of words add up."""

    words: tuple[WordTerms, ...]


@dataclass(frozen=True)
class Slots(ArrayQuery):
    """Words near each other in one field; see `pressespiegel.search.query.tree.Sequence`.

    Each slot is (its terms, its offset). Scores nothing.
    """

    fieldname: str
    slots: tuple[tuple[tuple[bytes, ...], int], ...]
    slop: int
    ordered: bool


@dataclass(frozen=True)
class Ranked(ArrayQuery):
    """The documents that one query finds, with what others score there added up."""

    found: query.Query
    by: tuple[query.Query, ...]


@dataclass(frozen=True)
class Expanded(ArrayQuery):
    """Documents with any term that a pattern fits; every one scores the boost."""

    fieldname: str
    kind: tree.ExpansionKind
    pattern: str
    distance: int
    limit: int
    boost: float = 1.0


@dataclass(frozen=True)
class Overlap(ArrayQuery):
    """Documents whose date may lie between two minutes."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class Ids(ArrayQuery):
    """Documents by id."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class AtLeast(ArrayQuery):
    """Documents that a number of the subqueries match; scores add up.

    `worths` say as how many each subquery counts.
    """

    subqueries: tuple[query.Query, ...]
    minimum: int
    worths: tuple[int, ...]


def compiled(node: tree.Node, ranking: Ranking) -> query.Query:
    """Our tree as a tree of Whoosh's nodes and those above."""
    match node:
        case tree.Word():
            return Sum((_word_terms(node, ranking),))
        case tree.AnyOf(children, minimum, worths):
            if minimum > 1:
                parts = tuple(compiled(child, ranking) for child in children)
                return AtLeast(parts, minimum, worths or (1,) * len(parts))
            words = [child for child in children if type(child) is tree.Word]
            if words and len(words) == len(children):
                return Sum(tuple(_word_terms(word, ranking) for word in words))
            return query.Or([compiled(child, ranking) for child in children])
        case tree.AllOf(children):
            if not children:
                return compiled(tree.Everything(), ranking)
            if len(children) == 1:
                return compiled(children[0], ranking)
            return query.And([compiled(child, ranking) for child in children])
        case tree.Not(child):
            return query.Not(compiled(child, ranking))
        case tree.Ranked(child, by):
            return Ranked(compiled(child, ranking), tuple(compiled(each, ranking) for each in by))
        case tree.Sequence():
            words = [
                tree.Word("", slot.alternatives, node.fields, weight=node.weight)
                for slot in node.slots
            ]
            scored = Sum(tuple(_word_terms(word, ranking) for word in words))
            return Ranked(query.Or([_slots(node, field) for field in node.fields]), (scored,))
        case tree.Expansion(kind, pattern, distance, fields, limit):
            return query.Or(
                [
                    Expanded(field, kind, pattern, distance, limit, ranking.once(field))
                    for field in fields
                ]
            )
        case tree.Dated(first, last):
            return Overlap(first, last)
        case tree.Identified(ids):
            return Ids(ids)
        case tree.Everything():
            return query.ConstantScoreQuery(query.Every(), 0.0)
        case tree.Nothing():
            return query.NullQuery
    raise TypeError(f"not a query node: {node!r}")


def _slots(node: tree.Sequence, field: str) -> Slots:
    slots = tuple((tuple(_bytes(a.term) for a in s.alternatives), s.offset) for s in node.slots)
    return Slots(field, slots, node.slop, node.ordered)


def _word_terms(word: tree.Word, ranking: Ranking) -> WordTerms:
    """What counts nothing is found all the same, by scoring above 0."""
    terms = [(_bytes(each.term), each.weight) for each in word.alternatives]
    weight = ranking.weights.get
    found = []
    for field in word.fields:
        boost = weight(field, 1.0)
        found += [(field, term, max(own * boost, LEAST_BOOST)) for term, own in terms]
    return tuple(found), word.weight


def _bytes(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")
