"""Where an article stands in a result, so that reading goes on behind it whatever was added."""

from __future__ import annotations

import numpy as np

from pressespiegel.search.engine import Request
from pressespiegel.search.engines.whoosh.collection import passing
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.ordering import dates_in_order
from pressespiegel.search.engines.whoosh.segment import Segment


def place_of(evaluator: Evaluator, request: Request, own: Segment, document: int) -> int | None:
    """How many matches stand before a document, None where it is no match.

    The order is that of `answer`: score, date, id.
    """
    found = list(passing(evaluator, request))
    in_own = next(passed for segment, passed in found if segment is own)
    at = int(np.searchsorted(in_own.docs, document))
    if at == len(in_own) or in_own.docs[at] != document:
        return None
    by_score = request.sort == "relevance"
    score = in_own.scores[at] if by_score and in_own.scores is not None else np.float32(0)
    date = dates_in_order(own.first_minutes[in_own.docs[at : at + 1]], request.sort)[0]
    id = own.id(document)
    before = 0
    for segment, passed in found:
        dates = dates_in_order(segment.first_minutes[passed.docs], request.sort)
        scores = passed.scores if by_score and passed.scores is not None else np.float32(0)
        before += int(np.count_nonzero((scores > score) | ((scores == score) & (dates < date))))
        tied = passed.docs[(scores == score) & (dates == date)]
        before += sum(other < id for other in segment.ids(tied.tolist()))
    return before
