"""Words that no vocabulary has, made of such that it has: two run together, or a compound."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pressespiegel.search.words.slips import slip_cost
from pressespiegel.search.words.vocabulary import CloseWord, Vocabulary

MISSING_BLANK = 1.0
"""The cost of two words run together, as a power of ten; see `slips`."""

MOST_COMPOSED = 3
"""Compositions that are worth looking up in the articles, the likeliest ones."""

_SHORTEST_WORD = 2
_SHORTEST_PART = 4
_SHORTEST_COMPOUND = 9
_MOST_CLOSE = 5
_LINKS = ("", "s", "n", "en", "es", "er", "e")


@dataclass(frozen=True, slots=True)
class Composition:
    """What may have been meant, how many edits away, and what the slips cost.

    No more than `articles` have it: the rarer of its parts stands in so many.
    """

    text: str
    distance: int
    cost: float
    articles: int


def run_together(typed: str, vocabulary: Vocabulary) -> list[Composition]:
    """Two words without the blank between them, likeliest first.

    >>> run_together("zumzweiten", Vocabulary.of({"zum": 90, "zweiten": 20}))[0].text
    'zum zweiten'
    """
    found = []
    for border in range(_SHORTEST_WORD, len(typed) - _SHORTEST_WORD + 1):
        first, second = typed[:border], typed[border:]
        articles = min(vocabulary.count(first), vocabulary.count(second))
        if articles:
            found.append(Composition(f"{first} {second}", 1, MISSING_BLANK, articles))
    return _likeliest(found)


def compounds(typed: str, vocabulary: Vocabulary) -> list[Composition]:
    """Compounds of two known words, one of them misspelt, likeliest first.

    >>> compounds("fahrradstender", Vocabulary.of({"fahrrad": 9, "ständer": 5}))[0].text
    'fahrradständer'
    """
    if len(typed) < _SHORTEST_COMPOUND:
        return []
    found: dict[str, Composition] = {}
    for border in range(_SHORTEST_PART, len(typed) - _SHORTEST_PART + 1):
        head, tail = typed[:border], typed[border:]
        if known := _articles_linked(head, vocabulary):
            for close in _close(tail, vocabulary):
                _keep(found, typed, head + close.text, close.distance, min(known, close.articles))
        if known := vocabulary.count(tail):
            for close in _close(head, vocabulary):
                _keep(found, typed, close.text + tail, close.distance, min(known, close.articles))
    return _likeliest(list(found.values()))


def _articles_linked(head: str, vocabulary: Vocabulary) -> int:
    """How many articles have a word, with or without what links it to another."""
    return max(
        vocabulary.count(head.removesuffix(link))
        for link in _LINKS
        if head.endswith(link) and len(head) - len(link) >= _SHORTEST_PART
    )


def _close(part: str, vocabulary: Vocabulary) -> Iterator[CloseWord]:
    for close in vocabulary.close_to(part, 1, _MOST_CLOSE):
        if len(close.text) >= _SHORTEST_PART:
            yield close


def _keep(
    found: dict[str, Composition], typed: str, text: str, distance: int, articles: int
) -> None:
    if text not in found or articles > found[text].articles:
        found[text] = Composition(text, distance, slip_cost(typed, text), articles)


def _likeliest(found: list[Composition]) -> list[Composition]:
    found.sort(key=lambda each: (each.cost - math.log10(each.articles), each.text))
    return found[:MOST_COMPOSED]
