"""Articles like another one: those that share the words which say most about it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from pressespiegel.search.article import TEXT_FIELDS, Article, TextField
from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.query.tree import (
    AllOf,
    Alternative,
    AnyOf,
    Identified,
    Node,
    Not,
    Word,
)
from pressespiegel.search.results import Similar
from pressespiegel.search.serialisation import article_from_bytes

MOST_WORDS = 25
"""Words of an article that others are compared with."""

MOST_COUNTED = 40
"""Frequent words of an article that are looked up to find the telling ones."""

MOST_CHARACTERS = 50_000
"""Characters of an article that are read for its words."""

_TITLE_COUNTS = 3
_SHORTEST = 3
_COMMON_SHARE = 5
_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class TellingWord:
    """A word that says much about an article: as it stands there, its stem, and its weight."""

    text: str
    term: str
    weight: float


def find_similar(engine: Engine, article: Article, limit: int) -> list[Similar]:
    """The articles most like one, and the words that make them so."""
    parts = engine.parts()
    words = telling_words(
        article,
        sum(part.articles for part in parts),
        lambda field, term: sum(part.frequency(field, term) for part in parts),
    )
    if not words:
        return []
    found = engine.search(Request(similar_tree(words, article.id), limit=limit)).matches
    return [
        Similar(other, match.score, shared_words(other, words))
        for match in found
        for other in (article_from_bytes(match.stored),)
    ]


def telling_words(
    article: Article, articles: int, frequency: Callable[[TextField, str], int]
) -> tuple[TellingWord, ...]:
    """The words of an article that are frequent in it and rare elsewhere, weightiest first.

    `frequency` tells in how many articles a field has a term. An article that has a word in
    several fields counts for each: exact numbers would weigh hardly otherwise.
    """
    times: Counter[str] = Counter()
    shown: dict[str, str] = {}
    fields: defaultdict[str, set[TextField]] = defaultdict(set)
    for field in TEXT_FIELDS:
        for surface in split_words(article.field_text(field)[:MOST_CHARACTERS])[0]:
            if len(surface) < _SHORTEST or not any(map(str.isalpha, surface)):
                continue
            if term := _stem(surface):
                times[term] += _TITLE_COUNTS if field == "title" else 1
                shown.setdefault(term, surface)
                fields[term].add(field)
    found = []
    for term, own in _candidates(times, shown):
        others = sum(frequency(field, term) for field in TEXT_FIELDS) - len(fields[term])
        if 0 < others <= max(10, articles // _COMMON_SHARE):
            weight = math.log1p(own) * math.log((articles + 1) / min(others, articles))
            found.append(TellingWord(shown[term], term, weight))
    found.sort(key=lambda word: (-word.weight, word.term))
    return tuple(found[:MOST_WORDS])


def similar_tree(words: tuple[TellingWord, ...], id: str) -> Node:
    """The articles that share some of the words, those with the weightiest first."""
    heaviest = words[0].weight
    nodes = tuple(
        Word(word.text, (Alternative(word.term),), weight=word.weight / heaviest) for word in words
    )
    minimum = 1 if len(nodes) < 4 else 2 if len(nodes) < 12 else 3
    return AllOf((AnyOf(nodes, minimum), Not(Identified((id,)))))


def shared_words(article: Article, words: tuple[TellingWord, ...]) -> tuple[str, ...]:
    """Which of the words another article has too, weightiest first."""
    beginnings = {word.term[:_BEGINNING] for word in words}
    surfaces = {
        surface
        for field in TEXT_FIELDS
        for surface in split_words(article.field_text(field)[:MOST_CHARACTERS])[0]
    }
    terms = {
        term
        for surface in surfaces
        if (beginning := surface[:_BEGINNING].lower()) in beginnings or not beginning.isascii()
        for term, _ in analyse_word(surface).terms
    }
    return tuple(word.text for word in words if word.term in terms)


def _stem(surface: str) -> str:
    return next((term for term, _ in analyse_word(surface).terms if term[0] not in "=+"), "")


def _candidates(times: Counter[str], shown: dict[str, str]) -> list[tuple[str, int]]:
    """Frequent words; of equally frequent ones names and nouns, then long words."""

    def rank(pair: tuple[str, int]) -> tuple[float, int, str]:
        term, count = pair
        capital = shown[term][:1].isupper()
        return -count * (2 if capital else 1), -len(term), term

    return sorted(times.items(), key=rank)[:MOST_COUNTED]
