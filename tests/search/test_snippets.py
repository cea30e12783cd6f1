"""Snippets show what matched, cut where a reader would cut, whatever the spans say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search import Article, Caption, Highlight
from pressespiegel.search.article import TEXT_FIELDS, TextField
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.snippets import highlight, snippets

TEXT = """\
Die Brücke über die Alte Lahr ist seit Montag gesperrt. Der Grund sind Risse im Beton, sagte \
Bürgermeister Dr. Karl Weber am 5. Januar der Zeitung. „Wir wissen nicht, wie lange das dauert.“ \
Die Anwohner sind verärgert.

Umleitung über Neustadt

Wer nach Neustadt will, muss nun einen Umweg von 20 Kilometern fahren. Die Brücke war erst vor \
z. B. zehn Jahren saniert worden. Damals hatte die Firma Beton & Söhne den Auftrag erhalten, \
obwohl sie teurer war als andere Bieter aus der Region, die sich ebenfalls beworben hatten, ohne \
jedoch den Zuschlag zu bekommen.

Im Rathaus heißt es, die Brücke werde bis Mai repariert. Der Bürgermeister will das Geld vom Land.\
"""

ARTICLE = Article.from_text(id="a", title="Brücke in Lahr gesperrt", text=TEXT)


def matches(article: Article, *words: str) -> list[MatchedSpan]:
    return [
        MatchedSpan(field, found.start(), found.end())
        for field in TEXT_FIELDS
        for word in words
        for found in re.finditer(word, article.field_text(field))
    ]


def marked(shown: Highlight) -> str:
    """A highlight with its spans in square brackets."""
    text = shown.text
    for start, end in reversed(shown.spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def marked_snippets(article: Article, *words: str, count: int = 3, width: int = 240) -> list[str]:
    return [
        marked(each)
        for each in snippets(article, matches(article, *words), count=count, width=width)
    ]


def test_the_first_choice_shows_all_words() -> None:
    first, *_ = marked_snippets(ARTICLE, "Brücke", "Bürgermeister", count=1)
    assert "[Brücke]" in first
    assert "[Bürgermeister]" in first


def test_words_far_apart_get_a_snippet_each_in_reading_order() -> None:
    assert marked_snippets(ARTICLE, "Anwohner", "Land", width=80) == [
        "Die [Anwohner] sind verärgert. — Umleitung über Neustadt",
        "Der Bürgermeister will das Geld vom [Land].",
    ]


def test_an_excerpt_begins_and_ends_with_sentences_where_it_can() -> None:
    assert marked_snippets(ARTICLE, "Umweg", width=100) == [
        "Wer nach Neustadt will, muss nun einen [Umweg] von 20 Kilometern fahren."
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    (shown,) = marked_snippets(ARTICLE, "Jahren", width=80)
    assert shown == "Die Brücke war erst vor z. B. zehn [Jahren] saniert worden."


def test_a_sentence_that_is_cut_has_an_ellipsis_and_whole_words() -> None:
    (shown,) = marked_snippets(ARTICLE, "teurer", width=60)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    words = shown.replace("[", "").replace("]", "").strip("… ").split()
    assert set(words) <= set(TEXT.split())


def test_paragraphs_are_joined_by_a_dash_and_spans_moved() -> None:
    (shown,) = snippets(ARTICLE, matches(ARTICLE, "Umleitung", "Umweg"), count=1)
    assert "Neustadt — Wer nach" in shown.text
    assert [shown.text[start:end] for start, end in shown.spans] == ["Umleitung", "Umweg"]


def test_spaces_become_one() -> None:
    article = Article.from_text(id="a", title="T", text="Eins  zwei\tdrei\nvier.")
    (shown,) = snippets(article, matches(article, "drei", "vier"))
    assert marked(shown) == "Eins zwei [drei] [vier]."


def test_a_word_that_is_repeated_needs_one_snippet() -> None:
    article = Article.from_text(id="a", title="T", text="Die Brücke ist zu, und zwar ganz. " * 50)
    assert len(snippets(article, matches(article, "Brücke"))) == 1


def test_function_words_choose_no_snippet_beside_telling_words() -> None:
    shown = marked_snippets(
        ARTICLE, r"\bdie\b", r"\bDie\b", r"\bder\b", r"\bist\b", "Umweg", width=100
    )
    assert len(shown) == 1
    assert "[Umweg]" in shown[0]


def test_function_words_choose_where_nothing_else_matched() -> None:
    (shown,) = marked_snippets(ARTICLE, r"\bobwohl\b", r"\bals\b", r"\bim\b", count=1, width=120)
    assert "[obwohl] sie teurer war [als]" in shown


def test_inflected_words_count_as_one() -> None:
    filler = "Nichts davon steht hier, wirklich gar nichts, und das ist gut. " * 8
    article = Article.from_text(id="a", title="T", text=f"Haus. {filler}Die Häuser.")
    assert len(snippets(article, matches(article, "Haus", "Häuser"))) == 1


def test_lead_and_captions_are_shown_too() -> None:
    article = replace(
        ARTICLE,
        lead="Ein Umbau steht an.",
        captions=(Caption("Am Ufer der Lahr", "Foto: Rena Licht"), Caption("Der Kran")),
    )
    shown = marked_snippets(article, "Umbau", "Kran", "Zuschlag", width=60)
    assert shown[0] == "Ein [Umbau] steht an."
    assert "[Zuschlag]" in shown[1]
    assert shown[2] == "Am Ufer der Lahr — Der [Kran]"


def test_a_lead_that_is_the_first_paragraph_is_shown_once() -> None:
    lead = "Die Brücke ist gesperrt. Der Umweg ist lang."
    article = Article.from_text(id="a", title="T", text=f"{lead}\n\nMehr dazu morgen.", lead=lead)
    shown = marked_snippets(article, "Brücke", "Umweg")
    assert len(shown) == 1
    assert "[Brücke] ist gesperrt. Der [Umweg]" in shown[0]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article.from_text(id="a", title="T", text="Der Text."), "Der Text."),
        (Article.from_text(id="a", title="T", text="Der Text.", lead="Vorspann."), "Vorspann."),
        (Article.from_text(id="a", title="Nur der Titel", text=""), "Nur der Titel"),
        (
            replace(Article.from_text(id="a", title="T", text=""), captions=(Caption("Bild"),)),
            "Bild",
        ),
    ],
)
def test_without_matches_the_beginning_is_shown(article: Article, expected: str) -> None:
    assert snippets(article, []) == (Highlight(expected),)


def test_a_title_alone_is_shown_with_its_matches() -> None:
    article = Article.from_text(id="a", title="Nur der Titel", text="")
    assert marked_snippets(article, "Titel") == ["Nur der [Titel]"]


def test_a_field_is_highlighted_whole() -> None:
    article = Article.from_text(id="a", title="Der Nato-Russland-Rat tagt", text="x")
    spans = [*matches(article, "Rat", "Nato", "Russland"), MatchedSpan("text", 0, 1)]
    assert marked(highlight(article, "title", spans)) == "Der [Nato-Russland-Rat] tagt"
    assert highlight(article, "person", spans) == Highlight("")


def test_overlapping_and_touching_spans_are_one() -> None:
    spans = [MatchedSpan("title", *place) for place in ((0, 3), (2, 6), (6, 9), (0, 3))]
    article = Article.from_text(id="a", title="Brückenbau beginnt", text="x")
    assert highlight(article, "title", spans).spans == ((0, 9),)


def test_an_accent_or_emoji_is_never_cut_in_two() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    for filler in ("e\u0301", family, "\U0001f1e9\U0001f1ea", "\U0001f44d\U0001f3fd"):
        article = Article.from_text(id="a", title="T", text=filler * 300)
        for width in range(20, 40):
            (shown,) = snippets(article, [MatchedSpan("text", 0, 1)], width=width)
            assert shown.text.removesuffix(" …").replace(filler, "") == ""


def test_a_match_as_long_as_an_excerpt_at_the_end_of_the_text() -> None:
    address = "https://example.org/" + "x" * 220
    article = Article.from_text(id="a", title="T", text=f"Mehr dazu ({address}")
    assert marked_snippets(article, re.escape(address), width=len(address)) == [f"… ([{address}]"]


def test_thousands_of_spans_in_a_long_article() -> None:
    article = Article.from_text(id="a", title="T", text="Die Brücke und der Umweg. " * 20_000)
    shown = snippets(article, matches(article, "Brücke", "Umweg"))
    assert all(len(each.text) < 400 for each in shown)
    assert "[Brücke] und der [Umweg]." in marked(shown[0])


words = st.sampled_from(
    ["Brücke", "Nato-Rat", "geht's", "z. B.", "e\u0301", "\U0001f469\u200d\U0001f467", "Ende.",
     "„Nein“,", "\n\n", "\n", "\t", "x" * 300, "5.", "…", "\ud800", "\u00ad", "(a)"]
)  # fmt: skip
texts = st.one_of(st.lists(words, max_size=200).map(" ".join), st.text(max_size=300))
places = st.integers(-5, 2000)
spans = st.lists(st.builds(MatchedSpan, st.sampled_from([*TEXT_FIELDS, "person"]), places, places))


def visible(text: str) -> str:
    return re.sub(r"[\s…—]+", "", text)


def assert_sound(shown: Highlight, sources: Iterable[str]) -> None:
    ends = [0, *(place for span in shown.spans for place in span)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(shown.text)
    assert all(start < end for start, end in shown.spans)
    assert any(visible(shown.text) in visible(source) for source in sources)


@given(texts, texts, texts, spans, st.integers(1, 4), st.integers(10, 300))
@settings(max_examples=300, deadline=None)
def test_any_text_and_any_spans_have_sound_snippets(
    text: str, lead: str, caption: str, spans: list[MatchedSpan], count: int, width: int
) -> None:
    article = replace(
        Article.from_text(id="a", title="Titel", text=text, lead=lead), captions=(Caption(caption),)
    )
    found = snippets(article, spans, count=count, width=width)
    assert 1 <= len(found) <= count
    fields: list[TextField] = ["lead", "text", "caption", "title"]
    for each in found:
        assert each.text
        assert_sound(each, [article.field_text(field) for field in fields])
    for field in TEXT_FIELDS:
        whole = highlight(article, field, spans)
        assert whole.text == article.field_text(field)
        assert_sound(whole, [whole.text])


@given(st.lists(st.sampled_from(["Brücke", "Mai", "und", "Ende."]), min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_marks_stay_on_the_words_and_words_stay_whole(pieces: list[str]) -> None:
    article = Article.from_text(id="a", title="T", text=" ".join(pieces))
    for each in snippets(article, matches(article, "Brücke", "Mai"), width=80):
        assert {each.text[start:end] for start, end in each.spans} <= {"Brücke", "Mai"}
        assert set(each.text.split()) <= {*pieces, "…"}
