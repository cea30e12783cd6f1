"""The engines that keep the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressespiegel.search.engine import Engine
from pressespiegel.search.engines.whoosh import create_engine

from .reference_engine import ReferenceEngine

EngineFactory = Callable[[], Engine]


@pytest.fixture(params=["reference", "whoosh"])
def engine_factory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EngineFactory]:
    """Makes empty engines of one kind, any number of them, and closes them after the test."""
    made: list[Engine] = []

    def make() -> Engine:
        if request.param == "reference":
            made.append(ReferenceEngine())
        else:
            made.append(create_engine(tmp_path / f"archive-{len(made)}"))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def engine(engine_factory: EngineFactory) -> Engine:
    """One empty engine."""
    return engine_factory()
