"""Articles with most of the words, for a query whose words stand together in too few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pressespiegel.search.engine import Engine, Matches, Request
from pressespiegel.search.function_words import is_function_word
from pressespiegel.search.query import Query
from pressespiegel.search.query.relaxing import RelaxedWord
from pressespiegel.search.query.tree import (
    AllOf,
    AnyOf,
    Identified,
    Node,
    Not,
)

ENOUGH = 10
"""Articles with all the words that make a query need no others."""

Count = Callable[[Node], int]
"""Tells how many articles a tree finds."""

_COMMON_SHARE = 3
_COMMON_LEAST = 50


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
    for tree in _partial_trees(query, engine.size().articles, count):
        found = engine.search(replace(rest, tree=tree)).whole()
        if found.total >= ENOUGH or (request.narrowed and count(tree) >= ENOUGH):
            break
    return found


def _partial_trees(query: Query, articles: int, count: Count) -> tuple[Node, ...]:
    """The trees of the articles that have most of the words; () where that is no change.

    The first one is to be used if it finds `ENOUGH`, else the next: half of the words, or a third
    of those of a long question. Who has more of the words comes first.

    Words like "wer" and "denn" say nothing about an article, no more than what a third of the
    `articles` have, and what none has cannot be asked for: all of these may be missing without
    counting. `count` tells how many articles a tree finds.
    """
    words = query.relaxation.words
    telling = [word for word in words if not is_function_word(word.typed)] or words
    asked: list[Node] = []
    for word in telling:
        found = count(word.weak)
        if found and found <= max(_COMMON_LEAST, articles // _COMMON_SHARE):
            asked.append(word.weak)
    if not asked or asked == [query.tree]:
        return ()
    minimums = dict.fromkeys(
        max(-(-len(asked) // share), min(2, len(asked) - 1), 1) for share in (2, 3)
    )
    others = (*query.relaxation.required, Not(query.tree))
    return tuple(AllOf((_most_first(asked, minimum), *others)) for minimum in minimums)


def _at_least(words: list[Node], minimum: int) -> Node:
    return words[0] if len(words) == 1 else AnyOf(tuple(words), minimum)


def _most_first(words: list[Node], minimum: int) -> Node:
    """As `_at_least`; who has more of the words counts again for each further step."""
    steps = [minimum]
    for eighths in range(4, 9):
        step = -(-len(words) * eighths // 8)
        if step > steps[-1]:
            steps.append(step)
    if len(steps) == 1:
        return _at_least(words, minimum)
    return AnyOf(tuple(_at_least(words, step) for step in steps))


def missing_words(
    engine: Engine, ids: Sequence[str], words: Iterable[RelaxedWord]
) -> dict[str, tuple[str, ...]]:
    """For each article the typed words that it does not have, those aside that say nothing.

    One search a word, however many articles.
    """
    missing: dict[str, list[str]] = {id: [] for id in ids}
    for word in words:
        if missing and not is_function_word(word.typed):
            having = AllOf((Identified(tuple(missing)), word.node))
            found = engine.search(Request(having, limit=len(missing), content=False)).whole()
            lacking = missing.keys() - {match.id for match in found.matches}
            for id in lacking:
                missing[id].append(word.typed)
    return {id: tuple(lacking) for id, lacking in missing.items()}
