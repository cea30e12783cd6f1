"""Completion as one types: people, organisations, places, outlets and words of an archive."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import Literal

import numpy as np

from pressespiegel.search.german import fold
from pressespiegel.search.vocabulary import Vocabulary

CompletionKind = Literal["person", "organisation", "place", "source", "title", "word"]

NAME_KINDS: tuple[CompletionKind, ...] = ("person", "organisation", "place", "source")

MOST_NAMES = 200_000
"""Names of one kind that are kept, those with the most articles; it bounds the memory."""

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

_REMEMBERED = 5_000
_INNER_WORD = 0.5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """What somebody may be typing, of what kind, and how many articles have it."""

    text: str
    kind: CompletionKind
    articles: int


@dataclass(frozen=True, slots=True)
class _Entry:
    completion: Completion
    value: float


class Completer:
    """The names and words of one commit, sorted by their folded spelling.

    `others` tells what else one may type for some names of a kind, each with the name.
    """

    def __init__(
        self,
        names: Mapping[CompletionKind, Mapping[str, int]],
        vocabulary: Vocabulary,
        others: Callable[[CompletionKind], Iterable[tuple[str, str]]] = lambda kind: (),
    ) -> None:
        entries: list[tuple[str, _Entry]] = []
        taken: set[str] = set()
        for kind, counts in names.items():
            most = nlargest(MOST_NAMES, counts.items(), key=lambda pair: pair[1])
            aliases: dict[str, set[str]] = defaultdict(set)
            for other, name in others(kind):
                aliases[name].add(_key(other).strip())
            for text, articles in most:
                taken.add(text.lower())
                completion = Completion(text, kind, articles)
                value = articles * _BONUS[kind]
                keys = list(_keys(text))
                for place, key in enumerate(keys):
                    share = _INNER_WORD if place else 1.0
                    entries.append((key, _Entry(completion, value * share)))
                for key in aliases.get(text, set()).difference(keys):
                    entries.append((key, _Entry(completion, value * _INNER_WORD)))
        self._names = _Sorted(entries)
        self._words = _Sorted(
            (fold(word), _Entry(Completion(word, "word", articles), articles))
            for word, articles in zip(vocabulary.words, vocabulary.articles.tolist(), strict=True)
            if word not in taken
        )

    def complete(self, prefix: str, limit: int) -> list[Completion]:
        """What begins with a prefix in any spelling of its umlauts, most useful first."""
        key = _key(prefix[:LONGEST_PREFIX])
        if not key or limit < 1:
            return []
        found = [*self._names.best(key, 2 * limit), *self._words.best(key, limit)]
        found.sort(key=lambda entry: (-entry.value, entry.completion.text))
        distinct = dict.fromkeys(entry.completion for entry in found)
        return list(distinct)[:limit]


class _Sorted:
    """Entries by key; the best ones behind a short prefix are remembered."""

    def __init__(self, entries: Iterable[tuple[str, _Entry]]) -> None:
        pairs = sorted(entries, key=lambda pair: pair[0])
        self._keys = [key for key, _ in pairs]
        self._entries = [entry for _, entry in pairs]
        self._values = np.array([entry.value for _, entry in pairs], dtype=np.float32)
        self._known: dict[tuple[str, int], list[_Entry]] = {}

    def best(self, key: str, limit: int) -> list[_Entry]:
        """The entries of the highest value whose key begins with `key`."""
        known = self._known.get((key, limit))
        if known is not None:
            return known
        first = bisect_left(self._keys, key)
        after = bisect_left(self._keys, key + "\U0010ffff", first)
        values = self._values[first:after]
        if len(values) > limit:
            chosen = np.argpartition(values, len(values) - limit)[-limit:]
        else:
            chosen = np.arange(len(values))
        found = [self._entries[first + place] for place in chosen.tolist()]
        if len(self._known) < _REMEMBERED:
            self._known[key, limit] = found
        return found


def _key(text: str) -> str:
    """Words as they sort: folded, one space between two, a space at the end kept."""
    words = [fold(word) for word in _WORD.findall(text)]
    return " ".join(words) + (" " if words and text[-1:].isspace() else "")


def _keys(name: str) -> Iterator[str]:
    """The ways to begin a name: at its first word, and at each later one."""
    words = _key(name).split()
    for place in range(min(len(words), MOST_KEYS_OF_A_NAME)):
        yield " ".join(words[place:])


def with_titles(
    found: list[Completion], titles: Callable[[], Iterable[str]], limit: int
) -> list[Completion]:
    """Completions with titles behind them where there is room for some."""
    if len(found) >= limit:
        return found
    more = [Completion(title, "title", 1) for title in titles()]
    return [*found, *nsmallest(limit - len(found), more, key=lambda each: len(each.text))]
