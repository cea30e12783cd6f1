"""Whole results as files: every hit, and nothing else."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest

from pressespiegel.search import Archive, Article, Entity, PressDate
from pressespiegel.search.engine import Sort
from pressespiegel.search.export import COLUMNS, FORMATS, csv_lines, json_lines
from pressespiegel.search.serialisation import article_from_bytes

NARROWED: tuple[dict[str, tuple[str, ...]], ...] = ({}, {"source": ("Bote",)})

ARTICLE = Article.from_text(
    id="1",
    title="=SUM(A1:A9)",
    text='Eins,\n\n„zwei“ und "drei".',
    published="2024-03",
    source="@bote",
    authors=("-kli", "Ada Kern"),
)


def rows(articles: list[Article]) -> list[dict[str, str]]:
    text = "".join(csv_lines(articles))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def test_a_table_has_all_that_an_article_has() -> None:
    named = replace(ARTICLE, entities=(Entity("person", "Ada Kern"), Entity("place", "Husum")))
    (row,) = rows([named])
    assert tuple(row) == COLUMNS
    assert row["published"] == "2024-03"
    assert row["text"] == ARTICLE.text
    assert (row["persons"], row["places"]) == ("Ada Kern", "Husum")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "  =", "\n@"])
def test_no_cell_is_a_formula(begin: str) -> None:
    (row,) = rows([replace(ARTICLE, title=f"{begin}cmd|x", kicker="a=1", url="https://x.example")])
    assert row["title"] == f"'{begin}cmd|x"
    assert row["source"] == "'@bote"
    assert row["authors"] == "'-kli; Ada Kern"
    assert (row["kicker"], row["url"]) == ("a=1", "https://x.example")


def test_lines_of_json_are_articles() -> None:
    lines = list(json_lines([ARTICLE, replace(ARTICLE, id="2")]))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert [json.loads(line)["id"] for line in lines] == ["1", "2"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_is_written_of_nothing_but_a_heading(name: str) -> None:
    assert len(list(FORMATS[name].written([]))) == (name == "csv")


def filled(place: Path, count: int) -> Archive:
    archive = Archive.create(place)
    for part in (range(count // 2), range(count // 2, count)):
        with archive.writer() as writer:
            for number in part:
                writer.put(
                    replace(
                        Article.from_text(
                            id=f"a{number:04d}",
                            title=f"Bericht {number}",
                            text="Hafen " * (number % 5 + 1) + "und Deich. " * 40,
                            source=("Bote", "Kurier")[number % 2],
                        ),
                        published=PressDate(2024, 1 + number % 12) if number % 3 else None,
                    )
                )
    return archive


@pytest.mark.parametrize("sort", get_args(Sort))
@pytest.mark.parametrize("query", ["", "hafen", "bericht -deiche", "nirgends", "datum:2024-03"])
def test_every_article_of_a_search_comes_once_and_in_its_order(
    tmp_path: Path, query: str, sort: Sort
) -> None:
    with filled(tmp_path / "archive", 60) as archive:
        for filters in NARROWED:
            found = archive.search(query, limit=100, sort=sort, filters=filters)
            every = list(archive.every(query, sort=sort, filters=filters))
            assert [each.id for each in every] == [
                hit.article.id for hit in found.hits if hit.complete
            ]
            assert len(every) == found.total


def test_what_is_changed_meanwhile_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "archive", 10) as archive:
        every = archive.every("", sort="oldest")
        first = next(every)
        with archive.writer() as writer:
            for number in range(10):
                writer.delete(f"a{number:04d}")
        assert len({first.id, *(each.id for each in every)}) == 10
        assert list(archive.every("")) == []


def test_articles_are_read_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def reading(data: bytes) -> Article:
        read.append(data)
        return article_from_bytes(data)

    monkeypatch.setattr("pressespiegel.search.archive.article_from_bytes", reading)
    with filled(tmp_path / "archive", 10) as archive:
        lines = csv_lines(archive.every(""))
        assert next(lines).startswith("\ufeffid,")
        assert not read
        next(lines)
        next(lines)
        assert len(read) == 2


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with filled(tmp_path / "archive", 2) as archive, pytest.raises(ValueError, match="facet"):
        archive.every("", filters={"colour": ("red",)})
