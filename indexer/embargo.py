"""What must not be shown yet: articles under embargo are not taken in before its end."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pressespiegel.search import Article, ReadError
from pressespiegel.search.dates import PRESS_ZONE, PressDate


class UnderEmbargo(ReadError):
    """An article that may be read again from `until` on, in seconds since 1970 (UTC)."""

    def __init__(self, file: str, place: str, embargo: PressDate) -> None:
        reason, hint = f"under embargo until {embargo}", "it is taken in when it is read after that"
        super().__init__(reason, file, place, hint)
        self.embargo = embargo
        self.until = end_of(embargo)

    def __reduce__(self) -> tuple[type[UnderEmbargo], tuple[object, ...]]:
        """Travel between processes, as every `ReadError` does."""
        return (UnderEmbargo, (self.file, self.place, self.embargo))


def held_back(article: Article) -> UnderEmbargo | None:
    """Why an article must wait; None for one that may be shown."""
    if article.embargo is None or end_of(article.embargo) <= time.time():
        return None
    return UnderEmbargo(article.origin.file, article.origin.place, article.embargo)


def end_of(embargo: PressDate) -> float:
    """When an embargo ends, in seconds since 1970 (UTC): with the first minute that it may mean,
    on the clock of the press where it names no other.

    >>> end_of(PressDate.parse("1970-01-02")) == end_of(PressDate.parse("1970-01-01T23:00Z"))
    True
    """
    first, _ = embargo.minutes()
    there = datetime(1970, 1, 1, tzinfo=ZoneInfo(PRESS_ZONE)) + timedelta(minutes=first)
    return there.timestamp()
