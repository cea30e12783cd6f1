"""Dates as they are written in texts and attributes, beyond what `PressDate.parse` reads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pressespiegel.search.dates import PressDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner jan january jän",
            "februar feber feb february",
            "märz maerz mär mrz march mar",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sept sep",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TIME = (
    r"(?:\s*(?:,|\||-|–|um|at|\|)?\s*(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)"
    r"(?::\d\d)?(?:\s*Uhr|h)?|\s*(?:,|\||-|–|um)?\s*(?P<full_hour>[01]?\d|2[0-4])\s*Uhr)?"
)
_FORMS = (
    # 5. Januar 2022, 14:30 Uhr | Mittwoch, 5. Jan. 2022 um 14.30 Uhr
    re.compile(
        rf"\b(?P<day>\d{{1,2}})\.?\s*(?P<name>{_MONTH})\.?,?\s+(?P<year>\d{{4}}){_TIME}", re.I
    ),
    # 05.01.2022 14:30 | 5. 1. 22 | Stand: 02.11.2024 17:33 Uhr
    re.compile(
        rf"\b(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|\d\d)\b{_TIME}", re.I
    ),
    # January 5, 2022
    re.compile(
        rf"\b(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}}){_TIME}",
        re.I,
    ),
    # 2022-01-05T14:30:00.000+01:00[Europe/Berlin] | 2022/01/05 14:30
    re.compile(
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
        r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d+)?)?"
        r"\s?(?P<zone>Z\b|UTC|GMT|[+-]\d\d:?\d\d)?)?"
    ),
    # Januar 2022
    re.compile(rf"^\W*(?P<name>{_MONTH})\.?\s+(?P<year>\d{{4}})\W*$", re.I),
)
LONGEST = 200


def read_date(text: str) -> PressDate | None:
    """The first date in a short text, None where there is none that is in the calendar.

    >>> str(read_date("Stand: Mittwoch, 5. Januar 2022, 14.30 Uhr"))
    '2022-01-05T14:30'
    >>> str(read_date("Jänner 2022")), read_date("0000-13-45")
    ('2022-01', None)
    """
    text = text.strip()[:LONGEST]
    if not text:
        return None
    try:
        return PressDate.parse(text)
    except ValueError:
        pass
    for form in _FORMS:
        if match := form.search(text):
            try:
                return _date(match.groupdict())
            except ValueError:
                continue
    return None


def read_update(written: Iterable[str], published: PressDate | None) -> PressDate | None:
    """The last change of an article, of the texts that may date it; None where that is no later
    than its publication.

    >>> str(read_update(["", "2024-03-05T10:00"], PressDate(2024, 3, 5)))
    '2024-03-05T10:00'
    """
    return later(next(filter(None, map(read_date, written)), None), published)


def later(changed: PressDate | None, published: PressDate | None) -> PressDate | None:
    """The first of two dates, if it is after the second.

    >>> later(PressDate(2024, 3, 5), PressDate(2024, 3, 5, 10, 0))
    """
    if changed is None or published is None or changed.minutes()[0] <= published.minutes()[0]:
        return None
    return changed


def _date(parts: dict[str, str | None]) -> PressDate:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year > 60 else 2000
    name = parts.get("name")
    month = _MONTHS[name.lower()] if name else int(parts["month"] or 0)
    day = parts.get("day")
    if not day:
        return PressDate(year, month)
    hour = parts.get("hour") or parts.get("full_hour")
    if not hour:
        return PressDate(year, month, int(day))
    written = (
        f"{year:04d}-{month:02d}-{int(day):02d}T{int(hour) % 24:02d}:{parts.get('minute') or '00'}"
    )
    zone = (parts.get("zone") or "").replace("UTC", "Z").replace("GMT", "Z")
    return PressDate.parse(written + zone)
