"""Hits that are printings of one story, put together under the first of them.

Stories are put together in the whole result and not page by page: for the hits of a page those
printings are looked for that the query finds as well, wherever they stand, and theirs in turn. So
each page comes to the same groups by itself, and nothing is kept from one page to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from pressespiegel.search.engine import Engine, Match, Request
from pressespiegel.search.hits import hit_of
from pressespiegel.search.kinship import Kinship
from pressespiegel.search.query.tree import AllOf, Identified
from pressespiegel.search.results import Folded, Hit, Results
from pressespiegel.search.serialisation import article_from_bytes
from pressespiegel.search.time_limit import OutOfTime

MOST_LOOKED_FOR = 200
"""Once so many articles have been looked for, no printings of printings are."""

Found = Callable[[Sequence[str]], Sequence[Match]]
"""Those of some articles that a query finds, in the order of its result."""


def with_stories(results: Results, engine: Engine, request: Request, kinship: Kinship) -> Results:
    """An answer with its hits put together as stories; `engine` is pinned, `request` what it was
    asked. Hits stay apart where there is no time left to compare them.

    Hits that only have most of the words are put together page by page.
    """
    shown = partial(hit_of, query=results.query, half_life=request.ranking.half_life)

    def found(ids: Sequence[str]) -> Sequence[Match]:
        tree = AllOf((Identified(tuple(ids)), request.tree))
        asked = replace(request, tree=tree, limit=len(ids), offset=0, facets=(), dates=False)
        return engine.search(asked).whole().matches

    complete = [hit for hit in results.hits if hit.complete]
    others = [hit for hit in results.hits if not hit.complete]
    try:
        whole = fold_page(complete, kinship, found, shown)
        stories = (*whole, *fold_page(others, kinship, lambda ids: (), shown))
    except OutOfTime:
        return replace(results, stories=tuple(map(Folded, results.hits)))
    told = {hit.article.id for each in whole for hit in (each.hit, *each.printings)}
    before = sum(hit.article.id not in told for hit in complete)
    return replace(results, stories=stories, told_before=before)


def fold_page(
    hits: Sequence[Hit], kinship: Kinship, found: Found, shown: Callable[[Match], Hit]
) -> tuple[Folded, ...]:
    """The stories of a page of hits.

    Hits whose story begins on an earlier page are left out. `shown` makes hits of those printings
    that stand on other pages.
    """
    on_page = {hit.article.id: hit for hit in hits}
    matches, printings = _printings(hits, kinship, found)
    order: Sequence[str] = tuple(on_page)
    if any(id not in on_page for id in printings):
        order = [match.id for match in found(tuple({**on_page, **printings}))]
    stories: dict[str, list[str]] = {}
    for id in order:
        own = printings.get(id, frozenset())
        first = next((first for first in stories if first in own), None)
        if first is None:
            stories[id] = []
        else:
            stories[first].append(id)
    return tuple(
        Folded(hit, tuple(on_page.get(id) or shown(matches[id]) for id in stories[first]))
        for first, hit in on_page.items()
        if first in stories
    )


def _printings(
    hits: Sequence[Hit], kinship: Kinship, found: Found
) -> tuple[Mapping[str, Match], Mapping[str, AbstractSet[str]]]:
    """The printings of some hits, and theirs in turn, that stand on other pages, and for each
    article that has any which they are."""
    articles = {hit.article.id: hit.article for hit in hits}
    matches: dict[str, Match] = {}
    printings: dict[str, set[str]] = defaultdict(set)
    looked_for = set(articles)
    compared: set[str] = set()
    unseen = tuple(articles)
    while unseen and len(looked_for) <= MOST_LOOKED_FOR:
        compared.update(unseen)
        near = kinship.near(unseen)
        further = {other for others in near.values() for other in others} - looked_for
        looked_for |= further
        for match in found(tuple(further)) if further else ():
            matches[match.id] = match
            articles[match.id] = article_from_bytes(match.stored)
        for id in unseen:
            others = (articles[other] for other in near[id] if other in articles)
            if not all(kinship.are_strangers(articles[id], other) for other in others):
                for other in kinship.printings(id) & articles.keys():
                    printings[id].add(other)
                    printings[other].add(id)
        unseen = tuple(id for id in printings if id not in compared)
    return matches, printings
