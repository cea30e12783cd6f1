"""Dates become days, weeks, months or years, and what is not exact enough is said."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import DateCounts, PressDate, Timeline, make_timeline
from pressespiegel.search.timeline import TimelineUnit

DAY = 24 * 60


def dates(*published: str, undated: int = 0) -> DateCounts:
    minutes = [PressDate.parse(each).minutes() for each in published]
    return DateCounts(Counter((a // DAY, b // DAY) for a, b in minutes), undated)


def counts(timeline: Timeline, search: int = 0) -> list[int]:
    return [each.counts[search] for each in timeline.periods]


def test_a_few_days_are_counted_day_by_day_and_gaps_are_there() -> None:
    found = dates("2024-02-28", "2024-02-28T10:30", "2024-03-01")
    timeline = make_timeline([found], dates("2024-02-28", "2024-02-29"))
    assert timeline.unit == "day"
    assert [str(each.first) for each in timeline.periods] == [
        "2024-02-28",
        "2024-02-29",
        "2024-03-01",
    ]
    assert counts(timeline) == [2, 0, 1]
    assert [each.archive for each in timeline.periods] == [1, 1, 0]


@pytest.mark.parametrize(
    ("first", "last", "unit", "periods"),
    [
        ("2024-01-01", "2024-01-01", "day", 1),
        ("2024-01-01", "2024-04-02", "day", 93),
        ("2024-01-01", "2024-04-03", "week", 14),
        ("2023-01-01", "2024-12-31", "week", 106),
        ("2020-01-31", "2024-02-01", "month", 50),
        ("1999-12-31", "2024-01-01", "year", 26),
        ("1500-01-01", "2200-12-31", "year", 701),
    ],
)
def test_the_unit_follows_from_the_span(
    first: str, last: str, unit: TimelineUnit, periods: int
) -> None:
    timeline = make_timeline([dates(first, last)], dates())
    assert (timeline.unit, len(timeline.periods)) == (unit, periods)
    assert timeline.periods[0].counts[0] >= 1
    assert timeline.periods[-1].counts[0] >= 1


def test_weeks_begin_on_monday() -> None:
    timeline = make_timeline([dates("2024-03-13")], dates(), unit="week")
    (week,) = timeline.periods
    assert (str(week.first), str(week.last)) == ("2024-03-11", "2024-03-17")


def test_a_finer_unit_than_the_span_allows_is_not_given() -> None:
    found = [dates("2020-01-31", "2024-02-01")]
    assert make_timeline(found, dates(), unit="day").unit == "month"
    assert make_timeline(found, dates(), unit="year").unit == "year"


def test_what_is_dated_too_vaguely_or_not_at_all_is_counted_apart() -> None:
    found = dates("2020-05", "2020", "2023-05-07", undated=4)
    months = make_timeline([found], dates(), unit="month")
    assert sum(counts(months)) == 2
    assert (months.vague, months.undated) == ((1,), (4,))
    years = make_timeline([found], dates(), unit="year")
    assert (sum(counts(years)), years.vague) == (3, (0,))


def test_a_period_is_shown_whole_with_what_may_lie_in_it() -> None:
    archive = dates("2019-01-01", "2024-03-02", "2024-03-30", "2026-01-01")
    found = [dates("2024", "2024-03-05")]
    since, until = date(2024, 3, 1), date(2024, 3, 31)
    timeline = make_timeline(found, archive, since=since, until=until)
    assert timeline.unit == "day"
    assert (str(timeline.periods[0].first), len(timeline.periods)) == ("2024-03-02", 29)
    assert counts(timeline)[3] == sum(counts(timeline)) == 1
    assert timeline.vague == (1,)
    month = make_timeline(found, archive, unit="month", since=since, until=until)
    assert (counts(month), month.vague) == ([1], (1,))


def test_several_searches_share_their_periods() -> None:
    timeline = make_timeline([dates("2024-03-01"), dates("2024-03-03"), dates()], dates())
    assert [each.counts for each in timeline.periods] == [(1, 0, 0), (0, 0, 0), (0, 1, 0)]
    assert timeline.vague == timeline.undated == (0, 0, 0)


def test_nothing_has_no_periods() -> None:
    assert make_timeline([dates(undated=2)], dates("2024")) == Timeline("year", (), (2,), (0,))


days = st.dates(date(1500, 1, 1), date(2200, 12, 31))


@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(("day", "week", "month", "year")))
def test_nothing_is_lost_and_periods_join(found: list[date], unit: TimelineUnit) -> None:
    counted = dates(*map(str, found))
    timeline = make_timeline([counted], counted, unit=unit)
    assert sum(counts(timeline)) == len(found)
    for before, after in zip(timeline.periods, timeline.periods[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
    for period in timeline.periods:
        inside = sum(period.first <= each <= period.last for each in found)
        assert period.counts == (inside,)
        assert period.archive == inside
