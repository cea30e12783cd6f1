"""The measure itself: what stock Whoosh answers does not depend on how it was written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query

from ...engine_contract.invented_documents import document
from ...engine_contract.random_archives import TERMS, Transaction, histories
from ...engine_contract.test_differential import QUICK as CONTRACT
from .expected_answers import expected, searched
from .random_queries import plain_queries, queries
from .stock_whoosh import StockIndex, exact_lengths
from .transactions import net_changes

QUICK = settings(CONTRACT, max_examples=6)
DEEP = settings(CONTRACT, max_examples=100, derandomize=False)


def written(history: list[Transaction], *, merge: bool) -> Any:
    stock = StockIndex()
    for transaction in history:
        stock.apply(net_changes(transaction), merge=merge)
    stock.apply({}, merge=True)
    return stock.index


def compare(history: list[Transaction], asked: list[Any], plain: list[Any]) -> None:
    """Neither segments matter, nor who joins plain trees: Whoosh, or their definition."""
    with exact_lengths():
        parts, whole = written(history, merge=False), written(history, merge=True)
        for each in asked:
            assert expected(parts, each) == pytest.approx(expected(whole, each))
        for each in plain:
            assert expected(whole, each) == pytest.approx(searched(whole, each))


asked_queries = st.lists(queries(TERMS), min_size=1, max_size=5)
asked_plainly = st.lists(plain_queries(TERMS), min_size=1, max_size=5)


@QUICK
@given(history=histories, asked=asked_queries, plain=asked_plainly)
def test_quick(history: list[Transaction], asked: list[Any], plain: list[Any]) -> None:
    compare(history, asked, plain)


@pytest.mark.slow
@DEEP
@given(history=histories, asked=asked_queries, plain=asked_plainly)
def test_deep(history: list[Transaction], asked: list[Any], plain: list[Any]) -> None:
    compare(history, asked, plain)


def test_lengths_are_exact() -> None:
    with exact_lengths():
        stock = StockIndex()
        stock.apply({"a": document("a", "kai " * 200), "b": document("b", "kai " * 199)})
        with stock.index.searcher() as searcher:
            assert searcher.reader().doc_field_length(0, "text") == 200
            assert searcher.reader().doc_field_length(1, "text") == 199


def test_a_query_outside_and_within_a_conjunction() -> None:
    stock = StockIndex()
    stock.apply({"a": document("a", "kai deich"), "b": document("b", "kai")})
    kai, deich = query.Term("text", "=kai"), query.Term("text", "=deich")
    assert set(expected(stock.index, query.And([kai, query.Not(deich)]))) == {"b"}
    assert set(expected(stock.index, query.Or([deich, query.Not(kai)]))) == {"a"}
