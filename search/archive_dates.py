"""When the articles of an archive are of: what the dates of a search are held against."""

from __future__ import annotations

from pressespiegel.search.engine import Commit, DateCounts, Engine, Request
from pressespiegel.search.query.tree import Everything

NO_DATES = DateCounts({}, 0)


class ArchiveDates:
    """The dates of all articles, counted once for each commit; safe across threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counted: tuple[Commit, DateCounts] | None = None

    def read(self) -> DateCounts:
        """The dates as of the last commit."""
        known, commit = self._counted, self._engine.commit()
        if known is None or known[0] != commit:
            found = self._engine.search(Request(Everything(), limit=0, dates=True))
            self._counted = known = commit, found.dates or NO_DATES
        return known[1]
