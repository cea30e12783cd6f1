"""The samples show what Pressespiegel can do, so each feature needs something to show."""

from __future__ import annotations

from collections import Counter

import pytest

from pressespiegel.indexer.files import find_files
from pressespiegel.indexer.preparation import Preparation
from pressespiegel.indexer.readers import read
from pressespiegel.indexer.readers.formats import FORMATS, format_of
from pressespiegel.indexer.readers.streams import head, opened
from pressespiegel.indexer.samples import folder
from pressespiegel.search import Article, ReadError
from pressespiegel.search.document import Document

NOT_SHOWN = ("CSV", "Mail", "WARC", "PDF")
"""Formats without a sample."""


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    with folder() as place:
        files = list(find_files([place]))
        assert [each for each in files if isinstance(each, ReadError)] == []
        return [each for file in files if not isinstance(file, ReadError) for each in read(file)]


@pytest.fixture(scope="module")
def facets(articles: list[Article]) -> dict[str, Counter[str]]:
    """Facet -> how many articles have each value, as an archive would count them."""
    counts: dict[str, Counter[str]] = {}
    prepare = Preparation(analyse=False)
    for prepared in prepare(articles):
        assert isinstance(prepared, Document)
        for name, values in prepared.facets.items():
            counts.setdefault(name, Counter()).update(values)
    return counts


def test_ids_are_distinct(articles: list[Article]) -> None:
    assert len({article.id for article in articles}) == len(articles) >= 40


def test_every_format_has_a_sample() -> None:
    with folder() as place:
        files = [each for each in find_files([place]) if not isinstance(each, ReadError)]
        shown = set()
        for file in files:
            with opened(str(file)) as stream:
                found = format_of(head(stream))
                shown.add(found.name if found else "")

    assert shown == {each.name for each in FORMATS if each.name not in NOT_SHOWN}


def test_dates_have_every_precision(articles: list[Article]) -> None:
    found = {article.published.precision if article.published else "" for article in articles}

    assert found >= {"", "month", "day", "minute"}


def test_articles_have_all_their_parts(articles: list[Article]) -> None:
    for part in ("kicker", "lead", "captions", "authors", "section", "keywords", "place", "url"):
        assert sum(bool(getattr(article, part)) for article in articles) >= 5, part
    assert any(block.kind == "subhead" for article in articles for block in article.blocks)


def test_no_page_furniture_is_left(articles: list[Article]) -> None:
    for furniture in ("Lesen Sie auch", "Cookies", "Newsletter", "Impressum", "Mehr zum Thema"):
        assert [article.title for article in articles if furniture in article.text] == []


def test_facets_have_values_that_recur(facets: dict[str, Counter[str]]) -> None:
    for name in ("person", "place", "organisation", "source", "section", "author", "month"):
        assert sum(count >= 3 for count in facets[name].values()) >= 3, name
    assert facets["agency"]["dpa"] >= 3
    assert facets["person"]["Johanna Reinders"] >= 5
    assert facets["place"]["Königswörth"] >= 5


def test_one_agency_story_is_printed_in_three_cuts(articles: list[Article]) -> None:
    first = "Die Wörlabrücke in Königswörth ist seit Dienstagmorgen"
    printed = [article for article in articles if first in article.text]

    assert len({article.source for article in printed}) == 3
    assert len({article.title for article in printed}) == 3
    assert len({article.text for article in printed}) == 3
