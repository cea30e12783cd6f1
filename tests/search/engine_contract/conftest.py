"""The engines that keep the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressespiegel.search.engine import Engine
from pressespiegel.search.engines.opensearch import create_engine as create_on_cluster
from pressespiegel.search.engines.whoosh import create_engine

from .reference_engine import ReferenceEngine

EngineFactory = Callable[[], Engine]


@pytest.fixture(params=["reference", "whoosh", pytest.param("opensearch", marks=pytest.mark.slow)])
def engine_factory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EngineFactory]:
    """Makes empty engines of one kind, any number of them, and closes them after the test."""
    made: list[Engine] = []

    def make() -> Engine:
        if request.param == "reference":
            made.append(ReferenceEngine())
        elif request.param == "opensearch":
            new_place: Callable[[], str] = request.getfixturevalue("new_place")
            made.append(create_on_cluster(new_place()))
        else:
            made.append(create_engine(tmp_path / f"archive-{len(made)}"))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def examples(request: pytest.FixtureRequest, engine_factory: EngineFactory) -> int:
    """How many random archives are made: few where each takes a second."""
    return 10 if request.node.callspec.params["engine_factory"] == "opensearch" else 100


@pytest.fixture
def engine(engine_factory: EngineFactory) -> Engine:
    """One empty engine."""
    return engine_factory()
