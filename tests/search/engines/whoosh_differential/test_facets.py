"""Grouping and sorting an archive through Whoosh: the same groups, counts and order as stock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query, sorting

from pressespiegel.search.engine import Request
from pressespiegel.search.engines.whoosh.collection import answer
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

from ...engine_contract.random_archives import TERMS, Transaction, histories
from ...engine_contract.test_differential import QUICK as CONTRACT
from .commits import Commit, commits
from .random_queries import plain_queries

QUICK = settings(CONTRACT, max_examples=5)

DATED = st.sampled_from(
    [datetime(2021, 1, 1), datetime(2022, 1, 1), datetime(2022, 1, 5, 10, 30), datetime(2023, 1, 1)]
)

WORD = tree.Word("kai", (tree.Alternative("=kai"), tree.Alternative("kai")), ("title", "text"))


def grouped(index: Any, asked: Any, facet: Any) -> dict[object, set[str]]:
    """The ids in each group."""
    with index.searcher() as searcher:
        found = searcher.search(asked, limit=None, groupedby=facet)
        return {
            group: {searcher.stored_fields(number)["id"] for number in numbers}
            for group, numbers in found.groups().items()
            if group is not None
        }


def counted(index: Any, asked: Any, facet: Any) -> dict[object, int]:
    """The size of each group, counted by Whoosh."""
    with index.searcher() as searcher:
        found = searcher.search(asked, limit=None, groupedby=facet, maptype=sorting.Count)
        return {group: count for group, count in found.groups().items() if group is not None}


def sorted_ids(index: Any, asked: Any, order: Any) -> list[str]:
    with index.searcher() as searcher:
        return [hit["id"] for hit in searcher.search(asked, limit=None, sortedby=order)]


def documents(index: Any, asked: Any) -> set[str]:
    with index.searcher() as searcher:
        return {hit["id"] for hit in searcher.search(asked, limit=None)}


def agree(commit: Commit, asked: Any) -> None:
    stock = commit.stock.index
    person = sorting.FieldFacet("person", allow_overlap=True)
    assert grouped(commit.archive, asked, person) == grouped(stock, asked, person)
    assert grouped(commit.archive, asked, "source") == grouped(stock, asked, "source")
    for facet in ("source", person):
        assert counted(commit.archive, asked, facet) == counted(stock, asked, facet)
    # Undated articles, which Whoosh cannot group by a date, are left out.
    dated = query.And([asked, query.NumericRange("date", 0, None)])
    assert counted(commit.archive, dated, "date") == counted(stock, dated, "date")


@QUICK
@given(history=histories, asked=plain_queries(TERMS))
def test_groups(history: list[Transaction], asked: Any) -> None:
    for commit in commits(history):
        agree(commit, asked)


@QUICK
@given(history=histories)
def test_counts_are_those_of_the_archives_own_executor(history: list[Transaction]) -> None:
    for commit in commits(history):
        request = Request(WORD, limit=0, facets=("person", "source"))
        own = answer(commit.archive.opened().evaluator, request).facets
        asked = compiled(WORD, Ranking())
        person = sorting.FieldFacet("person", allow_overlap=True)
        for name, facet in (("person", person), ("source", "source")):
            counts = counted(commit.archive, asked, facet)
            assert {group: n for group, n in counts.items() if group} == dict(own[name])


@QUICK
@given(history=histories, asked=plain_queries(TERMS))
def test_order(history: list[Transaction], asked: Any) -> None:
    newest = sorting.FieldFacet("date", reverse=True)
    for commit in commits(history):
        dated = query.And([asked, query.NumericRange("date", 0, None)])
        for order in ("source", "date", newest, ["source", newest]):
            found = sorted_ids(commit.archive, dated, order)
            assert found == sorted_ids(commit.stock.index, dated, order)
        undated = documents(commit.archive, query.Not(query.NumericRange("date", 0, None)))
        for order in ("date", newest):
            found = sorted_ids(commit.archive, query.Every(), order)
            assert set(found[len(found) - len(undated) :]) == undated


@QUICK
@given(history=histories, one=DATED, other=DATED, open_ends=st.tuples(st.booleans(), st.booleans()))
def test_date_ranges(
    history: list[Transaction], one: datetime, other: datetime, open_ends: tuple[bool, bool]
) -> None:
    start, end = sorted((one, other))
    within = query.DateRange("date", start, end, *open_ends)
    before, after = query.DateRange("date", None, end), query.DateRange("date", start, None)
    month = query.Term("month", "2022-01")
    for commit in commits(history):
        for asked in (within, before, after, month, query.Term("date", start)):
            assert documents(commit.archive, asked) == documents(commit.stock.index, asked)
