"""What a news item says of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressespiegel.indexer.readers.agency_names import agencies_named, short_name
from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.media_topics import subject_names
from pressespiegel.indexer.readers.rights import rights_line
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.indexer.readers.xml.concepts import (
    Catalog,
    is_of_type,
    last_part,
    name_of,
    party_name,
    texts,
)
from pressespiegel.indexer.readers.xml.documents import Element, local_name
from pressespiegel.indexer.readers.xml.tree import (
    LANGUAGE,
    attribute,
    child,
    children,
    text_of,
)
from pressespiegel.search.dates import PressDate

# hlr:subHeadline | dpahl:dachzeile | drol:summary | sttdepartment:9
_KICKER = re.compile(r"kicker|dachzeile|spitzmarke|overline|topline", re.IGNORECASE)
_SUBHEADLINE = re.compile(r"sub|unterzeile|deck|second", re.IGNORECASE)
_LEAD = re.compile(r"summary|lead|teaser|abstract|vorspann|standfirst", re.IGNORECASE)
_SECTION = re.compile(r"categor|department|ressort|desk|rubrik|section", re.IGNORECASE)
# muster.erika: an account of the editing system
_ACCOUNT = re.compile(r"[a-zäöüß]+[._][a-zäöüß]+")
_WRITES = re.compile(r"author|writer|reporter|autor|byline|correspond|korrespond", re.IGNORECASE)
# MOSCOW, Monday (Reuters) | Wien (APA) - | Berlin, 3. Mai
_PLACE_END = re.compile(r"[,(\d]|\s[-–—]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a news item says of its text; what it does not say is empty."""

    title: str
    kicker: str
    lead: str
    status: str
    published: PressDate | None
    updated: PressDate | None
    embargo: PressDate | None
    endless_embargo: bool
    source: str
    section: str
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    place: str
    language: str
    url: str
    keywords: tuple[str, ...]
    rights: str


def metadata_of(item: Element, catalog: Catalog) -> Metadata:
    """Everything that `itemMeta`, `contentMeta` and `rightsInfo` of an item say."""
    of_item = child(item, "itemMeta")
    about = item if local_name(item) == "contentMeta" else child(item, "contentMeta")
    own = item.get(LANGUAGE) or _above(item)
    language = attribute(child(about, "language"), "tag") or own
    status = child(of_item, "pubStatus")
    source, agencies = _source(of_item, about, own)
    published = _published(of_item, about)
    changed = (text_of(about, "contentModified"), text_of(of_item, "versionCreated"))
    headlines = dict(_headlines(about))
    return Metadata(
        title=headlines.get("title", "") or text_of(of_item, "title"),
        kicker=headlines.get("kicker", ""),
        lead=_lead(about) or headlines.get("below", ""),
        status=last_part(catalog.code(status)).lower() if status is not None else "",
        published=published,
        updated=read_update(changed, published),
        embargo=read_date(text_of(of_item, "embargoed")),
        endless_embargo=_is_endless(child(of_item, "embargoed")),
        source=source,
        section=_section(about, own),
        authors=_authors(about, own, {source, *agencies}),
        agencies=agencies,
        place=_place(about, own),
        language=language_code(language),
        url=_url(of_item),
        keywords=tuple(dict.fromkeys(_keywords(about, catalog, own))),
        rights=rights_line(*_rights(child(item, "rightsInfo"), own)),
    )


def _is_endless(embargoed: Element | None) -> bool:
    """Whether an embargo has no end yet: then the element is empty."""
    return embargoed is not None and not "".join(embargoed.itertext()).strip()


def _above(item: Element) -> str:
    return next((code for each in item.iterancestors() if (code := each.get(LANGUAGE))), "")


