"""Words as they are sent, and documents as they come back."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import Article
from pressespiegel.search.document import Document, Words, document
from pressespiegel.search.engines.opensearch.blocks import block_documents
from pressespiegel.search.engines.opensearch.commits import PartEntry
from pressespiegel.search.engines.opensearch.documents import document_of, encoded, keyed, unkeyed
from pressespiegel.search.engines.opensearch.merging import FACTOR, MOST_LESS, due
from pressespiegel.search.engines.opensearch.tokens import WordForms, escaped, unescaped

FORMS = WordForms()


def test_a_word_is_its_terms_and_a_gap_is_kept() -> None:
    words = Words.of_text("Die Nord-Häuser .")
    (ready,), terms = FORMS.read(words)
    first, north, houses = ready.split(" ")
    assert first == "=die|die"
    assert "=nord" in north.split("|")
    assert {"=häuser", "haus"} <= set(houses.split("|"))
    assert terms >= {"=die", "=nord", "haus"}


def test_each_value_is_a_text_of_its_own() -> None:
    assert len(FORMS.read(Words.of_values(["Ada Kern", "dpa"]))[0]) == 2


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_kept(text: str) -> None:
    assert unescaped(escaped(text)) == text == unkeyed(keyed(text))
    assert not set(escaped(text)) & set(" |_\t\n\x1d\u2028")
    assert keyed(text)
    keyed(text).encode()


def test_a_document_comes_back_as_it_was_put() -> None:
    made = document(
        Article.from_text(
            id="ä/1",
            title="Brücke gesperrt",
            text="Bis Mai. " * 200,
            published="2022-01",
            source="Der Bote",
        )
    )
    again = document_of(encoded(made, FORMS, 7)[0])
    for name in Document.__slots__:
        if name not in ("analyses", "version", "facets"):
            assert getattr(again, name) == getattr(made, name), name
    assert {k: v for k, v in again.facets.items() if v} == {
        k: v for k, v in made.facets.items() if v
    }


def test_words_at_odd_places_come_back_too() -> None:
    words = Words("kai \udcff kai", array("I", (0, 6)), array("I", (3, 9)))
    made = Document("a", {"text": words}, {}, None, None, b"\x00", bytes(16))
    assert dict(document_of(encoded(made, FORMS, 1)[0]).fields) == {"text": words}


def entry(number: int, entries: int, less: int = 0) -> PartEntry:
    return PartEntry(str(number), number, number, 1, entries, tuple(map(str, range(less))))


def test_parts_of_like_size_are_merged_and_no_others() -> None:
    small = [entry(number, 100) for number in range(FACTOR)]
    assert due(small) == tuple(small)
    assert due(small[1:]) == ()
    large = entry(100, 10_000_000)
    assert due([large, *small]) == tuple(small)
    assert due([*small[:4], large, *small[4:]]) == (*small[:4], large, *small[4:])
    worn = entry(9, 100, MOST_LESS)
    assert due([large, worn]) == (worn,)


@pytest.mark.parametrize("count", [0, 1, 60_000])
def test_a_block_is_written_so_that_its_first_document_comes_last(count: int) -> None:
    """Whoever finds it finds the others too."""
    names = [name for name, _ in block_documents("7", dict.fromkeys(map(str, range(count)), 1), 7)]
    assert names[-1] == "v.7.0"
    assert len(names) == max(-(-count // 25_000), 1)
