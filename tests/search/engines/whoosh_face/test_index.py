"""An archive folder opened as a Whoosh index: commits, counts, refreshing, refusals."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

import pytest
from whoosh import query, sorting
from whoosh.index import Index
from whoosh.reading import ReaderClosed, TermNotFound
from whoosh.writing import IndexingError

from pressespiegel.search import Archive, ArchiveInvalid, ArchiveMissing, Article
from pressespiegel.search.engines.whoosh.face import ArchiveIndex, open_index


def put(archive: Archive, id: str, text: str) -> None:
    with archive.writer() as writer:
        writer.put(Article.from_text(id=id, title="", text=text))


def test_it_is_a_whoosh_index(newspaper: ArchiveIndex) -> None:
    assert isinstance(newspaper, Index)
    assert newspaper.doc_count() == 3
    assert not newspaper.is_empty()
    assert newspaper.last_modified() > 0
    assert {"id", "title", "text", "person", "source", "date"} <= set(newspaper.schema.names())
    assert newspaper.field_length("title") == 10
    assert newspaper.max_field_length("title") == 4


def test_a_commit_is_seen_by_the_next_searcher(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    index = open_index(tmp_path / "archive")
    searcher = index.searcher()
    assert searcher.up_to_date()
    before = index.latest_generation()

    put(archive, "a", "Der Deich hält.")

    assert index.latest_generation() == before + 1
    assert not searcher.up_to_date()
    assert index.up_to_date()
    assert index.refresh().doc_count() == 1
    assert searcher.doc_count() == 0
    fresh = searcher.refresh()
    assert fresh.doc_count() == 1
    assert [hit["id"] for hit in fresh.search(query.Term("text", "deich"))] == ["a"]
    assert fresh.refresh() is fresh


def test_an_open_searcher_keeps_its_commit(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "archive")
    put(archive, "a", "Der Deich hält.")
    index = open_index(tmp_path / "archive")
    with index.searcher() as searcher:
        with archive.writer() as writer:
            writer.delete("a")
        assert [hit["id"] for hit in searcher.search(query.Every())] == ["a"]
        assert searcher.document(id="a")["text"] == "Der Deich hält."
    assert index.doc_count() == 0


def test_an_empty_archive(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive")
    index = open_index(tmp_path / "archive")
    assert index.is_empty()
    assert index.doc_count() == 0
    with index.searcher() as searcher:
        for asked in (query.Every(), query.Term("text", "haus"), query.Prefix("text", "h")):
            assert len(searcher.search(asked)) == 0
        assert searcher.search(query.Every(), groupedby="source", sortedby="date").groups() == {}
        assert list(searcher.lexicon("text")) == []
        assert searcher.suggest("text", "haus") == []


def test_writing_is_refused_and_says_where_to_go(newspaper: ArchiveIndex) -> None:
    with pytest.raises(IndexingError, match=r"Archive\.open"):
        newspaper.writer()
    with pytest.raises(IndexingError, match="read-only"):
        newspaper.optimize()
    with pytest.raises(IndexingError, match="read-only"):
        newspaper.delete_by_term("id", "w1")


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        open_index(tmp_path / "nothing")
    with pytest.raises(ArchiveInvalid):
        open_index(tmp_path)


def test_a_closed_reader_refuses_to_read(newspaper: ArchiveIndex) -> None:
    reader = newspaper.reader()
    reader.close()
    with pytest.raises(ReaderClosed):
        reader.postings("text", "haus")
    with pytest.raises(ReaderClosed):
        reader.stored_fields(0)
    assert newspaper.doc_count() == 3


def test_terms_that_are_not_there(newspaper: ArchiveIndex) -> None:
    reader = newspaper.reader()
    assert ("text", "nirgends") not in reader
    assert ("nirgends", "haus") not in reader
    assert reader.doc_frequency("text", "nirgends") == 0
    assert reader.frequency("text", "nirgends") == 0
    for ask in (reader.postings, reader.term_info):
        with pytest.raises(TermNotFound):
            ask("text", "nirgends")


def test_terms_come_in_order(newspaper: ArchiveIndex) -> None:
    reader = newspaper.reader()
    terms = list(reader.all_terms())
    assert terms == sorted(set(terms))
    assert {field for field, _ in terms} == set(reader.indexed_field_names())
    # What only a deleted article has stays, as in Whoosh, until segments are merged.
    assert list(reader.field_terms("year")) == ["1999", "2022"]
    assert list(reader.field_terms("id")) == ["t1", "w1", "w2", "w3"]
    assert [str(moment)[:10] for moment in reader.field_terms("date")][:3] == [
        "1999-01-01",
        "2022-01-05",
        "2022-02-01",
    ]


def test_figures_of_a_term(newspaper: ArchiveIndex) -> None:
    info = newspaper.reader().term_info("text", "haus")
    assert info.doc_frequency() == 4
    assert info.weight() == newspaper.reader().frequency("text", "haus")
    assert (info.min_id(), info.max_id()) == (0, 3)
    assert info.min_length() <= info.max_length()


def test_columns(newspaper: ArchiveIndex) -> None:
    reader = newspaper.reader()
    assert list(reader.column_reader("source"))[:3] == [
        "Wörlatal-Bote",
        "Tannmärkische Allgemeine",
        "Wörlatal-Bote",
    ]
    assert reader.column_reader("author")[1] == ["Ada Kai", "Bea Deich"]
    dates = reader.column_reader("date")
    assert (dates[0], dates[2]) == (datetime(2022, 1, 5, 10, 30), None)
    assert not reader.has_column("text")
    for leaf, _ in reader.leaf_readers():
        assert len(leaf.column_reader("date")) == leaf.doc_count_all()
        with pytest.raises(KeyError, match="no column"):
            leaf.column_reader("text")


def test_no_vectors(newspaper: ArchiveIndex) -> None:
    reader = newspaper.reader()
    assert not reader.has_vector(0, "text")
    with pytest.raises(KeyError, match="no term vectors"):
        reader.vector(0, "text")


def test_one_index_serves_many_threads(newspaper: ArchiveIndex) -> None:
    found: list[list[str]] = []

    def search() -> None:
        with newspaper.searcher() as searcher:
            asked = query.And([query.Prefix("text", "=h"), query.DateRange("date", None, None)])
            results = searcher.search(asked, sortedby=sorting.FieldFacet("date", reverse=True))
            found.append([hit["id"] for hit in results])

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["t1", "w1"]] * 8
