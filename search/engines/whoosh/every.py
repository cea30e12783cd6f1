"""All matches of a request in their order, one by one, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from pressespiegel.search.engine import Request
from pressespiegel.search.engines.whoosh.collection import passing
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.ordering import dates_in_order
from pressespiegel.search.engines.whoosh.segment import Segment


def every_match(evaluator: Evaluator, request: Request) -> Iterator[tuple[Segment, int]]:
    """Segment and document of each match, in the order of `answer`: score, date, id.

    What matches is worked out at once, in some forty bytes for each; ids are read only of those
    that score and date do not part.
    """
    found = list(passing(evaluator, request))
    segments = [segment for segment, _ in found]
    docs = np.concatenate([passed.docs for _, passed in found] or [np.zeros(0, dtype=np.uint32)])
    places = np.repeat(np.arange(len(found)), [len(passed) for _, passed in found])
    dates = np.zeros(len(docs), dtype=np.int64)
    scores = np.zeros(len(docs), dtype=np.float32)
    for place, (segment, passed) in enumerate(found):
        own = places == place
        dates[own] = dates_in_order(segment.first_minutes[passed.docs], request.sort)
        if request.sort == "relevance" and passed.scores is not None:
            scores[own] = passed.scores
    order = np.lexsort((dates, -scores))
    parted = (np.diff(scores[order]) != 0) | (np.diff(dates[order]) != 0)
    starts = np.concatenate([[0], np.flatnonzero(parted) + 1, [len(order)]])

    def one_by_one() -> Iterator[tuple[Segment, int]]:
        for start, end in pairwise(starts):
            tied = [(segments[places[at]], int(docs[at])) for at in order[start:end]]
            if len(tied) > 1:
                tied.sort(key=lambda match: match[0].id(match[1]))
            yield from tied

    return one_by_one()
