"""Which paragraph of one text stands beside which of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")

LEAST_SHARED = 0.4
"""So much of the shorter paragraph's words two that belong together share at least."""

MOST_PAIRS = 40_000
"""So many pairs are compared; longer texts stand beside each other as they come."""

Pair = tuple["int | None", "int | None"]


def paragraph_pairs(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """The paragraphs of both texts in order, by number, side by side where they share most words.

    None stands where the other text has nothing like it. O(left · right).

    >>> paragraph_pairs(["Es regnet heute.", "Der Deich hält."], ["Der Deich hält noch."])
    [(0, None), (1, 0)]
    """
    if len(left) * len(right) > MOST_PAIRS:
        longer = range(max(len(left), len(right)))
        return [(_up_to(n, len(left)), _up_to(n, len(right))) for n in longer]
    words, others = (
        [set(_WORD.findall(each.casefold())) for each in text] for text in (left, right)
    )
    likeness = [[_likeness(one, other) for other in others] for one in words]
    # best[i][j]: the most that the paragraphs from i and from j on can share in order
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs += [(rest, None) for rest in range(i, len(left))]
    pairs += [(None, rest) for rest in range(j, len(right))]
    return pairs


def _up_to(number: int, length: int) -> int | None:
    return number if number < length else None


def _likeness(one: set[str], other: set[str]) -> int:
    """How many words two paragraphs share, 0 where that is too few to belong together."""
    shared = len(one & other)
    return shared if shared >= LEAST_SHARED * min(len(one), len(other)) else 0
