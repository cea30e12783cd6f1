"""The words of an archive with their article counts: what suggestions and completions draw on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

import numpy as np

from pressespiegel.search.edits import LONGEST, edit_distances
from pressespiegel.search.engine import Engine
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.letters import LetterArrays, Numbers, bits_set

MOST_WORDS = 500_000
"""Words that are kept, the most frequent ones; it bounds the memory to some 100 MB."""

MOST_LOOKED_AT = 3_000_000

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


class Vocabulary:
    """Words in lower case as they are written, and in how many articles each stands."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        usable = ((word, n) for word, n in counts.items() if _SHORTEST <= len(word) <= LONGEST)
        kept = list(usable)
        if len(kept) > MOST_WORDS:
            kept = nlargest(MOST_WORDS, kept, key=lambda pair: pair[1])
        kept.sort()
        kept.sort(key=lambda pair: len(pair[0]))
        self.words = [word for word, _ in kept]
        self.articles = np.array([n for _, n in kept], dtype=np.int32)
        self._letters = LetterArrays(self.words)
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def count(self, word: str) -> int:
        """In how many articles a word stands, as written but for case."""
        number = self._numbers.get(word)
        return 0 if number is None else int(self.articles[number])

    def close_to(self, word: str, most: int, limit: int = MOST_CLOSE) -> list[CloseWord]:
        """The words at most `most` edits away, the word itself left out; in no order.

        Of more than `limit`, those that are close, frequent, and begin alike.
        """
        letters = self._letters
        first, after = np.searchsorted(
            letters.lengths, [len(word) - most, len(word) + most + 1], side="left"
        )
        if not 0 < len(word) <= LONGEST or first == after:
            return []
        own = LetterArrays([word])
        # an edit takes one letter of the set away at most, and adds one
        sets, missing = letters.sets, own.sets[0] & ~letters.sets[first:after]
        numbers = np.flatnonzero(bits_set(missing) <= most) + first
        numbers = numbers[bits_set(sets[numbers] & ~own.sets[0]) <= most]
        distances = edit_distances(own.codes, letters.rows(numbers), letters.lengths[numbers])
        near = (distances <= most) & (distances > 0)
        numbers, distances = numbers[near], distances[near]
        if len(numbers) > limit:
            articles = self.articles[numbers]
            beginning = letters.first(numbers) != own.codes[0]
            unlikely = distances - _FREQUENCY * np.log10(articles) + _OTHER_BEGINNING * beginning
            likeliest = np.argpartition(unlikely, limit)[:limit]
            numbers, distances = numbers[likeliest], distances[likeliest]
        return self._close_words(numbers, distances)

    def compared(self, word: str, others: Sequence[str]) -> list[CloseWord]:
        """Words of the vocabulary with their distance from another word, whatever it is."""
        if not others:
            return []
        numbers = np.array([self._numbers[other] for other in others], dtype=np.int64)
        letters = self._letters
        distances = edit_distances(
            LetterArrays([word]).codes, letters.rows(numbers), letters.lengths[numbers]
        )
        return self._close_words(numbers, distances)

    def _close_words(self, numbers: Numbers, distances: Numbers) -> list[CloseWord]:
        return [
            CloseWord(self.words[number], distance, int(self.articles[number]))
            for number, distance in zip(numbers.tolist(), distances.tolist(), strict=True)
        ]


def read_vocabulary(engine: Engine) -> Vocabulary:
    """The words of an archive's texts; linear in the distinct words."""
    marker = MARKERS["form"]
    counts: dict[str, int] = {}
    for fields in (("text",), ("title", "kicker", "lead")):
        for word, articles in _words(engine.terms(fields, marker), len(marker)):
            if articles > counts.get(word, 0):
                counts[word] = articles
    return Vocabulary(counts)


def _words(terms: Iterable[tuple[str, int]], marker: int) -> Iterable[tuple[str, int]]:
    for term, articles in islice(terms, MOST_LOOKED_AT):
        word = term[marker:]
        if word.isalpha():
            yield word.lower(), articles
