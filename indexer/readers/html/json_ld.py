"""What a page says of its article in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

JsonObject: TypeAlias = Mapping[str, object]

_ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "Report",
    "Article",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "BlogPosting",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Review",
    "Interview",
    "WebPage",
)
"""The types that an article may have, the most telling first."""

MOST_NODES = 5_000
DEEPEST = 40

_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_COMMENT_END = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_INVALID_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def objects(sources: Iterable[str]) -> list[JsonObject]:
    """All objects of the scripts of a page that may describe it, @graph and lists opened.

    Small faults are mended: comments around, trailing commas, raw line ends, bad escapes. A
    script that stays broken is passed over.
    """
    found: list[JsonObject] = []
    for source in sources:
        for value in _values(source):
            found.extend(_flat(value, 0))
            if len(found) > MOST_NODES:
                return found[:MOST_NODES]
    return found


def article_node(nodes: Iterable[JsonObject]) -> JsonObject:
    """The object that describes the article itself; an empty one where none does."""
    best: JsonObject = {}
    best_rank = len(_ARTICLE_TYPES) + 1
    for node in nodes:
        rank = min((_rank(name) for name in types(node)), default=best_rank)
        if rank < best_rank:
            best, best_rank = node, rank
    return best


def types(node: JsonObject) -> list[str]:
    """The schema.org types of an object, without their namespace."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def text_of(value: object) -> str:
    """A value as text: itself, or the name of the object; entities are resolved."""
    if isinstance(value, str):
        return html.unescape(html.unescape(value)) if "&" in value else value
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return text_of(value[0]) if value else ""
    if isinstance(value, dict):
        if name := text_of(value.get("name") or value.get("@value") or ""):
            return name
        parts = (text_of(value.get("givenName") or ""), text_of(value.get("familyName") or ""))
        return " ".join(part for part in parts if part)
    return ""


def texts_of(value: object) -> list[str]:
    """A value as a list of texts, nested lists opened."""
    if isinstance(value, list):
        return [text for each in value[:200] for text in texts_of(each)]
    return [text] if (text := text_of(value).strip()) else []


def _rank(name: str) -> int:
    return _ARTICLE_TYPES.index(name) if name in _ARTICLE_TYPES else len(_ARTICLE_TYPES) + 1


def _values(source: str) -> Iterator[object]:
    text = _COMMENT_END.sub("", _COMMENT.sub("", source)).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, _mended(text)):
        position = 0
        values: list[object] = []
        try:
            while position < len(attempt):
                value, position = decoder.raw_decode(attempt, position)
                values.append(value)
                while position < len(attempt) and attempt[position] in " \t\r\n,;":
                    position += 1
        except (ValueError, RecursionError):
            if not values:
                continue
        yield from values
        return


def _mended(text: str) -> str:
    text = _TRAILING_COMMA.sub(r"\1", _INVALID_ESCAPE.sub(r"\\\\", text))
    if text.startswith("{&quot;") or text.startswith("[{&quot;"):
        text = html.unescape(text)
    return text


def _flat(value: object, depth: int) -> Iterator[JsonObject]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _flat(each, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if key in value and isinstance(value[key], dict | list):
                yield from _flat(value[key], depth + 1)
