"""An article made ready for an engine: words, values and bytes, the same for every engine."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeAlias

from pressespiegel.search.article import ENTITY_KINDS, TEXT_FIELDS, Article
from pressespiegel.search.german import analyse_word, word_bounds
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

ABBREVIATIONS = "abbreviations"
"""Kept beside the facets: what articles state of organisations, “short form `VALUE_GAP` long”."""

COLUMNS = (*FACETS, ABBREVIATIONS)
"""All values that an engine keeps by document: those of a `Document`'s `facets`."""

VALUE_FIELDS: tuple[SearchField, ...] = (*ENTITY_KINDS, "source", "section", "author", "agency")
"""The facets whose values can also be searched word by word."""

VALUE_GAP = "\x1d"
"""Stands as a word of its own between two values of a field: no phrase reaches across it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one field as they stand: word `i` is `text[starts[i]:ends[i]]`.

    Plain numbers, to be looked up many at a time and to travel fast. Each distinct word is
    analysed by `pressespiegel.search.german.analyse_word`, once per archive rather than once per
    occurrence.
    """

    text: str
    starts: array[int]
    ends: array[int]

    @classmethod
    def of_text(cls, text: str) -> Words:
        """The words of a running text; linear in it.

        >>> Words.of_text("Regen, Wind").surfaces
        ['Regen', 'Wind']
        """
        starts, ends = word_bounds(text)
        return cls(text, array("I", starts), array("I", ends))

    @classmethod
    def of_values(cls, values: Iterable[str]) -> Words:
        """The words of several values, with a `VALUE_GAP` between each two.

        >>> Words.of_values(["Ada Kern", "dpa"]).surfaces
        ['Ada', 'Kern', '\\x1d', 'dpa']
        """
        starts, ends = array("I"), array("I")
        base = 0
        joined: list[str] = []
        for value in values:
            if starts:
                starts.append(base - 1)
                ends.append(base)
            own_starts, own_ends = word_bounds(value)
            starts.extend([base + place for place in own_starts])
            ends.extend([base + place for place in own_ends])
            joined.append(value)
            base += len(value) + 1
        return cls(VALUE_GAP.join(joined), starts, ends)

    @property
    def surfaces(self) -> list[str]:
        """All words, one by one."""
        text = self.text
        return [text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]


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

    def analysed(self, known: Set[str]) -> Document:
        """The same, with the analyses of all its words but those that are `known`."""
        new = set(chain.from_iterable(each.surfaces for each in self.fields.values())) - known
        analyses = []
        for surface in new:
            analysis = analyse_word(surface)
            analyses.append((surface, analysis.terms, analysis.spans))
        return replace(self, analyses=tuple(analyses))


def document(article: Article) -> Document:
    """Prepare an article for an engine; linear in its text."""
    facets = facet_values(article)
    fields: dict[SearchField, Words] = {}
    for name in TEXT_FIELDS:
        if text := article.field_text(name):
            fields[name] = Words.of_text(text)
    for value_field in VALUE_FIELDS:
        if values := facets[value_field]:
            fields[value_field] = Words.of_values(values)
    if article.keywords:
        fields["keyword"] = Words.of_values(article.keywords)
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
    """The values an article adds to each of `COLUMNS`, each value once.

    >>> article = Article.from_text(id="a", title="T", text="x", published="2022-01", source="dpa")
    >>> facet_values(article)["month"], facet_values(article)["section"]
    (('2022-01',), ())
    """
    values: dict[str, tuple[str, ...]] = {kind: article.names(kind) for kind in ENTITY_KINDS}
    values["source"] = (article.source,) if article.source else ()
    values["section"] = (article.section,) if article.section else ()
    values["author"] = tuple(dict.fromkeys(article.authors))
    values["agency"] = tuple(dict.fromkeys(article.agencies))
    values[ABBREVIATIONS] = tuple(
        f"{each.name}{VALUE_GAP}{each.long}" for each in article.entities if each.long
    )
    date = article.published.local() if article.published else None
    values["year"] = (f"{date.year:04d}",) if date else ()
    values["month"] = (f"{date.year:04d}-{date.month:02d}",) if date and date.month else ()
    return values
