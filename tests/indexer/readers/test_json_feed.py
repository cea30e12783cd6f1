"""JSON Feed, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable

from pressespiegel.indexer.readers import Item
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError


def feed(*entries: object, version: str = "https://jsonfeed.org/version/1.1") -> str:
    return json.dumps(
        {
            "version": version,
            "title": "Tannauer Bote",
            "home_page_url": "https://tannauerbote.example",
            "language": "de-AT",
            "authors": [{"name": "Redaktion Bote"}],
            "items": list(entries),
        }
    )


def test_every_field(article: Callable[[str, str], Article]) -> None:
    found = article(
        "feed.json",
        feed(
            {
                "id": "1",
                "url": "https://tannauerbote.example/rat",
                "title": "Rat tagt",
                "content_html": "<p>Der Rat hat zugestimmt.</p><p>Im Herbst wird gebaut.</p>",
                "summary": "Elf Millionen.",
                "date_published": "2024-03-05T08:15:00+01:00",
                "date_modified": "2024-03-05T09:00:00+01:00",
                "authors": [{"name": "Erika Muster"}],
                "tags": ["Bäder", "Rat"],
            }
        ),
    )

    assert (found.title, found.lead) == ("Rat tagt", "Elf Millionen.")
    assert found.text == "Der Rat hat zugestimmt.\n\nIm Herbst wird gebaut."
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert (str(found.updated), found.stub) == ("2024-03-05T09:00+01:00", False)
    assert (found.authors, found.keywords) == (("Erika Muster",), ("Bäder", "Rat"))
    assert (found.source, found.url) == ("Tannauer Bote", "https://tannauerbote.example/rat")
    assert found.origin.place == "line 1, item 1"


def test_version_one_and_text_without_markup(article: Callable[[str, str], Article]) -> None:
    entry = {
        "id": "1",
        "content_text": "Der Rat tagt.\n\nEr berät.",
        "author": {"name": "Max Meier"},
    }
    found = article("feed.json", feed(entry, version="https://jsonfeed.org/version/1"))

    assert (found.title, found.authors) == ("Der Rat tagt.", ("Max Meier",))
    assert len(found.blocks) == 2


def test_a_bad_entry_is_one_error(items: Callable[[str, str], list[Item]]) -> None:
    found = items("feed.json", feed({"title": "Eins"}, 5, {"id": "3"}, {"title": "Vier"}))

    assert [type(each) for each in found] == [Article, ReadError, ReadError, Article]


def test_without_entries(failure: Callable[[str, str], ReadError]) -> None:
    assert failure("feed.json", feed()).reason == "a JSON Feed without entries"
