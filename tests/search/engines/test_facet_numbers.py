"""What is known of a facet's values is taken over from one commit to the next, and stays true."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from pressespiegel.search import Article
from pressespiegel.search.document import document
from pressespiegel.search.engine import Request
from pressespiegel.search.engines.whoosh import create_engine, open_engine
from pressespiegel.search.engines.whoosh.engine import FolderEngine
from pressespiegel.search.engines.whoosh.facet_counts import FacetNumbers
from pressespiegel.search.query.tree import Everything

FACETS = ("author", "source")
REQUEST = Request(Everything(), limit=0, facets=FACETS)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[FolderEngine]:
    create_engine(tmp_path / "archive").close()
    opened = open_engine(tmp_path / "archive")
    assert isinstance(opened, FolderEngine)
    yield opened
    opened.close()


Told: TypeAlias = "tuple[str, str, tuple[str, ...]]"


def put(engine: FolderEngine, *articles: Told) -> None:
    """Add or replace articles: id, outlet, authors."""
    writer = engine.writer(0)
    for id, source, authors in articles:
        plain = Article.from_text(id=id, title="Kai", text="Ufer", published="2022", source=source)
        writer.put(document(replace(plain, authors=authors)))
    writer.commit()


def many(first: int, count: int) -> list[Told]:
    return [
        (f"a{n}", f"Blatt {n % 3}", (f"Ada {n % 50}", f"Bo {n}"))
        for n in range(first, first + count)
    ]


def test_counts_are_those_of_an_archive_opened_anew(engine: FolderEngine, tmp_path: Path) -> None:
    one: list[Told] = [("a1", "Bote", ("Ada 1", "Cem"))]
    for change in (many(0, 80), many(80, 3), one, many(83, 60), many(0, 9)):
        put(engine, *change)
        again = open_engine(tmp_path / "archive")
        assert engine.search(REQUEST).facets == again.search(REQUEST).facets
        for facet in FACETS:
            assert engine.values(facet) == again.values(facet)
        again.close()


def test_a_commit_numbers_only_what_is_new(engine: FolderEngine) -> None:
    numbers = FacetNumbers()
    put(engine, *many(0, 80))
    put(engine, *many(80, 3))
    columns = [segment.facet("author") for segment in engine.snapshot.segments]
    base, more, before = numbers.of(columns)
    put(engine, *[*many(83, 3), ("a80", "Bote", ("Cem",))])
    columns = [segment.facet("author") for segment in engine.snapshot.segments]
    same, longer, after = numbers.of(columns)
    assert same is base
    assert after[1] is before[1]
    assert longer[: len(more)] == more
    assert len(longer) > len(more)


def test_segments_that_are_gone_are_let_go_of(engine: FolderEngine) -> None:
    put(engine, *many(0, 80))
    put(engine, *many(80, 3))
    engine.search(REQUEST)
    gone = [weakref.ref(segment.sections) for segment in engine.snapshot.segments]
    engine.compact(0)
    engine.search(replace(REQUEST, facets=()))
    gc.collect()
    assert [each() for each in gone] == [None, None]
