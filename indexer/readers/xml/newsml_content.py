"""The text that a news item carries: inline NITF, inline XHTML, or plain."""

from __future__ import annotations

from dataclasses import dataclass

from pressespiegel.indexer.readers.bylines import author_names
from pressespiegel.indexer.readers.html.fragment import fragment_of
from pressespiegel.indexer.readers.xml.documents import Element, local_name
from pressespiegel.indexer.readers.xml.nitf import authors_in, headline_in, text_in
from pressespiegel.indexer.readers.xml.tree import attribute, child, descendants, html_of, text_of
from pressespiegel.search.article import Block, Caption


@dataclass(frozen=True, slots=True)
class Content:
    """Text and captions, and what the text says of itself."""

    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    headline: str = ""
    lead: str = ""
    authors: tuple[str, ...] = ()


def content_of(item: Element) -> Content:
    """The first rendition of the item's content that has a text; an empty one where none has."""
    where = item if local_name(item) == "contentSet" else child(item, "contentSet")
    for inline in descendants(where, "inlineXML", "inlineData"):
        content = (
            _inline_data(inline) if local_name(inline) == "inlineData" else _inline_xml(inline)
        )
        if content.blocks:
            return content
    return Content()


def _inline_xml(inline: Element) -> Content:
    nitf = next(descendants(inline, "nitf"), None)
    if nitf is not None:
        text = text_in(nitf)
        lead = text_of(nitf, "body", "body.head", "abstract") or text.lead
        return Content(text.blocks, text.captions, headline_in(nitf), lead, authors_in(nitf))
    body = next(descendants(inline, "body"), inline)
    return _from_html(html_of(body))


def _inline_data(inline: Element) -> Content:
    if attribute(inline, "encoding"):
        return Content()  # packed bytes: pictures, PDF
    return _from_html("".join(inline.itertext()))


def _from_html(markup: str) -> Content:
    fragment = fragment_of(markup)
    authors = author_names([fragment.byline] if fragment.byline else [])
    return Content(fragment.blocks, fragment.captions, fragment.heading, "", authors)
