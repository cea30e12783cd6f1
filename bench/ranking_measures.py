"""How good a ranking is, measured against the articles known to answer a query."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Quality:
    """The usual four, each from 0 to 1 (Järvelin and Kekäläinen 2002 for nDCG)."""

    ndcg_10: float
    mrr_10: float
    recall_10: float
    recall_100: float

    @classmethod
    def of(cls, found: Sequence[str], relevant: Collection[str]) -> Quality:
        """Of one ranking, best first, each id at most once; every relevant id counts the same.

        >>> Quality.of(["x", "a"], {"a"})
        Quality(ndcg_10=0.6309297535714575, mrr_10=0.5, recall_10=1.0, recall_100=1.0)
        """
        places = [place for place, id in enumerate(found[:10]) if id in relevant]
        gained = sum(1 / math.log2(place + 2) for place in places)
        ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(relevant))))
        return cls(
            ndcg_10=gained / ideal,
            mrr_10=1 / (places[0] + 1) if places else 0.0,
            recall_10=len(places) / len(relevant),
            recall_100=len(set(found[:100]) & set(relevant)) / len(relevant),
        )

    @classmethod
    def mean(cls, each: Sequence[Quality]) -> Quality:
        """The average over queries."""
        return cls(
            *(sum(getattr(one, field.name) for one in each) / len(each) for field in fields(cls))
        )
