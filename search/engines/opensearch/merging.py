"""Which parts of the vocabulary are merged, and what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pressespiegel.search.engines.opensearch.blocks import Blocks
from pressespiegel.search.engines.opensearch.commits import PartEntry

FACTOR = 8
"""So many parts of like size are made one; the next size is so many times as large."""

SMALLEST = 5_000
"""Entries of a part; smaller ones are all alike."""

MOST_LESS = 8
"""A part of which so many commits took something away is written anew."""


def due(parts: Sequence[PartEntry]) -> tuple[PartEntry, ...]:
    """The parts to be merged next, none if all is well.

    They follow each other: which part an article belongs to is told by the number of its writer.
    """
    for part in parts:
        if len(part.less) >= MOST_LESS:
            return (part,)
    levels = [_level(part.entries) for part in parts]
    for most in sorted(set(levels)):
        for small, run in groupby(range(len(parts)), key=lambda at: levels[at] <= most):
            chosen = list(run)
            if small and len(chosen) >= FACTOR:
                return tuple(parts[at] for at in chosen)
    return ()


def _level(entries: int) -> int:
    level = 0
    while entries > SMALLEST:
        entries //= FACTOR
        level += 1
    return level


def merged(blocks: Blocks, index: str, parts: Sequence[PartEntry]) -> Counter[str]:
    """What is left in some parts together; O(entries)."""
    counted: Counter[str] = Counter()
    for part in parts:
        whole = blocks.whole(index, part.block)
        counted.update(dict(zip(whole.keys, whole.counts.tolist(), strict=True)))
        for block in part.less:
            gone = blocks.whole(index, block)
            counted.subtract(dict(zip(gone.keys, gone.counts.tolist(), strict=True)))
    return +counted


def together(parts: Sequence[PartEntry], block: str, entries: int) -> PartEntry:
    """The entry of parts that were merged."""
    return PartEntry(
        block,
        min(part.first for part in parts),
        max(part.last for part in parts),
        sum(part.articles for part in parts),
        entries,
    )
