"""What a search answers with: frozen values, free of markup and of engine detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pressespiegel.search.article import Article
from pressespiegel.search.query.parser import QueryWarning


@dataclass(frozen=True, slots=True)
class Highlight:
    """Plain text, and the (start, end) spans in it that matched; whoever shows it adds markup."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, with its title, its kicker and the best snippets of its text."""

    article: Article
    score: float
    title: Highlight
    snippets: tuple[Highlight, ...]
    kicker: Highlight


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many articles of the result have a value, and whether the value is chosen."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `total` counts all of them exactly; `reading` says in plain words how the
    query was understood, `warnings` what was odd in it; `seconds` is how long it all took."""

    query: str
    reading: str
    warnings: tuple[QueryWarning, ...]
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an archive holds: `first` and `last` are the ISO days of its dated articles."""

    articles: int
    sources: int
    first: str
    last: str
    segments: int
    bytes: int
