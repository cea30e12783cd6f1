"""Every engine finds, counts and marks what the reference engine does, whatever was written."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pressespiegel.search.engine import Engine, Matches, Request
from pressespiegel.search.engines.opensearch import create_engine as create_on_cluster
from pressespiegel.search.engines.whoosh import create_engine
from pressespiegel.search.query import tree

from .random_archives import FIELDS, IDS, VALUES, Transaction, histories, requests, trees
from .reference_engine import ReferenceEngine

Create = Callable[[Path], Engine]


QUICK = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    # Shrinking a failure takes minutes: each example writes several archives.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
DEEP = settings(QUICK, max_examples=150, derandomize=False)
ON_CLUSTER = settings(QUICK, max_examples=6, derandomize=False)
"""Each archive takes seconds there."""


@pytest.fixture
def create_on_node(new_place: Callable[[], str]) -> Create:
    return lambda _: create_on_cluster(new_place())


def agree(create: Create, history: list[Transaction], asked: list[Request]) -> None:
    """Write the same into both engines, and ask both the same after every commit."""
    reference = ReferenceEngine()
    with tempfile.TemporaryDirectory() as folder:
        engine = create(Path(folder) / "archive")
        try:
            for transaction in history:
                assert transaction.apply(engine) == transaction.apply(reference)
                for request in asked:
                    compare(engine, reference, request)
                    compare_names(engine, reference, request)
            compare_contents(engine, reference)
        finally:
            engine.close()


def compare(engine: Engine, reference: Engine, request: Request) -> None:
    """The same matches, in the same order as far as it does not depend on scores."""
    answer, expected = engine.search(request), reference.search(request)
    assert answer.total == expected.total
    assert answer.facets == expected.facets
    assert answer.dates == expected.dates
    compare_places(engine, request)
    if request.sort == "relevance":
        whole = dataclasses.replace(request, limit=100, offset=0)
        page = slice(request.offset, request.offset + request.limit)
        every, expected = engine.search(whole), reference.search(whole)
        assert answer.matches == every.matches[page]
        newest = reference.search(dataclasses.replace(whole, sort="newest"))
        assert_ranked(every, [match.id for match in newest.matches])
        answer = every
    else:
        assert [match.id for match in answer.matches] == [match.id for match in expected.matches]
    kept = {match.id: match for match in expected.matches}
    assert {match.id for match in answer.matches} == set(kept)
    for match in answer.matches:
        assert match.stored == kept[match.id].stored
        assert match.spans == kept[match.id].spans


def compare_places(engine: Engine, request: Request) -> None:
    """Every article stands where the whole result has it, and others stand nowhere; all of them
    come one by one in this order."""
    whole = engine.search(dataclasses.replace(request, limit=100, offset=0))
    assert list(engine.every(request)) == [match.stored for match in whole.matches]
    places = {match.id: place for place, match in enumerate(whole.matches)}
    for id in IDS:
        assert engine.place(request, id) == places.get(id)


def compare_names(engine: Engine, reference: Engine, request: Request) -> None:
    """The same values are one, under the same name."""
    if request.joining is None:
        return
    for facet in ("person", "source", "month"):
        mine, theirs = (each.values(facet, request.joining) for each in (engine, reference))
        assert dict(mine) == dict(theirs)
        asked = (*VALUES, "Neu")
        shown = engine.shown(facet, asked, request.joining)
        assert shown == reference.shown(facet, asked, request.joining)


def assert_ranked(answer: Matches, newest: list[str]) -> None:
    """The best first, of equal ones the newer, of those the one with the smaller id."""
    ranks = [(-match.score, newest.index(match.id)) for match in answer.matches]
    assert ranks == sorted(ranks)
    assert all(score <= 0 for score, _ in ranks)


def compare_contents(engine: Engine, reference: Engine) -> None:
    """The same articles, terms and values, and no more."""
    assert sorted(engine.ids()) == sorted(reference.ids())
    assert engine.size().articles == reference.size().articles
    for id in IDS:
        assert engine.stored(id) == reference.stored(id)
    for facet in ("person", "source", "month", "year", "agency"):
        assert dict(engine.values(facet)) == dict(reference.values(facet))
    for fields in ((field,) for field in FIELDS):
        for prefix in ("", "=", "=ka", "ha"):
            expected = list(reference.terms(fields, prefix))
            assert list(engine.terms(fields, prefix)) == expected
    assert list(engine.terms(FIELDS, "")) == list(reference.terms(FIELDS, ""))


@QUICK
@given(history=histories, asked=st.lists(requests, min_size=1, max_size=6))
def test_quick(history: list[Transaction], asked: list[Request]) -> None:
    agree(create_engine, history, asked)


@pytest.mark.slow
@DEEP
@given(history=histories, asked=st.lists(requests, min_size=1, max_size=12))
def test_deep(history: list[Transaction], asked: list[Request]) -> None:
    agree(create_engine, history, asked)


@pytest.mark.slow
@ON_CLUSTER
@given(history=histories, asked=st.lists(requests, min_size=1, max_size=6))
def test_on_a_cluster(
    create_on_node: Create, history: list[Transaction], asked: list[Request]
) -> None:
    agree(create_on_node, history, asked)


@QUICK
@given(history=histories, node=trees)
def test_spans_of_articles_that_need_not_match(history: list[Transaction], node: tree.Node) -> None:
    compare_spans(create_engine, history, node)


@pytest.mark.slow
@ON_CLUSTER
@given(history=histories, node=trees)
def test_spans_on_a_cluster(
    create_on_node: Create, history: list[Transaction], node: tree.Node
) -> None:
    compare_spans(create_on_node, history, node)


def compare_spans(create: Create, history: list[Transaction], node: tree.Node) -> None:
    """The same places in every article, found or not."""
    reference = ReferenceEngine()
    with tempfile.TemporaryDirectory() as folder:
        engine = create(Path(folder) / "archive")
        for transaction in history:
            transaction.apply(engine)
            transaction.apply(reference)
        for id in IDS:
            assert engine.spans(id, node) == reference.spans(id, node)
        engine.close()
