"""Searches as feeds: what is newest among their hits, as Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _

from pressespiegel.search import Hit, PressDate
from pressespiegel.search.citation.sentence import one_line
from pressespiegel.search.dates import PRESS_ZONE
from pressespiegel.web.addresses import article_address, feed_address, results_address
from pressespiegel.web.asking import ask
from pressespiegel.web.config import FEED_ENTRIES
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("feeds", __name__)

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00Z"
"""When an undated article was changed last: Atom asks for a time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One hit as feeds have it; dates are RFC 3339, "" where there is none."""

    address: str
    title: str
    summary: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: str
    changed: str


@blueprint.get("/suche.atom")
def atom() -> Response:
    """The newest hits of a search as Atom; takes the arguments of a result page."""
    state, entries = newest()
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "de"})
    _text(feed, "title", title_of(state))
    _text(feed, "id", absolute(feed_address(state, "atom")))
    _text(feed, "updated", max((each.changed for each in entries if each.changed), default=NEVER))
    SubElement(feed, "link", rel="self", href=absolute(feed_address(state, "atom")))
    SubElement(feed, "link", rel="alternate", href=absolute(results_address(state)))
    SubElement(SubElement(feed, "author"), "name").text = "Pressespiegel"
    for each in entries:
        entry = SubElement(feed, "entry")
        _text(entry, "title", each.title)
        _text(entry, "id", each.address)
        SubElement(entry, "link", rel="alternate", href=each.address)
        if each.published:
            _text(entry, "published", each.published)
        _text(entry, "updated", each.changed or NEVER)
        for name in each.authors:
            SubElement(SubElement(entry, "author"), "name").text = name
        for tag in each.tags:
            SubElement(entry, "category", term=tag)
        _text(entry, "summary", each.summary)
    body = tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/suche.json")
def json_feed() -> Response:
    """The newest hits of a search as JSON Feed; takes the arguments of a result page."""
    state, entries = newest()
    items = []
    for each in entries:
        item: dict[str, object] = {
            "id": each.address,
            "url": each.address,
            "title": each.title,
            "content_text": each.summary,
        }
        if each.published:
            item |= {"date_published": each.published, "date_modified": each.changed}
        if each.authors:
            item["authors"] = [{"name": name} for name in each.authors]
        if each.tags:
            item["tags"] = list(each.tags)
        items.append(item)
    response = jsonify(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title_of(state),
            "home_page_url": absolute(results_address(state)),
            "feed_url": absolute(feed_address(state, "json_feed")),
            "language": "de",
            "items": items,
        }
    )
    response.content_type = "application/feed+json; charset=utf-8"
    return response


def newest() -> tuple[SearchState, Sequence[Entry]]:
    """The search that is asked for, newest first, and its first hits."""
    asked = SearchState.from_arguments(request.args)
    state = replace(asked, sort="newest", page=1)
    found = ask(archive(), state, limit=FEED_ENTRIES)
    return state, [entry_of(hit) for hit in found.hits if hit.complete]


def entry_of(hit: Hit) -> Entry:
    """A hit as an entry, in texts that are allowed in XML."""
    article = hit.article
    published = moment(article.published) if article.published else ""
    return Entry(
        address=absolute(article_address(article.id)),
        title=one_line(article.title) or _("Ohne Titel"),
        summary=one_line(" … ".join(snippet.text for snippet in hit.snippets)),
        authors=tuple(filter(None, map(one_line, article.authors or (article.source,)))),
        tags=tuple(filter(None, map(one_line, (article.source, article.section)))),
        published=published,
        changed=moment(article.updated) if article.updated else published,
    )


def moment(when: PressDate) -> str:
    """The first moment that a date may mean, after RFC 3339, on the clock of the papers.

    >>> moment(PressDate(2024, 3)), moment(PressDate.parse("2024-07-01T10:30+00:00"))
    ('2024-03-01T00:00:00+01:00', '2024-07-01T12:30:00+02:00')
    """
    first = datetime(1970, 1, 1) + timedelta(minutes=when.minutes()[0])
    return first.replace(tzinfo=ZoneInfo(PRESS_ZONE), microsecond=0).isoformat()


def title_of(state: SearchState) -> str:
    """What a feed is called: as the search is written, with the values chosen."""
    chosen = [value for _facet, value in state.chosen()]
    parts = [one_line(each) for each in (state.query, *chosen) if each.strip()]
    return f"Pressespiegel: {', '.join(parts) if parts else _('Alle Artikel')}"


def absolute(address: str) -> str:
    """An address with the name of this server."""
    return urljoin(request.host_url, address)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
