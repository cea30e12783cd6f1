"""A range of time in words: "Januar 2022", "5. bis 12. Januar 2022", "until the end of 2021"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from pressespiegel.search.query.notices import Language

MONTH_NAMES: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {
        "de": (
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ),
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    }
)

_DAY = 24 * 60
_EPOCH = date(1970, 1, 1)
_TO: Mapping[Language, str] = MappingProxyType({"de": "bis", "en": "to"})
_CLOCK: Mapping[Language, str] = MappingProxyType({"de": "{}, {} Uhr", "en": "{}, {}"})


def period_words(first: int | None, last: int | None, language: Language) -> str:
    """The range between two minutes (as `tree.Dated` counts them) as a reader would say it.

    >>> period_words(27349920, 27394559, "de"), period_words(None, 27349919, "de")
    ('Januar 2022', 'bis Ende 2021')
    """
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return _open_ended(first, last, language)
    if first % _DAY or (last + 1) % _DAY:
        start, end = _moment(first, language), _moment(last, language)
        return start if first == last else f"{start} {_TO[language]} {end}"
    return _days(_date(first), _date(last), language)


def _days(first: date, last: date, language: Language) -> str:
    to = _TO[language]
    starts_month, ends_month = first.day == 1, _ends_month(last)
    if starts_month and ends_month:
        if first.month == 1 and last.month == 12:
            return str(first.year) if first.year == last.year else f"{first.year} {to} {last.year}"
        start, end = _month(first, language), _month(last, language)
        if (first.year, first.month) == (last.year, last.month):
            return start
        if first.year == last.year:
            start = MONTH_NAMES[language][first.month - 1]
        return f"{start} {to} {end}"
    if first == last:
        return _day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        dot = "." if language == "de" else ""
        return f"{first.day}{dot} {to} {_day(last, language)}"
    return f"{_day(first, language)} {to} {_day(last, language)}"


def _open_ended(first: int | None, last: int | None, language: Language) -> str:
    since, until = ("ab", "bis") if language == "de" else ("from", "until")
    if first is not None:
        if first % _DAY:
            return f"{since} {_moment(first, language)}"
        day = _date(first)
        if day.day > 1:
            return f"{since} {_day(day, language)}"
        return f"{since} {day.year if day.month == 1 else _month(day, language)}"
    assert last is not None
    if (last + 1) % _DAY:
        return f"{until} {_moment(last, language)}"
    day = _date(last)
    if not _ends_month(day):
        return f"{until} {_day(day, language)}"
    end = "Ende" if language == "de" else "the end of"
    return f"{until} {end} {day.year if day.month == 12 else _month(day, language)}"


def _date(minute: int) -> date:
    return _EPOCH + timedelta(days=minute // _DAY)


def _moment(minute: int, language: Language) -> str:
    hour, rest = divmod(minute % _DAY, 60)
    return _CLOCK[language].format(_day(_date(minute), language), f"{hour:02d}:{rest:02d}")


def _day(day: date, language: Language) -> str:
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {_month(day, language)}"


def _month(day: date, language: Language) -> str:
    return f"{MONTH_NAMES[language][day.month - 1]} {day.year}"


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
