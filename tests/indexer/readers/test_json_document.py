"""JSON documents: one object, a list of them, objects one after another."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

STORY = 'Der Rat hat "ja" gesagt } und { meint es so: \\ Schluss mit [Streit].'
ROWS = [{"title": f"Artikel {number}", "text": STORY, "more": {"a": [{}]}} for number in range(3)]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\n".join(json.dumps(row, indent=1) for row in ROWS),
        ",\n".join(json.dumps(row, indent=1) for row in ROWS),
        "\ufeff \n" + json.dumps(ROWS),
    ],
    ids=["list", "indented list", "one after another", "with commas", "after a BOM"],
)
def test_every_object_is_an_article(content: str, items: Callable[[str, str], list[Item]]) -> None:
    found = items("ausgabe.json", content)

    assert [item.title for item in found if isinstance(item, Article)] == [
        "Artikel 0",
        "Artikel 1",
        "Artikel 2",
    ]
    assert [item.origin.place for item in found if isinstance(item, Article)] == [
        "object 1",
        "object 2",
        "object 3",
    ]
    assert all(item.text == STORY for item in found if isinstance(item, Article))


def test_one_object(article: Callable[[str, str], Article]) -> None:
    assert article("eins.json", json.dumps(ROWS[0], indent=4)).title == "Artikel 0"


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 200_000])
def test_objects_across_the_pieces_a_file_is_read_in(
    size: int, items: Callable[[str, str], list[Item]]
) -> None:
    rows = [{"title": "T", "text": '\\"' * (size // 4) + "ä"}, {"title": "Z", "text": STORY}]

    found = items("ausgabe.json", json.dumps(rows, indent=1))

    assert [item.title for item in found if isinstance(item, Article)] == ["T", "Z"]


def test_a_bad_object_is_one_error_and_the_next_goes_on(
    items: Callable[[str, str], list[Item]],
) -> None:
    found = items(
        "a.json", '[\n{"title": "Eins"},\n {"title" "Zwei"},\n' + json.dumps(ROWS[2]) + "]"
    )

    first, second, third = found
    assert isinstance(first, ReadError)
    assert (first.place, first.reason) == ("object 1", "no text")
    assert isinstance(second, ReadError)
    assert second.place == "object 2"
    assert isinstance(third, Article)


def test_a_document_that_ends_too_early(items: Callable[[str, str], list[Item]]) -> None:
    found = items("a.json", json.dumps(ROWS, indent=2)[:-30])

    assert [type(item) for item in found] == [Article, Article, ReadError]
    assert "does not end" in str(found[2])


def test_an_empty_list(failure: Callable[[str, str], ReadError]) -> None:
    assert "no article" in failure("a.json", "[\n]\n").reason


def test_what_fundus_writes(article: Callable[[str, str], Article]) -> None:
    row = {
        "title": "Rat tagt",
        "authors": ["Erika Muster"],
        "publishing_date": "2024-03-05 08:15:00+01:00",
        "topics": ["Bäder"],
        "free_access": True,
        "body": {
            "summary": ["Elf Millionen."],
            "sections": [
                {"headline": [], "paragraphs": ["Der Rat hat zugestimmt."]},
                {"headline": ["Danach"], "paragraphs": ["Im Herbst wird gebaut."]},
            ],
        },
        "images": [{"caption": "Das alte Bad", "authors": ["Enno Harms"], "versions": []}],
    }
    found = article("fundus.json", json.dumps([row]))

    assert (found.title, found.lead, found.authors) == (
        "Rat tagt",
        "Elf Millionen.",
        ("Erika Muster",),
    )
    assert [block.kind for block in found.blocks] == ["paragraph", "subhead", "paragraph"]
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert found.keywords == ("Bäder",)
    assert found.captions == (Caption("Das alte Bad", "Enno Harms"),)


def test_what_news_please_writes(article: Callable[[str, str], Article]) -> None:
    row = {
        "authors": ["Erika Muster"],
        "date_download": "2024-03-06 00:00:00",
        "date_modify": "None",
        "date_publish": "2024-03-05 08:15:00",
        "description": "Elf Millionen.",
        "filename": "x.json",
        "image_url": None,
        "language": "de",
        "localpath": None,
        "maintext": "Der Rat hat zugestimmt.\nIm Herbst wird gebaut.",
        "source_domain": "tannauerbote.example",
        "text": None,
        "title": "Rat tagt",
        "title_page": None,
        "title_rss": None,
        "url": "https://tannauerbote.example/rat",
    }
    found = article("np.json", json.dumps(row, indent=1))

    assert (found.title, found.lead, found.source) == (
        "Rat tagt",
        "Elf Millionen.",
        "tannauerbote.example",
    )
    assert len(found.blocks) == 2
    assert str(found.published) == "2024-03-05T08:15"
    assert found.url == "https://tannauerbote.example/rat"
