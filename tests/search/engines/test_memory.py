"""A writer's memory is bounded: what waits is written before it is more than was allowed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.document import Document, document
from pressespiegel.search.engines.whoosh import create_engine, open_engine
from pressespiegel.search.engines.whoosh.checking import damages
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.engines.whoosh.writer import WORDS_SHARE, FolderWriter
from pressespiegel.search.german import WordAnalysis

MEMORY = 1024 * 1024


def as_it_stands(surface: str) -> WordAnalysis:
    return WordAnalysis((("=" + surface, 0),), ((0, len(surface)),))


def articles(count: int, new_words: int) -> list[Document]:
    """Articles of some common words, and some that no other has."""
    chance = random.Random(7)
    common = [f"wort{number}" for number in range(200)]
    found = []
    for number in range(count):
        own = [f"eigen{number}x{each}" for each in range(new_words)]
        text = " ".join([*chance.choices(common, k=300), *own])
        found.append(document(Article.from_text(id=f"a{number}", title="Kai", text=text)))
    return found


@pytest.mark.parametrize("new_words", [0, 40])
def test_what_waits_is_written_in_time(tmp_path: Path, new_words: int) -> None:
    place = tmp_path / "archive"
    create_engine(place).close()
    vocabulary = Vocabulary(as_it_stands)
    writer = FolderWriter(place, 0, MEMORY, vocabulary=vocabulary)
    written = 0
    for each in articles(150, new_words):
        writer.put(each)
        assert writer.held < MEMORY
        if not len(writer._gathered):
            written += 1
            assert vocabulary.bytes * WORDS_SHARE <= MEMORY
    assert written
    writer.commit()
    engine = open_engine(place)
    assert sorted(engine.ids()) == sorted(f"a{number}" for number in range(150))
    engine.close()


def test_little_memory_changes_nothing_but_the_segments(tmp_path: Path) -> None:
    found = []
    for memory in (MEMORY, 512 * MEMORY):
        with Archive.create(tmp_path / str(memory)) as archive:
            with archive.writer(memory=memory) as writer:
                for each in articles(120, 10):
                    writer.put_document(each)
            results = [archive.search(query) for query in ("wort7", "eigen3x2", '"wort1 wort2"')]
            found.append([(each.total, [hit.article.id for hit in each.hits]) for each in results])
            assert archive.statistics().articles == 120
    assert found[0] == found[1]


def test_too_little_memory_is_refused(tmp_path: Path) -> None:
    with (
        Archive.create(tmp_path / "archive") as archive,
        pytest.raises(ValueError, match="memory"),
    ):
        archive.writer(memory=1000)


@pytest.mark.parametrize("seed", range(2))
def test_changes_to_what_is_being_written_count(tmp_path: Path, seed: int) -> None:
    """Articles are replaced and deleted while they are gathered, written aside, and there."""
    place = tmp_path / "archive"
    create_engine(place).close()
    writer = FolderWriter(place, 0, 120_000, vocabulary=Vocabulary(as_it_stands))
    chance = random.Random(seed)
    expected: dict[str, bytes] = {}
    leaving = 0
    for number in range(250):
        id = f"a{chance.randrange(60)}"
        if chance.random() < 0.2:
            assert writer.delete(id) == (expected.pop(id, None) is not None)
        else:
            text = " ".join(f"wort{chance.randrange(500)}" for _ in range(40))
            put = document(Article.from_text(id=id, title=str(number), text=text))
            assert writer.put(put) == ("replaced" if id in expected else "added")
            assert writer.put(put) == "unchanged"
            expected[id] = put.stored
        leaving += writer._leaving is not None
    assert leaving
    writer.commit()
    engine = open_engine(place)
    assert sorted(engine.ids()) == sorted(expected)
    assert {id: engine.stored(id) for id in expected} == expected
    engine.close()
    assert not damages(place)


def test_a_writer_is_aborted_while_a_segment_is_being_written(tmp_path: Path) -> None:
    place = tmp_path / "archive"
    create_engine(place).close()
    writer = FolderWriter(place, 0, 120_000, vocabulary=Vocabulary(as_it_stands))
    for each in articles(60, 5):
        writer.put(each)
        if writer._leaving is not None:
            break
    assert writer._leaving is not None
    writer.abort()
    assert not list(place.glob("*.segment"))
    engine = open_engine(place)
    assert list(engine.ids()) == []
    engine.close()
