"""Completion as one types: people, organisations, places, outlets and words of an archive."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import Literal

import numpy as np
import numpy.typing as npt

from pressespiegel.search.german import fold
from pressespiegel.search.words.tally import Tallied, stretched

CompletionKind = Literal["person", "organisation", "place", "source", "title", "word"]

NAME_KINDS: tuple[CompletionKind, ...] = ("person", "organisation", "place", "source")

MOST_NAMES = 200_000
"""Names of one kind that are kept, about, those with the most articles; it bounds the memory."""

MOST_KEYS_OF_A_NAME = 4
"""Words of a name with which one may begin to type it."""

LONGEST_PREFIX = 60

_BONUS: Mapping[CompletionKind, float] = {
    "source": 8.0,
    "person": 6.0,
    "organisation": 5.0,
    "place": 4.0,
    "title": 1.0,
    "word": 1.0,
}
"""How much more often a name is meant than a word that as many articles have."""

_INNER_WORD = 0.5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """What somebody may be typing, of what kind, and how many articles have it."""

    text: str
    kind: CompletionKind
    articles: int


class Completer:
    """The names and words of one commit, sorted by their folded spelling."""

    def __init__(
        self,
        names: Sequence[tuple[CompletionKind, Names]],
        words: Tallied,
        before: Completer | None = None,
    ) -> None:
        """What is known of the spelling of earlier words is taken over from `before`."""
        self._names = names
        self._words: _Sorted = _Sorted(words, _only_key, before._words if before else None)

    def complete(self, prefix: str, limit: int) -> list[Completion]:
        """What begins with a prefix in any spelling of its umlauts, most useful first."""
        key = _key(prefix[:LONGEST_PREFIX])
        if not key or limit < 1:
            return []
        found: list[tuple[float, Completion]] = []
        for kind, names in self._names:
            for text, articles, share in names.best(key, limit):
                found.append((articles * share * _BONUS[kind], Completion(text, kind, articles)))
        for word, articles, _ in self._words.best(key, limit):
            if not any(names.has_word(word) for _, names in self._names):
                found.append((articles, Completion(word, "word", articles)))
        found.sort(key=lambda pair: (-pair[0], pair[1].text))
        return list(dict.fromkeys(completion for _, completion in found))[:limit]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Keys in order, and the number of the text that each is for, texts `first` to `after`.

    `shares` tell what a text is worth that is found by the key.
    """

    first: int
    after: int
    keys: Sequence[str]
    numbers: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float32]

    @classmethod
    def of(cls, first: int, after: int, keyed: Iterable[tuple[str, int, float]]) -> _Stretch:
        """The stretch of keys with their numbers and shares."""
        ordered = sorted(keyed)
        return cls(
            first,
            after,
            [key for key, _, _ in ordered],
            np.array([number for _, number, _ in ordered], dtype=np.int64),
            np.array([share for _, _, share in ordered], dtype=np.float32),
        )

    def best(self, tallied: Tallied, key: str, limit: int) -> Iterator[tuple[str, int, float]]:
        """The texts that are worth most of those with a key that begins with `key`, in no order:
        each with its articles and its share, some perhaps twice."""
        low = bisect_left(self.keys, key)
        high = bisect_left(self.keys, key + "\U0010ffff", low)
        numbers, shares = self.numbers[low:high], self.shares[low:high]
        counts = tallied.articles[numbers]
        if len(numbers) > limit:
            chosen = np.argpartition(counts * shares, len(numbers) - limit)[-limit:]
            numbers, shares, counts = numbers[chosen], shares[chosen], counts[chosen]
        texts = [tallied.texts[number] for number in numbers.tolist()]
        found = zip(texts, counts.tolist(), shares.tolist(), strict=True)
        return (each for each in found if each[1])


class _Sorted:
    """Texts by their keys."""

    def __init__(
        self,
        tallied: Tallied,
        keys: Callable[[str], Iterable[str]],
        before: _Sorted | None,
    ) -> None:
        known: tuple[_Stretch, ...] = ()
        if before is not None and before.tallied.edition == tallied.edition:
            known = before._stretches
        self.tallied: Tallied = tallied
        self._keys = keys
        self._stretches: tuple[_Stretch, ...] = stretched(known, len(tallied), self._stretch)

    def _stretch(self, first: int, after: int) -> _Stretch:
        return _Stretch.of(
            first,
            after,
            (
                (key, number, _INNER_WORD if place else 1.0)
                for number, text in enumerate(self.tallied.texts[first:after], first)
                for place, key in enumerate(self._keys(text))
            ),
        )

    def best(self, key: str, limit: int) -> Iterator[tuple[str, int, float]]:
        """See `_Stretch.best`."""
        for stretch in self._stretches:
            yield from stretch.best(self.tallied, key, limit)


class Names:
    """The names of one kind by their keys, and by what `others` tell may be typed for them.

    What is known of the spelling of earlier names is taken over from `before`.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        others: Iterable[tuple[str, str]] = (),
        before: Names | None = None,
    ) -> None:
        if len(counts) > MOST_NAMES:
            counts = dict(nlargest(MOST_NAMES, counts.items(), key=lambda pair: pair[1]))
        known = before._sorted if before is not None else None
        if known is not None and len(known.tallied) > 2 * max(len(counts), MOST_NAMES):
            known = None
        tallied = Tallied.of(counts, known.tallied if known is not None else None)
        self._sorted: _Sorted = _Sorted(tallied, _keys, known)
        self._words = {text.lower() for text in counts if " " not in text}
        self._others = _Stretch.of(
            0,
            0,
            {
                (_key(other).strip(), tallied.numbers[name], _INNER_WORD)
                for other, name in others
                if name in counts
            },
        )

    def best(self, key: str, limit: int) -> Iterator[tuple[str, int, float]]:
        """See `_Stretch.best`."""
        yield from self._sorted.best(key, limit)
        yield from self._others.best(self._sorted.tallied, key, limit)

    def __len__(self) -> int:
        return len(self._sorted.tallied)

    def has(self, name: str) -> bool:
        """Whether a name is one of these."""
        return self._sorted.tallied.count(name) > 0

    def has_word(self, word: str) -> bool:
        """Whether a word in lower case is one of the names."""
        return word in self._words


def _key(text: str) -> str:
    """Words as they sort: folded, one space between two, a space at the end kept."""
    words = [fold(word) for word in _WORD.findall(text)]
    return " ".join(words) + (" " if words and text[-1:].isspace() else "")


def _keys(name: str) -> Iterator[str]:
    """The ways to begin a name: at its first word, and at each later one."""
    words = _key(name).split()
    for place in range(min(len(words), MOST_KEYS_OF_A_NAME)):
        yield " ".join(words[place:])


def _only_key(word: str) -> tuple[str]:
    return (fold(word),)


def with_titles(
    found: list[Completion], titles: Callable[[], Iterable[str]], limit: int
) -> list[Completion]:
    """Completions with titles behind them where there is room for some."""
    if len(found) >= limit:
        return found
    more = [Completion(title, "title", 1) for title in titles()]
    return [*found, *nsmallest(limit - len(found), more, key=lambda each: len(each.text))]
