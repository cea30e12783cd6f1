"""ninjs, the IPTC's News in JSON: versions 1, 2 and 3, and what Superdesk writes by that name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence

from pressespiegel.indexer.readers.agency_names import agencies_named, short_name
from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.html.fragment import Fragment, fragment_of
from pressespiegel.indexer.readers.identity import article_id, host_of
from pressespiegel.indexer.readers.items import Item, Removal
from pressespiegel.indexer.readers.json_values import lower_keys, objects_of, text_of, texts_of
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.media_topics import subject_names
from pressespiegel.indexer.readers.rights import rights_line
from pressespiegel.indexer.readers.states import TAKEN_BACK
from pressespiegel.indexer.readers.titles import first_sentence
from pressespiegel.indexer.readers.version_numbers import version_number
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.indexer.readers.xml.documents import elements
from pressespiegel.indexer.readers.xml.nitf import text_in
from pressespiegel.search.article import Article, Caption, Origin
from pressespiegel.search.errors import ReadError

Row = Mapping[str, object]

_TELLING = re.compile(
    r"bod(?:y_\w+|ies)|description_\w+|descriptions|headlines|pubstatus|representationtype"
)
_TEXTS = ("text", "composite", "component", "")
_PICTURES = ("picture", "graphic", "video", "image", "")
_KICKER = re.compile(r"kicker|dachzeile|spitzmarke|overline|topline|vignette", re.IGNORECASE)
_BELOW = re.compile(r"sub|unterzeile|deck|second", re.IGNORECASE)
_ABOUT = (
    *("person", "people", "organisation", "organisations", "place", "places"),
    *("event", "events", "object", "objects"),
)
_WRITES = re.compile(r"^$|author|writer|reporter|autor|editor|by", re.IGNORECASE)


def recognises(row: Row) -> bool:
    """Whether an object is in ninjs: it says so, or has an id and fields that only ninjs has."""
    keys = {key.lower() for key in row}
    standard = row.get("standard")
    if isinstance(standard, dict) and text_of(standard.get("name")).lower() == "ninjs":
        return True
    return bool(keys & {"uri", "guid"}) and any(map(_TELLING.fullmatch, keys))


def items_of(row: Row, file: str, place: str) -> Iterator[Item]:
    """The article of an object, its removal, or why there is none."""
    yield _item(lower_keys(row), Origin(file, place))


def _item(row: Row, origin: Origin) -> Item:
    kind = text_of(row.get("type")).lower()
    given = text_of(row.get("uri")) or text_of(row.get("guid"))
    version = version_number(text_of(row.get("version")))
    if text_of(row.get("pubstatus")).lower() in TAKEN_BACK and given:
        return Removal(article_id(given=given), origin, version)
    if kind not in _TEXTS:
        return ReadError(f"ninjs of type {kind}, which is no text"[:200], origin.file, origin.place)
    title, kicker, below = _headlines(row)
    body = _body(row, title)
    title = title or body.heading or (first_sentence(body.blocks[0].text) if body.blocks else "")
    if not title:
        return ReadError("ninjs with neither headline nor text", origin.file, origin.place)
    lead = _description(row, leave_out="caption") or below
    blocks = tuple(block for block in body.blocks if block.text not in (title, lead))
    dateline = dateline_of(blocks[0].text) if blocks else None
    published = next(filter(None, map(read_date, _written_dates(row))), None)
    source = _source(row)
    language = language_code(text_of(row.get("language")))
    return Article(
        id=article_id(
            given=given,
            source=source,
            published=published,
            title=title,
            text=(block.text for block in blocks),
        ),
        title=title,
        kicker=kicker,
        lead=lead,
        blocks=blocks,
        published=published,
        source=source,
        section=next(iter(texts_of(row.get("service"))), ""),
        authors=_authors(row) or author_names([body.byline] if body.byline else []),
        agencies=_agencies(row),
        place=text_of(row.get("located")) or (dateline.place if dateline else ""),
        language=language,
        url=given if given.startswith(("http://", "https://")) else "",
        captions=_captions(row, body.captions),
        keywords=tuple(dict.fromkeys(_keywords(row, german=language == "de"))),
        rights=_rights(row),
        updated=read_update([text_of(row.get("versioncreated"))], published),
        embargo=read_date(text_of(row.get("embargoed"))),
        version=version,
        origin=origin,
    )


def _headlines(row: Row) -> tuple[str, str, str]:
    """Headline, kicker and subheadline."""
    title = kicker = below = ""
    for each in objects_of(row.get("headlines")):
        role, text = text_of(each.get("role")), _plain(each.get("value"))
        if _KICKER.search(role):
            kicker = kicker or text
        elif _BELOW.search(role):
            below = below or text
        else:
            title = title or text
    return title or _plain(row.get("headline")) or _plain(row.get("title")), kicker, below


def _description(row: Row, leave_out: str) -> str:
    """The first description whose role is another."""
    for each in objects_of(row.get("descriptions")):
        role = text_of(each.get("role")).lower()
        if (not leave_out or leave_out not in role) and (text := _plain(each.get("value"))):
            return text
    written = [value for key, value in row.items() if key.startswith("description_")]
    return next(filter(None, map(_plain, [row.get("description_text"), *written])), "")


def _body(row: Row, title: str) -> Fragment:
    """The richest of the bodies: HTML before plain text before NITF."""
    found: list[tuple[int, str]] = []
    for each in objects_of(row.get("bodies")):
        kind = f"{text_of(each.get('contenttype'))} {text_of(each.get('role'))}".lower()
        value = each.get("value")
        if isinstance(value, str) and value.strip():
            found.append((_rank(kind), value))
    for key, value in row.items():
        if key.startswith("body_") and isinstance(value, str) and value.strip():
            found.append((_rank(key), value))
    for rank, value in sorted(found, key=lambda each: each[0]):
        body = _from_nitf(value) if rank == 2 else fragment_of(value, (title,))
        if body.blocks:
            return body
    return Fragment()


def _rank(kind: str) -> int:
    return 2 if "nitf" in kind else 0 if "html" in kind else 1


def _from_nitf(value: str) -> Fragment:
    stream = io.BufferedReader(io.BytesIO(value.encode("utf-8", "replace")))
    for nitf in elements(stream, "", ("nitf",)):
        if not isinstance(nitf, ReadError):
            text = text_in(nitf)
            return Fragment(text.blocks, text.captions)
    return Fragment()


def _written_dates(row: Row) -> Iterator[str]:
    for key in ("firstcreated", "contentcreated", "versioncreated"):
        yield text_of(row.get(key))


def _source(row: Row) -> str:
    for key in ("source", "provider", "infosource", "infosources", "copyrightholder"):
        if name := next(iter(texts_of(row.get(key))), ""):
            return short_name(name)
    return host_of(text_of(row.get("uri")) or text_of(row.get("guid")))


def _agencies(row: Row) -> tuple[str, ...]:
    keys = ("source", "provider", "infosource", "infosources", "copyrightholder")
    names = [name for key in keys for name in texts_of(row.get(key))]
    return tuple(dict.fromkeys(agency for name in names for agency in agencies_named(name)))


def _authors(row: Row) -> tuple[str, ...]:
    if bylines := [text for key in ("byline", "by") if (text := text_of(row.get(key)))]:
        return author_names(bylines[:1])
    people = (
        text_of(each)
        for key in ("authors", "creators", "contributors")
        for each in objects_of(row.get(key))
        if _WRITES.search(text_of(each.get("role")))
    )
    return author_names(people)


def _captions(row: Row, found: Sequence[Caption]) -> tuple[Caption, ...]:
    """Those of the pictures that go with the text; they know more than captions in the text."""
    captions = []
    for each in objects_of(row.get("associations")):
        if text_of(each.get("type")).lower() in _PICTURES:
            caption = caption_of(_description(each, leave_out="") or _headlines(each)[0])
            who = text_of(each.get("byline")) or text_of(each.get("by"))
            captions.append(Caption(caption.text, caption.credit or caption_of(who).credit or who))
    known = {caption.text for caption in captions}
    captions.extend(each for each in found if each.text not in known)
    return tuple(dict.fromkeys(each for each in captions if each.text or each.credit))


def _keywords(row: Row, *, german: bool) -> Iterator[str]:
    for key in ("subject", "subjects"):
        for each in objects_of(row.get(key)):
            codes = (text_of(each.get(name)) for name in ("uri", "code", "literal"))
            name = text_of(each.get("name")).lstrip("#")
            code = next((code for code in codes if code), "")
            yield from subject_names(code, name, german=german)
    yield from texts_of(row.get("keywords"))
    for key in _ABOUT:
        for each in objects_of(row.get(key)):
            # A code repeated as the name ("NSW") says nothing to a reader.
            if (name := text_of(each.get("name"))) and name != text_of(each.get("code")):
                yield name


def _rights(row: Row) -> str:
    holder = text_of(row.get("copyrightholder"))
    notice = _plain(row.get("copyrightnotice")) or (f"© {holder}" if holder else "")
    return rights_line(notice, _plain(row.get("usageterms")))


def _plain(value: object) -> str:
    """A text without the markup that it may have."""
    text = text_of(value)
    return fragment_of(text).text if "<" in text else text
