"""The calendar of the archive: from which days and outlets there are articles, and from which none.

A search that finds nothing says little where the archive has nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from pressespiegel.search import Archive
from pressespiegel.web.config import CALENDAR_OUTLETS
from pressespiegel.web.localisation import month_name, weekday_names
from pressespiegel.web.page_parts.archive_days import (
    ArchiveDays,
    days_of_month,
    level,
    weeks_of_month,
)
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("calendar", __name__)

YEAR = re.compile(r"(1[5-9]|20|21)\d\d")
MONTH = re.compile(r"((?:1[5-9]|20|21)\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Cell:
    """A day or month of the calendar: how many articles, in which shade, and whether none is a gap.

    `held` is whether the archive's time holds it.
    """

    day: date
    count: int
    level: int
    held: bool

    @property
    def gap(self) -> bool:
        """Whether there could be articles and are none."""
        return self.held and not self.count


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the overview: its months and all its articles."""

    year: int
    months: tuple[Cell, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year: its weeks of days, None for those of its neighbours."""

    first: date
    count: int
    missing: int
    weeks: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet in a month, day by day."""

    source: str
    days: tuple[Cell, ...]
    count: int


@blueprint.get("/kalender")
def show() -> str:
    """All years, or with `jahr` or `monat` one of them; with `source` of one outlet."""
    source = request.args.get("source", "")
    year, month = request.args.get("jahr", ""), request.args.get("monat", "")
    opened = archive()
    days = days_of(opened, source)
    if month:
        match = MONTH.fullmatch(month)
        if match is None:
            raise NotFound
        return month_page(opened, days, date(int(match[1]), int(match[2]), 1), source)
    if year:
        if not YEAR.fullmatch(year):
            raise NotFound
        return year_page(days, int(year), source)
    sources = [each.value for each in opened.facets("source")[:CALENDAR_OUTLETS]]
    return render_template(
        "calendar.html",
        days=days,
        years=overview(days),
        months=[month_name(number, short=True) for number in range(1, 13)],
        source=source,
        sources=sources,
    )


def days_of(opened: Archive, source: str) -> ArchiveDays:
    """The days of the whole archive, or of one outlet."""
    if not source:
        return ArchiveDays.of(opened.dates())
    dates = opened.search("", limit=0, dates=True, filters={"source": (source,)}).dates
    assert dates is not None
    return ArchiveDays.of(dates)


def overview(days: ArchiveDays) -> list[YearRow]:
    """The years from the newest to the oldest, month by month."""
    most = max(days.by_month.values(), default=0)
    rows = []
    for year in reversed(days.years()):
        months = tuple(
            Cell(first, count := days.by_month.get(first, 0), level(count, most), held)
            for first in (date(year, number, 1) for number in range(1, 13))
            for held in (days.within(first, list(days_of_month(first))[-1]),)
        )
        rows.append(YearRow(year, months, days.by_year.get(date(year, 1, 1), 0)))
    return rows


def year_page(days: ArchiveDays, year: int, source: str) -> str:
    """A year, each month with its weeks."""
    firsts = [date(year, number, 1) for number in range(1, 13)]
    in_year = [count for day, count in days.days.items() if day.year == year]
    most = max(in_year, default=0)
    months = [
        Month(
            first,
            days.by_month.get(first, 0),
            days.missing(first),
            tuple(
                tuple(None if day is None else _cell(days, day, most) for day in week)
                for week in weeks_of_month(first)
            ),
        )
        for first in firsts
    ]
    return render_template(
        "calendar_year.html",
        year=year,
        years=days.years(),
        count=days.by_year.get(date(year, 1, 1), 0),
        months=months,
        weekdays=weekday_names(),
        source=source,
    )


def month_page(opened: Archive, days: ArchiveDays, month: date, source: str) -> str:
    """A month, outlet by outlet."""
    if source:
        counted = [(source, days)]
        others = 0
    else:
        query = f"datum:{month:%Y-%m}"
        found = opened.search(query, limit=0, facets=("source",), facet_limit=2**31)
        sources = [each.value for each in found.facets["source"]]
        counted = [(each, days_of(opened, each)) for each in sources[:CALENDAR_OUTLETS]]
        others = max(0, len(sources) - CALENDAR_OUTLETS)
    most = max((_most(each, month) for _, each in counted), default=0)
    rows = [
        OutletRow(
            name,
            tuple(_cell(each, day, most) for day in days_of_month(month)),
            each.by_month.get(month, 0),
        )
        for name, each in counted
    ]
    return render_template(
        "calendar_month.html",
        month=month,
        before=_neighbour(days, month, -1),
        after=_neighbour(days, month, 1),
        count=days.by_month.get(month, 0),
        rows=rows,
        numbers=[day.day for day in days_of_month(month)],
        others=others,
        source=source,
    )


def _cell(days: ArchiveDays, day: date, most: int) -> Cell:
    count = days.days.get(day, 0)
    return Cell(day, count, level(count, most), days.within(day, day))


def _most(days: ArchiveDays, month: date) -> int:
    return max((days.days.get(day, 0) for day in days_of_month(month)), default=0)


def _neighbour(days: ArchiveDays, month: date, step: int) -> date | None:
    """The next month, or the one before, where the archive's time reaches into it."""
    year, number = divmod(month.year * 12 + month.month - 1 + step, 12)
    if not 1 <= year <= 9999:
        return None
    first = date(year, number + 1, 1)
    return first if days.within(first, list(days_of_month(first))[-1]) else None
