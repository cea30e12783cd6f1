"""How much an archive holds, and from when to when."""

from __future__ import annotations

from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.naming import Naming
from pressespiegel.search.query.tree import Everything
from pressespiegel.search.results import Statistics
from pressespiegel.search.serialisation import article_from_bytes


def statistics_of(engine: Engine, naming: Naming) -> Statistics:
    """What an archive with this engine holds, its outlets as they are shown."""
    size = engine.size()
    ends = {}
    for sort in ("oldest", "newest"):
        dated = engine.search(Request(Everything(), limit=1, sort=sort)).matches
        first = article_from_bytes(dated[0].stored).published if dated else None
        ends[sort] = str(first or "")[:10]
    return Statistics(
        articles=size.articles,
        sources=len(engine.values("source", naming)),
        first=ends["oldest"],
        last=ends["newest"],
        segments=size.segments,
        bytes=size.bytes,
    )
