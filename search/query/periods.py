"""Dates and ranges as they are typed: 2022-01, 5.1.2022, >=2022, 2020..2022, gestern, last week."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pressespiegel.search.dates import EARLIEST_YEAR, LATEST_YEAR, PressDate
from pressespiegel.search.query.fields import DateBound

MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "januar jänner january jan",
                "februar feber february feb",
                "märz maerz march mär mrz mar",
                "april apr",
                "mai may",
                "juni june jun",
                "juli july jul",
                "august aug",
                "september sept sep",
                "oktober october okt oct",
                "november nov",
                "dezember december dez dec",
            ),
            1,
        )
        for name in names.split()
    }
)
"""Names of months, German, Austrian and English, long and short."""

LONGEST_PERIOD = 80
"""Characters of a date or range at most; longer ones are none."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one minute to another, both inclusive, counted since 1970-01-01 00:00 local time.

    None leaves an end open. `swapped` says that the ends were typed the wrong way round.
    """

    first: int | None
    last: int | None
    swapped: bool = False


def read_period(text: str, today: date, bound: DateBound = "within") -> Period | None:
    """What a typed date or range means; None where it is none.

    >>> read_period("2022-01", date(2026, 1, 1)) == read_period("Januar 2022", date(2026, 1, 1))
    True
    >>> read_period("Mumpitz", date(2026, 1, 1)) is None
    True
    """
    if len(text) > LONGEST_PERIOD:
        return None
    text = " ".join(text.split()).strip("[]{}").strip().lower()
    if bound != "within":
        return _bounded(_point(text, today), bound)
    if compared := _COMPARISON.fullmatch(text):
        return _bounded(_point(compared[2].strip(), today), _COMPARISONS[compared[1]])
    if point := _point(text, today):
        return Period(*point)
    for separator in _SEPARATORS:
        parts = separator.split(text)
        if len(parts) == 2 and any(parts):
            return _range(parts[0].strip(), parts[1].strip(), today)
    return None


Minutes = tuple[int, int]

_COMPARISON = re.compile(r"(>=|=>|<=|=<|[><=≥≤])(.+)")
_COMPARISONS: Mapping[str, DateBound] = MappingProxyType(
    {
        ">=": "since",
        "=>": "since",
        "≥": "since",
        "<=": "until",
        "=<": "until",
        "≤": "until",
        ">": "after",
        "<": "before",
        "=": "within",
    }
)
# tried one after the other: the first that leaves a beginning and an end is the one
_SEPARATORS = (
    re.compile(r"\s*(?:\.\.+|…)\s*"),
    re.compile(r"(?:^|\s+)(?:bis|to)(?:\s+|$)"),
    re.compile(r"\s*[–—]\s*"),
    re.compile(r"\s+-\s+"),
    re.compile(r"(?<=\d{4})[-/](?=\d{4})"),
    re.compile(r"(?<=\d)-(?=\d{1,2}\.)"),
)


def _bounded(point: Minutes | None, bound: DateBound) -> Period | None:
    if point is None:
        return None
    first, last = point
    match bound:
        case "within":
            return Period(first, last)
        case "before":
            return Period(None, first - 1)
        case "until":
            return Period(None, last)
        case "after":
            return Period(last + 1, None)
        case "since":
            return Period(first, None)


def _range(start: str, end: str, today: date) -> Period | None:
    first = _point(start, today) if start not in ("", "*") else None
    last = _point(end, today) if end not in ("", "*") else None
    if (first is None and start not in ("", "*")) or (last is None and end not in ("", "*")):
        return None
    if first and last and first[0] > last[1]:
        return Period(last[0], first[1], swapped=True)
    if first is None and last is None:
        return None
    return Period(first[0] if first else None, last[1] if last else None)


def _point(text: str, today: date) -> Minutes | None:
    """The minutes of one date, at the precision at which it is typed."""
    try:
        if relative := _RELATIVE.get(text):
            return _days(*relative(today))
        for form, meaning in _FORMS:
            if match := form.fullmatch(text):
                return meaning(match, today)
    except (ValueError, OverflowError):
        return None
    return None


def _days(first: date, last: date) -> Minutes:
    if not EARLIEST_YEAR <= first.year <= last.year <= LATEST_YEAR:
        raise ValueError("outside the years of the press")
    return (
        PressDate(first.year, first.month, first.day).minutes()[0],
        PressDate(last.year, last.month, last.day).minutes()[1],
    )


def _week(today: date, away: int) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday() - 7 * away)
    return monday, monday + timedelta(days=6)


def _month(year: int, month: int, months: int = 1) -> tuple[date, date]:
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    end = month + months - 1
    year, month = year + (end - 1) // 12, (end - 1) % 12 + 1
    return first, date(year, month, monthrange(year, month)[1])


def _weekend(today: date, away: int) -> tuple[date, date]:
    _, sunday = _week(today, away)
    return sunday - timedelta(days=1), sunday


Relative = Callable[[date], tuple[date, date]]


def _day(away: int) -> Relative:
    return lambda today: (today + timedelta(days=away), today + timedelta(days=away))


def _weekday(number: int) -> Relative:
    """The last day of that name before today, for the press writes of what was."""

    def last(today: date) -> tuple[date, date]:
        day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        return day, day

    return last


_RELATIVE_NAMES: tuple[tuple[str, Relative], ...] = (
    ("heute|today", _day(0)),
    ("gestern|yesterday", _day(-1)),
    ("vorgestern|day before yesterday|the day before yesterday", _day(-2)),
    ("morgen|tomorrow", _day(1)),
    ("diese woche|dieser woche|this week", lambda today: _week(today, 0)),
    ("{last} woche|{past} week", lambda today: _week(today, -1)),
    ("vorletzte woche|vorletzter woche", lambda today: _week(today, -2)),
    ("{last} wochenende|{past} weekend", lambda today: _weekend(today, -1)),
    ("dieser monat|diesen monat|this month", lambda today: _month(today.year, today.month)),
    ("{last} monat|{past} month", lambda today: _month(today.year, today.month - 1)),
    ("dieses jahr|this year", lambda today: _month(today.year, 1, 12)),
    ("{last} jahr|{past} year", lambda today: _month(today.year - 1, 1, 12)),
    ("vorletztes jahr", lambda today: _month(today.year - 2, 1, 12)),
    ("{last} montag|montag|{past} monday|monday", _weekday(0)),
    ("{last} dienstag|dienstag|{past} tuesday|tuesday", _weekday(1)),
    ("{last} mittwoch|mittwoch|{past} wednesday|wednesday", _weekday(2)),
    ("{last} donnerstag|donnerstag|{past} thursday|thursday", _weekday(3)),
    ("{last} freitag|freitag|{past} friday|friday", _weekday(4)),
    ("{last} samstag|samstag|sonnabend|{past} saturday|saturday", _weekday(5)),
    ("{last} sonntag|sonntag|{past} sunday|sunday", _weekday(6)),
)
_LAST = tuple(
    stem + ending for stem in ("letzt", "vergangen", "vorig") for ending in ("e", "en", "er", "es")
)
_PAST = ("last", "past", "previous")
_RELATIVE: Mapping[str, Relative] = MappingProxyType(
    {
        name.format(last=last, past=past): meaning
        for names, meaning in _RELATIVE_NAMES
        for name in names.split("|")
        for last in _LAST
        for past in _PAST
    }
)


def _iso(match: re.Match[str], _: date) -> Minutes:
    return PressDate.parse(match.group().upper()).minutes()


def _numbers(match: re.Match[str], today: date) -> Minutes:
    """Day, month and year as numbers; a year of two digits is the nearest one, at most 20 ahead."""
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += today.year // 100 * 100
        year -= 100 if year > today.year + 20 else 0
    parts = match.groupdict()
    month = int(parts["month"])
    day = parts.get("day")
    return PressDate(year, month, int(day) if day else None).minutes()


def _this_year(match: re.Match[str], today: date) -> Minutes:
    return PressDate(today.year, int(match["month"]), int(match["day"])).minutes()


def _named_month(match: re.Match[str], today: date) -> Minutes:
    """A month by name; without a year, the last one that has begun."""
    month = MONTHS.get(match["month"])
    if month is None:
        raise ValueError("no month of that name")
    parts = match.groupdict()
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else today.year
    if not parts.get("year") and (month, day or 1) > (today.month, today.day):
        year -= 1
    return PressDate(year, month, day).minutes()


def _decade(match: re.Match[str], _: date) -> Minutes:
    year = int(match["year"])
    return _days(date(year, 1, 1), date(year + 9, 12, 31))


def _quarter(match: re.Match[str], _: date) -> Minutes:
    return _days(*_month(int(match["year"]), 3 * int(match["quarter"]) - 2, 3))


def _iso_week(match: re.Match[str], _: date) -> Minutes:
    monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    return _days(monday, monday + timedelta(days=6))


def _days_ago(match: re.Match[str], today: date) -> Minutes:
    day = today - timedelta(days=int(match["count"]))
    return _days(day, day)


def _last_days(match: re.Match[str], today: date) -> Minutes:
    days = {"t": 1, "d": 1, "w": 7, "m": 30, "j": 365, "y": 365}[match["unit"][0]]
    return _days(today - timedelta(days=int(match["count"]) * days - 1), today)


_YEAR = r"(?P<year>\d{4})"
_NAME = r"(?P<month>[^\W\d_]+)\.?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Minutes]], ...] = (
    # 2022, 2022-01, 2022-01-05, 2022-01-05t14:30
    (re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[t ]\d\d:\d\d)?)?)?"), _iso),
    # 20220105
    (re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"), _numbers),
    # 2022-1-5, 2022/1, 2022.01.05
    (re.compile(_YEAR + r"[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?"), _numbers),
    # 5.1.2022, 5. 1. 2022, 05.01.22
    (
        re.compile(
            r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4}|\d\d)(?:,? \d\d:\d\d)?"
        ),
        _numbers,
    ),
    # 1.2022, 01/2022
    (re.compile(r"(?P<month>\d{1,2})[./-]" + _YEAR), _numbers),
    # 5.1.
    (re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\."), _this_year),
    # Januar 2022, 5. Januar 2022, 5 January 2022
    (re.compile(rf"(?:(?P<day>\d{{1,2}})\.? ?)?{_NAME} ?{_YEAR}"), _named_month),
    # January 5, 2022
    (re.compile(rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"), _named_month),
    # Januar, 5. Januar
    (re.compile(rf"(?:(?P<day>\d{{1,2}})\.? ?)?{_NAME}"), _named_month),
    # 1990er, 1990er jahre, 1990s
    (re.compile(r"(?P<year>\d{3}0)(?:er(?: jahren?)?|s)"), _decade),
    # q1 2022, 2022-q1, 1. quartal 2022
    (re.compile(rf"q(?P<quarter>[1-4])[ /-]?{_YEAR}"), _quarter),
    (re.compile(rf"{_YEAR}[ /-]?q(?P<quarter>[1-4])"), _quarter),
    (re.compile(rf"(?P<quarter>[1-4])\. quartal {_YEAR}"), _quarter),
    # 2022-w03, kw 3 2022, kw 3/2022
    (re.compile(rf"{_YEAR}-?w(?P<week>\d\d)"), _iso_week),
    (re.compile(rf"kw ?(?P<week>\d{{1,2}})[ /]{_YEAR}"), _iso_week),
    # vor 3 tagen, 3 days ago
    (re.compile(r"vor (?P<count>[1-9]\d{0,4}) tag(?:en)?"), _days_ago),
    (re.compile(r"(?P<count>[1-9]\d{0,4}) days? ago"), _days_ago),
    # letzte 7 tage, last 30 days
    (
        re.compile(
            rf"(?:{'|'.join((*_LAST, *_PAST))}) (?P<count>[1-9]\d{{0,4}}) "
            r"(?P<unit>tagen?|days?|wochen?|weeks?|monaten?|months?|jahren?|years?)"
        ),
        _last_days,
    ),
)
