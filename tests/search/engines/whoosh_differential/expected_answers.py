"""What a tree of Whoosh's queries should answer: leaves by stock Whoosh, the rest by definition.

Stock matchers lose their place in some nested trees: an ANDNOT in an ANDNOT, an ANDMAYBE or a
DisjunctionMax over matchers that skip, a NOT over a segment with deletions. So only what it gets
right is asked of it, and compound nodes are joined here as Whoosh documents them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoosh import query

Answer = dict[str, float]
"""The id of every article that matches, with its score."""


def searched(index: Any, asked: Any) -> Answer:
    """The answer of Whoosh's searcher over an index, its matchers walked one by one."""
    with index.searcher() as searcher:
        found = searcher.search(asked, limit=None)
        return {hit["id"]: found.score(rank) for rank, hit in enumerate(found)}


def expected(stock: Any, asked: Any) -> Answer:
    """The answer that an index holding the same as a stock index should give."""
    match asked:
        case query.And():
            wanted = [each for each in asked.subqueries if not isinstance(each, query.Not)]
            excluded = [each.query for each in asked.subqueries if isinstance(each, query.Not)]
            answers = [expected(stock, each) for each in wanted]
            ids = set.intersection(*map(set, answers)) if answers else set(everything(stock))
            ids -= {id for each in excluded for id in expected(stock, each)}
            return summed(answers, ids)
        case query.DisjunctionMax():
            answers = [expected(stock, each) for each in asked.subqueries]
            return {
                id: max(answer[id] for answer in answers if id in answer)
                for id in set().union(*answers)
            }
        case query.Or() if asked.scale is None:
            answers = [expected(stock, each) for each in asked.subqueries]
            return summed(answers, set().union(*answers))
        case query.AndNot():
            excluded_ids = expected(stock, asked.b)
            return {id: s for id, s in expected(stock, asked.a).items() if id not in excluded_ids}
        case query.AndMaybe():
            first = expected(stock, asked.a)
            return summed([first, expected(stock, asked.b)], first)
        case query.Not():
            excluded_ids = expected(stock, asked.query)
            return {id: 0.0 for id in everything(stock) if id not in excluded_ids}
        case query.ConstantScoreQuery():
            return dict.fromkeys(expected(stock, asked.child), asked.score)
    return searched(stock, asked)


def everything(stock: Any) -> Answer:
    """Every article."""
    return searched(stock, query.Every())


def summed(answers: Iterable[Answer], ids: Iterable[str]) -> Answer:
    """The sums of the scores that the answers give to some articles."""
    kept = list(answers)
    return {id: sum(answer.get(id, 0.0) for answer in kept) for id in ids}
