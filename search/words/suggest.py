"""Did you mean …? Words of the archive that somebody may have meant who typed another."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pressespiegel.search.german.folding import literal
from pressespiegel.search.words.compositions import Composition, compounds, run_together
from pressespiegel.search.words.edits import LONGEST
from pressespiegel.search.words.respelling import spellings
from pressespiegel.search.words.slips import slip_cost
from pressespiegel.search.words.vocabulary import Vocabulary

MOST_COMPARED = 40
"""Close words that are weighed letter by letter."""

MOST_LOOKED_UP = 8
"""Words of which the articles tell what stands beside them, the likeliest ones."""

_BESIDE = 0.75
_EDITS_FROM_LENGTH = (1, 5, 9)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of the archive, or two, how many edits it is away, and how many articles have it."""

    text: str
    distance: int
    articles: int


class Usage(Protocol):
    """What articles tell of a word beyond how many have it."""

    def beside(self, text: str) -> int:
        """How many articles have the word and one of those typed beside it."""

    def phrase(self, text: str) -> int:
        """How many articles have these words one behind the other."""

    def compound(self, text: str) -> int:
        """How many articles have a compound, or its parts together."""


def suggestions(
    word: str, vocabulary: Vocabulary, *, limit: int = 5, usage: Usage | None = None
) -> list[Suggestion]:
    """Words that may have been meant, best first; never the word itself.

    A word is the likelier meant the fewer and the commoner the slips that lead to what was typed,
    the more articles have it, and, with `usage`, the more of them have it beside the words typed
    with it; then two words that were run together, and compounds that the vocabulary lacks, are
    found too. Upper case is taken over from what was typed.
    """
    typed = literal(word)
    if not typed or len(typed) > LONGEST:
        return []
    found = _single_words(typed, vocabulary)
    if usage is not None:
        found = _used(found[:MOST_LOOKED_UP], usage) + found[MOST_LOOKED_UP:]
        best = min((each.cost for each in found), default=math.inf)
        # worth a look only where the rarer of both words would be more likely than the best one
        parted = [
            each
            for each in run_together(typed, vocabulary)
            if each.cost - math.log10(each.articles) < best
        ]
        found += _composed(parted, usage.phrase)
        if not found:
            found = _composed(compounds(typed, vocabulary), usage.compound)
        found.sort(key=_rank)
    return [
        Suggestion(_cased(each.text, word), each.distance, each.articles) for each in found[:limit]
    ]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A word that may be meant; the likelier, the lower its `cost`, a power of ten."""

    text: str
    distance: int
    articles: int
    cost: float


def _rank(weighed: _Weighed) -> tuple[float, str]:
    return weighed.cost, weighed.text


def _single_words(typed: str, vocabulary: Vocabulary) -> list[_Weighed]:
    near = vocabulary.close_to(typed, _most_edits(typed), MOST_COMPARED)
    known = {close.text for close in near}
    respelt = dict.fromkeys(spellings(typed))
    far = [word for word in respelt if word not in known and vocabulary.count(word)]
    found = [
        _Weighed(
            close.text,
            close.distance,
            close.articles,
            slip_cost(typed, close.text) - math.log10(close.articles),
        )
        for close in [*near, *vocabulary.compared(typed, far)]
        if close.text != typed
    ]
    return sorted(found, key=_rank)


def _most_edits(typed: str) -> int:
    return sum(len(typed) >= length for length in _EDITS_FROM_LENGTH)


def _used(found: Sequence[_Weighed], usage: Usage) -> list[_Weighed]:
    """Words the likelier, the more often they stand beside those that were typed with them.

    Only those are looked up that may be the likeliest then.
    """
    rivals = [each for each in found if _beside(each, each.articles) <= found[0].cost]
    if len(rivals) < 2:
        return list(found)
    return [
        replace(each, cost=_beside(each, usage.beside(each.text))) if each in rivals else each
        for each in found
    ]


def _beside(weighed: _Weighed, articles: int) -> float:
    """The cost of a word that stands in so many articles beside the others."""
    return weighed.cost - _BESIDE * math.log10(1 + articles)


def _composed(found: Sequence[Composition], count: Callable[[str], int]) -> list[_Weighed]:
    return [
        _Weighed(each.text, each.distance, articles, each.cost - math.log10(articles))
        for each in found
        if (articles := count(each.text))
    ]


def _cased(text: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if typed[:1].isupper() else text
