"""A search that runs out of time has what was found by then, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article, time_limit

QUERIES = (
    "ebbe",
    "ebbe UND flut",
    "ebbe ODER flut NICHT sturm",
    '"ebbe flut"',
    "eb* flut",
    "ebbe flut watt",
)


@pytest.fixture
def tides(tmp_path: Path) -> Iterator[Archive]:
    """Three commits, so that there are several segments."""
    with Archive.create(tmp_path / "archive") as archive:
        for part in range(3):
            with archive.writer() as writer:
                for number in range(4):
                    text = "Ebbe Flut" if number % 2 else "Ebbe, dann Sturm"
                    writer.put(Article.from_text(id=f"{part}{number}", title="Watt", text=text))
        yield archive


class Clock:
    """Every look at it takes a second."""

    def __init__(self) -> None:
        self._seconds = count()

    def monotonic(self) -> float:
        return float(next(self._seconds))


@pytest.mark.parametrize("query", QUERIES)
def test_what_was_found_in_time_is_true(
    tides: Archive, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(time_limit, "time", Clock())
    whole = tides.search(query, facets=("month",))
    shown = {hit.article.id: (hit.complete, hit.missing) for hit in whole.hits}
    for seconds in range(1000):
        found = tides.within(seconds).search(query, facets=("month",))
        here = {hit.article.id: (hit.complete, hit.missing) for hit in found.hits}
        assert here.items() <= shown.items()
        assert found.total <= whole.total
        said = [warning for warning in found.warnings if "dauerte zu lange" in warning.message]
        assert bool(said) is found.cut_short
        if not found.cut_short:
            break
    assert seconds > 1
    assert (found.total, found.partial_total) == (whole.total, whole.partial_total)
    assert (found.hits, found.cut_short) == (whole.hits, False)


def test_some_segments_are_better_than_none(
    tides: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_limit, "time", Clock())
    totals = {tides.within(seconds).search('"ebbe flut"').total for seconds in range(60)}
    assert {0, 2, 4, 6} == totals


def test_no_time_at_all_is_said_in_the_language_asked_for(tides: Archive) -> None:
    found = tides.within(0).search("ebbe", language="en")
    assert (found.total, found.hits, found.cut_short) == (0, (), True)
    assert "too long" in found.warnings[0].message


def test_without_a_limit_nothing_is_cut_short(tides: Archive) -> None:
    assert tides.search("ebbe").cut_short is False
    assert tides.within(1000).search("ebbe").cut_short is False
