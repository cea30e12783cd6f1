"""What holds for any text and any article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pressespiegel.indexer.entities import annotate, find
from pressespiegel.indexer.entities.model import trained_finder
from pressespiegel.indexer.entities.tokens import tokenise
from pressespiegel.search import Article
from pressespiegel.search.article import ENTITY_KINDS, TEXT_FIELDS, Caption, Entity

# pieces that mean something to the rules, so that chance meets them
PIECES = (
    "Anna", "Berger", "Bergers", "Dr.", "Prof.", "von", "der", "Heide", "Minister", "Frau", "Nato",
    "(OSZE)", "Organisation", "für", "Berlin", "Halle/Saale", "Frankfurt (Oder)", "GmbH", "Die",
    "Grünen", "Foto: Anna Berger/dpa", "(dpa/lby)", "Berlin (dpa) - ", ".", ",", "\n", "\n\n",
    "„", "“", "’", "sagte", "US-Präsident", "III.", "Landgericht", "Universität", "ein", "\x00",
    "\u00ad", "\u2028", "ẞ", "ﬁ", "😀", "Ⅷ", "İstanbul", "-",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


@given(TEXTS)
def test_tokens_are_the_text(text: str) -> None:
    tokens = tokenise(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert tokens.starts == sorted(tokens.starts)
    assert all(0 <= number < len(tokens.words) for number in tokens.opening)


@settings(deadline=None)
@given(TEXTS)
def test_spans_are_in_order_and_point_at_the_text(text: str) -> None:
    spans = find(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert span.kind in ENTITY_KINDS
        end = span.end
    assert spans == find(text)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_texts_together_have_the_names_that_each_has(texts: list[str]) -> None:
    finder = trained_finder()
    assert finder.find_all(texts) == [finder.find(text) for text in texts]


def test_texts_are_worked_out_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pressespiegel.indexer.entities.model._TOKENS_AT_ONCE", 5)
    finder = trained_finder()
    texts = ["Anna Berger wohnt in Hamburg.", "", "Halle", "Die Nato tagte gestern in Wien.", ""]
    assert finder.find_all(texts) == [finder.find(text) for text in texts]


@settings(deadline=None)
@given(title=TEXTS, lead=TEXTS, text=TEXTS, caption=TEXTS)
@example(title="", lead="", text="A AG", caption="’")
def test_any_article_gets_its_entities(title: str, lead: str, text: str, caption: str) -> None:
    article = replace(
        Article.from_text(id="a", title=title if title.strip() else "x", text=text),
        lead=lead,
        captions=(Caption(caption, ""),),
    )
    annotated = annotate(article)
    assert replace(annotated, entities=()) == article
    for entity in annotated.entities:
        assert entity.kind in ENTITY_KINDS
        assert entity.name.strip() == entity.name != ""
        assert "\n" not in entity.name
        assert entity.mentions
        for mention in entity.mentions:
            assert mention.field in TEXT_FIELDS
            assert 0 <= mention.start < mention.end <= len(article.field_text(mention.field))
    names = [(entity.kind, entity.name) for entity in annotated.entities]
    assert len(names) == len(set(names))
    assert annotate(annotated) == annotated


@pytest.mark.parametrize(
    "piece",
    [
        "Anna Berger und Berger, ", "A", "Anna ", "(", "Foto: ", "Von Anna ", "Dr. ", "von der ",
        "a.b.", "12.", "Berlin/", "-", "Frau Anna (OSZE) ", "’", "A.", "Anna-", "© ",
        "\n\nVon Anna ", "Landgericht ", "Technischen ", "Bundesa", "der Plan Anna Bergers ",
    ],
)  # fmt: skip
def test_long_monotonous_texts_are_no_trouble(piece: str) -> None:
    """Where time grows with the square of the length, these take minutes, else a moment."""
    text = piece * (20_000 // len(piece))
    article = Article.from_text(id="a", title=text[:1000], text=text)
    for entity in annotate(article).entities:
        assert isinstance(entity, Entity)


def test_many_words_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The finder keeps what it worked out for words, up to a limit, and finds the same after it."""
    before = find("Anna Berger wohnt in Hamburg.")
    monkeypatch.setattr("pressespiegel.indexer.entities.word_scores._MOST_WORDS", 2_000)
    for start in range(0, 3_000, 1_000):
        trained_finder().find(" ".join(f"Wort{number}" for number in range(start, start + 1_000)))
    assert find("Anna Berger wohnt in Hamburg.") == before
