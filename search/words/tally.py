"""In how many articles each of many texts stands, kept up to date as an engine's parts change.

A commit adds a small part, and now and then puts some together. Parts that stay are not read again,
so that a commit costs what it brought and not what the archive holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import Part

Numbers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]

ALWAYS_RECOUNTED = 10_000
"""A part of fewer articles is counted anew when any of them is deleted, a larger one when as many
as `RECOUNTED_SHARE` of its articles are."""

RECOUNTED_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Tallied:
    """Texts, the number of each, and in how many articles it stands, 0 for one that is gone.

    A later tally of the same `edition` only has more texts.
    """

    texts: Sequence[str]
    numbers: Mapping[str, int]
    articles: Counts
    edition: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, int], before: Tallied | None = None) -> Tallied:
        """Texts whose articles are counted already, those of `before` under the same numbers."""
        texts = [] if before is None else list(before.texts)
        numbers = {} if before is None else dict(before.numbers)
        for text in counts:
            if text not in numbers:
                numbers[text] = len(texts)
                texts.append(text)
        articles = np.array([counts.get(text, 0) for text in texts], dtype=np.int32)
        return cls(texts, numbers, articles)

    def __len__(self) -> int:
        return len(self.articles)

    def count(self, text: str) -> int:
        """In how many articles a text stands."""
        number = self.numbers.get(text, len(self))
        return int(self.articles[number]) if number < len(self) else 0


@dataclass(frozen=True, slots=True)
class Source:
    """Reads the texts of a part, None for what is left out, and in how many articles each is."""

    texts: Callable[[Part], Sequence[str | None]]
    articles: Callable[[Part], npt.NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one part brought: per source the numbers of its texts, -1 for what is left out."""

    numbers: tuple[Numbers, ...]
    alive: int
    own: Numbers
    counts: Counts


class Tally:
    """Counts the texts of several sources; a text of more than one counts where it is commonest.

    Where there are half as many again as `most` texts, those in the fewest articles are forgotten.
    Used by one thread at a time; what `tallied` gave may be read by any.
    """

    def __init__(self, sources: Sequence[Source], most: int) -> None:
        self._sources = sources
        self._most = most
        self._parts: dict[str, _Counted] = {}
        self._edition = 0
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._articles: Counts = np.zeros(0, dtype=np.int32)

    def tallied(self, parts: Sequence[Part]) -> Tallied:
        """The texts of all parts; O(texts of the parts that are new) and a copy of the counts."""
        self._articles = self._articles.copy()
        for gone in self._parts.keys() - {part.name for part in parts}:
            self._add(self._parts.pop(gone), -1)
        for part in parts:
            known = self._parts.get(part.name)
            if known is None:
                self._keep(
                    part, tuple(self._numbered(source.texts(part)) for source in self._sources)
                )
            elif _has_changed(known.alive, part.articles):
                self._add(known, -1)
                self._keep(part, known.numbers)
            if len(self._texts) > self._most * 3 // 2:
                self._forget_the_rarest()
        return Tallied(self._texts, self._numbers, self._articles, self._edition)

    def _numbered(self, texts: Sequence[str | None]) -> Numbers:
        known, numbers = self._texts, self._numbers
        for text in texts:
            if text is not None and text not in numbers:
                numbers[text] = len(known)
                known.append(text)
        return np.array([-1 if text is None else numbers[text] for text in texts], dtype=np.int64)

    def _keep(self, part: Part, numbers: tuple[Numbers, ...]) -> None:
        more = len(self._texts) - len(self._articles)
        self._articles = np.append(self._articles, np.zeros(more, dtype=np.int32))
        counts = np.zeros_like(self._articles)
        for source, own in zip(self._sources, numbers, strict=True):
            named = own >= 0
            np.maximum.at(counts, own[named], source.articles(part)[named].astype(np.int32))
        own = counts.nonzero()[0]
        self._parts[part.name] = counted = _Counted(numbers, part.articles, own, counts[own])
        self._add(counted, 1)

    def _add(self, counted: _Counted, sign: int) -> None:
        self._articles[counted.own] += sign * counted.counts

    def _forget_the_rarest(self) -> None:
        order = np.argsort(-self._articles, kind="stable")[: self._most]
        order.sort()
        renumbered = np.full(len(self._texts) + 1, -1, dtype=np.int64)
        renumbered[order] = np.arange(len(order))
        self._texts = [self._texts[number] for number in order.tolist()]
        self._numbers = {text: number for number, text in enumerate(self._texts)}
        self._articles = self._articles[order]
        self._edition += 1
        for name, part in self._parts.items():
            own = renumbered[part.own]
            self._parts[name] = _Counted(
                tuple(renumbered[numbers] for numbers in part.numbers),
                part.alive,
                own[own >= 0],
                part.counts[own >= 0],
            )


def _has_changed(before: int, now: int) -> bool:
    return before != now and (before < ALWAYS_RECOUNTED or before - now >= RECOUNTED_SHARE * before)


class Stretch(Protocol):
    """Something that was made of the texts of neighbouring numbers."""

    @property
    def first(self) -> int:
        """The number of the first text."""

    @property
    def after(self) -> int:
        """The number after that of the last text."""


AnyStretch = TypeVar("AnyStretch", bound=Stretch)


def stretched(
    before: tuple[AnyStretch, ...], after: int, make: Callable[[int, int], AnyStretch]
) -> tuple[AnyStretch, ...]:
    """Stretches of all texts up to `after`, those of `before` kept as far as they are long.

    Each is longer than the next, so that there are few, and what is new costs little on average.
    """
    kept = list(before)
    first = kept[-1].after if kept else 0
    if first >= after:
        return before
    while kept and kept[-1].after - kept[-1].first <= 2 * (after - first):
        first = kept.pop().first
    return (*kept, make(first, after))
