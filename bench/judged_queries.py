"""Queries whose right answers are known, and the articles they are asked over."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pressespiegel.indexer.readers import read
from pressespiegel.search import Article

SEED = 11


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries over some articles: `relevant` are the ids known to answer each.

    They need not be all that do: figures compare rankings and are no absolute quality.
    """

    name: str
    articles: tuple[Article, ...]
    relevant: Mapping[str, frozenset[str]]


def searched_for(shared: Path, name: str, corpus: str) -> Judged:
    """Queries that somebody made for a corpus: short searches, or long questions."""
    lines = (shared / "relevance" / f"{name}.jsonl").read_text("utf-8").splitlines()
    relevant: dict[str, frozenset[str]] = {}
    for line in lines:
        data = json.loads(line)
        known = relevant.get(data["query"], frozenset())
        relevant[data["query"]] = known | frozenset(data["relevant"])
    return Judged(name, tuple(read(shared / "corpora" / corpus)), relevant)


def headlines(articles: Iterable[Article], count: int) -> Judged:
    """Headlines as queries for their own article, whose text alone is searched."""
    every = tuple(each for each in articles if each.title and each.blocks)
    bare = tuple(dataclasses.replace(each, title="", kicker="", lead="") for each in every)
    drawn = random.Random(SEED).sample(every, min(count, len(every)))
    relevant: dict[str, frozenset[str]] = {}
    for each in drawn:
        relevant[each.title] = relevant.get(each.title, frozenset()) | {each.id}
    return Judged("headline → article", bare, relevant)
