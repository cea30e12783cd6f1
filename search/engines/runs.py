"""The ways in which the words of a sequence stand in one document, to mark them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

MOST_RUNS = 1000
"""So many ways in which a sequence stands in one document are looked at, to mark them."""


def runs(
    positions: Sequence[Sequence[int]], offsets: Sequence[int], slop: int, ordered: bool
) -> Iterator[tuple[int, ...]]:
    """The ways in which the slots stand in one document: a position for each slot.

    `positions` are those of each slot, sorted. Stops after `MOST_RUNS`.
    """
    found = 0
    reach = (offsets[-1] - offsets[0] if ordered else len(offsets) - 1) + slop
    stack: list[tuple[int, ...]] = [(position,) for position in reversed(positions[0])]
    while stack and found < MOST_RUNS:
        run = stack.pop()
        slot = len(run)
        if slot == len(positions):
            found += 1
            yield run
            continue
        low = run[-1] + offsets[slot] - offsets[slot - 1] if ordered else max(run) - reach
        high = (run[0] if ordered else min(run)) + reach
        options = positions[slot]
        begin = int(np.searchsorted(np.asarray(options), low))
        for position in options[begin:]:
            if position > high:
                break
            if position not in run:
                stack.append((*run, position))
