"""How long a search may take, looked at between its steps."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from pressespiegel.search.query.notices import Language
from pressespiegel.search.query.parser import QueryWarning
from pressespiegel.search.query.tree import Span


class OutOfTime(Exception):
    """A step was not done in time; never leaves an archive."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of `time.monotonic`; by default one that never comes.

    >>> Deadline().passed, Deadline.after(0).passed
    (False, True)
    """

    moment: float = math.inf

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def passed(self) -> bool:
        """Whether the moment has come."""
        return time.monotonic() >= self.moment

    @property
    def left(self) -> float:
        """Seconds until then, 0 once it has come."""
        return max(self.moment - time.monotonic(), 0.0)

    def check(self) -> None:
        """Go on, if there is time left.

        Raises:
            OutOfTime: there is none.
        """
        if time.monotonic() >= self.moment:
            raise OutOfTime


NEVER = Deadline()


def cut_short_warning(language: Language) -> QueryWarning:
    """That a search was ended before it was done."""
    message = {
        "de": "Die Suche dauerte zu lange: Gezeigt wird nur, was bis dahin gefunden war.",
        "en": "The search took too long: only what had been found by then is shown.",
    }
    return QueryWarning(message[language], Span(0, 0))
