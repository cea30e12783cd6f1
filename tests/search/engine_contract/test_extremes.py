"""Words, values and ids as odd as they come."""

from __future__ import annotations

import dataclasses
from array import array

import pytest

from pressespiegel.search.document import Words
from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.query import tree

from .invented_documents import document, form, found, word, write

ODD_WORDS = (
    "ß",
    "Ærøskøbing",
    "Łódź",
    "İstanbul",
    "Ωmega",
    "кремль",
    "東京",
    "القاهرة",
    "e\u0301tude",
    "\U0001f600",
    "\U0001d54f",
    "\u0301",
    "a" * 5_000,
    "\x00",
    "\udcff",
)


@pytest.mark.parametrize("odd", ODD_WORDS, ids=range(len(ODD_WORDS)))
def test_any_word_can_be_kept(engine: Engine, odd: str) -> None:
    after = 5 + len(odd)
    starts, ends = array("I", (0, 4, after)), array("I", (3, after - 1, after + 3))
    words = Words(f"kai {odd} kai", starts, ends)
    write(engine, document("plain", "kai"))
    write(engine, dataclasses.replace(document("odd"), fields={"text": words}))
    assert found(engine, word("kai")) == {"odd", "plain"}
    assert len(engine.spans("odd", word("kai"))) == 2
    list(engine.terms(("text",), ""))


@pytest.mark.parametrize("odd", ["Łódź", "İstanbul", "кремль", "東京"])
def test_odd_words_are_found(engine: Engine, odd: str) -> None:
    write(engine, document("a", f"kai {odd} kai"), document("b", "kai"))
    assert found(engine, tree.Word(odd, (tree.Alternative(form(odd)),))) == {"a"}


@pytest.mark.parametrize(
    "id", ["a b", "ä/ö", "'", '"', "..", "東京", "*", "x" * 512, "a:b", "é", "e\u0301"]
)
def test_any_id_can_be_kept(engine: Engine, id: str) -> None:
    write(engine, document(id, "kai"), document("other", "kai"))
    assert found(engine, tree.Identified((id,))) == {id}
    assert engine.stored(id) is not None
    assert len(engine.spans(id, word("kai"))) == 1
    writer = engine.writer(wait=1)
    assert writer.delete(id)
    writer.commit()
    assert list(engine.ids()) == ["other"]


@pytest.mark.parametrize(
    "value", ["", " ", "A\tB\nC", "\x1d", "\x00", "\udcff", "😀", "x" * 10_000]
)
def test_any_facet_value_can_be_kept(engine: Engine, value: str) -> None:
    write(engine, document("a", "kai", source=(value, "bote")))
    write(engine, document("b", "kai", source="bote"))
    assert engine.values("source") == {value: 1, "bote": 2}
    request = Request(word("kai"), facets=("source",), filters={"source": (value,)})
    answer = engine.search(request)
    assert [match.id for match in answer.matches] == ["a"]
    assert dict(answer.facets["source"]) == {value: 1, "bote": 2}


def test_long_texts(engine: Engine) -> None:
    write(engine, document("long", "kai deich " * 40_000), document("short", "deich kai"))
    assert found(engine, word("kai")) == {"long", "short"}
    assert len(engine.spans("long", word("kai"))) == 40_000
    last = engine.spans("long", word("deich"))[-1]
    assert (last.start, last.end) == (399_994, 399_999)


def test_many_values(engine: Engine) -> None:
    names = tuple(f"name{number}" for number in range(2_000))
    write(engine, document("a", "kai", person=names), document("b", "kai", person=names[:1]))
    answer = engine.search(Request(word("kai"), facets=("person",), facet_limit=3))
    assert answer.facets["person"] == (("name0", 2), ("name1", 1), ("name10", 1))
    assert found(engine, word("name1999", "person")) == {"a"}


def test_a_query_of_many_words(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", "deich"))
    words = tuple(word(f"wort{number}") for number in range(3_000))
    assert found(engine, tree.AnyOf((*words, word("kai")))) == {"a"}
    assert found(engine, tree.AllOf((*words, word("kai")))) == set()
