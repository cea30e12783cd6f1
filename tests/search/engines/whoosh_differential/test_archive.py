"""An archive read through Whoosh answers as stock Whoosh does that holds the same articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import matching, query

from pressespiegel.search.engines.whoosh.face import Evaluated
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

from ...engine_contract.random_archives import TERMS, Transaction, histories, trees
from ...engine_contract.test_differential import QUICK as CONTRACT
from .commits import Commit, commits
from .expected_answers import Answer, everything, expected, searched
from .random_queries import plain_queries, queries
from .stock_whoosh import exact_lengths

QUICK = settings(CONTRACT, max_examples=6)
DEEP = settings(CONTRACT, max_examples=150, derandomize=False)

asked_queries = st.lists(queries(TERMS), min_size=1, max_size=6)
asked_plainly = st.lists(plain_queries(TERMS), min_size=1, max_size=6)


def same(answer: Answer) -> Any:
    return pytest.approx(answer, abs=1e-4, rel=1e-4)


def agree(commit: Commit, asked: list[Any]) -> None:
    """Whoosh's matchers over the archive, and its executor, find and score as stock Whoosh."""
    assert set(everything(commit.archive)) == commit.ids
    assert commit.archive.doc_count() == len(commit.ids)
    for each in asked:
        answer = expected(commit.stock.index, each)
        assert expected(commit.archive, each) == same(answer)
        assert commit.evaluated(each) == same(answer)


def agree_plainly(commit: Commit, asked: list[Any]) -> None:
    """Trees that Whoosh walks without losing its place: searched as they are, on both sides."""
    for each in asked:
        answer = searched(commit.stock.index, each)
        assert searched(commit.archive, each) == same(answer)
        assert commit.evaluated(each) == same(answer)


@QUICK
@given(history=histories, asked=asked_queries)
def test_all_queries(history: list[Transaction], asked: list[Any]) -> None:
    with exact_lengths():
        for commit in commits(history):
            agree(commit, asked)


@QUICK
@given(history=histories, asked=asked_plainly)
def test_plain_queries(history: list[Transaction], asked: list[Any]) -> None:
    with exact_lengths():
        for commit in commits(history):
            agree_plainly(commit, asked)


@pytest.mark.slow
@DEEP
@given(history=histories, asked=asked_queries, plain=asked_plainly)
def test_deep(history: list[Transaction], asked: list[Any], plain: list[Any]) -> None:
    with exact_lengths():
        for commit in commits(history, every=True):
            agree(commit, asked)
            agree_plainly(commit, plain)


class EvenNumbers(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """A query of somebody else's: every other document of a segment."""

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        reader = searcher.reader()
        ids = [number for number in reader.all_doc_ids() if number % 2 == 0]
        return matching.ListMatcher(ids, [2.5] * len(ids)) if ids else matching.NullMatcher()

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count())

    def leaves(self) -> Iterator[query.Query]:
        yield self


@QUICK
@given(history=histories, other=queries(TERMS))
def test_queries_unknown_to_the_executor(history: list[Transaction], other: Any) -> None:
    even = EvenNumbers()
    nodes = [
        even,
        query.Or([query.Term("month", "2022-01"), query.Term("id", "a"), other]),
        query.And([query.Not(query.Term("year", "2021")), other]),
        query.And([even, other]),
        query.Or([other, even]),
        query.And([other, query.Not(even)]),
        query.AndMaybe(other, even),
    ]
    with exact_lengths():
        for commit in commits(history):
            answer = searched(commit.archive, even)
            assert set(answer.values()) <= {2.5}
            for each in nodes:
                assert commit.evaluated(each) == same(expected(commit.archive, each))
                assert searched(commit.archive, Evaluated(each)) == same(commit.evaluated(each))


@QUICK
@given(history=histories, boost=st.sampled_from((1.0, 2.0)))
def test_coordination_is_left_to_whoosh(history: list[Transaction], boost: float) -> None:
    parts = [query.Term("text", "=kai", boost), query.Term("title", "=ab")]
    for commit in commits(history):
        plain = commit.evaluated(query.Or(parts))
        scaled = commit.evaluated(query.Or(parts, scale=0.5))
        assert set(scaled) == set(plain)
        assert scaled != plain or not plain


@QUICK
@given(history=histories, asked=st.lists(trees, min_size=1, max_size=6))
def test_queries_of_the_archives_own_language(
    history: list[Transaction], asked: list[tree.Node]
) -> None:
    for commit in commits(history):
        for each in asked:
            own = compiled(each, Ranking())
            assert commit.evaluated(own) == same(expected(commit.archive, own))
