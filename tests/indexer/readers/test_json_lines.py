"""JSONL: one article a line, whatever the keys are called; a bad line is one error."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item
from pressespiegel.indexer.readers.fields import FIELD_NAMES
from pressespiegel.search.article import Article, Block, Caption
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

STORY = (
    "Der Stadtrat hat den Bau der Schwimmhalle beschlossen. Sie soll elf Millionen Euro kosten "
    "und in drei Jahren öffnen."
)
ROW: dict[str, object] = {"title": "Schwimmhalle kommt", "text": STORY}


def line(**values: object) -> str:
    return json.dumps({**ROW, **values}, ensure_ascii=False)


def test_every_field(article: Callable[[str, str], Article]) -> None:
    found = article(
        "ausgabe.jsonl",
        line(
            id="b-17",
            kicker="Freizeit",
            lead="Elf Millionen Euro sind bewilligt.",
            published="2023-04-05T06:07:08+02:00",
            source="Fördeblatt",
            section="Lokales",
            authors=["Erika Harms", "Tom Brodersen"],
            agencies=["dpa"],
            place="Kiel",
            language="de-DE",
            url="https://blatt.example/17",
            captions=[{"text": "Die alte Halle.", "credit": "Enno Harms"}, "Der Rat. Foto: dpa"],
            keywords=["Schwimmen", "Kiel"],
            rights="© Fördeblatt",
        ),
    )

    assert found.id == "b-17"
    assert found.title == "Schwimmhalle kommt"
    assert found.kicker == "Freizeit"
    assert found.lead == "Elf Millionen Euro sind bewilligt."
    assert found.blocks == (Block("paragraph", STORY),)
    assert str(found.published) == "2023-04-05T06:07+02:00"
    assert found.source == "Fördeblatt"
    assert found.section == "Lokales"
    assert found.authors == ("Erika Harms", "Tom Brodersen")
    assert found.agencies == ("dpa",)
    assert found.place == "Kiel"
    assert found.language == "de"
    assert found.url == "https://blatt.example/17"
    assert found.captions == (Caption("Die alte Halle.", "Enno Harms"), Caption("Der Rat.", "dpa"))
    assert found.keywords == ("Schwimmen", "Kiel")
    assert found.rights == "© Fördeblatt"
    assert found.origin.place == "line 1"


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, names in FIELD_NAMES.items() for name in names]
)
def test_every_name_of_a_field(
    field: str, name: str, article: Callable[[str, str], Article]
) -> None:
    values: dict[str, object] = {
        "id": "b-17",
        "title": "Schwimmhalle kommt",
        "text": STORY,
        "published": "2023-04-05",
        "language": "en",
        "authors": "Erika Harms",
        "url": "https://blatt.example/17",
        "updated": "2023-04-06",
        "embargo": "2023-04-05T06:00",
        "stub": True,
    }
    expected = {"authors": ("Erika Harms",), "agencies": ("Kiel 1",), "keywords": ("Kiel 1",)}
    row = {**ROW, name.upper(): values.get(field, "Kiel 1")}
    if field in ROW:
        del row[field]
    if field == "updated":
        row["published"] = "2023-04-05"

    found = article("ausgabe.jsonl", json.dumps(row))

    value = {"captions": found.captions and found.captions[0].text}.get(
        field, getattr(found, field)
    )
    assert (str(value) if isinstance(value, PressDate) else value) == expected.get(
        field, values.get(field, "Kiel 1")
    )


def test_unknown_keys_are_ignored(article: Callable[[str, str], Article]) -> None:
    plain = article("a.jsonl", line())
    more = article("b.jsonl", line(klicks=17, html={"a": [None]}, Überschriftgröße=None))

    assert (more.title, more.blocks, more.id) == (plain.title, plain.blocks, plain.id)


def test_empty_values_are_as_if_they_were_not_there(
    article: Callable[[str, str], Article],
) -> None:
    found = article("a.jsonl", line(published=None, date="", authors=[], headline="", url=None))

    assert found.published is None
    assert found.authors == ()


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Tue, 07 May 2024 08:00:00 +0200", "2024-05-07T08:00+02:00"),
        ("07 May 2024 08:00:00 GMT", "2024-05-07T08:00+00:00"),
        ("2024-05-07T08:00:00.000Z", "2024-05-07T08:00+00:00"),
        ("2024-05-07 08:00", "2024-05-07T08:00"),
        ("2024-05-07", "2024-05-07"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("07.05.2024", "2024-05-07"),
        ("7. Mai 2024", "2024-05-07"),
        ("Dienstag, 7. Mai 2024, 8.30 Uhr", "2024-05-07T08:30"),
        (1715061600, "2024-05-07T06:00+00:00"),
        (1715061600000, "2024-05-07T06:00+00:00"),
        (1715061600.5, "2024-05-07T06:00+00:00"),
        (20240507, "2024-05-07"),
        (2024, "2024"),
        ("1715061600", "2024-05-07T06:00+00:00"),
    ],
)
def test_dates(written: object, published: str, article: Callable[[str, str], Article]) -> None:
    assert str(article("a.jsonl", line(date=written)).published) == published


@pytest.mark.parametrize(
    "written", ["0000-13-45", "gestern", "99999999999999999999", 10**30, -5, True, 1e308, [], {}]
)
def test_a_date_that_is_none_leaves_the_article_undated(
    written: object, article: Callable[[str, str], Article]
) -> None:
    assert article("a.jsonl", line(date=written)).published is None


def test_text_with_paragraphs_and_subheads(article: Callable[[str, str], Article]) -> None:
    found = article("a.jsonl", line(text=f"{STORY}\n\nRat war einig\n\n{STORY}\n{STORY}"))

    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", STORY),
        ("subhead", "Rat war einig"),
        ("paragraph", STORY),
        ("paragraph", STORY),
    ]


@pytest.mark.parametrize(
    "text",
    [
        [STORY, "Rat war einig", STORY],
        [{"kind": "paragraph", "text": STORY}, {"kind": "subhead", "text": "Rat war einig"}, STORY],
        {
            "summary": ["Kurz gesagt."],
            "sections": [
                {"headline": [], "paragraphs": [STORY]},
                {"headline": ["Rat war einig"], "paragraphs": [STORY]},
            ],
        },
    ],
    ids=["list of texts", "list of blocks", "body of fundus"],
)
def test_shapes_of_the_text(text: object, article: Callable[[str, str], Article]) -> None:
    assert article("a.jsonl", line(text=text)).blocks == (
        Block("paragraph", STORY),
        Block("subhead", "Rat war einig"),
        Block("paragraph", STORY),
    )


def test_authors_in_one_text(article: Callable[[str, str], Article]) -> None:
    found = article("a.jsonl", line(author="Von Erika Harms und Tom Brodersen, Kiel (Text)"))

    assert found.authors[:2] == ("Erika Harms", "Tom Brodersen")


def test_keywords_in_one_text(article: Callable[[str, str], Article]) -> None:
    found = article("a.jsonl", line(keywords="Kiel, Schwimmen; Kiel"))

    assert found.keywords == ("Kiel", "Schwimmen")


def test_markup_free_values_that_are_no_texts(article: Callable[[str, str], Article]) -> None:
    found = article(
        "a.jsonl", line(id=17, source={"name": "Fördeblatt"}, author=[{"name": "Erika Harms"}])
    )

    assert found.id == "17"
    assert found.source == "Fördeblatt"
    assert found.authors == ("Erika Harms",)


def test_a_bad_line_is_one_error_and_the_next_goes_on(
    items: Callable[[str, str], list[Item]],
) -> None:
    found = items(
        "ausgabe.jsonl",
        "\n".join(
            [
                line(title="Eins"),
                "",
                '{"title": "Ohne Text"}',
                json.dumps({"text": STORY}),
                '{"title": "Kaputt", ',
                '["eine", "Liste"]',
                '"nur ein Text"',
                "\t ",
                line(title=17.5),
                line(title="Zwei"),
            ]
        ),
    )

    articles = [item for item in found if isinstance(item, Article)]
    errors = [item for item in found if isinstance(item, ReadError)]
    assert [each.title for each in articles] == ["Eins", "17.5", "Zwei"]
    assert [each.origin.place for each in articles] == ["line 1", "line 9", "line 10"]
    assert [(error.place, error.reason) for error in errors] == [
        ("line 3", "no text"),
        ("line 4", "no title"),
        ("line 5", errors[2].reason),
        ("line 6", "a JSON value that is no object"),
        ("line 7", "a JSON value that is no object"),
    ]
    assert errors[2].reason.startswith("broken JSON: ")
    assert "character 20" in errors[2].reason
    assert all(error.file.endswith("ausgabe.jsonl") for error in errors)
    assert errors[0].hint == "call it text, body, blocks …"
    assert errors[1].hint == "call it title, titel, headline …"


@pytest.mark.parametrize(
    "bad",
    [
        b'{"title": "T", "text": ' + b"[" * 200_000,
        b'{"title": "T", "text": "x", "n": ' + b"9" * 10_000 + b"}",
        b'{"title": "\\ud800", "text": "\\udfff"}',
        b'{"title": "T", "text": "\x00"}',
        b'{"title": NaN, "text": "x"}',
        b'{"id": "\\u0000", "title": {"name": {"name": {}}}, "text": [[["x"]]]}',
        b"{" * 1000,
    ],
    ids=["deep", "long number", "surrogates", "NUL", "NaN", "odd", "braces"],
)
def test_hostile_lines_are_bad_lines(bad: bytes, items: Callable[[str, bytes], list[Item]]) -> None:
    found = items("ausgabe.jsonl", b"\n".join([line(title="Eins").encode(), bad, line().encode()]))

    assert len(found) == 3
    assert isinstance(found[0], Article)
    assert isinstance(found[2], Article)


def test_an_id_longer_than_ids_are_is_shortened_and_still_one(
    items: Callable[[str, str], list[Item]],
) -> None:
    found = items("a.jsonl", f"{line(id='x' * 5000)}\n{line(id='x' * 5001)}\n")

    ids = [item.id for item in found if isinstance(item, Article)]
    assert len(set(ids)) == 2
    assert all(len(each) <= 512 for each in ids)


def test_the_same_address_is_the_same_article(items: Callable[[str, str], list[Item]]) -> None:
    found = items(
        "a.jsonl",
        "\n".join(
            line(url=url)
            for url in (
                "https://www.blatt.example/17?utm_source=rss",
                "http://blatt.example/17/#oben",
                "https://blatt.example/18",
            )
        ),
    )

    first, second, third = (item.id for item in found if isinstance(item, Article))
    assert first == second != third
