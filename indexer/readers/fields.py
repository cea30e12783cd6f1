"""What columns and keys are called, and how their values become an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timezone

from pressespiegel.indexer.readers.blocks import blocks_of
from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.json_values import text_of, texts_of
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.paragraphs import paragraphs_of
from pressespiegel.indexer.readers.written_dates import later, read_date
from pressespiegel.search.article import Article, Block, Caption, Origin
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "_id", "article_id", "artikel_id"),
    "title": ("title", "titel", "headline", "überschrift", "ueberschrift", "schlagzeile"),
    "kicker": ("kicker", "dachzeile", "spitzmarke", "overline", "topline"),
    "lead": (
        "lead",
        "vorspann",
        "teaser",
        "summary",
        "zusammenfassung",
        "unterzeile",
        "untertitel",
        "subtitle",
        "abstract",
        "description",
        "beschreibung",
    ),
    "text": (
        "text",
        "body",
        "blocks",
        "sections",
        "content",
        "maintext",
        "plaintext",
        "fulltext",
        "volltext",
        "articlebody",
        "artikeltext",
        "inhalt",
    ),
    "published": (
        "published",
        "date",
        "datum",
        "date_publish",
        "publishing_date",
        "published_at",
        "datepublished",
        "pubdate",
        "erschienen",
        "veröffentlicht",
        "veroeffentlicht",
    ),
    "source": (
        "source",
        "quelle",
        "outlet",
        "medium",
        "zeitung",
        "publication",
        "publisher",
        "source_domain",
    ),
    "section": ("section", "ressort", "rubrik", "department", "category"),
    "authors": ("authors", "author", "autoren", "autor", "byline", "verfasser"),
    "agencies": ("agencies", "agency", "agenturen", "agentur"),
    "place": ("place", "ort", "dateline", "location"),
    "language": ("language", "sprache", "lang", "inlanguage"),
    "url": ("url", "link", "uri", "canonical_url", "adresse"),
    "captions": ("captions", "caption", "bildunterschriften", "bildunterschrift", "images"),
    "keywords": ("keywords", "tags", "topics", "schlagwörter", "schlagwoerter", "stichwörter"),
    "rights": ("rights", "copyright", "rechte"),
    "updated": (
        "updated",
        "modified",
        "date_modify",
        "datemodified",
        "date_modified",
        "updated_at",
        "modified_at",
        "last_modified",
        "aktualisiert",
        "geändert",
    ),
    "embargo": ("embargo", "embargoed", "sperrfrist"),
    "stub": ("stub", "anriss"),
}
"""Field of the article -> the names it goes by; the first one with a value is taken.

