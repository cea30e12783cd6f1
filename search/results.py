"""What a search answers with: frozen values, free of markup and of engine detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pressespiegel.search.article import Article
from pressespiegel.search.engine import DateCounts
from pressespiegel.search.query.parser import QueryWarning
from pressespiegel.search.query.parts import Part


@dataclass(frozen=True, slots=True)
class Highlight:
    """Plain text, and the (start, end) spans in it that matched; whoever shows it adds markup."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, with its title, its kicker and the best snippets of its text.

    `complete` is False for an article that only has most of the words; `missing` are those that it
    lacks, as typed. `query` and `half_life` are what was asked for, so that `Archive.explain` needs
    nothing else.
    """

    article: Article
    score: float
    title: Highlight
    snippets: tuple[Highlight, ...]
    kicker: Highlight
    complete: bool = True
    missing: tuple[str, ...] = ()
    query: str = ""
    half_life: float | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """A hit, and further hits that are printings of the same story, in their order."""

    hit: Hit
    printings: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """An article like another one, and the words that both have, those that say most first."""

    article: Article
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many articles of the result have a value, and whether the value is chosen."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """The query as it may have been meant, and how many articles have all of that; where none has,
    none has all of what was typed either."""

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `total` counts exactly the articles with all that was asked for.

    Where those are fewer than ten, `partial_total` articles with most of the words follow them in
    the same order of pages: hits whose `complete` is False. Facets count the complete ones, or,
    where the query has none, the others. `suggestion` is a query that finds more, offered
    where few articles were found and never used unasked. `reading` says in plain words how the
    query was understood, `warnings` what was odd in it; `seconds` is how long it all took. The
    same reading in pieces: `parts` are what was asked for, each with where it was typed (see
    `without_part`), `additions` what synonyms and patterns add. `dates`, if asked for,
    count the same articles as the facets. `offset` is the number of hits before this page.
    `filters` and `excluded` are the values asked for, called as the facets call them. A search that
    was `cut_short` has only what was found in time, and a warning that says so. `stories` are the
    hits with the printings of each story put together, if that was asked for; so many of the hits
    as `told_before` are printings of stories that stand on earlier pages, and in none of them.
    """

    query: str
    reading: str
    warnings: tuple[QueryWarning, ...]
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    seconds: float
    partial_total: int = 0
    suggestion: Correction | None = None
    parts: tuple[Part, ...] = ()
    additions: tuple[str, ...] = ()
    dates: DateCounts | None = None
    offset: int = 0
    cut_short: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stories: tuple[Folded, ...] = ()
    told_before: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an archive holds: `first` and `last` are the ISO days of its dated articles."""

    articles: int
    sources: int
    first: str
    last: str
    segments: int
    bytes: int
