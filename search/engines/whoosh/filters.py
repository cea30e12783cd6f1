"""What besides its query keeps documents out of an answer: values, a period, deletion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import Request
from pressespiegel.search.engines.whoosh.evaluation import Evaluator, overlapping
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot

Mask = npt.NDArray[np.bool_]


def widened(evaluator: Evaluator, request: Request) -> Request:
    """The request, its filters with all values that are one with those named."""

    def members(filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        every = {}
        for name, values in filters.items():
            joined = evaluator.joined_values(name, request.joining)
            if joined is not None:
                values = tuple(each for value in values for each in joined.members(value))
            every[name] = values
        return every

    if request.joining is None or not (request.filters or request.excluded):
        return request
    return replace(request, filters=members(request.filters), excluded=members(request.excluded))


def allowed(snapshot: Snapshot, request: Request) -> Mask | None:
    """Which documents of the row can be found at all, deleted ones and all that the request keeps
    out aside; None for every one."""
    chosen = snapshot.living
    for name, values in request.excluded.items():
        others = ~having(snapshot, name, values)
        chosen = others if chosen is None else chosen & others
    period = request.period
    if period is not None:
        during = snapshot.numbering.spread(
            [overlapping(segment, period.first, period.last) for segment in snapshot.segments],
            np.False_,
        )
        chosen = during if chosen is None else chosen & during
    return chosen


def having(snapshot: Snapshot, facet: str, values: Sequence[str]) -> Mask:
    """Which documents of the row have any of the values."""
    return snapshot.numbering.spread(
        [_having(segment, facet, values) for segment in snapshot.segments], np.False_
    )


def _having(segment: Segment, facet: str, values: Sequence[str]) -> Mask:
    mask = np.zeros(segment.count, dtype=np.bool_)
    column = segment.facet(facet)
    if column is not None:
        for value in values:
            ordinal = column.find(value.encode("utf-8", "surrogatepass"))
            if ordinal >= 0:
                mask[column.having(ordinal)] = True
    return mask
