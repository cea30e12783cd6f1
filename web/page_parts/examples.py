"""Queries that show what can be asked, made from what the archive holds, so that each finds
something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from pressespiegel.search import FacetCount, Hit

LONG_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{5,}")
SHORTENED = 5
"""Letters of a word that are left before its `*`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it asks for in plain words."""

    query: str
    meaning: str


def examples(hits: Iterable[Hit], facets: Mapping[str, tuple[FacetCount, ...]]) -> list[Example]:
    """Examples from some articles and the most frequent facet values; at most one of a kind."""
    made: list[Example] = []
    titles = [hit.article.title for hit in hits]
    pairs = (LONG_NOUN.findall(title) for title in titles)
    words = next((pair for pair in pairs if len(pair) >= 2), None)
    operator, date_field = _("ODER"), _("datum")
    if words:
        made.append(Example(f"{words[0]} {words[1]}", _("beide Wörter, in jeder Beugung")))
        either = f" {operator} ".join(words[:2])
        made.append(Example(either, _("eines von beiden genügt")))
        made.append(Example(words[0][:SHORTENED] + "*", _("alle Wörter, die so beginnen")))
    phrase = next((phrase_of(title) for title in titles if phrase_of(title)), "")
    if phrase:
        made.append(Example(f'"{phrase}"', _("genau diese Wortfolge")))
    for facet, field, meaning in (
        ("person", _("person"), _("Artikel, in denen diese Person vorkommt")),
        ("place", _("ort"), _("Artikel, in denen dieser Ort vorkommt")),
        ("source", _("quelle"), _("Artikel dieses Mediums")),
    ):
        value = next((each.value for each in facets.get(facet, ()) if '"' not in each.value), "")
        if value:
            made.append(Example(f"{field}:{quoted(value)}", meaning))
    month = next((each.value for each in facets.get("month", ())), "")
    if month:
        made.append(Example(f"{date_field}:{month}", _("ein Zeitraum; auch 2022 oder 2022-01-12")))
    return made


def phrase_of(title: str) -> str:
    """Three words that stand side by side in a title, "" where it has none.

    >>> phrase_of("Hochwasser: Die Elbe steigt weiter")
    'Die Elbe steigt'
    """
    match = re.search(r"[^\W\d_]+ [^\W\d_]+ [^\W\d_]+", title)
    return match[0] if match else ""


def quoted(value: str) -> str:
    """A value as a query names it: in quotation marks unless it is one plain word.

    >>> quoted("Bremen"), quoted("Die Zeit")
    ('Bremen', '"Die Zeit"')
    """
    return value if re.fullmatch(r"\w+", value) else f'"{value}"'
