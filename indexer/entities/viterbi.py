"""The best labels of a row of tokens (Viterbi), worked out for many short stretches at once.

Most tokens are surely outside of names. Between them lie stretches that may hold some; no label
of one depends on another. All stretches take their first step together, then all that have two
tokens or more their second, and so on, which leaves a few dozen steps for several articles.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

_SURE = 10.0
"""Where "outside" leads every other label by this much, no name runs through a token."""


class Viterbi:
    """Finds the best of all rows of labels.

    Args:
        transitions: the score of each label after each other; none after a label that it may not
            stand after is so low that it is never taken.
        outside: the label of tokens that are no part of a name.
    """

    def __init__(self, transitions: Floats, outside: int) -> None:
        self._outside = outside
        # axes: label before, label after, stretch
        self._steps = np.ascontiguousarray(transitions)[:, :, None]
        self._into = np.ascontiguousarray(transitions.T)
        self._opening = transitions[outside][:, None]
        self._closing = np.ascontiguousarray(transitions[:, outside])

    def labels(self, emissions: Floats) -> Integers:
        """The best label of each token, whose scores for each label are given."""
        labels = np.full(len(emissions), self._outside)
        by_label = np.ascontiguousarray(emissions.T)
        lead = by_label[self._outside] - np.delete(by_label, self._outside, axis=0).max(axis=0)
        tokens = np.flatnonzero(~(lead > _SURE))
        if not len(tokens):
            return labels
        order, borders = _by_step(tokens)
        tokens = tokens[order]
        found = self._backward(self._forward(emissions.take(tokens, axis=0), borders), borders)
        labels[tokens] = found
        return labels

    def _forward(self, emissions: Floats, borders: list[int]) -> Floats:
        """The score of the best row of labels that ends at each token with each label."""
        scores = np.ascontiguousarray(emissions.T)
        before = scores[:, : borders[1]]
        before += self._opening
        for first, after in pairwise(borders[1:]):
            here = scores[:, first:after]
            # each label before with each label here, for all stretches that have come so far
            here += (before[:, None, : after - first] + self._steps).max(axis=0)
            before = here
        return np.ascontiguousarray(scores.T)

    def _backward(self, scores: Floats, borders: list[int]) -> Integers:
        """The labels of the best row, from the last token of each stretch to its first."""
        labels = np.zeros(len(scores), np.int64)
        after = np.zeros(0, np.int64)
        for first, end in zip(borders[-2::-1], borders[:0:-1], strict=True):
            here = scores[first:end]
            # those that go on at the next step, and those that end here
            going = len(after)
            here[:going] += self._into.take(after, axis=0)
            here[going:] += self._closing
            after = here.argmax(axis=1)
            labels[first:end] = after
        return labels


def _by_step(tokens: Integers) -> tuple[Integers, list[int]]:
    """The order of tokens by their step in their stretch, and where each step begins and ends.

    Tokens that follow each other are a stretch. In each step the longest stretches come first,
    so that those that go on are always the first.

    >>> order, borders = _by_step(np.array([3, 7, 8, 9, 12, 13]))
    >>> order.tolist(), borders
    ([1, 4, 0, 2, 5, 3], [0, 3, 5, 6])
    """
    opens = np.diff(tokens, prepend=tokens[:1] - 2) > 1
    firsts = np.flatnonzero(opens)
    lengths = np.diff(firsts, append=len(tokens))
    rank = np.empty(len(firsts), np.int64)
    rank[np.argsort(-lengths, kind="stable")] = np.arange(len(firsts))
    stretch = np.cumsum(opens) - 1
    step = np.arange(len(tokens)) - firsts[stretch]
    borders = np.concatenate([[0], np.cumsum(np.bincount(step))])
    order = np.empty(len(tokens), np.int64)
    order[borders[step] + rank[stretch]] = np.arange(len(tokens))
    return order, borders.tolist()