def _headlines(about: Element | None) -> Iterator[tuple[str, str]]:
    """Headlines by what they are, the last first, so that the first of a kind stays."""
    for headline in reversed(list(children(about, "headline"))):
        role = attribute(headline, "role")
        kind = "title"
        if _KICKER.search(role):
            kind = "kicker"
        elif _SUBHEADLINE.search(role):
            kind = "below"
        if text := text_of(headline):
            yield kind, text


def _lead(about: Element | None) -> str:
    for description in children(about, "description"):
        role = attribute(description, "role")
        if (not role or _LEAD.search(role)) and (text := text_of(description)):
            return text
    return ""


def _published(of_item: Element | None, about: Element | None) -> PressDate | None:
    written = (
        text_of(of_item, "firstCreated"),
        text_of(about, "contentCreated"),
        text_of(of_item, "versionCreated"),
        text_of(about, "contentModified"),
    )
    return next((date for text in written if (date := read_date(text))), None)


def _source(
    of_item: Element | None, about: Element | None, language: str
) -> tuple[str, tuple[str, ...]]:
    names = [party_name(child(of_item, "provider"), language)]
    names.extend(party_name(each, language) for each in children(about, "infoSource"))
    named = list(dict.fromkeys(filter(None, names)))
    agencies = dict.fromkeys(agency for name in named for agency in agencies_named(name))
    return (short_name(named[0]) if named else ""), tuple(agencies)


def _section(about: Element | None, language: str) -> str:
    for subject in children(about, "subject"):
        if _is_section(subject) and (name := name_of(subject, language)[0]):
            return name
    return ""


def _is_section(subject: Element) -> bool:
    alias = attribute(subject, "qcode").partition(":")[0]
    return bool(_SECTION.search(alias) or _SECTION.search(last_part(attribute(subject, "type"))))


def _authors(about: Element | None, language: str, not_these: set[str]) -> tuple[str, ...]:
    if bylines := list(texts(children(about, "by"))):
        return author_names(bylines)
    names = [
        name
        for party in children(about, "creator", "contributor")
        if _wrote(party) and (name := name_of(party, language)[0] or attribute(party, "literal"))
    ]
    return tuple(
        name
        for name in author_names(names)
        if name not in not_these and not _ACCOUNT.fullmatch(name)
    )


def _wrote(party: Element) -> bool:
    """Whether somebody is an author: creators are, contributors if their role says so."""
    if is_of_type(party, "organisation", "organization"):
        return False
    role = attribute(party, "role") or attribute(party, "jobtitle")
    return local_name(party) == "creator" or bool(_WRITES.search(role))


def _place(about: Element | None, language: str) -> str:
    for located in children(about, "located"):
        name = name_of(located, language)[0] or attribute(located, "literal")
        if name := name or last_part(attribute(located, "qcode")):
            return "" if name.isdecimal() else name
    written = text_of(about, "dateline")
    ends = _PLACE_END.search(written)
    return (written[: ends.start()] if ends else written).strip(" .:")


def _keywords(about: Element | None, catalog: Catalog, language: str) -> Iterator[str]:
    for subject in children(about, "subject"):
        name, german = name_of(subject, language)
        if not _is_section(subject):
            yield from subject_names(catalog.code(subject), name, german=german)
    yield from texts(children(about, "keyword"))


def _rights(info: Element | None, language: str) -> Iterator[str]:
    notices = _in_german(info, "copyrightNotice", language)
    holder = party_name(child(info, "copyrightHolder"), language)
    yield from notices or ([f"© {holder}"] if holder else [])
    yield from _in_german(info, "usageTerms", language)


def _in_german(info: Element | None, name: str, language: str) -> list[str]:
    """The texts of that name, only the German ones where there are some."""
    said = list(children(info, name))
    german = [each for each in said if language_code(each.get(LANGUAGE) or language) == "de"]
    return list(texts(iter(german or said)))


def _url(of_item: Element | None) -> str:
    for link in children(of_item, "link"):
        if "canonical" in attribute(link, "rel").lower():
            return attribute(link, "href")
    return ""
