"""The quick ways to a token's scores give what the slow ones give."""

from __future__ import annotations

import numpy as np
import pytest

from pressespiegel.indexer.entities import word_scores
from pressespiegel.indexer.entities.combinations import Combinations
from pressespiegel.indexer.entities.features import (
    CLASSES,
    CONJUNCTIONS,
    WordKnowledge,
    classes,
    features,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.model import CLASS_SIZES
from pressespiegel.indexer.entities.word_scores import WordScores

WORDS = (
    "Der US-Präsident Anna Bergers , 3. Landgericht Halle Chef fUr x@y.de Bundesamtes ÖBB "
    "ß İstanbul"
).split()
KNOWN_CLUSTERS = {"Der": (3, 20, 100), "Halle": (5, 21, 101), "chef": (7, 22, 102)}


def _knowledge() -> WordKnowledge:
    return WordKnowledge(gazetteers(), KNOWN_CLUSTERS)


def _word_scores(weights: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> WordScores:
    known = _knowledge()
    names = {feature for word in WORDS[:-2] for feature in features(word, known)}
    rows = {name: row for row, name in enumerate(sorted(names)[: len(weights)])}
    return WordScores(rows, weights, known, lambda numbers: numbers[0])


def test_a_words_scores_are_the_sum_of_its_features() -> None:
    weights = np.random.default_rng(1).normal(size=(90, 10)).astype(np.float32)
    scores = _word_scores(weights)
    known = _knowledge()
    names = {feature for word in WORDS[:-2] for feature in features(word, known)}
    rows = {name: row for row, name in enumerate(sorted(names)[: len(weights)])}
    for _ in range(2):  # worked out, then kept
        found, signatures = scores.of(WORDS)
        for number, word in enumerate(WORDS):
            expected = sum(
                (weights[rows[each]] for each in features(word, known) if each in rows),
                np.zeros(10, np.float32),
            )
            np.testing.assert_allclose(found[number], expected, atol=1e-5)
            assert signatures[number] == classes(word, known)[0]


def test_forgetting_words_changes_no_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_scores, "_MOST_WORDS", 20)
    weights = np.random.default_rng(2).normal(size=(90, 10)).astype(np.float32)
    scores = _word_scores(weights)
    before, _ = scores.of(WORDS)
    for number in range(30):
        scores.of([f"Wort{number}", "Halle", "Der"])
        after, _ = scores.of(WORDS[:8])
        np.testing.assert_array_equal(after, before[:8])


def test_combined_tables_add_what_the_learned_ones_add() -> None:
    chance = np.random.default_rng(3)
    tables = []
    for conjunction in CONJUNCTIONS:
        size = int(np.prod([CLASS_SIZES[name] for name, _ in conjunction]))
        table = np.zeros((size, 4), np.float32)
        some = chance.choice(size, 60, replace=False)
        table[some] = chance.normal(size=(60, 4))
        tables.append(table)
    combinations = Combinations(tables, CLASS_SIZES)
    words = np.stack([chance.integers(0, CLASS_SIZES[name], 400) for name in CLASSES], axis=1)
    # classes that no table tells apart, and those that all do
    words[::3] = 0
    expected = np.zeros((396, 4), np.float32)
    for conjunction, table in zip(CONJUNCTIONS, tables, strict=True):
        combined = np.zeros(396, np.int64)
        for name, offset in conjunction:
            column = words[2 + offset : 398 + offset, CLASSES.index(name)]
            combined = combined * CLASS_SIZES[name] + column
        expected += table[combined]
    assert expected.any()
    signatures = np.array([combinations.signature(tuple(each)) for each in words.tolist()])
    total = np.zeros((396, 4), np.float32)
    combinations.add(total, signatures)
    np.testing.assert_allclose(total, expected, atol=1e-5)
