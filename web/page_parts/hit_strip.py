"""The strip at the edge of an article: where its hits are, each a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pressespiegel.web.page_parts.article_markup import PlacedHit

STRIP_HEIGHT = 1000
"""The height of the whole strip, in the units that ticks are measured in."""

TICK_HEIGHT = 8
"""Hits that are nearer to each other share a tick, as one would cover the other."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Hits `first` to `last`, the text of the first, and how far down it stands."""

    first: int
    last: int
    text: str
    y: int


def ticks(hits: Sequence[PlacedHit]) -> list[Tick]:
    """Where the strip shows hits, from top to bottom.

    >>> hits = [PlacedHit(1, "Deich", 0.0), PlacedHit(2, "Deich", 0.004), PlacedHit(3, "See", 1.0)]
    >>> [(tick.first, tick.last, tick.y) for tick in ticks(hits)]
    [(1, 2, 0), (3, 3, 992)]
    """
    made: list[Tick] = []
    for hit in hits:
        y = round(hit.at * (STRIP_HEIGHT - TICK_HEIGHT))
        if made and y - made[-1].y < TICK_HEIGHT:
            before = made[-1]
            made[-1] = Tick(before.first, hit.number, before.text, before.y)
        else:
            made.append(Tick(hit.number, hit.number, hit.text, y))
    return made
