"""The quick ways to a token's scores give what the slow ones give."""

from __future__ import annotations

import string
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.indexer.entities import word_scores
from pressespiegel.indexer.entities.combinations import Combinations
from pressespiegel.indexer.entities.feature_rows import FeatureRows
from pressespiegel.indexer.entities.features import (
    BOUNDARY,
    CLASSES,
    CONJUNCTIONS,
    OFFSETS,
    WordKnowledge,
    classes,
    far_features,
    features,
    neighbour_features,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.model import CLASS_SIZES
from pressespiegel.indexer.entities.word_scores import WordScores

WORDS = (
    "Der US-Präsident Anna Bergers , 3. Landgericht Halle Chef fUr x@y.de Bundesamtes ÖBB "
    "ß İstanbul Halles Nord-Halle -s Σς A 12-Uhr Präsidentin präsidial"
).split()
KNOWN = WordKnowledge(
    gazetteers(),
    {"Der": (3, 20, 100), "Halle": (5, 21, 101), "chef": (7, 22, 102), "a": (9, 23, 103)},
)
LABELS = 4
FEATURES_AT = [far_features, neighbour_features, features, neighbour_features, far_features]


def _model(seed: int) -> tuple[dict[str, int], np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    """Weights for most features of most of the words, at the offsets where training sees them."""
    chance = np.random.default_rng(seed)
    at = [{name for word in [BOUNDARY, *WORDS] for name in of(word, KNOWN)} for of in FEATURES_AT]
    names = sorted(set().union(*at))
    chance.shuffle(names)
    names = names[: len(names) * 3 // 4]
    weights = chance.normal(size=(len(names), len(OFFSETS), LABELS)).astype(np.float32)
    for row, name in enumerate(names):
        for slot, possible in enumerate(at):
            if name not in possible:
                weights[row, slot] = 0
    return {name: row for row, name in enumerate(names)}, weights


ROWS, WEIGHTS = _model(1)
TABLES = FeatureRows(ROWS, WEIGHTS, KNOWN)


def _expected(word: str, slot: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    weighed = [WEIGHTS[ROWS[each], slot] for each in FEATURES_AT[slot](word, KNOWN) if each in ROWS]
    return sum(weighed, np.zeros(LABELS, np.float32))


@settings(deadline=None)
@given(
    st.one_of(
        st.sampled_from(["", *WORDS]),
        st.builds(str.__add__, st.sampled_from(WORDS), st.sampled_from(WORDS)),
        st.text(string.ascii_letters + "-s.", max_size=8),
        st.text(max_size=80),
    )
)
def test_a_words_rows_add_up_to_its_features(word: str) -> None:
    own, near, far, numbers = TABLES.of(word)
    assert numbers == classes(word, KNOWN)
    sums = [
        *np.split(TABLES.far[list(far)].sum(axis=0), 2),
        *np.split(TABLES.near[list(near)].sum(axis=0), 2),
        TABLES.own[list(own)].sum(axis=0),
    ]
    for slot, scores in zip((0, 4, 1, 3, 2), sums, strict=True):
        np.testing.assert_allclose(scores, _expected(word, slot), atol=1e-5)


def _word_scores() -> WordScores:
    return WordScores(TABLES, lambda numbers: numbers[0])


def test_a_place_has_the_scores_of_its_word_and_of_those_around_it() -> None:
    scores = _word_scores()
    places = np.array([0, 1, *range(4, len(WORDS) + 2)])
    row = [BOUNDARY] * (len(WORDS) + 6)
    for place, word in zip(places, WORDS, strict=True):
        row[place + 2] = word
    for _ in range(2):  # worked out, then kept
        found, signatures = scores.of(WORDS, places, len(WORDS) + 2)
        assert signatures.tolist() == [classes(word, KNOWN)[0] for word in row]
        for place in range(len(WORDS) + 2):
            expected = sum(
                (_expected(row[place + slot], slot) for slot in range(5)),
                np.zeros(LABELS, np.float32),
            )
            np.testing.assert_allclose(found[place], expected, atol=1e-5)


def test_forgetting_words_changes_no_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_scores, "_MOST_WORDS", 40)
    scores = _word_scores()
    places = np.arange(len(WORDS))
    before, signatures = scores.of(WORDS, places, len(WORDS))
    for number in range(60):
        scores.of([f"Wort{number}", "Halle", "Der"], np.arange(3), 3)
        after, same = scores.of(WORDS, places, len(WORDS))
        np.testing.assert_array_equal(after, before)
        np.testing.assert_array_equal(same, signatures)


def test_threads_share_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_scores, "_MOST_WORDS", 60)
    scores = _word_scores()
    places = np.arange(len(WORDS))
    expected, _ = _word_scores().of(WORDS, places, len(WORDS))
    wrong: list[int] = []

    def work(number: int) -> None:
        for turn in range(60):
            scores.of([f"Wort{number}-{turn}", f"Wort{turn}"], np.arange(2), 2)
            found, _ = scores.of(WORDS, places, len(WORDS))
            if not np.array_equal(found, expected):
                wrong.append(turn)

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


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
