"""Articles as bytes: every article comes back as it went in, and nonsense is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import (
    ArchiveInvalid,
    Article,
    Block,
    Caption,
    Entity,
    Mention,
    Origin,
    PressDate,
)
from pressespiegel.search.article import ENTITY_KINDS, TEXT_FIELDS
from pressespiegel.search.serialisation import article_from_bytes, article_to_bytes

texts = st.text(max_size=30)
several = st.lists(texts, max_size=3).map(tuple)
mentions = st.builds(
    Mention, st.sampled_from(TEXT_FIELDS), st.integers(0, 10**6), st.integers(0, 10**6)
)
entities = st.builds(
    Entity, st.sampled_from(ENTITY_KINDS), texts, texts, st.lists(mentions, max_size=3).map(tuple)
)
dates = st.one_of(
    st.none(),
    st.builds(PressDate, st.integers(1500, 2200)),
    st.builds(PressDate, st.integers(1500, 2200), st.integers(1, 12)),
    st.datetimes().filter(lambda each: 1500 <= each.year <= 2200).map(PressDate.from_datetime),
)
articles = st.builds(
    Article,
    id=st.text(min_size=1, max_size=20).filter(str.isprintable),
    title=texts.map("T".__add__),
    kicker=texts,
    lead=texts,
    blocks=st.lists(
        st.builds(Block, st.sampled_from(["paragraph", "subhead"]), texts), max_size=3
    ).map(tuple),
    published=dates,
    source=texts,
    section=texts,
    authors=several,
    agencies=several,
    place=texts,
    language=texts,
    url=texts,
    captions=st.lists(st.builds(Caption, texts, texts), max_size=3).map(tuple),
    keywords=several,
    entities=st.lists(entities, max_size=3).map(tuple),
    rights=texts,
    updated=st.sampled_from([None, PressDate(2024), PressDate(2024, 3, 5, 6, 0, 60)]),
    embargo=st.sampled_from([None, PressDate(2024), PressDate(2024, 3, 5, 6, 0, 60)]),
    stub=st.booleans(),
    version=st.integers(0, 2**53),
)


@given(articles)
def test_there_and_back(article: Article) -> None:
    stored = article_to_bytes(article)
    assert stored.isascii()
    assert article_from_bytes(stored) == article
    assert article_to_bytes(article_from_bytes(stored)) == stored


@given(articles, articles)
def test_other_articles_are_other_bytes(one: Article, other: Article) -> None:
    assert (article_to_bytes(one) == article_to_bytes(other)) == (one == other)


def test_an_article_of_an_older_program_is_read() -> None:
    stored = b'{"id":"a","title":"T","published":"2024-03-05"}'
    article = article_from_bytes(stored)
    assert (article.updated, article.embargo, article.stub) == (None, None, False)
    assert article_to_bytes(article) == stored


def test_half_a_surrogate_pair_survives() -> None:
    article = Article(id="a", title="kaputt \ud83d")
    assert article_from_bytes(article_to_bytes(article)) == article


def test_the_file_an_article_came_from_does_not_make_it_another() -> None:
    article = Article(id="a", title="T")
    moved = replace(article, origin=Origin("b.txt", "line 7"))
    assert article_to_bytes(moved) == article_to_bytes(article)
    assert article_from_bytes(article_to_bytes(moved)).origin == Origin()
    assert article_from_bytes(article_to_bytes(moved), moved.origin) == moved


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\x80",
        b"null",
        b"[]",
        b"{}",
        b'{"id":""}',
        b'{"id":"a"}',
        b'{"id":7,"title":"T"}',
        b'{"id":"a","title":7}',
        b'{"id":"a","title":"T","published":"nie"}',
        b'{"id":"a","title":"T","embargo":7}',
        b'{"id":"a","title":"T","blocks":[["paragraph"]]}',
        b'{"id":"a","title":"T","entities":[["person","A","",[["text",1]]]]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_article(stored: bytes) -> None:
    with pytest.raises(ArchiveInvalid) as raised:
        article_from_bytes(stored)
    assert raised.value.hint


@given(st.recursive(st.none() | st.integers() | texts, lambda each: st.lists(each, max_size=3)))
def test_json_of_another_shape_is_refused_clearly(blocks: object) -> None:
    stored = json.dumps({"id": "a", "title": "T", "blocks": blocks}).encode()
    try:
        article_from_bytes(stored)
    except ArchiveInvalid as error:
        assert error.hint  # noqa: PT017 - some shapes happen to be right
