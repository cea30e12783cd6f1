"""The vocabulary of an archive, as suggestions and completion read it."""

from __future__ import annotations

from collections import Counter

import pytest

from pressespiegel.search.engine import Engine

from .invented_documents import document, write


@pytest.fixture
def words(engine: Engine) -> Engine:
    write(engine, document("a", "kai kai kai", title="kais"), document("b", "kais deich"))
    write(engine, document("c", "kai", person="kaiser"))
    return engine


def test_forms_with_their_article_counts(words: Engine) -> None:
    assert list(words.terms(("text",), "=")) == [("=deich", 1), ("=kai", 2), ("=kais", 1)]


def test_an_article_counts_once_over_several_fields(words: Engine) -> None:
    assert list(words.terms(("text", "title"), "=ka")) == [("=kai", 2), ("=kais", 2)]
    write(words, document("a", "kais", title="kais"))
    assert dict(words.terms(("text", "title"), "=ka")) == {"=kai": 1, "=kais": 2}


def test_by_prefix_and_field(words: Engine) -> None:
    assert list(words.terms(("person",), "=kai")) == [("=kaiser", 1)]
    assert list(words.terms(("text",), "=kais")) == [("=kais", 1)]
    assert list(words.terms(("text",), "=x")) == []
    assert list(words.terms((), "")) == []


def test_all_terms_are_sorted(words: Engine) -> None:
    terms = [term for term, _ in words.terms(("text", "title", "person"), "")]
    assert terms == sorted(terms)
    assert {"=kai", "=kais", "=kaiser", "=deich"} <= set(terms)


def test_terms_of_deleted_articles_are_gone(words: Engine) -> None:
    writer = words.writer(wait=1)
    writer.delete("b")
    writer.commit()
    assert list(words.terms(("text",), "=")) == [("=kai", 2)]


def test_ids(words: Engine) -> None:
    assert sorted(words.ids()) == ["a", "b", "c"]
    write(words, document("a", "neu"), document("d", "neu"))
    assert sorted(words.ids()) == ["a", "b", "c", "d"]


def test_the_parts_make_up_the_whole(words: Engine) -> None:
    write(words, document("d", "kai", title="kais"))
    writer = words.writer(wait=1)
    writer.delete("b")
    writer.commit()
    for field in ("text", "title"):
        counts: Counter[str] = Counter()
        for part in words.parts():
            terms = part.terms(field, "=k")
            assert list(terms) == sorted(terms)
            counts.update(dict(zip(terms, part.articles_with(field, "=k").tolist(), strict=True)))
        assert dict(+counts) == dict(words.terms((field,), "=k"))
    assert sum(part.articles for part in words.parts()) == 3


def test_the_frequency_of_a_term_in_the_parts(words: Engine) -> None:
    write(words, document("d", "kai", title="kais"))
    for field in ("text", "title", "person"):
        for term in ("=kai", "=kais", "=kaiser", "=x", "\ud800"):
            expected = dict(words.terms((field,), "")).get(term, 0)
            assert sum(part.frequency(field, term) for part in words.parts()) == expected


def test_the_values_of_the_parts(words: Engine) -> None:
    write(words, document("d", "kai", person="Ada Kern"))
    writer = words.writer(wait=1)
    writer.delete("c")
    writer.commit()
    counts: Counter[str] = Counter()
    for part in words.parts():
        values = part.values("person")
        assert list(values) == sorted(values)
        counts.update(dict(zip(values, part.articles_of("person").tolist(), strict=True)))
    assert dict(+counts) == dict(words.values("person")) == {"Ada Kern": 1}


def test_a_part_that_is_kept_is_named_as_before(words: Engine) -> None:
    before = {part.name: list(part.terms("text", "")) for part in words.parts()}
    assert [part.name for part in words.parts()] == list(before)
    write(words, document("d", "neu"))
    for part in words.parts():
        assert before.get(part.name, list(part.terms("text", ""))) == list(part.terms("text", ""))


def test_terms_beyond_ascii_are_told_apart(engine: Engine) -> None:
    write(engine, document("a", "über ürük straße naïve łódź 京 \U0001d5ba ab"))
    for part in engine.parts():
        assert list(part.terms("text", "=")) == [term for term, _ in engine.terms(("text",), "=")]
