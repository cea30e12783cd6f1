"""The things that a query asks for, one by one: a page shows them as chips to be taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressespiegel.search.query.notices import Language
from pressespiegel.search.query.reading import clauses
from pressespiegel.search.query.syntax import Typed
from pressespiegel.search.query.tree import Span

_JOINED_BEFORE = re.compile(r"(?:^|\s)(?:UND|AND)\s*$")
_JOINED_BEHIND = re.compile(r"^\s*(?:UND|AND)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a query asks for, in words, and where it was typed."""

    reading: str
    span: Span


def parts(typed: Typed, language: Language) -> tuple[Part, ...]:
    """What a query requires of an article, in the order typed."""
    return tuple(Part(reading, span) for reading, span in clauses(typed, language))


def without_part(text: str, part: Part) -> str:
    """The query without one of its parts, and without the UND that joined it.

    >>> without_part("nato UND eu -uno", Part("nato", Span(0, 4)))
    'eu -uno'
    """
    before, behind = text[: part.span.start], text[part.span.end :]
    if joined := _JOINED_BEFORE.search(before):
        before = before[: joined.start()]
    else:
        behind = _JOINED_BEHIND.sub("", behind)
    return f"{before.rstrip()} {behind.lstrip()}".strip()
