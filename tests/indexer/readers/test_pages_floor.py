"""Real pages, as bench/pages.py measures them: a change may raise these figures, not lower them."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"

TRAFILATURA = {"title": 0.83, "day": 0.94, "authors": 0.84, "f1": 0.957}
"""What trafilatura alone reaches there."""
FLOORS = {"title": 0.95, "day": 0.98, "authors": 0.95, "f1": 0.975}


UNNAMED_FLOOR = 0.96
"""F1 of the text without any class or id: the reading must not rest on publishers' names."""


@pytest.mark.slow
def test_pages_are_read_better_than_by_trafilatura(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import pages as bench

    pages = list(bench.pages(shared / "pages"))
    assert len(pages) >= 60

    scores = [bench.score(*page, bench.by_reader) for page in pages]
    figures = {name: statistics.mean(getattr(each, name) for each in scores) for name in FLOORS}
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), figures
    assert all(figures[name] > other for name, other in TRAFILATURA.items()), figures

    without_names = [
        bench.score(name, bench.unnamed(source), expected, bench.by_reader)
        for name, source, expected in pages
    ]
    assert statistics.mean(each.f1 for each in without_names) >= UNNAMED_FLOOR
