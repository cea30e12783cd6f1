"""What may be left out of a query when too few articles have all of it: its plain words.

Phrases, patterns, fields, dates and exclusions are meant as they were typed, and stay required.
"""

from __future__ import annotations

from dataclasses import dataclass

from pressespiegel.search.german import query_word, split_words
from pressespiegel.search.query.meaning import is_plain, units
from pressespiegel.search.query.reading import conjuncts
from pressespiegel.search.query.synonyms import NO_SYNONYMS, Synonyms
from pressespiegel.search.query.syntax import Anything, Excluded, Term, Typed
from pressespiegel.search.query.tree import (
    AllOf,
    Alternative,
    AnyOf,
    Everything,
    Node,
    Not,
    Span,
    Word,
)

SCATTERED_WEIGHT = 0.5
"""What the parts of a compound are worth where they stand anywhere in an article."""


@dataclass(frozen=True, slots=True)
class RelaxedWord:
    """A typed word that may be missing; `span` is where it stands in the query.

    `node` is the word as the query requires it; `weak` also accepts the parts of a compound
    anywhere in an article, all of them.
    """

    typed: str
    span: Span
    node: Node
    weak: Node


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The words of a query, some of which may be missing, and what stays required."""

    words: tuple[RelaxedWord, ...] = ()
    required: tuple[Node, ...] = ()


NOTHING_RELAXED = Relaxation()


def relaxation(typed: Typed, synonyms: Synonyms = NO_SYNONYMS) -> Relaxation:
    """What of a query may be left out; nothing but words that are all required at the top."""
    words: dict[Node, RelaxedWord] = {}
    required: list[Node] = []
    for members, node in units(conjuncts(typed), synonyms=synonyms):
        first = members[0]
        if is_plain(first):
            text = " ".join(member.text for member in members if isinstance(member, Term))
            span = Span(first.span.start, members[-1].span.end)
            words.setdefault(node, RelaxedWord(text, span, node, _weak(text, node)))
        elif isinstance(first, Excluded) and isinstance(node, AllOf):
            # an AllOf of everything and a Not: only the latter says something
            required += [child for child in node.children if isinstance(child, Not)]
        elif not isinstance(first, Anything) and node != Everything():
            required.append(node)
    return Relaxation(tuple(words.values()), tuple(required))


def _weak(text: str, node: Node) -> Node:
    surfaces, _ = split_words(text)
    if len(surfaces) != 1:
        return node
    word = query_word(surfaces[0])
    places = word.parts if len(word.positions) == 1 else word.positions
    if len(places) < 2:
        return node
    parts = tuple(
        Word(
            text,
            tuple(
                Alternative(each.term, each.weight * SCATTERED_WEIGHT, "part")
                for each in place
                if each.found_as != "part" or len(word.positions) == 1
            ),
        )
        for place in places
        if place
    )
    return AnyOf((node, AllOf(parts)))
