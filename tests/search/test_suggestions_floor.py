"""Real typos, as bench/suggestions.py measures them: figures that may not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressespiegel.search.words.suggest import suggestions
from pressespiegel.search.words.vocabulary import Vocabulary

BENCH = Path(__file__).resolve().parents[2] / "bench"

RIGHT = 0.765
SAME_WORD = 0.95
RIGHT_IF_CREDIBLE = 0.92


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
def test_the_first_suggestion_is_what_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import suggestions as bench

    typos = bench.read_typos()
    vocabulary = Vocabulary.of(bench.vocabulary_counts(sorted({meant for _, meant in typos})))

    def first(typo: str) -> str:
        return next((found.text for found in suggestions(typo, vocabulary, limit=1)), "")

    figures = bench.measured(typos, vocabulary, first)

    assert figures.right >= RIGHT
    assert figures.same_word >= SAME_WORD
    assert figures.right_if_credible >= RIGHT_IF_CREDIBLE
