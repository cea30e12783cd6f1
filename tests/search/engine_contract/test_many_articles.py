"""With some thousand articles, engines may take other ways than with a handful."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pressespiegel.search.engine import Engine, Request, Sort
from pressespiegel.search.engines.choosing import create_engine
from pressespiegel.search.query import tree

from ...clusters import places
from .invented_documents import document, word, write
from .reference_engine import ReferenceEngine

ARTICLES = 3_000
WORDS = ("kai", "deich", "boot", "lotse", "hafen", "möwe", "ebbe", "flut")
QUERIES = (
    word("kai"),
    word("flut"),
    tree.AnyOf((word("flut"), word("kai"))),
    tree.AllOf((word("ebbe"), word("kai"))),
    tree.AllOf((word("flut"), tree.Not(word("deich")))),
    tree.AnyOf((word("flut"), word("ebbe"), word("möwe")), minimum=2),
    tree.Everything(),
)


@pytest.fixture(
    scope="module", params=["whoosh", pytest.param("opensearch", marks=pytest.mark.slow)]
)
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    """The same articles in both engines; each word is rarer than the one before."""
    chance = random.Random(5)
    documents = []
    for number in range(ARTICLES):
        text = [each for place, each in enumerate(WORDS) if chance.random() < 0.9 * 0.4**place]
        documents.append(
            document(
                f"a{number}",
                " ".join(text),
                published=f"2022-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
                person=tuple(chance.sample(WORDS, chance.randrange(3))),
                source=chance.choice(WORDS),
            )
        )
    place: Path | str = tmp_path_factory.mktemp("many") / "a"
    with ExitStack() as stack:
        if request.param == "opensearch":
            new_place = stack.enter_context(places(request.getfixturevalue("cluster")))
            place = f"{new_place()}?shards=3"
        reference, engine = ReferenceEngine(), create_engine(place)
        for each in (reference, engine):
            write(each, *documents)
        yield reference, engine
        engine.close()


@pytest.mark.parametrize("node", QUERIES, ids=range(len(QUERIES)))
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_the_same_answer(engines: tuple[Engine, Engine], node: tree.Node, sort: Sort) -> None:
    filters = {"source": ("kai", "möwe")}
    requests = (
        Request(node, 7, 3, sort, ("person", "source", "month")),
        Request(node, 5, 0, sort, ("person", "source"), filters=filters),
    )
    for request in requests:
        expected, answer = (engine.search(request) for engine in engines)
        assert answer.total == expected.total
        assert answer.facets == expected.facets
        assert len(answer.matches) == len(expected.matches)
        if sort != "relevance":
            ids = [[match.id for match in each.matches] for each in (answer, expected)]
            assert ids[0] == ids[1]