Names are compared in lower case, with "_" for blanks and hyphens. All other names are ignored.
"""

_YES = frozenset(("1", "true", "yes", "ja", "wahr"))
_FIELD_OF = {name: field for field, names in FIELD_NAMES.items() for name in names}
_RANK = {name: rank for names in FIELD_NAMES.values() for rank, name in enumerate(names)}


def article_from_fields(row: Mapping[str, object], file: str, place: str) -> Article:
    """Make an article of a row whose keys are any of `FIELD_NAMES`.

    A date that cannot be read leaves the article undated.

    Raises:
        ReadError: the row has no title or no text.
        ArticleError: the values cannot be an article.
    """
    values = _by_field(row)
    title = text_of(values.get("title"))
    blocks = tuple(_blocks(values.get("text")))
    if not title:
        raise ReadError("no title", file, place, f"call it {_names('title')}")
    if not blocks:
        raise ReadError("no text", file, place, f"call it {_names('text')}")
    lead = _lead(values)
    changed = _date(values.get("updated"))
    published = _date(values.get("published")) or changed
    source = text_of(values.get("source"))
    url = text_of(values.get("url"))
    return Article(
        id=article_id(
            given=text_of(values.get("id")),
            url=url,
            source=source,
            published=published,
            title=title,
            text=(block.text for block in blocks),
        ),
        title=title,
        kicker=text_of(values.get("kicker")),
        lead=lead,
        blocks=blocks,
        published=published,
        source=source,
        section=text_of(values.get("section")),
        authors=author_names(texts_of(values.get("authors"))),
        agencies=tuple(dict.fromkeys(texts_of(values.get("agencies")))),
        place=text_of(values.get("place")),
        language=language_code(text_of(values.get("language"))),
        url=url,
        captions=tuple(_captions(values.get("captions"))),
        keywords=tuple(dict.fromkeys(_keywords(values.get("keywords")))),
        rights=text_of(values.get("rights")),
        updated=later(changed, published),
        embargo=_date(values.get("embargo")),
        stub=values.get("stub") is True or text_of(values.get("stub")).lower() in _YES,
        origin=Origin(file, place),
    )


def field_named(name: str) -> str:
    """The field that a column or key stands for; "" for none.

    >>> field_named("Überschrift"), field_named("date-publish"), field_named("klicks")
    ('title', 'published', '')
    """
    return _FIELD_OF.get(_normal(name), "")


def _normal(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _by_field(row: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, tuple[int, object]] = {}
    for key, value in row.items():
        name = _normal(key)
        field = _FIELD_OF.get(name)
        if field is None or value in (None, "", [], {}):
            continue
        if field not in found or _RANK[name] < found[field][0]:
            found[field] = (_RANK[name], value)
    return {field: value for field, (_, value) in found.items()}


def _names(field: str) -> str:
    return ", ".join(FIELD_NAMES[field][:3]) + " …"


def _keywords(value: object) -> list[str]:
    if isinstance(value, str):
        return [text for part in value.replace(";", ",").split(",") if (text := one_line(part))]
    return texts_of(value)


def _lead(values: Mapping[str, object]) -> str:
    if "lead" in values:
        return text_of(values["lead"])
    body = values.get("text")
    return text_of(body.get("summary")) if isinstance(body, dict) else ""


def _date(value: object) -> PressDate | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _date_of_number(value)
    text = text_of(value)
    if text.isdecimal() and len(text) in (10, 13):
        return _date_of_number(int(text))
    return read_date(text)


def _date_of_number(value: int | float) -> PressDate | None:
    # 2022 | 20220131 | 1641376800 seconds | 1641376800000 milliseconds
    if value < 100_000_000:
        return read_date(str(int(value)))
    seconds = value / 1000 if value > 100_000_000_000 else value
    try:
        return PressDate.from_datetime(datetime.fromtimestamp(seconds, timezone.utc))
    except (ValueError, OverflowError, OSError):
        return None


def _captions(value: object) -> Iterator[Caption]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            text = text_of(each.get("text") or each.get("caption") or each.get("description"))
            credit = ", ".join(texts_of(each.get("credit") or each.get("authors")))
            if text or credit:
                yield Caption(text, credit)
        elif text := text_of(each):
            yield caption_of(text)


def _blocks(value: object) -> Iterator[Block]:
    if isinstance(value, str):
        yield from blocks_of(paragraphs_of(value))
    elif isinstance(value, dict):
        yield from _blocks(value.get("sections"))
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        yield from blocks_of([text for each in value if (text := text_of(each))])
    elif isinstance(value, list):
        for each in value:
            yield from _block(each)


def _block(value: object) -> Iterator[Block]:
    if isinstance(value, str):
        if text := one_line(value):
            yield Block("paragraph", text)
    elif isinstance(value, dict) and "paragraphs" in value:
        for text in texts_of(value.get("headline")):
            yield Block("subhead", text)
        for text in texts_of(value["paragraphs"]):
            yield Block("paragraph", text)
    elif isinstance(value, dict) and (text := text_of(value.get("text"))):
        yield Block("subhead" if value.get("kind") == "subhead" else "paragraph", text)
