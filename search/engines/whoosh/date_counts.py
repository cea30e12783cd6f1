"""How many of the documents found are dated to which days, segment after segment."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import DateCounts
from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.segment import Segment

MINUTES_OF_A_DAY = 24 * 60


class DateCounter:
    """Counts the dates of documents; linear in them and in the days that they span."""

    def __init__(self) -> None:
        self._days: list[Ints] = []
        self._ranges: dict[tuple[int, int], int] = {}
        self._undated = 0

    def add(self, segment: Segment, docs: npt.NDArray[np.integer]) -> None:
        """Count some documents of a segment."""
        first, last = segment.first_minutes[docs], segment.last_minutes[docs]
        dated = first != UNDATED
        self._undated += len(docs) - int(np.count_nonzero(dated))
        first = first[dated].astype(np.int64) // MINUTES_OF_A_DAY
        last = last[dated].astype(np.int64) // MINUTES_OF_A_DAY
        exact = first == last
        self._days.append(first[exact])
        if exact.all():
            return
        # Months and years are few, however many articles are dated so.
        pairs, counts = np.unique(
            np.stack((first[~exact], last[~exact])), axis=1, return_counts=True
        )
        for low, high, count in zip(*pairs.tolist(), counts.tolist(), strict=True):
            self._ranges[low, high] = self._ranges.get((low, high), 0) + count

    def counted(self) -> DateCounts:
        """What was counted."""
        ranges: dict[tuple[int, int], int] = {}
        days = np.concatenate(self._days) if self._days else np.zeros(0, dtype=np.int64)
        if len(days):
            base = int(days.min())
            counts = np.bincount(days - base)
            present = np.flatnonzero(counts)
            for day, count in zip((present + base).tolist(), counts[present].tolist(), strict=True):
                ranges[day, day] = count
        return DateCounts({**ranges, **self._ranges}, self._undated)
