"""The same story in several papers: which articles are printings of it, and what each made of it.

Candidates are found by their sketches (`pressespiegel.search.sketch`) and then compared word by
word. An article is a printing of another's story where at least half of the words of the shorter
one stand in the longer one, in runs of four words or more. What an outlet prints day by day, its
offers and notes, counts the less the more days it is found on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pressespiegel.search.article import Article
from pressespiegel.search.german import split_words
from pressespiegel.search.results import Highlight
from pressespiegel.search.story_text import Furniture, Mask, Passage, StoryText, Weights

LEAST_SHARE = 0.5
"""So much of the shorter text must stand in the longer one."""

LEAST_WORDS = 20
"""So many words two printings share at least, furniture counted for less."""

MOST_CANDIDATES = 48
"""So many articles are compared word by word: those that share most and rarest of the sketch."""

LARGE_PART = 0.25
"""What makes up so much of a longer printing leads to the other printings of that one."""


class Kin(Protocol):
    """Who is a printing of whom, see `pressespiegel.search.kinship`."""

    def article(self, id: str) -> Article | None:
        """An article, None where there is none of this id."""

    def text(self, id: str) -> StoryText | None:
        """An article with the words of its story, None where there is no such article."""

    def printings(self, id: str) -> frozenset[str]:
        """The printings of an article's story."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One article of a story, beside the longest.

    `kept` is how much of the longest text stands in this one, `shared` how much of this one
    stands in the longest, both from 0 to 1. `cuts` are the passages of the longest that it leaves
    out, `added` those of its own that the longest does not have. `title` is its headline, with
    the words marked that are not in the headline of the longest.
    """

    article: Article
    kept: float
    shared: float
    title: Highlight
    cuts: tuple[Passage, ...]
    added: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Printings:
    """The printings of an article's story, itself among them: earliest first, undated ones last.

    `longest` is the one that all are compared with. Empty where there is no such article.
    """

    id: str
    printings: tuple[Printing, ...] = ()
    longest: Article | None = None


def find_printings(id: str, kin: Kin) -> Printings:
    """The printings of one article's story."""
    asked = kin.article(id)
    if asked is None:
        return Printings(id)
    others = kin.printings(id)
    if not others:
        return Printings(id, (Printing(asked, 1.0, 1.0, Highlight(asked.title), (), ()),), asked)
    found = _texts(kin, (id, *others))
    text, longest = found[id], _longest(found.values())
    if longest is not text and _share(longest.shared_with(text)) >= LARGE_PART:
        found = {**_texts(kin, kin.printings(longest.article.id)), **found}
        longest = _longest(found.values())
    ordered = sorted(found.values(), key=_order)
    return Printings(id, tuple(_printing(each, longest) for each in ordered), longest.article)


def _texts(kin: Kin, ids: Iterable[str]) -> dict[str, StoryText]:
    return {id: text for id in ids if (text := kin.text(id)) is not None}


def same_story(text: StoryText, candidates: Sequence[StoryText]) -> list[StoryText]:
    """Which of some texts are printings of a text's story."""
    if not candidates:
        return []
    furniture = Furniture.among([text, *candidates])
    weights = text.weights(furniture)
    return [
        each for each in candidates if are_printings(text, weights, each, each.weights(furniture))
    ]


def are_printings(one: StoryText, weights: Weights, other: StoryText, others: Weights) -> bool:
    """Whether two texts are printings of one story; `weights` and `others` are their words'."""
    return _weighs_enough(weights, one.shared_with(other)) or _weighs_enough(
        others, other.shared_with(one)
    )


def _weighs_enough(weights: Weights, shared: Mask) -> bool:
    common = float(weights[shared].sum())
    return common >= LEAST_WORDS and common >= LEAST_SHARE * float(weights.sum())


def _longest(texts: Iterable[StoryText]) -> StoryText:
    """The one of most words; of equal ones the earliest."""
    return min(texts, key=lambda text: (-len(text), _order(text)))


def _order(text: StoryText) -> tuple[bool, int, str]:
    """Earliest first, undated ones last."""
    published = text.article.published
    return published is None, published.minutes()[0] if published else 0, text.article.id


def _printing(text: StoryText, longest: StoryText) -> Printing:
    kept, shared = longest.shared_with(text), text.shared_with(longest)
    if text is longest:
        kept = shared = np.ones(len(text), dtype=np.bool_)
    return Printing(
        article=text.article,
        kept=_share(kept),
        shared=_share(shared),
        title=_changed(text.article.title, longest.article.title),
        cuts=longest.passages(~kept),
        added=text.passages(~shared),
    )


def _share(words: Mask) -> float:
    return float(words.mean()) if len(words) else 1.0


def _changed(title: str, other: str) -> Highlight:
    """A headline with the words marked that another one does not have.

    >>> _changed("Rat sperrt Brücke bis Mai", "Rat sperrt Brücke").spans
    ((18, 25),)
    """
    known = {word.casefold() for word in split_words(other)[0]}
    spans: list[tuple[int, int]] = []
    neighbours = False
    for word, start in zip(*split_words(title), strict=True):
        if word.casefold() in known:
            neighbours = False
            continue
        begin = spans.pop()[0] if neighbours else start
        spans.append((begin, start + len(word)))
        neighbours = True
    return Highlight(title, tuple(spans))
