"""On which days an archive has articles, and on which it has none although it could have."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pressespiegel.search import DateCounts

EPOCH = date(1970, 1, 1)
LEVELS = 4
"""Shades that tell few articles from many."""

Period = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class ArchiveDays:
    """How many articles each day has. `first` and `last` are the ends of the time of which there
    are any, None without one; `by_month` and `by_year` count all that lie in one.

    `vague` articles have a date that is less exact than a day, `undated` none.
    """

    days: dict[date, int]
    by_month: dict[date, int]
    by_year: dict[date, int]
    first: date | None
    last: date | None
    vague: int
    undated: int

    @classmethod
    def of(cls, dates: DateCounts) -> ArchiveDays:
        """Read what an archive counted; linear in the different dates.

        >>> days = ArchiveDays.of(DateCounts({(0, 0): 2, (0, 30): 1, (40, 40): 3}, 0))
        >>> days.days[date(1970, 1, 1)], days.by_month[date(1970, 1, 1)], days.last
        (2, 3, datetime.date(1970, 2, 10))
        """
        days: dict[date, int] = {}
        by_month: dict[date, int] = {}
        by_year: dict[date, int] = {}
        vague = 0
        ends: list[date] = []
        for (low, high), count in dates.ranges.items():
            first, last = EPOCH + timedelta(low), EPOCH + timedelta(high)
            ends += (first, last)
            if first == last:
                days[first] = days.get(first, 0) + count
            else:
                vague += count
            month, year = first.replace(day=1), first.replace(month=1, day=1)
            if month == last.replace(day=1):
                by_month[month] = by_month.get(month, 0) + count
            if first.year == last.year:
                by_year[year] = by_year.get(year, 0) + count
        first_of_all, last_of_all = (min(ends), max(ends)) if ends else (None, None)
        return cls(days, by_month, by_year, first_of_all, last_of_all, vague, dates.undated)

    def within(self, start: date, end: date) -> bool:
        """Whether the archive's time reaches into that from `start` to `end`."""
        return (
            self.first is not None
            and self.last is not None
            and self.first <= end
            and start <= self.last
        )

    def missing(self, month: date) -> int:
        """How many days of a month have no article, though the archive's time holds them.

        A month of which all articles are dated to the month alone has no missing days.
        """
        if self.first is None or self.last is None:
            return 0
        days = [day for day in days_of_month(month) if self.first <= day <= self.last]
        empty = sum(not self.days.get(day) for day in days)
        return 0 if empty == len(days) and self.by_month.get(month) else empty

    def years(self) -> list[int]:
        """All years from the first to the last; none is left out."""
        if self.first is None or self.last is None:
            return []
        return list(range(self.first.year, self.last.year + 1))


def days_of_month(month: date) -> Iterator[date]:
    """The days of a month, given by its first."""
    length = calendar.monthrange(month.year, month.month)[1]
    return (month.replace(day=day) for day in range(1, length + 1))


def weeks_of_month(month: date) -> list[list[date | None]]:
    """The weeks of a month from Monday on, None for the days of its neighbours.

    >>> weeks_of_month(date(2024, 3, 1))[0][3:]
    [None, datetime.date(2024, 3, 1), datetime.date(2024, 3, 2), datetime.date(2024, 3, 3)]
    """
    return [
        [month.replace(day=number) if number else None for number in week]
        for week in calendar.Calendar().monthdayscalendar(month.year, month.month)
    ]


def level(count: int, most: int) -> int:
    """The shade of a number: 0 for none, then 1 to `LEVELS` in equal steps up to the most.

    >>> [level(count, 40) for count in (0, 1, 10, 11, 40)]
    [0, 1, 1, 2, 4]
    """
    return -(-count * LEVELS // most) if most else 0
