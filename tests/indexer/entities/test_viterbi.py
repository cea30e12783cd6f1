"""The best labels, beside trying all of them."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from pressespiegel.indexer.entities.viterbi import Viterbi

LABELS = 4
LENGTH = 7


@pytest.mark.parametrize("outside", [0, 2])
@pytest.mark.parametrize("spread", [1.0, 8.0])
def test_labels_are_the_best_of_all(outside: int, spread: float) -> None:
    chance = np.random.default_rng(5)
    rows = np.array(list(product(range(LABELS), repeat=LENGTH)))
    for _ in range(20):
        transitions = chance.normal(size=(LABELS, LABELS)).astype(np.float32)
        transitions[1, 3] = transitions[3, 3] = -1e4
        emissions = chance.normal(scale=spread, size=(LENGTH, LABELS)).astype(np.float32)
        # surely outside, so that there are several stretches; elsewhere nothing is sure
        emissions[:, outside] = emissions.max(axis=1)
        emissions[chance.integers(LENGTH), outside] += 50
        scores = emissions[np.arange(LENGTH), rows].sum(axis=1)
        around = np.pad(rows, ((0, 0), (1, 1)), constant_values=outside)
        for before, after in pairwise(around.T):
            scores += transitions[before, after]
        found = Viterbi(transitions, outside).labels(emissions)
        # two rows may be equally good
        assert scores[(rows == found).all(axis=1)] == pytest.approx(scores.max())


def test_without_tokens_there_are_no_labels() -> None:
    finder = Viterbi(np.zeros((LABELS, LABELS), np.float32), outside=0)
    assert finder.labels(np.zeros((0, LABELS), np.float32)).tolist() == []
