"""An entry of a feed, whichever kind, as an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.html.fragment import Fragment, fragment_of, plain_text_of
from pressespiegel.indexer.readers.identity import article_id, host_of
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.rights import rights_line
from pressespiegel.indexer.readers.titles import first_sentence
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.search.article import Article, Caption, Origin
from pressespiegel.search.errors import ReadError

LONGEST_TEASER = 800
"""Characters up to which one paragraph is taken for a teaser, where the text itself is missing."""

_BETWEEN = re.compile(r"\s+[-–—|·:/»]\s+|\s*\|\s*|:\s+")
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_OPENING = 60
"""Characters by which a summary is seen to be only the beginning of the text."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says for all its entries."""

    title: str = ""
    url: str = ""
    language: str = "de"
    rights: str = ""
    authors: tuple[str, ...] = ()

    @property
    def outlet(self) -> str:
        """The outlet's name in the title: of several parts the one that its address has too."""
        parts = [part for part in _BETWEEN.split(self.title) if part.strip()]
        host = _letters(host_of(self.url))
        for part in parts:
            plain = _letters(part)
            if len(plain) > 2 and plain in host:
                return part.strip()
        return parts[0].strip() if parts else host_of(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says; `content` and `summary` may be HTML."""

    title: str = ""
    id: str = ""
    url: str = ""
    content: str = ""
    summary: str = ""
    dates: tuple[str, ...] = ()
    updated: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()
    source: str = ""
    language: str = ""
    rights: str = ""


def item_of(entry: Entry, feed: Feed, origin: Origin) -> Item:
    """The article of an entry: with its text where that is given, else with its teaser as lead."""
    title = plain_text_of(entry.title)
    text, lead = _text_and_lead(entry, title)
    if not title:
        title = first_sentence(text.blocks[0].text if text.blocks else lead)
    if not title:
        return ReadError("an entry with neither title nor text", origin.file, origin.place)
    published = next(filter(None, map(read_date, (*entry.dates, entry.updated))), None)
    source = entry.source or feed.outlet or host_of(entry.url)
    dateline = dateline_of(text.blocks[0].text if text.blocks else lead)
    return Article(
        id=article_id(
            # A teaser must not replace the article itself, which has its id by its address.
            given="" if text.blocks and entry.url else (entry.id or entry.url),
            url=entry.url,
            source=source,
            published=published,
            title=title,
            text=(block.text for block in text.blocks),
        ),
        title=title,
        lead=lead,
        blocks=text.blocks,
        published=published,
        source=source,
        section=entry.categories[0] if len(entry.categories) == 1 else "",
        authors=author_names(entry.authors or feed.authors)
        or author_names([text.byline] if text.byline else []),
        place=dateline.place if dateline else "",
        language=entry.language or feed.language,
        url=entry.url,
        captions=tuple(dict.fromkeys((*text.captions, *entry.captions))),
        keywords=tuple(dict.fromkeys(entry.categories)),
        rights=rights_line(entry.rights or feed.rights),
        updated=read_update([entry.updated], published),
        stub=not text.blocks and bool(lead),
        origin=origin,
    )


def _text_and_lead(entry: Entry, title: str) -> tuple[Fragment, str]:
    summary = fragment_of(entry.summary, (title,))
    content = fragment_of(entry.content, (title,))
    if content.blocks:
        opening = summary.text.rstrip(" .…[]()")[:_OPENING]
        is_beginning = not opening or content.text.startswith(opening)
        return content, "" if is_beginning or summary.text == title else summary.text
    if len(summary.blocks) > 1 or len(summary.text) > LONGEST_TEASER:
        return summary, ""
    return Fragment(captions=summary.captions, byline=summary.byline), summary.text


def _letters(text: str) -> str:
    # An address has "woerlatal-bote" for "Wörlatal-Bote".
    return re.sub(r"\W+|_", "", text.lower().translate(_SPELLED_OUT))
