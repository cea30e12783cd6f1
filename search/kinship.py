"""Which articles are printings of one another, remembered until the next commit.

Two articles are printings or not whatever was asked, and the same ones are found again and again.
What may be a printing is found by sketches and costs little; texts are read and compared only
where it matters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pressespiegel.search.article import Article
from pressespiegel.search.engine import Commit, Engine
from pressespiegel.search.printings import MOST_CANDIDATES, same_story
from pressespiegel.search.serialisation import article_from_bytes
from pressespiegel.search.story_text import StoryText

MOST_REMEMBERED = 100_000
"""Articles whose printings are remembered; with more, all is forgotten and begun anew."""

MOST_TEXTS = 200
"""Texts that are kept, split into words: those of one story are compared with each other."""


LEAST_PAIRS = 0.2
"""So many of the pairs of words of the shorter text stand in the other, or they are no printings:
of half of its words, in runs of four, three in eight, and much may be furniture or typeset
otherwise."""


@dataclass(slots=True)
class _Memory:
    """What is known as of one commit."""

    candidates: dict[str, Sequence[str]] = field(default_factory=dict)
    printings: dict[str, frozenset[str]] = field(default_factory=dict)
    texts: dict[str, StoryText] = field(default_factory=dict)
    strangers: set[tuple[str, str]] = field(default_factory=set)


class Kinship:
    """The printings of articles, as an engine that is pinned to a commit has them."""

    def __init__(self, engine: Engine, memory: _Memory | None = None) -> None:
        self._engine = engine
        self._memory = _Memory() if memory is None else memory

    def near(self, ids: Sequence[str]) -> Mapping[str, Collection[str]]:
        """For each article those that are its printings, as far as that is known, else those that
        may be: strangers are left out once they are known."""
        known, printings = self._memory.candidates, self._memory.printings
        unknown = [id for id in ids if id not in known]
        if unknown:
            found = self._engine.alike(unknown, MOST_CANDIDATES)
            known.update((id, found.get(id, ())) for id in unknown)
        strangers = self._memory.strangers
        return {
            id: printings[id]
            if id in printings
            else [other for other in known[id] if _pair(id, other) not in strangers]
            for id in ids
        }

    def are_strangers(self, one: Article, other: Article) -> bool:
        """Whether two articles are no printings of one story for certain, at a glance."""
        pair = _pair(one.id, other.id)
        known = pair in self._memory.strangers
        if not known and (known := _in_common(one, other) < LEAST_PAIRS):
            self._memory.strangers.add(pair)
        return known

    def printings(self, id: str) -> frozenset[str]:
        """The printings of an article's story, compared word by word when first asked for."""
        known = self._memory.printings.get(id)
        if known is None:
            near = self.near((id,))[id]
            known = self._compared(id, self._memory.candidates[id]) if near else frozenset()
            self._memory.printings[id] = known
        return known

    def _compared(self, id: str, candidates: Collection[str]) -> frozenset[str]:
        article, others = self.article(id), filter(None, map(self.article, candidates))
        if article is None or all(self.are_strangers(article, other) for other in others):
            return frozenset()
        # All are compared, strangers too: they tell what is furniture.
        text, *texts = (each for each in map(self.text, (id, *candidates)) if each is not None)
        return frozenset(each.article.id for each in same_story(text, texts))

    def text(self, id: str) -> StoryText | None:
        """An article with the words of its story, None where there is no such article."""
        known = self._memory.texts.get(id)
        if known is None and (article := self.article(id)) is not None:
            known = StoryText.of(article)
            # Replaced whole, for the threads that are reading it.
            kept = list(self._memory.texts.items())[-MOST_TEXTS + 1 :]
            self._memory.texts = dict([*kept, (id, known)])
        return known

    def article(self, id: str) -> Article | None:
        """An article, None where there is none of this id."""
        known = self._memory.texts.get(id)
        if known is not None:
            return known.article
        stored = self._engine.stored(id)
        return None if stored is None else article_from_bytes(stored)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _in_common(one: Article, other: Article) -> float:
    """How many of the pairs of neighbouring words of the shorter text stand in the other.

    >>> texts = ("Der neue Deich ist fertig.", "Der neue Deich ist fertig, sagt der Rat.", "Ebbe.")
    >>> dike, council, ebb = (Article.from_text(id="1", title="T", text=text) for text in texts)
    >>> _in_common(dike, council), _in_common(dike, ebb)
    (0.75, 0.0)
    """
    mine, theirs = (
        set(pairwise(f"{each.lead} {each.text}".casefold().split())) for each in (one, other)
    )
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)


class ArchiveKinship:
    """The `Kinship` of an archive, commit by commit; safe across threads."""

    def __init__(self) -> None:
        self._last: tuple[Commit, _Memory] | None = None

    def of(self, engine: Engine) -> Kinship:
        """That of the commit to which `engine` is pinned."""
        last, commit = self._last, engine.commit()
        if last is None or last[0] != commit or len(last[1].candidates) > MOST_REMEMBERED:
            self._last = last = commit, _Memory()
        return Kinship(engine, last[1])
