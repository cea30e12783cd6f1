"""The words of an archive with their article counts: what suggestions and completions draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import Part
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import SearchField
from pressespiegel.search.words.edits import LONGEST, edit_distances
from pressespiegel.search.words.letters import LetterArrays, Numbers, bits_set
from pressespiegel.search.words.tally import Source, Tallied, stretched

MOST_WORDS = 500_000
"""Words that are kept, the most frequent ones; it bounds the memory to some 100 MB."""

MOST_CLOSE = 1_000
"""Words close to another that are given at most, unless something else is asked for."""

_SHORTEST = 2
_FREQUENCY = 0.9
_OTHER_BEGINNING = 0.8


@dataclass(frozen=True, slots=True)
class CloseWord:
    """A word of the archive some edits away from another."""

    text: str
    distance: int
    articles: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The letters of words of neighbouring numbers, the shortest word first."""

    first: int
    after: int
    numbers: Numbers
    letters: LetterArrays


class Vocabulary:
    """Words in lower case as they are written, and in how many articles each stands."""

    def __init__(self, tallied: Tallied, before: Vocabulary | None = None) -> None:
        """What is known of the letters of an earlier tally's words is taken over from `before`."""
        known: tuple[_Stretch, ...] = ()
        if before is not None and before.tallied.edition == tallied.edition:
            known = before._stretches
        self.tallied: Tallied = tallied
        self._stretches: tuple[_Stretch, ...] = stretched(known, len(tallied), self._stretch)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Vocabulary:
        """A vocabulary of words whose articles are counted already."""
        return cls(Tallied.of(counts))

    def _stretch(self, first: int, after: int) -> _Stretch:
        words = self.tallied.texts[first:after]
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        order = np.argsort(lengths, kind="stable")
        order = order[(lengths[order] >= _SHORTEST) & (lengths[order] <= LONGEST)]
        letters = LetterArrays([words[place] for place in order.tolist()])
        return _Stretch(first, after, order + first, letters)

    def __len__(self) -> int:
        return len(self.tallied)

    def count(self, word: str) -> int:
        """In how many articles a word stands, as written but for case."""
        return self.tallied.count(word)

    def close_to(self, word: str, most: int, limit: int = MOST_CLOSE) -> list[CloseWord]:
        """The words at most `most` edits away, the word itself left out; in no order.

        Of more than `limit`, those that are close, frequent, and begin alike.
        """
        if not 0 < len(word) <= LONGEST:
            return []
        own = LetterArrays([word])
        found = [_near(own, each, most) for each in self._stretches]
        if not found:
            return []
        numbers = np.concatenate([near.numbers for near in found])
        distances = np.concatenate([near.distances for near in found])
        articles = self.tallied.articles[numbers]
        if len(numbers) > limit:
            frequency = _FREQUENCY * np.log10(np.maximum(articles, 0.1))
            alike = np.concatenate([near.alike for near in found])
            unlikely = distances + _OTHER_BEGINNING * ~alike - frequency
            likeliest = np.argpartition(unlikely, limit)[:limit]
            numbers, distances, articles = (
                numbers[likeliest],
                distances[likeliest],
                articles[likeliest],
            )
        there = articles > 0
        return self._close_words(numbers[there], distances[there])

    def compared(self, word: str, others: Sequence[str]) -> list[CloseWord]:
        """Words of the vocabulary with their distance from another word, whatever it is."""
        others = sorted(others, key=len)
        letters = LetterArrays(others)
        distances = edit_distances(
            LetterArrays([word]).codes, letters.rows(np.arange(len(others))), letters.lengths
        )
        numbers = np.array([self.tallied.numbers[other] for other in others], dtype=np.int64)
        return self._close_words(numbers, distances)

    def _close_words(self, numbers: Numbers, distances: Numbers) -> list[CloseWord]:
        texts, articles = self.tallied.texts, self.tallied.articles[numbers].tolist()
        return [
            CloseWord(texts[number], distance, count)
            for number, distance, count in zip(
                numbers.tolist(), distances.tolist(), articles, strict=True
            )
        ]


@dataclass(frozen=True, slots=True)
class _Near:
    """Words near another: their numbers, how many edits, and whether they begin alike."""

    numbers: Numbers
    distances: Numbers
    alike: npt.NDArray[np.bool_]


def _near(own: LetterArrays, stretch: _Stretch, most: int) -> _Near:
    """The words of a stretch that are at most `most` edits away."""
    letters, length = stretch.letters, int(own.lengths[0])
    first, after = np.searchsorted(letters.lengths, [length - most, length + most + 1])
    # an edit takes one letter of the set away at most, and adds one
    missing = own.sets[0] & ~letters.sets[first:after]
    places = np.flatnonzero(bits_set(missing) <= most) + first
    places = places[bits_set(letters.sets[places] & ~own.sets[0]) <= most]
    distances = edit_distances(own.codes, letters.rows(places), letters.lengths[places])
    near = (distances <= most) & (distances > 0)
    places = places[near]
    alike = letters.first(places) == own.codes[0]
    return _Near(stretch.numbers[places], distances[near], alike)


def word_sources() -> tuple[Source, ...]:
    """Where the words of an archive are read from: the forms that stand in its texts."""
    return tuple(_word_source(field) for field in ("text", "title", "kicker", "lead"))


def _word_source(field: SearchField) -> Source:
    marker = MARKERS["form"]

    def words(part: Part) -> list[str | None]:
        found = (term[len(marker) :] for term in part.terms(field, marker))
        return [word.lower() if word.isalpha() else None for word in found]

    return Source(words, lambda part: part.articles_with(field, marker))
