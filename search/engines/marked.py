"""Which nodes of a tree an article can be marked with."""

from __future__ import annotations

from itertools import chain

from pressespiegel.search.query import tree


def terms_of(node: tree.Node) -> list[tree.Word | tree.Sequence | tree.Expansion]:
    """The nodes that a document found can be marked with: all but those under a Not."""
    match node:
        case tree.AllOf(children) | tree.AnyOf(children):
            return list(chain.from_iterable(map(terms_of, children)))
        case tree.Ranked(child):
            return terms_of(child)
        case tree.Word() | tree.Sequence() | tree.Expansion():
            return [node]
    return []
