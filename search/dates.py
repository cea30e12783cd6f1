"""Dates as the press gives them: from "2022" to the minute, never more exact than what is known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo

Precision = Literal["year", "month", "day", "minute"]

PRESS_ZONE = "Europe/Berlin"
"""The clock that days and months are counted by; the papers read here share it."""

EARLIEST_YEAR = 1500
LATEST_YEAR = 2200

_ISO = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d{2})"
    r"(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"(?:\s?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?))?)?)?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T(?P<hour>\d{2})(?P<minute>\d{2})(?:\d{2})?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?"
)
_GERMAN = re.compile(
    r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s+Uhr)?)?(?P<zone>)"
)


@dataclass(frozen=True, slots=True)
class PressDate:
    """A point in time that knows how exactly it is known.

    `offset` is the distance from UTC in minutes, None where the source did not say.
    `str()` gives ISO 8601 at the date's precision.

    >>> str(PressDate(2022, 1)), PressDate(2022, 1).precision
    ('2022-01', 'month')
    >>> str(PressDate.parse("Tue, 07 May 2024 08:00:00 +0200"))
    '2024-05-07T08:00+02:00'

    Raises:
        ValueError: the parts are no date ("2022-13"), or have gaps (a day without a month).
    """

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    offset: int | None = None

    def __post_init__(self) -> None:
        parts = (self.year, self.month, self.day, self.hour, self.minute)
        known = [part is not None for part in parts]
        if known != sorted(known, reverse=True) or known[3] != known[4]:
            raise ValueError("a date needs every part before its last one")
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"year {self.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
        if self.offset is not None and (self.hour is None or abs(self.offset) > 14 * 60):
            raise ValueError("an offset from UTC needs a time, and is 14 hours at most")
        month, day = (1 if part is None else part for part in (self.month, self.day))
        datetime(self.year, month, day, self.hour or 0, self.minute or 0)

    @classmethod
    def parse(cls, text: str) -> PressDate:
        """Read ISO 8601 at any precision, RFC 822 (feeds) and German dates ("5.1.2022").

        >>> str(PressDate.parse("05.01.2022, 14:30 Uhr"))
        '2022-01-05T14:30'

        Raises:
            ValueError: the text is none of these, or no date of the calendar.
        """
        text = text.strip()
        for form in (_ISO, _COMPACT, _GERMAN):
            if match := form.fullmatch(text):
                parts = {
                    name: int(match[name]) if match[name] else None
                    for name in ("month", "day", "hour", "minute")
                }
                return cls(int(match["year"]), **parts, offset=_offset(match["zone"]))
        try:
            return cls.from_datetime(parsedate_to_datetime(text))
        except (TypeError, ValueError, IndexError, OverflowError):
            raise ValueError(f"not a date: {text[:60]!r}") from None

    @classmethod
    def from_datetime(cls, moment: datetime) -> PressDate:
        """Take over a datetime, to the minute; one without a zone stays without."""
        away = moment.utcoffset()
        offset = None if away is None else int(away.total_seconds() // 60)
        return cls(moment.year, moment.month, moment.day, moment.hour, moment.minute, offset)

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.month is None:
            return "year"
        if self.day is None:
            return "month"
        return "day" if self.hour is None else "minute"

    def local(self) -> PressDate:
        """The same moment on the clock of `PRESS_ZONE`; unchanged where no offset is known."""
        if self.offset is None or self.month is None or self.day is None or self.hour is None:
            return self
        zone = timezone(timedelta(minutes=self.offset))
        moment = datetime(self.year, self.month, self.day, self.hour, self.minute or 0, tzinfo=zone)
        here = moment.astimezone(ZoneInfo(PRESS_ZONE))
        # On the first and last day of all dates, the clock here may leave their range.
        return PressDate.from_datetime(here) if EARLIEST_YEAR <= here.year <= LATEST_YEAR else self

    def minutes(self) -> tuple[int, int]:
        """First and last minute the date may mean, counted from 1970-01-01 00:00 local time.

        >>> first, last = PressDate(2022, 1).minutes()
        >>> (last - first + 1) / 60 / 24
        31.0
        """
        here = self.local()
        first_month, last_month = (here.month or 1), (here.month or 12)
        last_day = here.day or calendar.monthrange(here.year, last_month)[1]
        start = _minute(date(here.year, first_month, here.day or 1))
        if here.hour is not None and here.minute is not None:
            moment = start + here.hour * 60 + here.minute
            return moment, moment
        return start, _minute(date(here.year, last_month, last_day)) + 24 * 60 - 1

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.hour is not None:
            text += f"T{self.hour:02d}:{self.minute:02d}"
        if self.offset is not None:
            sign, away = ("-", -self.offset) if self.offset < 0 else ("+", self.offset)
            text += f"{sign}{away // 60:02d}:{away % 60:02d}"
        return text


def _minute(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 24 * 60


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    away = int(zone[1:3]) * 60 + int(zone[3:].lstrip(":") or 0)
    return -away if zone[0] == "-" else away
