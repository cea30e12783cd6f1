"""The hits of one or more searches over time, ready to be drawn and to be read as a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from flask_babel import gettext as _

from pressespiegel.search import (
    Archive,
    DateCounts,
    PressDate,
    Timeline,
    TimelinePeriod,
    make_timeline,
)
from pressespiegel.search.query import Language
from pressespiegel.search.timeline import TimelineUnit
from pressespiegel.web.localisation import language, number, percent, press_date
from pressespiegel.web.search_state import SearchState

TICKS = 4
"""Periods that are named below a plot; so many fit on a phone."""

BAR_GAP = 0.2
"""So much of a period's width is left between two bars."""

NO_DATES = DateCounts({}, 0)
"""What is known where a search ran out of time."""

EPOCH = date(1970, 1, 1)
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class PlottedPeriod:
    """A day, week, month or year of a plot.

    `values` are drawn: the `counts`, or their percentages of all articles of that time, None where
    the archive has none. `written` are the same in the reader's language.
    """

    label: str
    since: PressDate
    until: PressDate
    counts: tuple[int, ...]
    archive: int
    values: tuple[float | None, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """What a plot shows; `top` is the value at its upper edge, `ticks` the places that are named.

    `undated` and `vague` are as in `Timeline`.
    """

    periods: tuple[PlottedPeriod, ...]
    top: float
    written_top: str
    ticks: tuple[tuple[int, str], ...]
    undated: tuple[int, ...]
    vague: tuple[int, ...]

    @property
    def step(self) -> float:
        """How wide a period is, in percent of the plot."""
        return 100 / len(self.periods)

    @property
    def bars(self) -> str:
        """The bars of one search as an SVG path in a field of 1000 by 100."""
        step = 10 * self.step
        left, width = BAR_GAP / 2 * step, f"{(1 - BAR_GAP) * step:.1f}"
        return "".join(
            f"M{left + place * step:.1f} 100V{100 - 100 * value / self.top:.2f}h{width}V100z"
            for place, value in enumerate(each.values[0] for each in self.periods)
            if value
        )

    @property
    def held(self) -> list[tuple[int, int]]:
        """The runs of periods of which the archive has anything, each with the place behind it."""
        return _runs([bool(each.archive) for each in self.periods])

    @property
    def paths(self) -> list[str]:
        """The line of each search as an SVG path in a field of 1000 by 100; it breaks where there
        is no value."""
        return [self._path(search) for search in range(len(self.vague))]

    def _path(self, search: int) -> str:
        step = 10 * self.step
        values = [each.values[search] for each in self.periods]
        pieces = []
        for first, after in _runs([value is not None for value in values]):
            points = [
                f"{(place + 0.5) * step:.1f} {100 - 100 * (values[place] or 0) / self.top:.1f}"
                for place in range(first, after)
            ]
            # A point alone is drawn as a short stroke.
            end = f"H{(first + 0.7) * step:.1f}" if len(points) == 1 else ""
            pieces.append("M" + "L".join(points) + end)
        return "".join(pieces)

    @property
    def data(self) -> str:
        """Every period for the script: what it is called and has, and its bounds."""
        return json.dumps(
            [
                (f"{each.label}: {' · '.join(each.written)}", str(each.since), str(each.until))
                for each in self.periods
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @property
    def summary(self) -> str:
        """What the plot of one search shows, in a sentence."""
        peak = max(self.periods, key=lambda each: each.values[0] or 0)
        return _(
            "%(first)s bis %(last)s; am meisten: %(peak)s mit %(value)s.",
            first=self.periods[0].label,
            last=self.periods[-1].label,
            peak=peak.label,
            value=peak.written[0],
        )


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Where flags are set side by side: the first place of each run, and the one behind it.

    >>> _runs([True, True, False, True])
    [(0, 2), (3, 4)]
    """
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if not flag:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def plot_of(
    archive: Archive,
    found: Sequence[DateCounts],
    state: SearchState,
    *,
    relative: bool = False,
) -> Plot | None:
    """The dates of what was found, over the time of a search; None where nothing has a date."""
    since, until = bounds(state)
    timeline = make_timeline(found, archive.dates(), since=since, until=until)
    return plotted(timeline, relative=relative) if timeline.periods else None


def plotted(timeline: Timeline, *, relative: bool) -> Plot:
    """A timeline with what is written on it, in the reader's language."""
    spoken = language()
    periods = tuple(_period(each, timeline.unit, spoken, relative) for each in timeline.periods)
    top = max((value or 0 for each in periods for value in each.values), default=0) or 1
    last = len(periods) - 1
    places = sorted({round(last * tick / (TICKS - 1)) for tick in range(TICKS)})
    ticks = tuple(
        (place, _tick(timeline.periods[place].first, timeline.unit, spoken)) for place in places
    )
    return Plot(
        periods,
        top,
        percent(top) if relative else number(int(top)),
        ticks,
        timeline.undated,
        timeline.vague,
    )


def bounds(state: SearchState) -> tuple[date | None, date | None]:
    """The first and the last day of a search's time."""
    since, until = state.since, state.until
    return (
        EPOCH + timedelta(days=since.minutes()[0] // MINUTES_OF_A_DAY) if since else None,
        EPOCH + timedelta(days=until.minutes()[1] // MINUTES_OF_A_DAY) if until else None,
    )


def _period(
    period: TimelinePeriod, unit: TimelineUnit, spoken: Language, relative: bool
) -> PlottedPeriod:
    since, until, label = _named(period.first, period.last, unit, spoken)
    values: tuple[float | None, ...] = period.counts
    written = tuple(map(number, period.counts))
    if relative:
        there_are = period.archive
        values = tuple(100 * count / there_are if there_are else None for count in period.counts)
        written = tuple(percent(share or 0) for share in values)
    return PlottedPeriod(label, since, until, period.counts, period.archive, values, written)


@lru_cache(maxsize=4096)
def _named(
    first: date, last: date, unit: TimelineUnit, _language: Language
) -> tuple[PressDate, PressDate, str]:
    """The bounds of a period as addresses have them, and its name, that of a week its first day.

    What is remembered depends on the language in which `press_date` writes.
    """
    if unit == "week":
        since, until = _day(first), _day(last)
        return since, until, _("Woche ab %(day)s", day=press_date(since))
    bounds = {"day": _day(first), "month": PressDate(first.year, first.month)}
    since = bounds.get(unit, PressDate(first.year))
    return since, since, press_date(since)


def _day(day: date) -> PressDate:
    return PressDate(day.year, day.month, day.day)


@lru_cache(maxsize=4096)
def _tick(first: date, unit: TimelineUnit, spoken: Language) -> str:
    """A period that begins on a day, in short."""
    if unit == "year":
        return str(first.year)
    if unit == "month":
        return format_skeleton("yMMM", first, locale=spoken)
    return format_date(first, format="medium", locale=spoken)
