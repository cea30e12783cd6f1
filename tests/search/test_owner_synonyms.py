"""Synonyms that the owner of an archive lists: found at once, and never a reason to fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import Archive, Article
from pressespiegel.search.query.synonyms import read_synonyms

TEXTS = {
    "court": "Das Bundesverfassungsgericht urteilt.",
    "short": "Das BVerfG verhandelt.",
    "bank": "Die Europäische Zentralbank hebt den Zins.",
    "ecb": "Die EZB senkt den Zins.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.create(folder) as archive:
        with archive.writer() as writer:
            for id, text in TEXTS.items():
                writer.put(Article.from_text(id=id, title=id, text=text))
        yield archive


def found(archive: Archive, query: str) -> set[str]:
    return {hit.article.id for hit in archive.search(query).hits if hit.complete}


def test_synonyms_are_found_without_a_new_index(archive: Archive, folder: Path) -> None:
    assert found(archive, "BVerfG") == {"short"}
    (folder / "synonyms.txt").write_text("Bundesverfassungsgericht = BVerfG\n", "utf-8")
    for query in ("BVerfG", "bverfg", "Bundesverfassungsgericht", "Bundesverfassungsgerichts"):
        assert found(archive, query) == {"court", "short"}, query
    (folder / "synonyms.txt").unlink()
    assert found(archive, "BVerfG") == {"short"}


def test_what_was_typed_ranks_before_its_synonym(archive: Archive, folder: Path) -> None:
    (folder / "synonyms.txt").write_text("EZB = Europäische Zentralbank", "utf-8")
    assert archive.search("EZB").hits[0].article.id == "ecb"


def test_wordings_of_several_words(archive: Archive, folder: Path) -> None:
    (folder / "synonyms.txt").write_text("EZB = Europäische Zentralbank", "utf-8")
    both = {"bank", "ecb"}
    for query in ("EZB", "Europäische Zentralbank", '"europäische Zentralbank"', "EZB Zins"):
        assert found(archive, query) == both, query
    assert found(archive, "die europäische Zentralbank Zins") == both
    assert found(archive, "Zentralbank") == {"bank"}
    assert found(archive, "=EZB") == {"ecb"}
    assert found(archive, "Zins -EZB") == set()


def test_the_reading_names_them(archive: Archive, folder: Path) -> None:
    (folder / "synonyms.txt").write_text("EZB = Europäische Zentralbank", "utf-8")
    reading = archive.search("EZB zins").reading
    assert reading == "alle Wörter: EZB UND zins, EZB auch als „Europäische Zentralbank“"
    english = archive.search("EZB", language="en").reading
    assert english == "the word EZB, EZB also as “Europäische Zentralbank”"


def test_mistakes_are_warnings_with_their_line(archive: Archive, folder: Path) -> None:
    lines = ["# Gerichte", "", "BVerfG", "= =", "a = A", "BVerfG = Bundesverfassungsgericht # ja"]
    (folder / "synonyms.txt").write_bytes("\n".join(lines).encode("utf-8-sig"))
    assert [warning.line for warning in archive.synonym_warnings()] == [3, 4, 5]
    assert found(archive, "BVerfG") == {"court", "short"}


def test_a_file_that_cannot_be_read_is_a_warning(archive: Archive, folder: Path) -> None:
    (folder / "synonyms.txt").mkdir()
    assert len(archive.synonym_warnings()) == 1
    assert found(archive, "BVerfG") == {"short"}


def test_a_file_from_windows(archive: Archive, folder: Path) -> None:
    data = "EZB = Europäische Zentralbank\r\n".encode("cp1252")
    (folder / "synonyms.txt").write_bytes(data)
    assert found(archive, "EZB") == {"bank", "ecb"}


@given(st.text(alphabet="ab =#\n\u00ad\ufeff\x00ßä-.", max_size=60))
def test_any_file_can_be_read(text: str) -> None:
    synonyms = read_synonyms(text)
    for key, others in synonyms.others.items():
        assert key
        assert others
