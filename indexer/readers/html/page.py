"""A web page, parsed once: its tree, its meta elements and its JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree, html

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.html.json_ld import JsonObject, article_node, objects
from pressespiegel.indexer.readers.html.tags import without_endless_tags
from pressespiegel.search.errors import ReadError

Element = html.HtmlElement

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_SEPARATORS = re.compile(r"[_.-]+")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True)
class Page:
    """`meta` is name or property -> contents in order, the name in lower case with ":" for "_",
    "." and "-"; `data` is what JSON-LD says of the article, empty where it says nothing."""

    tree: Element
    meta: Mapping[str, tuple[str, ...]]
    data: JsonObject

    def first(self, *names: str) -> str:
        """The first content that any of the meta names has."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content.strip():
                    return content.strip()
        return ""


def parse(source: bytes, file: str) -> Page:
    """Parse a page; broken markup is mended as browsers do.

    Raises:
        ReadError: it cannot be parsed at all.
    """
    declared = _DECLARED.search(source[:8192])
    text = decode(source, declared[1].decode("ascii") if declared else "")
    text = without_endless_tags(_XML_DECLARATION.sub("", text.replace("\x00", "")))
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError, TypeError) as error:
        raise ReadError(f"HTML that cannot be parsed ({error})"[:200], file) from error
    scripts = [
        script.text or ""
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]
    return Page(tree, _meta(tree), article_node(objects(scripts)))


def _meta(tree: Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        if content:
            for attribute in ("property", "name", "itemprop"):
                if name := element.get(attribute):
                    found.setdefault(_SEPARATORS.sub(":", name.lower()), []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def element_text(element: Element) -> str:
    """The text of an element on one line."""
    return one_line("".join(element.itertext()))
