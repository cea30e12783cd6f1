"""Articles by date, as exactly as it is known, and by id."""

from __future__ import annotations

import pytest

from pressespiegel.search.dates import PressDate
from pressespiegel.search.engine import Engine
from pressespiegel.search.query import tree

from .invented_documents import document, found, write

DATES = (
    "1999",
    "2022",
    "2022-01",
    "2022-01-05",
    "2022-01-05T10:30",
    "2022-01-31T23:59",
    "2022-02",
    "1500",
    "2200",
)


@pytest.fixture
def dated(engine: Engine) -> Engine:
    write(engine, document("undated", "wort"))
    write(engine, *(document(date, "wort", published=date) for date in DATES))
    return engine


def between(first: str, last: str) -> tree.Dated:
    return tree.Dated(
        PressDate.parse(first).minutes()[0] if first else None,
        PressDate.parse(last).minutes()[1] if last else None,
    )


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        ("2022-01", "2022-01", {"2022", *DATES[2:6]}),
        ("2022-01-05", "2022-01-05", {"2022", "2022-01", "2022-01-05", "2022-01-05T10:30"}),
        ("2022-01-05T10:30", "2022-01-05T10:30", {"2022", *DATES[2:5]}),
        ("2022-01-05T10:31", "2022-01-05T10:31", {"2022", "2022-01", "2022-01-05"}),
        ("2022-02", "", {"2022", "2022-02", "2200"}),
        ("", "1999", {"1999", "1500"}),
        ("", "", set(DATES)),
        ("2023", "2100", set()),
        ("2022-02", "2022-01", {"2022"}),
    ],
)
def test_a_date_may_lie_in_a_range(dated: Engine, first: str, last: str, ids: set[str]) -> None:
    assert found(dated, between(first, last)) == ids


def test_undated_articles_are_never_in_a_range(dated: Engine) -> None:
    assert "undated" not in found(dated, tree.Dated(None, None))
    assert "undated" in found(dated, tree.Not(tree.Dated(None, None)))


def test_bounds_beyond_every_date(dated: Engine) -> None:
    assert found(dated, tree.Dated(-(10**15), 10**15)) == set(DATES)
    assert found(dated, tree.Dated(10**15, None)) == set()


def test_ids(dated: Engine) -> None:
    assert found(dated, tree.Identified(("2022", "2022-02", "missing"))) == {"2022", "2022-02"}
    assert found(dated, tree.Identified(("202",))) == set()
    assert found(dated, tree.Identified(())) == set()
    assert found(dated, tree.Identified(("2022", "2022"))) == {"2022"}
    assert found(dated, tree.Not(tree.Identified(DATES))) == {"undated"}
