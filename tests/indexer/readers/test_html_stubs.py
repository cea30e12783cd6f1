"""Pages that have only the beginning of their article, told by what they say of it."""

from __future__ import annotations

import json

import pytest

from pressespiegel.indexer.readers.html import article_from_html

SENTENCE = "Der Stadtrat von Tannau hat am Montag den Bau der neuen Schwimmhalle beschlossen. "
LOCKED = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".premium"}


def is_stub(sentences: int, data: dict[str, object], more: str = "", head: str = "") -> bool:
    """Whether a page of so many paragraphs of 24 words is one; `more` stands behind them."""
    node = {"@type": "NewsArticle", "headline": "Tannau bekommt ein Bad", **data}
    paragraphs = f"<p>{SENTENCE * 2}</p>" * sentences
    page = (
        f'<html><head>{head}<script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body><h1>Tannau bekommt ein Bad</h1><article>{paragraphs}{more}</article></body></html>"
    )
    return article_from_html(page.encode()).stub


@pytest.mark.parametrize("no", [False, "False", "false"])
def test_less_than_the_words_that_a_locked_article_has(no: object) -> None:
    assert is_stub(10, {"isAccessibleForFree": no, "wordCount": 600})
    assert is_stub(10, {"isAccessibleForFree": no, "wordCount": "600"})
    assert not is_stub(10, {"isAccessibleForFree": no, "wordCount": 250})
    assert not is_stub(10, {"isAccessibleForFree": True, "wordCount": 600})


def test_a_part_that_is_not_on_the_page() -> None:
    data: dict[str, object] = {"isAccessibleForFree": False, "hasPart": LOCKED}
    assert is_stub(10, data)
    assert is_stub(10, {"hasPart": [LOCKED]})
    assert is_stub(10, data, '<div class="premium"><p>Weiterlesen mit Abo.</p></div>')


def test_a_part_that_is_on_the_page() -> None:
    text = f"<p>{SENTENCE * 3}</p>" * 3
    for selector, element in (
        (".premium", '<div class="a premium">'),
        ("article div.premium.text", '<div class="text premium">'),
        ("#rest, .premium", '<div id="rest">'),
    ):
        part = {**LOCKED, "cssSelector": selector}
        assert not is_stub(1, {"hasPart": part}, f"{element}{text}</div>")
        assert is_stub(1, {"hasPart": part}, f"<div>{text}</div>")


def test_a_short_text_of_a_locked_article_that_says_nothing_more() -> None:
    assert is_stub(2, {"isAccessibleForFree": False})
    assert not is_stub(10, {"isAccessibleForFree": False})
    tier = '<meta property="article:content_tier" content="{}">'
    assert is_stub(2, {}, head=tier.format("locked"))
    assert not is_stub(2, {}, head=tier.format("free"))
    assert not is_stub(2, {})


def test_a_free_article_is_one_only_if_next_to_nothing_is_there() -> None:
    assert is_stub(2, {"wordCount": 600})
    assert not is_stub(10, {"wordCount": 2600})  # some count letters
    assert not is_stub(2, {"wordCount": 120})


@pytest.mark.parametrize(
    "odd",
    [
        {"wordCount": -3},
        {"wordCount": "viele"},
        {"wordCount": [["9" * 400]]},
        {"hasPart": [None, "x", {"cssSelector": 7}, {**LOCKED, "cssSelector": "..##::"}]},
        {"isAccessibleForFree": {"a": []}},
    ],
)
def test_odd_data_say_nothing(odd: dict[str, object]) -> None:
    assert not is_stub(10, odd)
