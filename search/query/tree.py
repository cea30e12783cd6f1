"""What a query means: small frozen nodes over index terms, the language that engines compile.

Words are already analysed here: a node names the terms under which the index holds them, and
where in the typed text they come from, so that readings, highlights and explanations can be made
without an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

SearchField = Literal[
    "title",
    "kicker",
    "lead",
    "text",
    "caption",
    "keyword",
    "person",
    "organisation",
    "place",
    "source",
    "section",
    "author",
    "agency",
]
"""Every field that holds terms: the running text, and the words of the facets' values."""

DEFAULT_FIELDS: tuple[SearchField, ...] = ("title", "kicker", "lead", "text", "caption", "keyword")
"""Where a word without a field is looked for."""

Reason = Literal["form", "stem", "variant", "part", "synonym"]
"""How an index term stands for a typed word: letter by letter, inflected, spelt otherwise, as a
part of a compound, or by the owner's list."""

ExpansionKind = Literal["prefix", "wildcard", "fuzzy", "regex"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the query as typed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """One index term that may stand for a typed word, and what a match of it is worth.

    `term` carries the marker of its kind (`pressespiegel.search.german.Token.term`); `weight`
    multiplies how often it counts as standing there, 1.0 for the stem itself.
    """

    term: str
    weight: float = 1.0
    reason: Reason = "stem"


@dataclass(frozen=True, slots=True)
class Word:
    """Articles with any of the alternatives in any of the fields.

    However often and in however many ways an article has it, the word counts once; `weight`
    multiplies its score.
    """

    typed: str
    alternatives: tuple[Alternative, ...]
    fields: tuple[SearchField, ...] = DEFAULT_FIELDS
    span: Span = Span(0, 0)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a sequence: the terms that may stand there, `offset` words after the first."""

    alternatives: tuple[Alternative, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Words near each other in one field: a phrase, or NEAR.

    `slop` is how many words the whole may be stretched or shifted by: with `ordered`, each slot
    stands after its predecessor and the words lie within `slop` extra positions (0: an exact
    phrase, at the slots' offsets); without it, all lie within a window of `slop` extra positions
    in any order. It scores what its words score there; `weight` multiplies that.
    """

    typed: str
    slots: tuple[Slot, ...]
    fields: tuple[SearchField, ...] = DEFAULT_FIELDS
    slop: int = 0
    ordered: bool = True
    span: Span = Span(0, 0)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Expansion:
    """Articles with any index term that fits a pattern; `limit` bounds how many terms count.

    `pattern` is matched against terms of kind "form" (as written, lower case, without marker):
    a prefix, a wildcard pattern of `*` and `?`, a word for fuzzy matching within `distance`
    edits, or a regular expression that must fit the whole term.
    """

    kind: ExpansionKind
    pattern: str
    distance: int = 0
    fields: tuple[SearchField, ...] = DEFAULT_FIELDS
    limit: int = 1000
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles whose date may lie between two minutes (inclusive, local, since 1970-01-01).

    An article dated "2022-01" may have been printed on any day of that month. None leaves an
    end open; undated articles never match.
    """

    first: int | None
    last: int | None
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Identified:
    """The articles with these ids."""

    ids: tuple[str, ...]
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that every child matches; scores add up. Without children: every article."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles that at least `minimum` of the children match; scores add up.

    `worths`, where given, say as how many each child counts towards the minimum.
    """

    children: tuple[Node, ...]
    minimum: int = 1
    worths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Articles that the child matches, ranked by others alone: what they score there adds up."""

    child: Node
    by: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the child does not match; adds nothing to a score."""

    child: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article, all with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Node: TypeAlias = (
    "Word | Sequence | Expansion | Dated | Identified"
    " | AllOf | AnyOf | Ranked | Not | Everything | Nothing"
)
