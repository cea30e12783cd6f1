"""Documents that are found and scored already, as a Whoosh matcher."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import cast

import numpy as np
from whoosh.matching import Matcher, NullMatcher, ReadTooFar

from pressespiegel.search.engines.whoosh.scored import Scored, Scores

BLOCK = 128
"""Documents are passed over by so many at once when their best score is too low."""


class FoundMatcher(Matcher):  # type: ignore[misc]  # Whoosh has no types
    """Walks documents with ready scores; blocks of low scores are passed over quickly."""

    def __init__(self, found: Scored) -> None:
        self._docs = found.docs
        self._scores = (
            np.zeros(len(found), dtype=np.float32) if found.scores is None else found.scores
        )
        self._ids = np.ascontiguousarray(found.docs).data
        self._i = 0

    def is_active(self) -> bool:
        """Whether it stands on a document."""
        return self._i < len(self._ids)

    def reset(self) -> None:
        """Go back to the first document."""
        self._i = 0

    def copy(self) -> FoundMatcher:
        """Another matcher at the same place."""
        return copy.copy(self)

    def replace(self, minquality: float = 0) -> Matcher:
        """Nothing, where no document can be good enough; else itself."""
        if not self.is_active() or (minquality and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        """The document it stands on."""
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._docs[self._i :].tolist())

    def next(self) -> bool:
        """Go on to the next document; whether that begins a new block."""
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return self._i % BLOCK == 0

    def skip_to(self, id: int) -> None:
        """Go on to the first document that is not before `id`; O(log documents)."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)

    def score(self) -> float:
        """The score of the document."""
        return float(self._scores[self._i])

    weight = score

    def supports(self, astype: str) -> bool:
        """Only scores are known."""
        return False

    def value(self) -> bytes:
        """Nothing else is known of a document."""
        return b""

    def supports_block_quality(self) -> bool:
        """The best score of each block is known."""
        return True

    def max_quality(self) -> float:
        """The best score of all."""
        return float(self._best.max(initial=0))

    def block_quality(self) -> float:
        """The best score in this block."""
        return float(self._best[self._i // BLOCK])

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the next block in which a score is above; how many were passed over."""
        block = self._i // BLOCK
        good = np.flatnonzero(self._best[block:] > minquality)
        if not len(good):
            self._i = len(self._ids)
            return len(self._best) - block
        if good[0]:
            self._i = (block + int(good[0])) * BLOCK
        return int(good[0])

    @cached_property
    def _best(self) -> Scores:
        starts = np.arange(0, len(self._scores), BLOCK)
        return cast(Scores, np.maximum.reduceat(self._scores, starts))
