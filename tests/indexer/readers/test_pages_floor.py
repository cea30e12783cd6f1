"""Real pages, as bench/pages.py measures them: a change may raise these figures, not lower them."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"

TRAFILATURA = {"title": 0.83, "day": 0.94, "authors": 0.84, "f1": 0.957}
"""What trafilatura alone reaches there."""
FLOORS = {"title": 0.93, "day": 0.98, "authors": 0.95, "f1": 0.975}


@pytest.mark.slow
def test_pages_are_read_better_than_by_trafilatura(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import pages as bench

    scores = [
        bench.score(name, source, expected, bench.by_reader)
        for name, source, expected in bench.pages(shared / "pages")
    ]
    sys.modules.pop("pages")

    assert len(scores) >= 60
    figures = {name: statistics.mean(getattr(each, name) for each in scores) for name in FLOORS}
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), figures
    assert all(figures[name] > other for name, other in TRAFILATURA.items()), figures
