"""How many of the documents found are dated to which days."""

from __future__ import annotations

import numpy as np

from pressespiegel.search.engine import DateCounts
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.scored import Scored
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread

MINUTES_OF_A_DAY = 24 * 60


def counted_dates(snapshot: Snapshot, found: Scored | Spread) -> DateCounts:
    """Count the dates of those found; linear in them and in the days that they span."""
    docs = found.docs if isinstance(found, Scored) else found.documents()
    first, last = snapshot.first_minutes[docs], snapshot.last_minutes[docs]
    dated = first != UNDATED
    undated = len(docs) - int(np.count_nonzero(dated))
    first = first[dated].astype(np.int64) // MINUTES_OF_A_DAY
    last = last[dated].astype(np.int64) // MINUTES_OF_A_DAY
    exact = first == last
    ranges: dict[tuple[int, int], int] = {}
    days = first[exact]
    if len(days):
        base = int(days.min())
        counts = np.bincount(days - base)
        present = np.flatnonzero(counts)
        for day, count in zip((present + base).tolist(), counts[present].tolist(), strict=True):
            ranges[day, day] = count
    if len(days) < len(first):
        # Months and years are few, however many articles are dated so.
        pairs, counts = np.unique(
            np.stack((first[~exact], last[~exact])), axis=1, return_counts=True
        )
        for low, high, count in zip(*pairs.tolist(), counts.tolist(), strict=True):
            ranges[low, high] = count
    return DateCounts(ranges, undated)
