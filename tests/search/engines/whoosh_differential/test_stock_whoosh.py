"""The measure itself: what stock Whoosh answers does not depend on how it was written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query

from ...engine_contract.invented_documents import document
from ...engine_contract.random_archives import TERMS, Transaction, histories
from ...engine_contract.test_differential import QUICK
from .expected_answers import expected, searched
from .random_queries import plain_queries, queries
from .stock_whoosh import StockIndex, exact_lengths
from .transactions import net_changes


def written(history: list[Transaction], *, merge: bool) -> Any:
    stock = StockIndex()
    for transaction in history:
        stock.apply(net_changes(transaction), merge=merge)
    stock.apply({}, merge=True)
    return stock.index


@QUICK
@given(history=histories, asked=st.lists(queries(TERMS), min_size=1, max_size=5))
def test_segments_do_not_matter(history: list[Transaction], asked: list[Any]) -> None:
    with exact_lengths():
        parts, whole = written(history, merge=False), written(history, merge=True)
        for each in asked:
            assert expected(parts, each) == pytest.approx(expected(whole, each))


@QUICK
@given(history=histories, asked=st.lists(plain_queries(TERMS), min_size=1, max_size=5))
def test_definitions_are_whooshs_own(history: list[Transaction], asked: list[Any]) -> None:
    with exact_lengths():
        stock = written(history, merge=True)
        for each in asked:
            assert expected(stock, each) == pytest.approx(searched(stock, each))


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
