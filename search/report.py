"""Results, articles and statistics as JSON-ready values: one form for command line and web."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from pressespiegel.search.article import Article
from pressespiegel.search.dates import PressDate
from pressespiegel.search.printings import Printings
from pressespiegel.search.results import Correction, Hit, Results, Statistics
from pressespiegel.search.story_text import Passage


class HitReport(TypedDict):
    """One hit; `published` is ISO 8601 at its precision, None for an undated article; `updated`
    likewise. `stub` is true for the mere beginning of an article.

    `complete` is false for an article that only has most of the words; `missing` are the others.
    """

    id: str
    title: str
    source: str
    section: str
    published: str | None
    updated: str | None
    stub: bool
    score: float
    snippets: list[str]
    complete: bool
    missing: list[str]


class FacetReport(TypedDict):
    """One value of a facet, and how many articles of the result have it."""

    value: str
    count: int


class SuggestionReport(TypedDict):
    """The query as it may have been meant, and how many articles have all of that."""

    query: str
    total: int


class ResultsReport(TypedDict):
    """A page of hits; `warnings` are plain sentences, `seconds` how long the search took.

    `total` counts the articles with all that was asked for, `partial_total` those with most of
    the words, which follow them in `hits`. `suggestion` is None where nothing seems misspelt. A
    search that was `cut_short` took too long, and has only what was found by then.
    """

    query: str
    reading: str
    warnings: list[str]
    total: int
    partial_total: int
    suggestion: SuggestionReport | None
    seconds: float
    hits: list[HitReport]
    facets: dict[str, list[FacetReport]]
    cut_short: bool


class BlockReport(TypedDict):
    """A paragraph or a subhead."""

    kind: str
    text: str


class CaptionReport(TypedDict):
    """The line under a photo, and who took it."""

    text: str
    credit: str


class EntityReport(TypedDict):
    """A person, organisation or place of the story; `mentions` counts where it is named."""

    kind: str
    name: str
    role: str
    mentions: int


class ArticleReport(TypedDict):
    """A whole article; absent texts are "", absent dates None."""

    id: str
    title: str
    kicker: str
    lead: str
    blocks: list[BlockReport]
    published: str | None
    source: str
    section: str
    authors: list[str]
    agencies: list[str]
    place: str
    language: str
    url: str
    captions: list[CaptionReport]
    keywords: list[str]
    entities: list[EntityReport]
    rights: str
    updated: str | None
    embargo: str | None
    stub: bool


class PrintingReport(TypedDict):
    """One printing; `kept` is how much of the longest stands in it, `shared` how much of it in
    the longest, `cuts` and `added` the texts that only the one or the other has."""

    id: str
    title: str
    source: str
    published: str | None
    agencies: list[str]
    kept: float
    shared: float
    cuts: list[str]
    added: list[str]


class PrintingsReport(TypedDict):
    """The printings of one story, earliest first, and the id of the longest."""

    longest: str | None
    printings: list[PrintingReport]


class StatisticsReport(TypedDict):
    """What an archive holds; `first` and `last` are the days of its dated articles, or None."""

    articles: int
    sources: int
    first: str | None
    last: str | None
    segments: int
    bytes: int


def results_to_json(results: Results) -> ResultsReport:
    """A page of results, as `pressespiegel search --json` and `/api/search` give it."""
    return {
        "query": results.query,
        "reading": results.reading,
        "warnings": [warning.message for warning in results.warnings],
        "total": results.total,
        "partial_total": results.partial_total,
        "suggestion": _suggestion(results.suggestion),
        "seconds": round(results.seconds, 6),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {
            name: [{"value": each.value, "count": each.count} for each in counts]
            for name, counts in results.facets.items()
        },
        "cut_short": results.cut_short,
    }


def article_to_json(article: Article) -> ArticleReport:
    """A whole article, as `pressespiegel show --json` gives it."""
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "lead": article.lead,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "published": _date(article.published),
        "source": article.source,
        "section": article.section,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "place": article.place,
        "language": article.language,
        "url": article.url,
        "captions": [{"text": each.text, "credit": each.credit} for each in article.captions],
        "keywords": list(article.keywords),
        "entities": [
            {
                "kind": each.kind,
                "name": each.name,
                "role": each.role,
                "mentions": len(each.mentions),
            }
            for each in article.entities
        ],
        "rights": article.rights,
        "updated": _date(article.updated),
        "embargo": _date(article.embargo),
        "stub": article.stub,
    }


def printings_to_json(found: Printings) -> PrintingsReport:
    """The printings of a story, as `pressespiegel printings --json` gives them."""
    longest = found.longest
    return {
        "longest": longest.id if longest else None,
        "printings": [
            {
                "id": each.article.id,
                "title": each.article.title,
                "source": each.article.source,
                "published": _date(each.article.published),
                "agencies": list(each.article.agencies),
                "kept": round(each.kept, 3),
                "shared": round(each.shared, 3),
                "cuts": _texts(longest, each.cuts) if longest else [],
                "added": _texts(each.article, each.added),
            }
            for each in found.printings
        ],
    }


def _texts(article: Article, passages: Sequence[Passage]) -> list[str]:
    return [article.field_text(each.field)[each.start : each.end] for each in passages]


def statistics_to_json(statistics: Statistics) -> StatisticsReport:
    """What an archive holds, as `pressespiegel stats --json` gives it."""
    return {
        "articles": statistics.articles,
        "sources": statistics.sources,
        "first": statistics.first or None,
        "last": statistics.last or None,
        "segments": statistics.segments,
        "bytes": statistics.bytes,
    }


def _hit(hit: Hit) -> HitReport:
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "section": article.section,
        "published": _date(article.published),
        "updated": _date(article.updated),
        "stub": article.stub,
        "score": round(hit.score, 6),
        "snippets": [snippet.text for snippet in hit.snippets],
        "complete": hit.complete,
        "missing": list(hit.missing),
    }


def _suggestion(correction: Correction | None) -> SuggestionReport | None:
    if correction is None:
        return None
    return {"query": correction.query, "total": correction.total}


def _date(date: PressDate | None) -> str | None:
    return str(date) if date else None
