"""From a query that was understood to its answer: hits, partial hits, facets, a correction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.expansions import (
    expanded_patterns,
    expansion_clauses,
    expansion_warnings,
)
from pressespiegel.search.hits import hit_of, partial_hits
from pressespiegel.search.partial import ENOUGH, Count, partial_matches
from pressespiegel.search.query import Language, Query
from pressespiegel.search.results import Correction, FacetCount, Results
from pressespiegel.search.time_limit import OutOfTime, cut_short_warning

Corrected = Callable[[Query, Count], "Query | None"]
"""Tells what may have been meant by a query, None where it looks as it was meant."""


def answer(
    engine: Engine, query: Query, request: Request, language: Language, corrected: Corrected
) -> Results:
    """Answer a query by what `request` makes of it; `engine` is pinned.

    Where fewer than `ENOUGH` articles have everything, those with most of the words follow, and a
    correction is offered if it finds more.
    """
    found = engine.search(request)
    patterns = expanded_patterns(query, engine.terms)
    expansions = expansion_clauses(patterns, language)
    half_life = request.ranking.half_life
    hits = [hit_of(match, query.text, half_life) for match in found.matches]
    suggestion = None
    counted = found
    partial_total = 0
    cut_short = found.cut_short
    if not cut_short and found.total < ENOUGH and query.relaxation.words:
        count = cache(lambda tree: engine.search(Request(tree, limit=0)).whole().total)
        # Marked is what was asked for. The parts of a compound, by which an article was found,
        # are marked only where nothing else is.
        asked = replace(request, marked=query.tree)
        try:
            if others := partial_matches(engine, query, asked, found.total, count):
                hits += list(partial_hits(engine, others.matches, query, half_life))
                partial_total = others.total
                # filters alone may have left nothing: their facets show what there would be
                if not found.total and not (request.narrowed and count(request.tree)):
                    counted = others
            meant = corrected(query, count)
            suggestion = _correction(engine, meant, request, found.total, count)
        except OutOfTime:
            cut_short = True
    late = (cut_short_warning(language),) if cut_short else ()
    return Results(
        query=query.text,
        reading="; ".join((query.reading, *expansions)),
        warnings=(*late, *query.warnings, *expansion_warnings(patterns, language)),
        total=found.total,
        hits=tuple(hits),
        facets={
            name: tuple(
                FacetCount(value, count, value in request.filters.get(name, ()))
                for value, count in counted.facets[name]
            )
            for name in request.facets
        },
        seconds=0.0,
        partial_total=partial_total,
        suggestion=suggestion,
        parts=query.parts,
        additions=(*query.additions, *expansions),
        dates=counted.dates,
        offset=request.offset,
        cut_short=cut_short,
        filters=request.filters,
        excluded=request.excluded,
    )


def _correction(
    engine: Engine, meant: Query | None, request: Request, complete: int, count: Count
) -> Correction | None:
    """The query that may have been meant, if more articles have all of it; if none has all of
    either, when some have most of its words."""
    if meant is None:
        return None
    asked = replace(request, tree=meant.tree, limit=0, facets=(), dates=False)
    total = engine.search(asked).whole().total
    if total > complete:
        return Correction(meant.text, total)
    partial = None if complete else partial_matches(engine, meant, asked, 0, count)
    return Correction(meant.text, 0) if partial and partial.total else None
