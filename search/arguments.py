"""What a caller asks of an archive, checked and in the form that an engine takes."""

from __future__ import annotations

from collections.abc import Mapping

from pressespiegel.search.dates import PressDate
from pressespiegel.search.document import FACETS
from pressespiegel.search.query.tree import Dated


def given(values: Mapping[str, tuple[str, ...]] | None) -> dict[str, tuple[str, ...]]:
    """The facets for which there are values.

    >>> given({"source": ["dpa"], "year": []})
    {'source': ('dpa',)}
    """
    return {name: tuple(each) for name, each in (values or {}).items() if each}


def period(since: PressDate | None, until: PressDate | None) -> Dated | None:
    """From the first minute of one date to the last of another, None where there is neither."""
    if since is None and until is None:
        return None
    first = since.minutes()[0] if since else None
    last = until.minutes()[1] if until else None
    return Dated(first, last)


def check_request(limit: int, offset: int, sort: str, names: tuple[str, ...]) -> None:
    """Let through what can be answered; `names` are those of facets.

    Raises:
        ValueError: a number is negative, or there is no such order or facet.
    """
    if limit < 0 or offset < 0:
        raise ValueError("limit and offset are 0 or more")
    if sort not in ("relevance", "newest", "oldest"):
        raise ValueError(f"unknown sort {sort!r}: relevance, newest or oldest")
    for name in names:
        if name not in FACETS:
            raise ValueError(f"unknown facet {name!r}: one of {', '.join(FACETS)}")
