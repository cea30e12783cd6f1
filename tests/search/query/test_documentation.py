"""`docs/query-language.md` says what is so: its examples are run, its tables compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article, Entity
from pressespiegel.search.article import ENTITY_KINDS
from pressespiegel.search.query import FIELDS, parse
from pressespiegel.search.query.brackets import DEEPEST
from pressespiegel.search.query.leaves import FARTHEST, LONGEST_WORD, WORD_LIMIT
from pressespiegel.search.query.lexemes import LONGEST_EXPRESSION
from pressespiegel.search.query.notices import MESSAGES
from pressespiegel.search.query.parser import MOST_WARNINGS
from pressespiegel.search.query.periods import read_period
from pressespiegel.search.query.placeholders import MOST_EDITS, MOST_WORDS

PAGE = Path(__file__).parents[3] / "docs" / "query-language.md"


def rows(head: str) -> list[list[str]]:
    """The cells of all tables whose first row is `head`."""
    found: list[list[str]] = []
    inside = False
    for line in PAGE.read_text("utf-8").splitlines():
        if line == head:
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("| ---"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            found.append([cell.replace("\\|", "|") for cell in cells])
    assert found, head
    return found


def typed(cell: str) -> str:
    assert cell[0] == cell[-1] == "`"
    return cell[1:-1]


def article(cells: list[str]) -> Article:
    id, published, source, section, names, title, text = cells
    pairs = [tuple(name.split(": ")) for name in names.split("; ") if name]
    made = Article.from_text(
        id=id, title=title, text=text, published=published, source=source, section=section
    )
    return replace(
        made,
        entities=tuple(
            Entity(kind, name) for kind in ENTITY_KINDS for key, name in pairs if key == kind
        ),
        agencies=tuple(name for key, name in pairs if key == "agency"),
        authors=tuple(name for key, name in pairs if key == "author"),
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("documentation") / "archive") as archive:
        with archive.writer() as writer:
            for cells in rows("| id | date | source | section | names | title | text |"):
                writer.put(article(cells))
        yield archive


@pytest.mark.parametrize(("query", "ids"), rows("| You type | It finds |"))
def test_examples_find_what_the_page_says(archive: Archive, query: str, ids: str) -> None:
    hits = archive.search(typed(query), limit=100).hits
    assert {hit.article.id for hit in hits if hit.complete} == set(filter(None, ids.split(", ")))


@pytest.mark.parametrize(
    ("query", "complete", "partial"),
    rows("| You type | It finds completely | It finds in part |"),
)
def test_partial_hits_are_as_the_page_says(
    archive: Archive, query: str, complete: str, partial: str
) -> None:
    hits = archive.search(typed(query), limit=100).hits
    assert {hit.article.id for hit in hits if hit.complete} == set(
        filter(None, complete.split(", "))
    )
    assert {hit.article.id for hit in hits if not hit.complete} == set(
        filter(None, partial.split(", "))
    )


@pytest.mark.parametrize(("query", "offered"), rows("| You type | It offers |"))
def test_other_queries_are_offered_as_the_page_says(
    archive: Archive, query: str, offered: str
) -> None:
    suggestion = archive.search(typed(query)).suggestion
    assert (suggestion.query if suggestion else "") == (typed(offered) if offered else "")


@pytest.mark.parametrize(("query", "reading"), rows("| You type | It is read as |"))
def test_readings_are_as_the_page_says(query: str, reading: str) -> None:
    understood = parse(typed(query))
    assert (understood.reading, understood.warnings) == (reading, ())


@pytest.mark.parametrize(
    ("query", "reading", "warning"), rows("| You type | It is read as | The warning |")
)
def test_warnings_are_as_the_page_says(query: str, reading: str, warning: str) -> None:
    understood = parse(typed(query))
    assert understood.reading == reading
    assert [each.message for each in understood.warnings] == [warning]


def test_fields_are_those_on_the_page() -> None:
    described = []
    for german, english, others, searches in rows("| German | English | also | looks at |"):
        aliases = tuple(typed(name)[:-1] for name in others.split(", ") if name)
        where = () if searches.startswith("the ") else tuple(searches.split(", "))
        described.append((typed(german)[:-1], typed(english)[:-1], aliases, where))
    assert described == [(f.german, f.english, f.aliases, f.searches) for f in FIELDS]


def test_relative_dates_on_the_page_are_dates() -> None:
    paragraph = re.search(r"Relative to today:.*?\n\n", PAGE.read_text("utf-8"), re.DOTALL)
    assert paragraph
    examples = re.findall(r"`(?:datum|date):\"?([^`\"]+)\"?`", paragraph.group())
    assert len(examples) > 10
    for example in examples:
        assert read_period(example, date(2022, 3, 16)), example


def test_limits_are_those_on_the_page() -> None:
    described = [int(number) for _, number in rows("| What | At most |")]
    assert described == [
        WORD_LIMIT,
        LONGEST_WORD,
        DEEPEST,
        MOST_WORDS,
        MOST_EDITS,
        FARTHEST,
        LONGEST_EXPRESSION,
        MOST_WARNINGS,
    ]


def test_every_message_exists_in_both_languages_with_the_same_values() -> None:
    german, english = MESSAGES["de"], MESSAGES["en"]
    assert list(german) == list(english)
    for kind, sentence in german.items():
        values = re.findall(r"{\w+}", sentence)
        assert set(values) == set(re.findall(r"{\w+}", english[kind])), kind
