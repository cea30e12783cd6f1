"""An article made ready for an engine: words, values and bytes, the same for every engine."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pressespiegel.search.article import ENTITY_KINDS, TEXT_FIELDS, Article
from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.query.tree import SearchField
from pressespiegel.search.serialisation import article_to_bytes
from pressespiegel.search.sketch import STORY_FIELDS, runs_of, sketch_of

FACETS: tuple[str, ...] = (
    "person",
    "organisation",
    "place",
    "source",
    "section",
    "author",
    "agency",
    "year",
    "month",
)
"""The facets every archive counts, in the order in which they are shown."""

VALUE_FIELDS: tuple[SearchField, ...] = (*ENTITY_KINDS, "source", "section", "author", "agency")
"""The facets whose values can also be searched word by word."""

VALUE_GAP = "\x1d"
"""Stands as a word of its own between two values of a field: no phrase reaches across it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one field as they stand: `surfaces[i]` begins at character `starts[i]`.

    Each surface is analysed by `pressespiegel.search.german.analyse_word`, once per archive
    rather than once per occurrence.
    """

    surfaces: tuple[str, ...]
    starts: Sequence[int]


Placed: TypeAlias = "tuple[tuple[str, int], ...]"
Spans: TypeAlias = "tuple[tuple[int, int], ...]"
AnalysedWord: TypeAlias = "tuple[str, Placed, Spans]"
"""A surface with the `terms` and `spans` of its `WordAnalysis`; plain, to travel fast."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine keeps of one article.

    `first` and `last` bound the date in minutes (`PressDate.minutes`), None for an undated
    article. `stored` is the whole article (`article_to_bytes`), `fingerprint` 16 bytes that
    change when it does. `analyses` are of words of this document, worked out beforehand by the
    process that prepared it: an engine may use them, and analyses all other words itself.
    `sketch` is what other printings of its story are found by (`pressespiegel.search.sketch`).
    """

    id: str
    fields: Mapping[SearchField, Words]
    facets: Mapping[str, tuple[str, ...]]
    first: int | None
    last: int | None
    stored: bytes
    fingerprint: bytes
    analyses: tuple[AnalysedWord, ...] = ()
    version: int = 0
    sketch: bytes = b""

    def analysed(self, known: Container[str]) -> Document:
        """The same, with the analyses of all its words but those that are `known`."""
        words = {surface for each in self.fields.values() for surface in each.surfaces}
        analyses = []
        for surface in words:
            if surface not in known:
                analysis = analyse_word(surface)
                analyses.append((surface, analysis.terms, analysis.spans))
        return replace(self, analyses=tuple(analyses))


def document(article: Article) -> Document:
    """Prepare an article for an engine; linear in its text."""
    facets = facet_values(article)
    fields: dict[SearchField, Words] = {}
    for name in TEXT_FIELDS:
        if text := article.field_text(name):
            fields[name] = Words(*split_words(text))
    for value_field in VALUE_FIELDS:
        if values := facets[value_field]:
            fields[value_field] = _value_words(values)
    if article.keywords:
        fields["keyword"] = _value_words(article.keywords)
    first, last = article.published.minutes() if article.published else (None, None)
    stored = article_to_bytes(article)
    return Document(
        id=article.id,
        fields=fields,
        facets=facets,
        first=first,
        last=last,
        stored=stored,
        fingerprint=hashlib.blake2b(stored, digest_size=16).digest(),
        version=article.version,
        sketch=sketch_of(runs_of(fields[name].surfaces for name in STORY_FIELDS if name in fields)),
    )


def facet_values(article: Article) -> dict[str, tuple[str, ...]]:
    """The values an article adds to each of `FACETS`, each value once.

    >>> article = Article.from_text(id="a", title="T", text="x", published="2022-01", source="dpa")
    >>> facet_values(article)["month"], facet_values(article)["section"]
    (('2022-01',), ())
    """
    values: dict[str, tuple[str, ...]] = {kind: article.names(kind) for kind in ENTITY_KINDS}
    values["source"] = (article.source,) if article.source else ()
    values["section"] = (article.section,) if article.section else ()
    values["author"] = tuple(dict.fromkeys(article.authors))
    values["agency"] = tuple(dict.fromkeys(article.agencies))
    date = article.published.local() if article.published else None
    values["year"] = (f"{date.year:04d}",) if date else ()
    values["month"] = (f"{date.year:04d}-{date.month:02d}",) if date and date.month else ()
    return values


def _value_words(values: Iterable[str]) -> Words:
    surfaces: list[str] = []
    starts: list[int] = []
    base = 0
    for value in values:
        if surfaces:
            surfaces.append(VALUE_GAP)
            starts.append(base - 1)
        words, places = split_words(value)
        surfaces.extend(words)
        starts.extend(base + place for place in places)
        base += len(value) + 1
    return Words(tuple(surfaces), tuple(starts))
