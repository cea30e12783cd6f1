"""How long the fields of documents are beside the average, as BM25 asks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot


class FieldLengths:
    """The lengths of one snapshot's fields; `b` is that of BM25. Safe across threads."""

    def __init__(self, snapshot: Snapshot, b: float) -> None:
        self._snapshot = snapshot
        self._b = b
        self._shares: dict[tuple[Segment, str], npt.NDArray[np.float32]] = {}

    def shares(self, segment: Segment, field: str) -> npt.NDArray[np.float32]:
        """`1 - b + b · length / average` for every document of a segment."""
        key = (segment, field)
        known = self._shares.get(key)
        if known is None:
            lengths = segment.lengths(field)
            if lengths is None:
                known = np.ones(segment.count, dtype=np.float32)
            else:
                average = self._snapshot.average_length(field) or 1.0
                known = (1 - self._b + self._b * lengths / average).astype(np.float32)
            self._shares[key] = known
        return known
