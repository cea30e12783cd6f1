"""How articles are spread over time: their dates put together to days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import DateCounts

TimelineUnit = Literal["day", "week", "month", "year"]

MOST_DAYS: Mapping[TimelineUnit, int] = MappingProxyType(
    {"day": 93, "week": 2 * 366, "month": 12 * 366}
)
"""So many days a timeline of a unit may span; what is longer is counted by years."""

UNITS: tuple[TimelineUnit, ...] = (*MOST_DAYS, "year")
"""What a timeline counts by, the finest first."""

_EPOCH = date(1970, 1, 1).toordinal()
_MONDAY = 3
"""Days from the Monday before 1970-01-01 to that day."""

_Days = npt.NDArray[np.int64]
"""Days since 1970-01-01."""


@dataclass(frozen=True, slots=True)
class TimelinePeriod:
    """A day, week, month or year from `first` to `last`, and how many articles fall into it.

    `counts` has a number for each of the searches. `archive` counts all articles there are: where
    that is 0, no search could find any.
    """

    first: date
    last: date
    counts: tuple[int, ...]
    archive: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods without a gap between them, from the first that may have an article to the last.

    For each search, `undated` counts the articles without a date, and `vague` those whose date
    ("2022") is less exact than the `unit`.
    """

    unit: TimelineUnit
    periods: tuple[TimelinePeriod, ...]
    undated: tuple[int, ...]
    vague: tuple[int, ...]


def make_timeline(
    searches: Sequence[DateCounts],
    archive: DateCounts,
    *,
    unit: TimelineUnit | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Timeline:
    """Count what searches found over the time that they span together, or from `since` to `until`.

    `archive` are the dates of all articles there are. The `unit` is the finest that the span
    allows, see `MOST_DAYS`, or a coarser one that is asked for.
    """
    undated = tuple(each.undated for each in searches)
    low, high = _number(since), _number(until)
    whole = _Ranges.of(archive).within(low, high)
    asked = [_Ranges.of(each).within(low, high) for each in searches]
    found = [each for each in asked if len(each.first)]
    if not found:
        return Timeline(unit or "year", (), undated, tuple(0 for _ in searches))
    # A bound may lie far before or behind all that there is, or within a year that is a date.
    first = int(min(each.first.min() for each in ([whole] if since else found)))
    last = int(max(each.last.max() for each in ([whole] if until else found)))
    first = first if low is None else max(first, low)
    last = last if high is None else min(last, high)
    fine_enough = (each for each in UNITS[:-1] if last - first < MOST_DAYS[each])
    finest: TimelineUnit = next(fine_enough, "year")
    chosen: TimelineUnit = max(finest, unit or finest, key=UNITS.index)
    base = int(_places(np.array([first]), chosen)[0])
    length = int(_places(np.array([last]), chosen)[0]) - base + 1
    counted = [each.counted(chosen, base, length) for each in asked]
    starts = (_day_at(base + place, chosen) for place in range(length + 1))
    periods = tuple(
        TimelinePeriod(date.fromordinal(start), date.fromordinal(after - 1), counts, there_are)
        for (start, after), counts, there_are in zip(
            pairwise(starts),
            zip(*(each.tolist() for each in counted), strict=True),
            whole.counted(chosen, base, length).tolist(),
            strict=True,
        )
    )
    vague = tuple(
        int(each.counts.sum() - counts.sum()) for each, counts in zip(asked, counted, strict=True)
    )
    return Timeline(chosen, periods, undated, vague)


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Ranges of days, and how many articles are dated to each."""

    first: _Days
    last: _Days
    counts: _Days

    @classmethod
    def of(cls, dates: DateCounts) -> _Ranges:
        size = len(dates.ranges)
        ends = chain.from_iterable(dates.ranges)
        pairs = np.fromiter(ends, dtype=np.int64, count=2 * size).reshape(size, 2)
        counts = np.fromiter(dates.ranges.values(), dtype=np.int64, count=size)
        return cls(pairs[:, 0], pairs[:, 1], counts)

    def within(self, low: int | None, high: int | None) -> _Ranges:
        """What may lie between two days."""
        kept = np.ones(len(self.first), dtype=np.bool_)
        if low is not None:
            kept &= self.last >= low
        if high is not None:
            kept &= self.first <= high
        return _Ranges(self.first[kept], self.last[kept], self.counts[kept])

    def counted(self, unit: TimelineUnit, base: int, length: int) -> _Days:
        """How many articles fall into each period from `base` on, and into no other one."""
        first, last = _places(self.first, unit), _places(self.last, unit)
        inside = (first == last) & (first >= base) & (first < base + length)
        counts = np.bincount(first[inside] - base, self.counts[inside], minlength=length)
        return counts.astype(np.int64)


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH


def _places(days: _Days, unit: TimelineUnit) -> _Days:
    """The number of the period in which each day lies."""
    if unit == "day":
        return days
    if unit == "week":
        return (days + _MONDAY) // 7
    letter = "M" if unit == "month" else "Y"
    return days.astype("datetime64[D]").astype(f"datetime64[{letter}]").astype(np.int64)


def _day_at(place: int, unit: TimelineUnit) -> int:
    """The first day of a period, as `date` counts them."""
    if unit == "day":
        return place + _EPOCH
    if unit == "week":
        return place * 7 - _MONDAY + _EPOCH
    year, month = divmod(place, 12) if unit == "month" else (place, 0)
    return date(1970 + year, month + 1, 1).toordinal()
