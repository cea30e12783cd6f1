"""Help with words and articles as JSON-ready values: completions, corrections, likeness, why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from pressespiegel.search.explain import ExplainedWord, Explanation, Finding, FindingReason
from pressespiegel.search.query.tree import Reason, SearchField
from pressespiegel.search.results import Similar
from pressespiegel.search.words.complete import Completion, CompletionKind
from pressespiegel.search.words.suggest import Suggestion


class CompletionReport(TypedDict):
    """What somebody may be typing, of what kind, and how many articles have it."""

    text: str
    kind: CompletionKind
    articles: int


class CloseWordReport(TypedDict):
    """A word of the archive, how many edits it is away, and how many articles have it."""

    text: str
    distance: int
    articles: int


class SimilarReport(TypedDict):
    """An article like another one; `words` are those that both have, those that say most first."""

    id: str
    title: str
    source: str
    published: str | None
    score: float
    words: list[str]


class FoundPlaceReport(TypedDict):
    """Characters `start` to `end` of a field of the article, and what stands there."""

    field: SearchField
    start: int
    end: int
    text: str


class FindingReport(TypedDict):
    """One way in which a typed word was found, and what it added to the score.

    `places` are known for running text only.
    """

    reason: Reason | FindingReason
    term: str
    fields: list[SearchField]
    places: list[FoundPlaceReport]
    score: float


class ExplainedWordReport(TypedDict):
    """What was typed, at which characters of the query, and all that it was found as."""

    typed: str
    start: int
    end: int
    findings: list[FindingReport]
    score: float


class ExplanationReport(TypedDict):
    """Why an article was found; the words of one that has all of them add up to its score."""

    id: str
    words: list[ExplainedWordReport]
    score: float


def completions_to_json(found: Iterable[Completion]) -> list[CompletionReport]:
    """Completions, the most useful first."""
    return [{"text": each.text, "kind": each.kind, "articles": each.articles} for each in found]


def suggestions_to_json(found: Iterable[Suggestion]) -> list[CloseWordReport]:
    """Words that may have been meant, best first."""
    return [
        {"text": each.text, "distance": each.distance, "articles": each.articles} for each in found
    ]


def similar_to_json(found: Iterable[Similar]) -> list[SimilarReport]:
    """Articles like one, most alike first."""
    return [
        {
            "id": each.article.id,
            "title": each.article.title,
            "source": each.article.source,
            "published": str(each.article.published) if each.article.published else None,
            "score": round(each.score, 6),
            "words": list(each.words),
        }
        for each in found
    ]


def explanation_to_json(explanation: Explanation) -> ExplanationReport:
    """Why an article was found."""
    return {
        "id": explanation.id,
        "words": [_word(each) for each in explanation.words],
        "score": round(explanation.score, 6),
    }


def _word(word: ExplainedWord) -> ExplainedWordReport:
    return {
        "typed": word.typed,
        "start": word.span.start,
        "end": word.span.end,
        "findings": [_finding(each) for each in word.findings],
        "score": round(word.score, 6),
    }


def _finding(finding: Finding) -> FindingReport:
    return {
        "reason": finding.reason,
        "term": finding.term,
        "fields": list(finding.fields),
        "places": [
            {"field": each.field, "start": each.start, "end": each.end, "text": each.text}
            for each in finding.places
        ],
        "score": round(finding.score, 6),
    }
