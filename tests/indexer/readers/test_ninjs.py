"""ninjs 1, 2 and 3, alone and among other objects."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, Removal, ninjs, read_items
from pressespiegel.search.article import Article, Caption, Origin
from pressespiegel.search.errors import ReadError

FIRST: Mapping[str, object] = {
    "uri": "https://www.bote.example/rat",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2024-03-05T12:00:00+0100",
    "firstcreated": "2024-03-05T08:15:00+0100",
    "embargoed": "2024-03-06T06:00:00+0100",
    "language": "de-DE",
    "headline": "Rat &amp; Verwaltung tagen",
    "description_html": "<p>Der Vorspann.</p>",
    "byline": "Von Erika Muster",
    "located": "Tannau",
    "body_html": "<p>Der Rat hat zugestimmt.</p><h2>Danach</h2><p>Es gibt Kaffee.</p>"
    "<figure><img><figcaption>Das alte Bad</figcaption></figure><p>Lesen Sie auch: Das Bad</p>",
    "body_text": "Der Rat hat zugestimmt. Danach Es gibt Kaffee.",
    "subject": [{"code": "15000000", "name": "sport"}, {"code": "bad", "name": "#Bad"}],
    "place": [{"name": "Tannau", "code": "TA"}, {"name": "NSW", "code": "NSW"}],
    "person": [{"name": "Sabine Thölke"}],
    "service": [{"name": "Lokales", "code": "l"}],
    "source": "Tannauer Bote",
    "infosource": [{"name": "dpa"}],
    "copyrightnotice": "© Tannauer Bote",
    "usageterms": "Nur für Kunden.",
    "associations": {
        "featuremedia": {
            "type": "picture",
            "description_text": "Das alte Bad",
            "byline": "Foto: Enno Harms",
        },
        "other": {"type": "text", "headline": "Ein anderer Artikel"},
    },
}


def read(**fields: object) -> Item:
    row = {"uri": "x1", "headline": "Rat tagt", "body_text": "Der Rat tagt.", **fields}
    (item,) = ninjs.items_of(row, "f", "")
    return item


def article_with(**fields: object) -> Article:
    item = read(**fields)
    assert isinstance(item, Article)
    return item


def test_every_field_of_the_first_version(article: Callable[[str, str], Article]) -> None:
    found = article("a.json", json.dumps(FIRST, indent=2))

    assert found.id == "https://www.bote.example/rat"
    assert found.url == found.id
    assert found.title == "Rat &amp; Verwaltung tagen"
    assert found.lead == "Der Vorspann."
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Der Rat hat zugestimmt."),
        ("subhead", "Danach"),
        ("paragraph", "Es gibt Kaffee."),
    ]
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert (found.source, found.agencies, found.authors) == (
        "Tannauer Bote",
        ("dpa",),
        ("Erika Muster",),
    )
    assert (found.place, found.section, found.language) == ("Tannau", "Lokales", "de")
    assert found.keywords == ("sport", "Bad", "Sabine Thölke", "Tannau")
    assert found.captions == (Caption("Das alte Bad", "Enno Harms"),)
    assert found.rights == "© Tannauer Bote. Nur für Kunden"
    assert str(found.embargo) == "2024-03-06T06:00+01:00"
    assert str(found.updated) == "2024-03-05T12:00+01:00"


def test_keys_in_capitals_and_lists_of_values() -> None:
    found = article_with(
        headline="",
        headlines=[
            {"role": "subheadline", "value": "Unterzeile"},
            {"role": "Dachzeile", "value": "Bäder"},
            {"role": "main", "value": "Rat tagt"},
        ],
        body_text="",
        bodies=[
            {"contentType": "text/plain", "value": "Nur Text."},
            {"contentType": "text/html", "value": "<h1>Rat tagt</h1><p>Mit HTML.</p>"},
        ],
        versionCreated="2024-03-05",
        version="7",
        copyrightHolder="dpa",
        subjects=[{"uri": "http://cv.iptc.org/newscodes/mediatopic/06000000"}],
        people=[{"name": "Sabine Thölke"}],
        contributors=[{"role": "writer", "name": "Erika Muster"}, {"role": "photo", "name": "X"}],
    )

    assert (found.title, found.kicker, found.lead) == ("Rat tagt", "Bäder", "Unterzeile")
    assert found.text == "Mit HTML."
    assert found.version == 7
    assert (found.source, found.agencies, found.rights) == ("dpa", ("dpa",), "© dpa")
    assert found.keywords == ("Umwelt", "Sabine Thölke")
    assert found.authors == ("Erika Muster",)


def test_a_caption_is_the_caption_of_its_picture_only() -> None:
    said = [{"role": "caption", "value": "Das alte Bad."}]
    found = article_with(
        descriptions=said,
        associations=[{"type": "picture", "descriptions": said, "by": "E. Harms"}],
    )

    assert found.lead == ""
    assert found.captions == (Caption("Das alte Bad.", "E. Harms"),)


def test_a_body_in_nitf() -> None:
    nitf = "<nitf><body><body.content><p>Der Rat.</p><p>Er tagt.</p></body.content></body></nitf>"

    assert article_with(body_text="", body_nitf=nitf).text == "Der Rat.\n\nEr tagt."


def test_a_headline_alone_is_a_flash() -> None:
    assert article_with(body_text="").blocks == ()


def test_without_a_headline_the_first_sentence_is_the_title() -> None:
    assert article_with(headline="", body_text="Tannau (dpa) - Der Rat tagt. Ja.").title == (
        "Der Rat tagt."
    )


def test_without_a_source_the_host_stands_for_it() -> None:
    assert article_with(uri="https://www.bote.example/rat").source == "bote.example"


@pytest.mark.parametrize("state", ["canceled", "withheld"])
def test_what_is_taken_back_is_a_removal(state: str) -> None:
    assert read(pubStatus=state) == Removal("x1", Origin("f", ""))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"type": "picture"}, "ninjs of type picture, which is no text"),
        ({"headline": "", "body_text": ""}, "ninjs with neither headline nor text"),
        ({"headline": None, "body_text": [1, {}]}, "ninjs with neither headline nor text"),
    ],
)
def test_what_is_no_article_is_said(fields: dict[str, object], reason: str) -> None:
    item = read(**fields)

    assert isinstance(item, ReadError)
    assert item.reason == reason


@pytest.mark.parametrize(
    ("row", "is_ninjs"),
    [
        ({"standard": {"name": "ninjs"}}, True),
        ({"uri": "x", "body_html": "x"}, True),
        ({"guid": "x", "pubStatus": "usable"}, True),
        ({"uri": "x", "title": "T", "text": "x", "description": "x"}, False),
        ({"id": "x", "title": "T", "body": "x"}, False),
        ({"body_html": "x"}, False),
        ({"standard": "ninjs"}, False),
    ],
)
def test_recognition(row: dict[str, object], is_ninjs: bool) -> None:
    assert ninjs.recognises(row) is is_ninjs


def test_among_other_rows(items: Callable[[str, str], list[Item]]) -> None:
    plain = {"id": "p", "title": "Schlicht", "text": "Ein Text."}
    gone = {"uri": "gone", "pubstatus": "canceled", "headline": "x"}
    for name, content in (
        ("a.jsonl", "\n".join(map(json.dumps, [FIRST, plain, gone]))),
        ("a.json", json.dumps([FIRST, plain, gone], indent=1)),
    ):
        first, second, third = items(name, content)
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert isinstance(third, Removal)
        assert (first.source, second.id, third.id) == ("Tannauer Bote", "p", "gone")


def test_the_examples_are_read_or_explained(shared: Path) -> None:
    read = {path.name: list(read_items(path)) for path in (shared / "formats").glob("*.json")}

    assert len(read) >= 4
    for found in read.values():
        (item,) = found
        if isinstance(item, ReadError):
            assert item.reason == "ninjs of type picture, which is no text"
        else:
            assert isinstance(item, Article)
            assert item.blocks
            assert item.published
