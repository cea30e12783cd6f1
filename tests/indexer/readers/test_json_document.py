"""JSON documents: one object, a list of them, objects one after another."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item
from pressespiegel.search.article import Article
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
