"""From what an engine found to what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressespiegel.search.engine import Engine, Match
from pressespiegel.search.partial import missing_words
from pressespiegel.search.query import Query
from pressespiegel.search.results import Hit
from pressespiegel.search.serialisation import article_from_bytes
from pressespiegel.search.snippets import highlight, snippets


def hit_of(match: Match, query: str, half_life: float | None = None) -> Hit:
    """One article with its title, its kicker and the best snippets of its text."""
    article = article_from_bytes(match.stored)
    return Hit(
        article=article,
        score=match.score,
        title=highlight(article, "title", match.spans),
        snippets=snippets(article, match.spans),
        kicker=highlight(article, "kicker", match.spans),
        query=query,
        half_life=half_life,
    )


def partial_hits(
    engine: Engine, matches: Sequence[Match], query: Query, half_life: float | None
) -> Iterator[Hit]:
    """Articles that only have most of the words, each with those that it lacks."""
    missing = missing_words(engine, [match.id for match in matches], query.relaxation.words)
    for match in matches:
        hit = hit_of(match, query.text, half_life)
        yield replace(hit, complete=False, missing=missing[match.id])
