"""Query nodes that Whoosh lacks, and how our tree becomes a tree of Whoosh's.

The nodes are `whoosh.query.Query` like any other: over the archive's readers they are evaluated
on arrays, and they give a matcher to whoever walks a tree with Whoosh's own searcher.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from whoosh import matching, query

from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

if TYPE_CHECKING:
    from whoosh.searching import SearchContext, Searcher


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
        weights = None if found.scores is None else found.scores.tolist()
        return matching.ListMatcher(ids, weights) if ids else matching.NullMatcher()


@dataclass(frozen=True)
class Slots(ArrayQuery):
    """Words near each other in one field; see `pressespiegel.search.query.tree.Sequence`.

    Each slot is (its terms with their weights, its offset).
    """

    fieldname: str
    slots: tuple[tuple[tuple[tuple[bytes, float], ...], int], ...]
    slop: int
    ordered: bool
    boost: float = 1.0


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
    """Documents that a number of the subqueries match; scores add up."""

    subqueries: tuple[query.Query, ...]
    minimum: int


def compiled(node: tree.Node, ranking: Ranking) -> query.Query:
    """Our tree as a tree of Whoosh's nodes and those above."""
    match node:
        case tree.Everything():
            return query.ConstantScoreQuery(query.Every(), 0.0)
        case tree.Nothing():
            return query.NullQuery
        case tree.AllOf(children):
            if not children:
                return compiled(tree.Everything(), ranking)
            return query.And([compiled(child, ranking) for child in children])
        case tree.AnyOf(children, minimum):
            subqueries = [compiled(child, ranking) for child in children]
            return query.Or(subqueries) if minimum <= 1 else AtLeast(tuple(subqueries), minimum)
        case tree.Not(child):
            return query.Not(compiled(child, ranking))
        case tree.Dated(first, last):
            return Overlap(first, last)
        case tree.Identified(ids):
            return Ids(ids)
        case tree.Word(_, alternatives, fields):
            return query.Or(
                [
                    query.Term(field, each.term, boost=each.weight * ranking.weight(field))
                    for field in fields
                    for each in alternatives
                ]
            )
        case tree.Sequence(_, slots, fields, slop, ordered):
            packed = tuple(
                (
                    tuple((a.term.encode("utf-8", "replace"), a.weight) for a in s.alternatives),
                    s.offset,
                )
                for s in slots
            )
            return query.Or(
                [Slots(field, packed, slop, ordered, ranking.weight(field)) for field in fields]
            )
        case tree.Expansion(kind, pattern, distance, fields, limit):
            return query.Or(
                [
                    Expanded(field, kind, pattern, distance, limit, ranking.weight(field))
                    for field in fields
                ]
            )
    raise TypeError(f"not a query node: {node!r}")


def terms_of(node: tree.Node) -> list[tree.Word | tree.Sequence | tree.Expansion]:
    """The nodes that a document found can be marked with: all but those under a Not."""
    match node:
        case tree.AllOf(children) | tree.AnyOf(children):
            return list(chain.from_iterable(map(terms_of, children)))
        case tree.Word() | tree.Sequence() | tree.Expansion():
            return [node]
    return []
