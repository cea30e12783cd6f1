"""The reader's language: which one it is, and how dates, numbers and names are written in it.

The texts of the pages are German in the source; `translations/` holds the English ones.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import get_args
from urllib.parse import urlencode

from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_day_names,
    get_month_names,
)
from babel.numbers import format_decimal, format_percent
from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from pressespiegel.search import PressDate
from pressespiegel.search.query import Language
from pressespiegel.web.config import LANGUAGE_COOKIE, LANGUAGE_COOKIE_SECONDS

LANGUAGES: tuple[Language, ...] = get_args(Language)

LANGUAGE_NAMES: dict[Language, str] = {"de": "Deutsch", "en": "English"}
"""Each language under its own name, as the switch shows it."""

FACET_NAMES = {
    "person": lazy_gettext("Personen"),
    "organisation": lazy_gettext("Organisationen"),
    "place": lazy_gettext("Orte"),
    "source": lazy_gettext("Medien"),
    "section": lazy_gettext("Ressorts"),
    "author": lazy_gettext("Autoren"),
    "agency": lazy_gettext("Agenturen"),
    "year": lazy_gettext("Jahre"),
    "month": lazy_gettext("Monate"),
}
"""Facets as headings above their values."""

FACET_LABELS = {
    "person": lazy_gettext("Person"),
    "organisation": lazy_gettext("Organisation"),
    "place": lazy_gettext("Ort"),
    "source": lazy_gettext("Medium"),
    "section": lazy_gettext("Ressort"),
    "author": lazy_gettext("Autor"),
    "agency": lazy_gettext("Agentur"),
    "year": lazy_gettext("Jahr"),
    "month": lazy_gettext("Monat"),
}
"""Facets as labels before a single value."""


def language() -> Language:
    """The language of the present request: by `?lang=`, else the cookie, else the browser."""
    chosen: Language | None = g.get("language")
    if chosen is None:
        chosen = g.language = _asked_language()
    return chosen


def _asked_language() -> Language:
    for asked in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        for each in LANGUAGES:
            if each == asked:
                return each
    best = request.accept_languages.best_match(LANGUAGES, default="de")
    return "en" if best == "en" else "de"


def language_address(other: Language) -> str:
    """The address of the present page in another language, relative to it."""
    arguments = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    return "?" + urlencode([*arguments, ("lang", other)])


def remember_language(response: Response) -> Response:
    """Keep the language that an address asked for, and tell caches what answers depend on."""
    if request.endpoint == "static":
        return response
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            asked,
            max_age=LANGUAGE_COOKIE_SECONDS,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    response.vary.update(["Accept-Language", "Cookie"])
    return response


def number(value: int) -> str:
    """A whole number with the language's grouping: 12.345."""
    return str(value) if 0 <= value < 1000 else format_decimal(value, locale=language())


def seconds(value: float) -> str:
    """A duration to the millisecond: 0,012."""
    return format_decimal(max(value, 0.001), format="0.000", locale=language())


def days(value: float) -> str:
    """A span of time in the dative, as after "nach" and "after": 1 Tag, 30 Tagen, 0,5 Tagen."""
    count = format_decimal(value, locale=language())
    return ngettext("%(count)s Tag", "%(count)s Tagen", 1 if value == 1 else 2, count=count)


def percent(value: float) -> str:
    """A percentage with three digits that count: 3,41 %."""
    exact = float(f"{value:.3g}") / 100
    return format_percent(round(exact, 6), decimal_quantization=False, locale=language())


def press_date(published: PressDate) -> str:
    """A date in words, never more exact than it is known: "Januar 2022", "12. Januar 2022"."""
    here, spoken = published.local(), language()
    if here.month is None:
        return f"{here.year:04d}"
    if here.day is None:
        return _month_in_words(here.year, here.month, spoken)
    day = _day_in_words(here.year, here.month, here.day, spoken)
    if here.hour is None:
        return day
    clock = _time_in_words(here.hour, here.minute or 0, spoken)
    return _("%(day)s, %(time)s Uhr", day=day, time=clock)


# Babel reads its patterns anew for each date; a page has some fifty.


@lru_cache(maxsize=4096)
def _month_in_words(year: int, month: int, code: Language) -> str:
    return format_skeleton("yMMMM", datetime(year, month, 1), locale=code)


@lru_cache(maxsize=4096)
def _day_in_words(year: int, month: int, day: int, code: Language) -> str:
    return format_date(date(year, month, day), format="long", locale=code)


@lru_cache(maxsize=4096)
def _time_in_words(hour: int, minute: int, code: Language) -> str:
    # CLDR's thin space before "PM" is no space at all in many typefaces.
    moment = format_time(time(hour, minute), format="short", locale=code)
    return moment.replace("\u202f", " ")


def month_name(number: int, *, short: bool = False) -> str:
    """A month by its number, from 1: "März", shortened where there is little room."""
    names = get_month_names("abbreviated" if short else "wide", "stand-alone", locale=language())
    return str(names[number])


def weekday_names() -> list[tuple[str, str]]:
    """The days of the week from Monday on, each shortened and in full."""
    short, full = (
        get_day_names(width, "stand-alone", locale=language()) for width in ("short", "wide")
    )
    return [(str(short[day]), str(full[day])) for day in range(7)]


def day_in_words(day: date) -> str:
    """A day of the calendar: "12. März 2024"."""
    return press_date(PressDate(day.year, day.month, day.day))


def month_in_words(day: date) -> str:
    """The month of a day: "März 2024"."""
    return press_date(PressDate(day.year, day.month))


def iso_date(text: str) -> str:
    """An ISO date, as facets and statistics give it, in words; other text as it is."""
    try:
        return press_date(PressDate.parse(text))
    except ValueError:
        return text


def period_label(since: PressDate | None, until: PressDate | None) -> str:
    """A time from one day, month or year to another, as a reader sees it."""
    if since and until:
        first, last = press_date(since), press_date(until)
        return first if first == last else _("%(first)s bis %(last)s", first=first, last=last)
    if since:
        return _("seit %(first)s", first=press_date(since))
    return _("bis %(last)s", last=press_date(until)) if until else ""


def facet_value(facet: str, value: str) -> str:
    """A facet value as a reader sees it: months in words, everything else as it is."""
    return iso_date(value) if facet == "month" else value
