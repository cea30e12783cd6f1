"""Articles with most of the words, for a query whose words stand together in too few."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pressespiegel.search.engine import Engine, Matches, Request
from pressespiegel.search.query import Query
from pressespiegel.search.query.relaxing import Relaxation, RelaxedWord
from pressespiegel.search.query.tree import (
    AllOf,
    AnyOf,
    Identified,
    Node,
    Not,
    Ranked,
)

ENOUGH = 10
"""Articles with all the words that make a query need no others."""

Count = Callable[[Node], int]
"""Tells how many articles a tree finds."""

_LEAST_SHARE = 0.25
_FINENESS = 10


def partial_matches(
    engine: Engine, query: Query, request: Request, complete: int, count: Count
) -> Matches | None:
    """The articles with most of the words that belong on a page, behind the `complete` ones.

    None where a query has nothing to leave out. Facets and dates are only counted where none is
    complete.
    """
    shown = max(0, min(request.limit, complete - request.offset))
    rest = replace(
        request,
        offset=max(0, request.offset - complete),
        limit=request.limit - shown,
        facets=() if complete else request.facets,
        dates=request.dates and not complete,
    )
    found = None
    # a phrase that stands somewhere was meant as one
    relaxation = query.relaxation.keeping_phrases() if complete else query.relaxation
    for tree in _partial_trees(query.tree, relaxation, engine.size().articles, count):
        found = engine.search(replace(rest, tree=tree)).whole()
        if found.total >= ENOUGH or (request.narrowed and count(tree) >= ENOUGH):
            break
    return found


def _partial_trees(
    whole: Node, relaxation: Relaxation, articles: int, count: Count
) -> tuple[Node, ...]:
    """The trees of the articles that have most of the words of the `whole`; () where that is no
    change.

    The first one is to be used if it finds `ENOUGH`, else the next: a quarter of what the words
    say, a rare one more than a frequent one, or any of them. They are ranked by all that they
    have of the words.

    Words like "wer" and "denn" say nothing about an article, and what none of the `articles` has
    cannot be asked for: these may be missing without counting. `count` tells how many articles a
    tree finds.
    """
    words = relaxation.words
    telling = [word for word in words if word.is_telling] or words
    alone = len(words) == 1
    candidates = dict.fromkeys(node for word in telling for node in word.asked(alone=alone))
    counts = {node: found for node in candidates if (found := count(node))}
    if not counts or list(counts) == [whole]:
        return ()
    worths = tuple(
        1 + round(_FINENESS * math.log((articles + 1) / found)) for found in counts.values()
    )
    minimums = dict.fromkeys((math.ceil(_LEAST_SHARE * sum(worths)), 1))
    by = relaxation.ranked_by()
    others = (*relaxation.required, Not(whole))
    return tuple(
        AllOf((Ranked(AnyOf(tuple(counts), minimum, worths), by), *others)) for minimum in minimums
    )


def missing_words(
    engine: Engine, ids: Sequence[str], words: Iterable[RelaxedWord]
) -> dict[str, tuple[str, ...]]:
    """For each article the typed words that it does not have, those aside that say nothing.

    One search a word, however many articles.
    """
    missing: dict[str, list[str]] = {id: [] for id in ids}
    for word in words:
        if missing and word.is_telling:
            having = AllOf((Identified(tuple(missing)), word.node))
            found = engine.search(Request(having, limit=len(missing), content=False)).whole()
            lacking = missing.keys() - {match.id for match in found.matches}
            for id in lacking:
                missing[id].append(word.typed)
    return {id: tuple(lacking) for id, lacking in missing.items()}
