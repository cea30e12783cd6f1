"""Why an article was found: which typed word stands for what in it, where, and what it adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pressespiegel.search.article import Article
from pressespiegel.search.engine import Engine, MatchedSpan, Request
from pressespiegel.search.query.tree import (
    AllOf,
    Alternative,
    AnyOf,
    Expansion,
    Identified,
    Node,
    Reason,
    SearchField,
    Sequence,
    Span,
    Word,
)
from pressespiegel.search.ranking import Ranking

FindingReason = Literal["phrase", "pattern"]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Characters `start` to `end` of a field of the article, and what stands there."""

    field: SearchField
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One way in which a typed word was found, and what it added to the score.

    `reason` is "form" (letter by letter), "stem" (inflected, or an umlaut spelt otherwise),
    "variant" (another spelling), "part" (inside of a compound), "synonym" (by the owner's list),
    "phrase" (words side by side or near each other) or "pattern". `fields` are those it was
    found in; `places` are known for running text only.
    """

    reason: Reason | FindingReason
    term: str
    fields: tuple[SearchField, ...]
    places: tuple[FoundPlace, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """What was typed, where in the query, and all that it was found as; () where it was not."""

    typed: str
    span: Span
    findings: tuple[Finding, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article was found; the words of a complete hit add up to its score."""

    id: str
    words: tuple[ExplainedWord, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Witness:
    """What an engine knows of one article: the score of a tree there (None: no match), and where
    its terms stand."""

    score: Callable[[Node], float | None]
    spans: Callable[[Node], tuple[MatchedSpan, ...]]


def engine_witness(engine: Engine, id: str, half_life: float | None) -> Witness:
    """What an engine knows of the article of this id; every score takes a search.

    Raises:
        ValueError: as `Ranking` does.
    """
    ranking = Ranking(half_life=half_life)

    def score(tree: Node) -> float | None:
        asked = Request(AllOf((Identified((id,)), tree)), limit=1, ranking=ranking, content=False)
        matches = engine.search(asked).matches
        return matches[0].score if matches else None

    return Witness(score, lambda tree: engine.spans(id, tree))


def explain_tree(article: Article, query: str, tree: Node, witness: Witness) -> Explanation:
    """Explain what a tree finds in an article; takes a search for every term of the query."""
    found: dict[Span, list[Finding]] = {}
    for node in _leaves(tree):
        found.setdefault(node.span, []).extend(_findings(article, node, witness))
    words = tuple(
        ExplainedWord(
            query[span.start : span.end],
            span,
            tuple(sorted(findings, key=lambda finding: -finding.score)),
            sum(finding.score for finding in findings),
        )
        for span, findings in sorted(found.items(), key=lambda pair: pair[0].start)
    )
    return Explanation(article.id, words, sum(word.score for word in words))


def _leaves(node: Node) -> Iterator[Word | Sequence | Expansion]:
    match node:
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from _leaves(child)
        case Word() | Sequence() | Expansion():
            yield node


def _findings(
    article: Article, node: Word | Sequence | Expansion, witness: Witness
) -> Iterator[Finding]:
    score = witness.score(node)
    if score is None:
        return
    if isinstance(node, Word):
        yield from _shared_out(
            [
                finding
                for alternative in node.alternatives
                for alone in (replace(node, alternatives=(alternative,)),)
                if (finding := _finding(article, alone, alternative.reason, alternative, witness))
            ],
            score,
        )
        return
    synonym = isinstance(node, Sequence) and node.slots[0].alternatives[0].reason == "synonym"
    reason: Reason | FindingReason = "phrase" if isinstance(node, Sequence) else "pattern"
    if finding := _finding(article, node, "synonym" if synonym else reason, None, witness):
        yield finding


def _shared_out(findings: list[Finding], score: float) -> list[Finding]:
    """A word counts once, in however many ways it is found: each has its share of the score."""
    alone = sum(finding.score for finding in findings)
    return [replace(each, score=score * each.score / alone) for each in findings]


def _finding(
    article: Article,
    node: Word | Sequence | Expansion,
    reason: Reason | FindingReason,
    alternative: Alternative | None,
    witness: Witness,
) -> Finding | None:
    score = witness.score(node)
    if score is None:
        return None
    fields = tuple(
        field
        for field in node.fields
        if len(node.fields) == 1 or witness.score(replace(node, fields=(field,))) is not None
    )
    places = tuple(
        FoundPlace(
            span.field,
            span.start,
            span.end,
            article.field_text(span.field)[span.start : span.end],
        )
        for span in witness.spans(node)
        if span.field in fields
    )
    if alternative is not None:
        term = alternative.term.lstrip("=+")
    else:
        term = node.typed if isinstance(node, Sequence) else getattr(node, "pattern", "")
    return Finding(reason, term, fields, places, score)
