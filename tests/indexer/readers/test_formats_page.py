"""docs/formats.md, beside the readers: every example and every table on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pressespiegel.indexer.agencies import with_agencies
from pressespiegel.indexer.readers import FORMATS, read
from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.fields import FIELD_NAMES
from pressespiegel.indexer.readers.html.body import LITTLE_TEXT, MUCH_MORE
from pressespiegel.indexer.readers.json_objects import KINDS
from pressespiegel.indexer.readers.media_topics import MEDIA_TOPICS
from pressespiegel.indexer.readers.streams import DEEPEST_PACKING, LARGEST_ARTICLE, LARGEST_RATIO
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.indexer.readers.xml.documents import MOST_ELEMENTS
from pressespiegel.search.article import Article

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^```(\w+)\n(.*?)^```\n\n((?:^\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE)


def rows(table: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = table.strip().splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" |")] for line in lines]


def table(head: str) -> list[list[str]]:
    """The rows of the one table with that head."""
    (found,) = re.findall(rf"^\| {re.escape(head)} \|\n(?:\|.*\n)+", PAGE, re.MULTILINE)
    return rows(found)


def value(article: Article, field: str) -> str:
    if field == "subheads":
        return ", ".join(block.text for block in article.blocks if block.kind == "subhead")
    if field == "captions":
        return ", ".join(caption.text for caption in article.captions)
    if field == "text":
        return " ".join(block.text for block in article.blocks)
    found = getattr(article, field)
    return ", ".join(found) if isinstance(found, tuple) else str(found)


@pytest.mark.parametrize(
    ("name", "content", "fields"), EXAMPLES, ids=[name for name, _, _ in EXAMPLES]
)
def test_examples_become_what_is_said(name: str, content: str, fields: str, tmp_path: Path) -> None:
    path = tmp_path / f"beispiel.{name}"
    path.write_text(content, encoding="utf-8")

    article = with_agencies(next(iter(read(path))))

    assert {field: value(article, field) for field, _ in rows(fields)} == dict(rows(fields))


def test_every_format_has_its_section_in_the_order_they_are_asked() -> None:
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)

    names = [each.name.lower() for each in FORMATS]
    at = names.index("json") + 1
    names[at:at] = [each.name.lower() for each in KINDS]
    assert [heading.lower() for heading in headings[1:-1]] == names
    assert len(EXAMPLES) == len(names)


def test_the_keys_are_those_that_are_read() -> None:
    assert [(field, tuple(keys.split("` `"))) for field, keys in table("field | keys")] == list(
        FIELD_NAMES.items()
    )


def test_the_topics_are_those_that_are_named() -> None:
    assert dict(table("topic | name")) == MEDIA_TOPICS
    assert f"up to {MOST_ELEMENTS:,} tags" in PAGE


def test_dates() -> None:
    for written, kept in table("written | kept as"):
        date = read_date(written)
        assert ("" if date is None else str(date)) == kept


def test_captions() -> None:
    for written, text, credit in table("written | caption | credit"):
        caption = caption_of(written)
        assert (caption.text, caption.credit) == (text, credit)


def test_datelines() -> None:
    for written, place, agency in table("the story begins with | place | agency"):
        dateline = dateline_of(written)
        assert (dateline.place if dateline else "", dateline.agency if dateline else "") == (
            place,
            agency,
        )


def test_bounds() -> None:
    assert f"up to {LARGEST_ARTICLE // 1024**2} MiB" in PAGE
    assert f"more than {LARGEST_RATIO}-fold" in PAGE
    assert f"fewer than {LITTLE_TEXT} characters" in PAGE
    assert (MUCH_MORE, "more than twice as long" in PAGE) == (2, True)
    assert (DEEPEST_PACKING, "up to three times over" in PAGE) == (3, True)
