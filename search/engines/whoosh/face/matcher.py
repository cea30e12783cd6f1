"""The postings of one term as a Whoosh matcher, walked over arrays."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.scoring import BaseScorer

from pressespiegel.search.engines.whoosh.arrays import Ints, starts_of
from pressespiegel.search.engines.whoosh.face.terms import TermPostings

BLOCK = 128
"""Postings are passed over by so many at once when their best score is too low."""

Term = tuple[str, bytes]
Places = Callable[[int], "tuple[Ints, Ints] | None"]


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """Walks the living documents of a term.

    `lengths` gives a field's length for each document of the segment, `places` the characters
    (starts and widths) of each position of a document; either is None where it is not kept.
    """

    def __init__(
        self,
        term: Term,
        postings: TermPostings,
        format_: Format,
        scorer: BaseScorer | None = None,
        deleted: npt.NDArray[np.bool_] | None = None,
        lengths: npt.NDArray[np.integer] | None = None,
        places: Places | None = None,
    ) -> None:
        self._term = term
        self._postings = postings
        self.format = format_
        self.scorer = scorer
        self._lengths = lengths
        self._places = places
        self._docs, self._freqs = postings.docs, postings.freqs
        self._chosen: npt.NDArray[np.bool_] | None = None
        if deleted is not None:
            self._chosen = ~deleted[self._docs]
            self._docs, self._freqs = self._docs[self._chosen], self._freqs[self._chosen]
        self._ids = np.ascontiguousarray(self._docs).data
        self._i = 0

    def is_active(self) -> bool:
        """Whether it stands on a document."""
        return self._i < len(self._ids)

    def reset(self) -> None:
        """Go back to the first document."""
        self._i = 0

    def copy(self) -> ArrayMatcher:
        """Another matcher at the same place."""
        return copy.copy(self)

    def id(self) -> int:
        """The document it stands on."""
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._docs[self._i :].tolist())

    def next(self) -> bool:
        """Go on to the next document; whether that begins a new block."""
        if self._i >= len(self._ids):
            raise ReadTooFar
        self._i += 1
        return self._i % BLOCK == 0 or self._i == len(self._ids)

    def skip_to(self, id: int) -> None:
        """Go on to the first document that is not before `id`; O(log documents)."""
        if self._i >= len(self._ids):
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)

    def supports_block_quality(self) -> bool:
        """No: asked to, Whoosh 2.7.4 passes over blocks on both sides of a union or intersection,
        and loses documents of which one side alone was not good enough."""
        return False

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the next block in which a score may be above; how many were passed over."""
        skipped = 0
        while self._i < len(self._ids) and self.block_quality() <= minquality:
            self._i = min((self._i // BLOCK + 1) * BLOCK, len(self._ids))
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """The first document of this block."""
        return self._ids[self._i // BLOCK * BLOCK]

    def block_max_id(self) -> int:
        """The last document of this block."""
        return self._ids[min((self._i // BLOCK + 1) * BLOCK, len(self._ids)) - 1]

    def block_max_weight(self) -> float:
        """The highest weight in this block."""
        return float(self._block_weights[self._i // BLOCK])

    def block_min_length(self) -> int:
        """The shortest field in this block."""
        return int(self._block_lengths[0][self._i // BLOCK])

    def block_max_length(self) -> int:
        """The longest field in this block."""
        return int(self._block_lengths[1][self._i // BLOCK])

    @cached_property
    def _block_weights(self) -> npt.NDArray[np.integer]:
        starts = np.arange(0, len(self._docs), BLOCK)
        return cast("npt.NDArray[np.integer]", np.maximum.reduceat(self._freqs, starts))

    @cached_property
    def _block_lengths(self) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.integer]]:
        starts = np.arange(0, len(self._docs), BLOCK)
        if self._lengths is None:
            ones = np.ones(len(starts), dtype=np.int64)
            return ones, ones
        own = self._lengths[self._docs]
        return np.minimum.reduceat(own, starts), np.maximum.reduceat(own, starts)

    def weight(self) -> float:
        """How often the term stands in the document."""
        return float(self._freqs[self._i])

    @cached_property
    def _position_starts(self) -> npt.NDArray[np.int64]:
        """Where the positions of each document begin, and at last where they end."""
        ends = np.cumsum(self._postings.freqs, dtype=np.int64)
        starts = starts_of(ends)
        return starts if self._chosen is None else starts[self._chosen]

    def _positions(self) -> list[int]:
        if self._postings.positions is None:
            return []
        start = int(self._position_starts[self._i])
        after = start + int(self._freqs[self._i])
        return cast("list[int]", self._postings.positions[start:after].tolist())

    def _characters(self) -> list[tuple[int, int, int]]:
        positions = self._positions()
        placed = self._places(self.id()) if self._places else None
        if placed is None:
            return [(position, 0, 0) for position in positions]
        starts, widths = placed
        return [
            (position, int(starts[position]), int(starts[position] + widths[position]))
            for position in positions
            if position < len(starts)
        ]

    def value_as(self, astype: str) -> object:
        """What is known of the term in the document, read from the arrays."""
        match astype:
            case "frequency":
                return int(self._freqs[self._i])
            case "weight":
                return self.weight()
            case "positions":
                return self._positions()
            case "position_boosts":
                return [(position, 1) for position in self._positions()]
            case "characters":
                return self._characters()
        return super().value_as(astype)

    def items_as(self, astype: str) -> Iterator[tuple[int, object]]:
        """All documents from here on, each with what is known of the term in it."""
        while self.is_active():
            yield self.id(), self.value_as(astype)
            self.next()

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """All documents from here on, each with its encoded value."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def value(self) -> bytes:
        """The same in the bytes that Whoosh's format would keep."""
        if self.supports("characters"):
            return cast(bytes, self.format.encode(self._characters()))
        if self.supports("positions"):
            return cast(bytes, self.format.encode(self._positions()))
        return cast(bytes, self.format.encode(self._freqs[self._i]))
