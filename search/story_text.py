"""Two printings of a story, word by word: what they share, and what only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from pressespiegel.search.article import Article, TextField
from pressespiegel.search.german import split_words
from pressespiegel.search.sketch import RUN_LENGTH, STORY_FIELDS, Runs, runs_of

FURNITURE_DAYS = 3
"""What an outlet prints on so many days belongs to no story: offers, notes, explanations."""

_MINUTES_A_DAY = 24 * 60

Mask = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]
"""For each word what it counts, 1 for most."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of one text field of an article."""

    field: TextField
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class StoryText:
    """An article with the words of its story.

    Word `i` stands in `fields[i]`, characters `starts[i]` to `ends[i]`; `runs[i]` is that of the
    words from `i` on. `sorted_runs` are the same in order.
    """

    article: Article
    fields: Sequence[TextField]
    starts: Sequence[int]
    ends: Sequence[int]
    runs: Runs
    sorted_runs: Runs

    @classmethod
    def of(cls, article: Article) -> StoryText:
        """Split an article's story into words; linear in its text."""
        fields: list[TextField] = []
        all_starts: list[int] = []
        ends: list[int] = []
        parts: list[Sequence[str]] = []
        for field in STORY_FIELDS:
            surfaces, starts = split_words(article.field_text(field))
            parts.append(surfaces)
            fields += [field] * len(surfaces)
            all_starts += starts
            ends += map(int.__add__, starts, map(len, surfaces))
        runs = runs_of(parts)
        return cls(article, fields, all_starts, ends, runs, np.sort(runs))

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def day(self) -> int:
        """The first day on which it may have been printed; -1 for an undated article."""
        published = self.article.published
        return -1 if published is None else published.minutes()[0] // _MINUTES_A_DAY

    def shared_with(self, other: StoryText) -> Mask:
        """Which of its words stand in the other one too, among the same neighbours.

        >>> one, other = (
        ...     StoryText.of(Article.from_text(id="1", title="", text=text))
        ...     for text in ("Der Rat tagt heute in Husum.", "Laut dpa: Der Rat tagt heute.")
        ... )
        >>> one.shared_with(other).tolist()
        [True, True, True, True, False, False]
        """
        if not len(self.runs) or not len(other.runs):
            return np.zeros(len(self), dtype=np.bool_)
        places = np.searchsorted(other.sorted_runs, self.runs)
        nearest = other.sorted_runs[np.minimum(places, len(other.runs) - 1)]
        return self._covered(nearest == self.runs)

    def _covered(self, chosen: Mask) -> Mask:
        """The words of some of the runs."""
        words = np.zeros(len(self), dtype=np.bool_)
        for place in range(RUN_LENGTH if len(chosen) else 0):
            words[place : place + len(chosen)] |= chosen
        return words

    def passages(self, chosen: Mask) -> tuple[Passage, ...]:
        """Some of its words as passages, from the first to the last of those that touch."""
        found = []
        numbers = np.flatnonzero(chosen).tolist()
        for (field, _), same in groupby(
            enumerate(numbers), lambda pair: (self.fields[pair[1]], pair[1] - pair[0])
        ):
            stretch = [number for _, number in same]
            found.append(Passage(field, self.starts[stretch[0]], self.ends[stretch[-1]]))
        return tuple(found)

    def weights(self, furniture: Furniture) -> Weights:
        """What each word counts: the less the more days its outlet prints it."""
        weights = np.ones(len(self))
        if len(furniture.runs) and len(self.runs):
            places = np.searchsorted(furniture.runs, self.runs)
            places[places == len(furniture.runs)] = 0
            days = np.where(furniture.runs[places] == self.runs, furniture.days[places], 1)
            for place in range(RUN_LENGTH):
                part = weights[place : place + len(days)]
                np.minimum(part, 1.0 / np.maximum(days - 1, 1) ** 2, out=part)
        return weights


@dataclass(frozen=True, slots=True, eq=False)
class Furniture:
    """Runs that one outlet printed on several days, sorted, and on how many."""

    runs: Runs
    days: npt.NDArray[np.int64]

    @classmethod
    def among(cls, texts: Sequence[StoryText]) -> Furniture:
        """What is furniture, as far as some articles tell."""
        printed: dict[str, dict[int, list[Runs]]] = {}
        for text in texts:
            printed.setdefault(text.article.source, {}).setdefault(text.day, []).append(text.runs)
        every: list[Runs] = []
        counts: list[npt.NDArray[np.int64]] = []
        for by_day in printed.values():
            if len(by_day) >= FURNITURE_DAYS:
                days = [np.unique(np.concatenate(runs)) for runs in by_day.values()]
                runs, count = np.unique(np.concatenate(days), return_counts=True)
                often = count >= FURNITURE_DAYS
                every.append(runs[often])
                counts.append(count[often].astype(np.int64))
        if not every:
            return cls(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))
        runs, count = np.concatenate(every), np.concatenate(counts)
        order = np.lexsort((-count, runs))
        runs, count = runs[order], count[order]
        first = np.append(True, runs[1:] != runs[:-1])[: len(runs)]
        return cls(runs[first], count[first])
