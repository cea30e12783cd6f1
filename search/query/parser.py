"""From what was typed to what it means; no text makes it fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.query.tree import AllOf, Alternative, Everything, Node, Span, Word

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """Something odd in a query, and where in it; the query was answered all the same."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: `tree` for engines, `reading` and `warnings` for people."""

    text: str
    tree: Node
    reading: str
    warnings: tuple[QueryWarning, ...] = ()


def parse(text: str, *, language: Language = "de") -> Query:
    """Understand a query; `language` is that of the reading and the warnings."""
    words = []
    for surface, start in zip(*split_words(text), strict=True):
        terms = analyse_word(surface).terms
        found = tuple(Alternative(term) for term, _ in terms if term[0] not in "=+")
        words.append(Word(surface, found, span=Span(start, start + len(surface))))
    tree = AllOf(tuple(words)) if words else Everything()
    return Query(text, tree, "alle Wörter: " + " UND ".join(word.typed for word in words))
