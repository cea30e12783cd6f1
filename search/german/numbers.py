"""Numbers as they are written: 1.000 is 1000, 3,5 is one number, 2021/22 are two years."""

from __future__ import annotations

import re

from pressespiegel.search.german.characters import APOSTROPHES

# 1.000, 12.500.000, 1'000 (Swiss), 1.000,50
_GROUPED = re.compile(rf"\d{{1,3}}(?:[.{APOSTROPHES}]\d{{3}})+(?:,\d+)?")

# 3,5
_DECIMAL = re.compile(r"\d+,\d+")

# 2021/22, 1998/99
_SEASON = re.compile(r"((?:1[5-9]|20)\d\d)/(\d\d)")

_GROUP_MARK = re.compile(rf"[.{APOSTROPHES}]")
_DIGITS = re.compile(r"\d+")


def one_number(surface: str) -> str | None:
    """The one number that a surface writes, without the marks between thousands; else None.

    >>> one_number("1.000"), one_number("1'000,50"), one_number("3,5"), one_number("24.12.2021")
    ('1000', '1000,50', '3,5', None)
    """
    if _GROUPED.fullmatch(surface):
        return _GROUP_MARK.sub("", surface)
    return surface if _DECIMAL.fullmatch(surface) else None


def numbers(surface: str) -> list[tuple[str, int, int]]:
    """The numbers of a date, a time, a score or a season, and where each stands.

    >>> numbers("24.12.2021")
    [('24', 0, 2), ('12', 3, 5), ('2021', 6, 10)]
    """
    return [(found.group(), *found.span()) for found in _DIGITS.finditer(surface)]


def second_year(surface: str) -> str | None:
    """The full second year of a season, a winter or a school year; None for anything else.

    >>> second_year("2021/22"), second_year("1999/00"), second_year("1/2")
    ('2022', '2000', None)
    """
    found = _SEASON.fullmatch(surface)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    century = first // 100 + (second <= first % 100)
    return f"{century}{second:02d}"
