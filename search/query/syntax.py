"""What the user typed: a syntax tree whose nodes know where in the query they stand.

Brackets and quotes are already matched, fields and dates already read, and what could not be
understood is gone from the tree and named by a notice instead. Index terms come later, in
`pressespiegel.search.query.meaning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pressespiegel.search.query.fields import Field
from pressespiegel.search.query.tree import ExpansionKind, Span


@dataclass(frozen=True, slots=True)
class Term:
    """A word as typed; `exact` asks for just this form. "spiegel.de" is one term of two words.

    What is `required` by a plus sign may not be missing, however few articles have it.
    """

    text: str
    span: Span
    exact: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stood between quotes: these words in this order.

    With `distance`, the words in any order with at most so many others among them. What is
    `required` by a plus sign may not be missing.
    """

    text: str
    span: Span
    exact: bool = False
    distance: int | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with placeholders, a fuzzy word, or a regular expression.

    `pattern` is what index forms are compared with, `spellings` the same with other umlauts
    ("muell" for "müll"), `text` what was typed.
    """

    kind: ExpansionKind
    text: str
    pattern: str
    span: Span
    distance: int = 0
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases with at most `distances[i]` words between operand i and the next."""

    operands: tuple[Typed, ...]
    distances: tuple[int, ...]
    ordered: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Within:
    """What was typed behind a field's name and colon."""

    field: Field
    child: Typed
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """A date or range, in minutes as `pressespiegel.search.query.tree.Dated` counts them."""

    first: int | None
    last: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Id:
    """The id of an article."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class All:
    """Everything in it is required."""

    children: tuple[Typed, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Any:
    """One of several is enough."""

    children: tuple[Typed, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Excluded:
    """What must not be there."""

    child: Typed
    span: Span


@dataclass(frozen=True, slots=True)
class Anything:
    """A `*` alone, or nothing at all: every article."""

    span: Span


Typed: TypeAlias = (
    "Term | Phrase | Pattern | Near | Within | Published | Id | All | Any | Excluded | Anything"
)
