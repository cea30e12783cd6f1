"""Dates keep the precision they were given with, and never gain any."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import PressDate
from pressespiegel.search.dates import EARLIEST_YEAR, LATEST_YEAR


@st.composite
def press_dates(draw: st.DrawFn) -> PressDate:
    """Any date that can be, at any precision."""
    year = draw(st.integers(EARLIEST_YEAR, LATEST_YEAR))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year, month)[1]))
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    offset = draw(st.none() | st.integers(-14 * 60, 14 * 60))
    exact = PressDate(year, month, day, hour, minute, offset)
    coarser = [PressDate(year), PressDate(year, month), PressDate(year, month, day)]
    return draw(st.sampled_from([*coarser, exact]))


@given(press_dates())
def test_what_is_written_is_read_back(published: PressDate) -> None:
    assert PressDate.parse(str(published)) == published


@given(press_dates())
def test_a_date_covers_a_stretch_of_its_precision(published: PressDate) -> None:
    first, last = published.minutes()
    length = last - first + 1
    days = {"year": (365, 366), "month": (28, 29, 30, 31), "day": (1,)}
    if published.precision == "minute":
        assert length == 1
    else:
        assert length in {each * 24 * 60 for each in days[published.precision]}


@given(press_dates())
def test_the_local_clock_is_reached_once(published: PressDate) -> None:
    assert published.local().local() == published.local()


@given(st.text(max_size=40))
def test_no_text_raises_anything_but_value_error(text: str) -> None:
    try:
        PressDate.parse(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - most texts are no dates, and some are


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022", "2022"),
        ("2022-01", "2022-01"),
        ("2022-01-05", "2022-01-05"),
        (" 2022-01-05 ", "2022-01-05"),
        ("2022-01-05T14:30", "2022-01-05T14:30"),
        ("2022-01-05 14:30:59", "2022-01-05T14:30"),
        ("2022-01-05T14:30:59.123Z", "2022-01-05T14:30+00:00"),
        ("2022-01-05T14:30:59,5+01:00", "2022-01-05T14:30+01:00"),
        ("2022-01-05T14:30:00-0930", "2022-01-05T14:30-09:30"),
        ("2022-01-05 14:30:00+01", "2022-01-05T14:30+01:00"),
        ("2022-01-05T14:30:00-00:30", "2022-01-05T14:30-00:30"),
        ("20220105", "2022-01-05"),
        ("20220105T143000Z", "2022-01-05T14:30+00:00"),
        ("20220105T1430+0100", "2022-01-05T14:30+01:00"),
        ("5.1.2022", "2022-01-05"),
        ("05.01.2022", "2022-01-05"),
        ("1.2022", "2022-01"),
        ("05.01.2022, 14:30 Uhr", "2022-01-05T14:30"),
        ("05.01.2022 9:05", "2022-01-05T09:05"),
        ("Wed, 05 Jan 2022 14:30:00 +0100", "2022-01-05T14:30+01:00"),
        ("Wed, 05 Jan 2022 14:30:00 GMT", "2022-01-05T14:30+00:00"),
        ("29.2.2024", "2024-02-29"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert str(PressDate.parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "2022-13",
        "2022-00",
        "2022-00-00",
        "2022-01-00",
        "0.1.2022",
        "2022-02-29",
        "0000-13-45",
        "29.2.2023",
        "1.13.2022",
        "2022-01-05T25:00",
        "2022-01-05T14:30+15:00",
        "1499",
        "2201-01-01",
        "Wed, 05 Jan 2022 14:30:00 +9900",
        "20221",
        "2022-01-05T14:30 Uhr",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PressDate.parse(text)


@pytest.mark.parametrize(
    "parts",
    [
        {"day": 5},
        {"month": 1, "hour": 3, "minute": 0},
        {"month": 1, "day": 5, "hour": 3},
        {"month": 1, "day": 5, "offset": 60},
        {"month": 1, "day": 5, "hour": 3, "minute": 0, "offset": 841},
    ],
)
def test_parts_with_gaps_are_no_date(parts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"."):
        PressDate(2022, **parts)


def test_a_moment_elsewhere_belongs_to_the_day_it_was_here() -> None:
    late = PressDate.parse("2021-12-31T23:30Z")
    assert str(late.local()) == "2022-01-01T00:30+01:00"
    assert late.minutes() == PressDate.parse("2022-01-01T00:30").minutes()


def test_summer_time_is_minded() -> None:
    assert str(PressDate.parse("2022-07-01T10:00Z").local()) == "2022-07-01T12:00+02:00"


@pytest.mark.parametrize("text", ["2200-12-31T23:59-14:00", "1500-01-01T00:00+14:00"])
def test_the_clock_here_does_not_leave_the_range(text: str) -> None:
    edge = PressDate.parse(text)
    assert edge.local() == edge
    assert edge.minutes()[0] == edge.minutes()[1]


@given(
    st.datetimes(
        datetime(EARLIEST_YEAR, 1, 2),
        datetime(LATEST_YEAR, 12, 30),
        timezones=st.builds(timezone, st.builds(timedelta, minutes=st.integers(-840, 840))),
    )
)
def test_datetimes_are_taken_over_to_the_minute(moment: datetime) -> None:
    published = PressDate.from_datetime(moment)
    assert published.precision == "minute"
    assert datetime.fromisoformat(str(published)) == moment.replace(second=0, microsecond=0)


def test_minutes_count_from_1970() -> None:
    assert PressDate(1970, 1, 1).minutes() == (0, 24 * 60 - 1)
    days = (date(2022, 3, 1) - date(1970, 1, 1)).days
    assert PressDate(2022, 3, 1, 1, 2).minutes() == ((days * 24 + 1) * 60 + 2,) * 2
