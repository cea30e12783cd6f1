"""From what was typed to what it means; no text makes it fail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pressespiegel.search.dates import PRESS_ZONE
from pressespiegel.search.query.grammar import read_syntax
from pressespiegel.search.query.meaning import meaning
from pressespiegel.search.query.notices import Language, Notice, message
from pressespiegel.search.query.parts import Part, parts
from pressespiegel.search.query.reading import conjuncts, reading, synonym_clauses
from pressespiegel.search.query.relaxing import NOTHING_RELAXED, Relaxation, relaxation
from pressespiegel.search.query.synonyms import NO_SYNONYMS, Synonyms
from pressespiegel.search.query.syntax import Excluded, Typed
from pressespiegel.search.query.tree import Node, Span

MOST_WARNINGS = 20
"""Warnings of one query at most; the last one then counts those left out."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class QueryWarning:
    """Something odd in a query, and where in it; the query was answered all the same."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: `tree` for engines, `reading` and `warnings` for people.

    `parts` are the things it asks for, one by one, each with where it was typed; `additions` are
    the clauses of the reading that stand for none of them, as the owner's synonyms added them.
    `relaxation` is what may be left out when too few articles have everything.
    """

    text: str
    tree: Node
    reading: str
    warnings: tuple[QueryWarning, ...] = ()
    parts: tuple[Part, ...] = ()
    relaxation: Relaxation = NOTHING_RELAXED
    additions: tuple[str, ...] = ()


def parse(
    text: str,
    *,
    language: Language = "de",
    today: date | None = None,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Query:
    """Understand a query; `language` is that of the reading and the warnings.

    `today` is what "gestern" is counted from; the day in `PRESS_ZONE` if not given. `synonyms`
    are words that the owner of the archive declares to mean the same. Never raises for any text,
    and takes time linear in its length. The tree is at most 50 nodes deep.

    >>> query = parse("brücke „bis Mai“ datum:2022-01", language="en")
    >>> query.reading
    'the word brücke, the phrase “bis Mai”, period January 2022'
    """
    if today is None:
        today = datetime.now(ZoneInfo(PRESS_ZONE)).date()
    # half a character, as broken input has it, cannot be looked up; the spans stay right
    typed, notices = read_syntax(_SURROGATE.sub("�", text), today)
    if _only_excludes(typed):
        notices.append(Notice("only-excluded", typed.span))
    return Query(
        text,
        meaning(typed, synonyms=synonyms),
        reading(typed, language, synonyms),
        _warnings(notices, language),
        parts(typed, language),
        relaxation(typed, synonyms),
        tuple(synonym_clauses(typed, language, synonyms)),
    )


def _only_excludes(typed: Typed) -> bool:
    return all(isinstance(each, Excluded) for each in conjuncts(typed))


def _warnings(notices: list[Notice], language: Language) -> tuple[QueryWarning, ...]:
    shown = notices
    if len(notices) > MOST_WARNINGS:
        rest = notices[MOST_WARNINGS - 1 :]
        span = Span(rest[0].span.start, rest[-1].span.end)
        shown = [*notices[: MOST_WARNINGS - 1], Notice("more", span, {"count": len(rest)})]
    return tuple(QueryWarning(message(notice, language), notice.span) for notice in shown)
