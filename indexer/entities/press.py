"""Articles of the press as training texts, labelled by the model before and by the rules.

Few labelled texts are from papers. What `annotate` finds in whole articles, where line-ups, lists
and all mentions of a name correct what the model takes each of them for, teaches the next model.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pressespiegel.indexer.entities.annotation import annotate
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.span import Finder, Span
from pressespiegel.search.article import Article

_SPREAD = (
    ("tagesspiegel-10k.jsonl.gz", 7, 31, 150),
    ("trends-6k.jsonl.gz", 4, 15, 170),
    ("tagesschau-400.jsonl.gz", 1, 3, 60),
)
"""Which articles: file, number of the first one, steps to the next, how many."""

_LONGEST = 6_000
"""Characters of an article; the rest of a long one teaches little that is new."""


def press(corpora: Path, finder: Finder | None = None) -> list[Labelled]:
    """Some hundred articles of many papers with the names that are found in them."""
    found = []
    for file, first, step, most in _SPREAD:
        for article in islice(_articles(corpora / file, first, step), most):
            text = article.field_text("text")
            spans = (
                Span(each.start, each.end, entity.kind, text[each.start : each.end])
                for entity in annotate(article, finder).entities
                for each in entity.mentions
                if each.field == "text"
            )
            found.append(Labelled(text, tuple(_apart(spans))))
    return found


def _articles(path: Path, first: int, step: int) -> Iterator[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in islice(file, first, None, step):
            row = json.loads(line)
            if row["title"].strip() and row["body"].strip():
                yield Article.from_text(
                    id=str(row["id"]), title=row["title"], text=row["body"][:_LONGEST]
                )


def _apart(spans: Iterator[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda each: each.start):
        if span.start >= end:
            yield span
            end = span.end
