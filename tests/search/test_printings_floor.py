"""Reprints of real articles, as bench/duplicates.py makes them: figures that may not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"

PRECISION = {"tagesspiegel-10k": 0.985, "trends-6k": 0.97}
RECALL = 0.97
RECALL_OF_EACH_KIND = 0.9


@pytest.mark.slow
@pytest.mark.parametrize("corpus", PRECISION)
def test_reprints_are_found_and_nothing_else(
    shared: Path, monkeypatch: pytest.MonkeyPatch, corpus: str
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import duplicates as bench

    articles = bench.real_articles(shared / "corpora" / f"{corpus}.jsonl.gz", 3_000)
    assert len(articles) == 3_000

    figures = bench.measure(articles, 350)

    assert figures.precision >= PRECISION[corpus], figures.wrong
    assert figures.recall >= RECALL
    assert min(figures.recall_by_kind.values()) >= RECALL_OF_EACH_KIND, figures.recall_by_kind
