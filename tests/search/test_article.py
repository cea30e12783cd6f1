"""Articles: what they are made from, what they refuse, and how their fields read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import (
    Article,
    ArticleError,
    Block,
    Caption,
    Entity,
    Mention,
    PressDate,
)
from pressespiegel.search.article import LONGEST_ID, TEXT_FIELDS, paragraphs


def test_from_text_parts_paragraphs_and_reads_the_date() -> None:
    article = Article.from_text(
        id="a1",
        title="Seilbahn steht still",
        text="Der Motor streikt.\n\n \nDie Gondeln hängen\nüber dem Tal.\n",
        published="2022-01",
        source="Talbote",
    )
    assert article.blocks == (
        Block("paragraph", "Der Motor streikt."),
        Block("paragraph", "Die Gondeln hängen\nüber dem Tal."),
    )
    assert article.published == PressDate(2022, 1)
    assert article.text == "Der Motor streikt.\n\nDie Gondeln hängen\nüber dem Tal."
    assert article.language == "de"


@pytest.mark.parametrize("published", [None, "", "  "])
def test_an_article_may_be_undated(published: str | None) -> None:
    assert Article.from_text(id="a", title="T", text="", published=published).published is None


def test_a_broken_date_names_the_article() -> None:
    with pytest.raises(ArticleError, match="article a7: not a date: 'vorgestern'") as raised:
        Article.from_text(id="a7", title="T", text="", published="vorgestern")
    assert raised.value.hint


@pytest.mark.parametrize("id", ["", "a\nb", "a\x00", "x" * (LONGEST_ID + 1), "\ud800"])
def test_ids_that_cannot_be_kept(id: str) -> None:
    with pytest.raises(ArticleError):
        Article(id=id, title="T")


def test_ids_that_can() -> None:
    for id in ("a", "Größe 7", "https://example.org/a?b=1#c", "x" * LONGEST_ID):
        assert Article(id=id, title="T").id == id


@pytest.mark.parametrize("blocks", [(), (Block("paragraph", " \n"),)])
def test_an_article_says_something(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ArticleError, match="neither title nor text"):
        Article(id="a", title=" ", blocks=blocks)
    assert Article(id="a", title="", blocks=(*blocks, Block("subhead", "Doch"))).text


def test_articles_are_values() -> None:
    one = Article.from_text(id="a", title="T", text="x")
    same = Article.from_text(id="a", title="T", text="x")
    assert one == same
    assert hash(one) == hash(same)
    with pytest.raises(AttributeError):
        one.title = "U"  # type: ignore[misc]  # the point of the test


def test_every_position_refers_to_a_field_text() -> None:
    article = Article(
        id="a",
        title="Titel",
        kicker="Dach",
        lead="Vorspann",
        blocks=(Block("subhead", "Eins"), Block("paragraph", "Zwei")),
        captions=(Caption("Bild A", "Ina Licht"), Caption("Bild B")),
    )
    texts = {name: article.field_text(name) for name in TEXT_FIELDS}
    assert texts == {
        "title": "Titel",
        "kicker": "Dach",
        "lead": "Vorspann",
        "text": "Eins\n\nZwei",
        "caption": "Bild A\n\nBild B",
    }


def test_names_are_listed_once_by_kind() -> None:
    article = Article(
        id="a",
        title="T",
        entities=(
            Entity("person", "Ada Kern", "Ministerin", (Mention("title", 0, 1),)),
            Entity("place", "Oberau"),
            Entity("person", "Ada Kern"),
            Entity("person", "Bo Lang"),
        ),
    )
    assert article.names("person") == ("Ada Kern", "Bo Lang")
    assert article.names("place") == ("Oberau",)
    assert article.names("organisation") == ()


@given(st.text())
def test_paragraphs_lose_nothing_but_white_space(text: str) -> None:
    found = list(paragraphs(text))
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(each == each.strip() != "" for each in found)
