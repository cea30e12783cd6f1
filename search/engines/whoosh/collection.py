"""From the documents found to an answer: filters, the total, facet counts, the page in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.query import Query

from pressespiegel.search.engine import DateCounts, Request, Sort
from pressespiegel.search.engines.whoosh.ageing import aged
from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.date_counts import DateCounter
from pressespiegel.search.engines.whoosh.evaluation import Evaluator, overlapping
from pressespiegel.search.engines.whoosh.facet_counts import FacetValues
from pressespiegel.search.engines.whoosh.joined_values import JoinedValues
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.engines.whoosh.scored import EMPTY, Scored
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.spread import Spread
from pressespiegel.search.time_limit import OutOfTime

Mask = npt.NDArray[np.bool_]

FIRST_LOOK = 2048
"""So many of the newest documents are looked at first when the newest are asked for."""


class Found(NamedTuple):
    """A document of the page: its segment, its number in it, and its score."""

    segment: Segment
    document: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The page in order, the exact number of all documents found, facet counts, and dates where
    they were asked for."""

    page: Sequence[Found]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    dates: DateCounts | None
    cut_short: bool


def answer(evaluator: Evaluator, request: Request) -> Answer:
    """Answer a request over all segments of the evaluator's snapshot, or those that were evaluated
    by its deadline."""
    query = compiled(request.tree, request.ranking)
    wanted = request.offset + request.limit
    facets = {
        name: _Counter(evaluator.facet_values(name), evaluator.joined_values(name, request.joining))
        for name in request.facets
    }
    dates = DateCounter() if request.dates else None
    chosen, request = request.filters, _widened(evaluator, request)
    total = 0
    cut_short = False
    tops: list[tuple[Segment, Scored]] = []
    for place, segment in enumerate(evaluator.snapshot.segments):
        masks = {name: _having(segment, name, v) for name, v in request.filters.items()}
        try:
            matching = _aged(evaluator, segment, query, request)
        except OutOfTime:
            cut_short = True
            break
        found = _allowed_of(segment, matching, request, bool(masks))
        passed = _passing(found, masks.values()) if isinstance(found, Scored) else found
        if isinstance(passed, Scored) or facets or dates or request.sort != "relevance":
            docs = passed.docs if isinstance(passed, Scored) else passed.documents()
            total += len(docs)
        else:
            docs = None
            total += passed.count()
        if dates is not None and docs is not None:
            dates.add(segment, docs)
        for name, counter in facets.items():
            if docs is not None:
                counter.add(place, _without(found, masks, name) if name in masks else docs)
        tops.append((segment, _best(segment, passed, docs, request.sort, wanted)))
    page = _merged(tops, request.sort, wanted)[request.offset : wanted]
    counted = {
        name: counter.ranked(request.facet_limit, chosen.get(name, ()))
        for name, counter in facets.items()
    }
    return Answer(page, total, counted, dates.counted() if dates else None, cut_short)


def passing(evaluator: Evaluator, request: Request) -> Iterator[tuple[Segment, Scored]]:
    """The documents of each segment that are found and pass all filters."""
    query = compiled(request.tree, request.ranking)
    request = _widened(evaluator, request)
    for segment in evaluator.snapshot.segments:
        matching = _aged(evaluator, segment, query, request)
        found = _allowed_of(segment, matching, request, True)
        assert isinstance(found, Scored)
        masks = [_having(segment, name, values) for name, values in request.filters.items()]
        yield segment, _passing(found, masks)


def _aged(
    evaluator: Evaluator, segment: Segment, query: Query, request: Request
) -> Scored | Spread:
    """The documents of a segment that are found, with scores as `request.ranking` has them fade."""
    found = evaluator.found(segment, query)
    return aged(evaluator.snapshot, segment, found, request.ranking.half_life)


def _allowed_of(
    segment: Segment, found: Scored | Spread, request: Request, narrowed: bool
) -> Scored | Spread:
    """Those found that `_allowed` allows; as a list where they are to be `narrowed` further, as few
    are left then as a rule."""
    allowed = _allowed(segment, request)
    if allowed is None and not narrowed:
        return found
    found = found if isinstance(found, Scored) else found.scored()
    return found if allowed is None else found.pick(allowed[found.docs])


class _Counter:
    """Counts one facet, segment after segment."""

    def __init__(self, values: FacetValues, joined: JoinedValues | None) -> None:
        self._values = values
        self._joined = joined
        self._counts: Ints | None = None
        self._twice: list[Ints] = []

    def add(self, place: int, docs: npt.NDArray[np.integer]) -> None:
        counts = self._values.counts(place, docs)
        if counts is not None:
            self._counts = counts if self._counts is None else self._counts + counts
            if self._joined is not None:
                self._twice.append(self._joined.counted_twice(place, docs))

    def ranked(self, limit: int, chosen: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """The most frequent values, ties by name, and the chosen ones in any case."""
        if self._joined is not None:
            chosen = tuple(dict.fromkeys(map(self._joined.name, chosen)))
        if self._counts is None:
            return tuple((value, 0) for value in chosen)
        counts = self._counts
        if self._joined is None:
            top = self._values.most_frequent(counts, limit)
        else:
            counts = self._joined.together(counts, self._twice)
            visible = self._joined.visible(counts)
            top = self._values.most_frequent(visible, limit, self._joined.labels)
        shown = {value for value, _ in top}
        for value in chosen:
            if value not in shown:
                number = (self._joined or self._values).number(value)
                top.append((value, int(counts[number]) if number >= 0 else 0))
        return tuple(top)


def _widened(evaluator: Evaluator, request: Request) -> Request:
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


def _allowed(segment: Segment, request: Request) -> Mask | None:
    """Which documents of a segment can be found at all, deleted ones and all that the request
    keeps out aside; None for every one."""
    allowed = None if segment.deleted is None else ~segment.deleted
    for name, values in request.excluded.items():
        others = ~_having(segment, name, values)
        allowed = others if allowed is None else allowed & others
    if request.period is not None:
        during = overlapping(segment, request.period.first, request.period.last)
        allowed = during if allowed is None else allowed & during
    return allowed


def _having(segment: Segment, facet: str, values: Sequence[str]) -> Mask:
    """Which documents of a segment have any of the values."""
    mask = np.zeros(segment.count, dtype=np.bool_)
    column = segment.facet(facet)
    if column is not None:
        for value in values:
            ordinal = column.find(value.encode("utf-8", "surrogatepass"))
            if ordinal >= 0:
                mask[column.having(ordinal)] = True
    return mask


def _passing(found: Scored, masks: Iterable[Mask]) -> Scored:
    for mask in masks:
        found = found.pick(mask[found.docs])
    return found


def _without(
    found: Scored | Spread, masks: Mapping[str, Mask], facet: str
) -> npt.NDArray[np.integer]:
    """The documents that pass all filters but that of one facet."""
    if isinstance(found, Spread):
        return found.documents()
    return _passing(found, (mask for name, mask in masks.items() if name != facet)).docs


def _best(
    segment: Segment,
    found: Scored | Spread,
    docs: npt.NDArray[np.integer] | None,
    sort: Sort,
    wanted: int,
) -> Scored:
    """The first documents of a segment in the order asked for, at least `wanted` if there are.

    `docs` are those found; they may be unknown of a `Spread` that is sorted by relevance.
    """
    if not wanted:
        return EMPTY
    if sort == "relevance":
        if isinstance(found, Spread):
            return _by_score(segment, found.best(wanted), wanted)
        if found.scores is not None:
            return _by_score(segment, found, wanted)
    if docs is None or not len(docs):
        return EMPTY
    if sort == "oldest":
        first = _first_by(segment.oldest_order, docs, wanted)
    elif len(docs) * FIRST_LOOK > segment.count * wanted * 4:
        first = _newest(segment, docs, wanted)
    else:
        first = _first_by(segment.newest_order, docs, wanted)
    numbers = first.astype(np.uint32)
    if isinstance(found, Spread):
        return Scored(numbers, found.scores[first])
    if found.scores is None:
        return Scored(numbers)
    return Scored(numbers, found.scores[np.searchsorted(found.docs, first)])


def _by_score(segment: Segment, found: Scored, wanted: int) -> Scored:
    """The best by score, of equal ones the newest."""
    docs, scores = found.docs, found.scores
    assert scores is not None
    if len(docs) > wanted:
        ordered = scores.copy()
        ordered.partition(len(docs) - wanted)
        chosen = scores >= ordered[len(docs) - wanted]
        docs, scores = docs[chosen], scores[chosen]
    order = np.lexsort((segment.newest_order[docs], -scores))[:wanted]
    return Scored(docs[order], scores[order])


def _first_by(
    ranks: npt.NDArray[np.integer], docs: npt.NDArray[np.integer], wanted: int
) -> npt.NDArray[np.integer]:
    """The documents of the least ranks, in their order."""
    own = ranks[docs]
    if len(docs) > wanted:
        places = np.argpartition(own, wanted - 1)[:wanted]
        docs, own = docs[places], own[places]
    return docs[np.argsort(own)]


def _newest(
    segment: Segment, docs: npt.NDArray[np.integer], wanted: int
) -> npt.NDArray[np.integer]:
    """The newest of many documents: looks at the newest of all first, and at more as needed."""
    mask = np.zeros(segment.count, dtype=np.bool_)
    mask[docs] = True
    newest, look = segment.newest_documents, FIRST_LOOK
    while True:
        places = np.flatnonzero(mask[newest[:look]])
        if len(places) >= wanted or look >= segment.count:
            return newest[places[:wanted]]
        look *= 8


def _merged(tops: Sequence[tuple[Segment, Scored]], sort: Sort, wanted: int) -> list[Found]:
    """The first documents of all segments in one order."""
    if len(tops) == 1:
        return list(_found(*tops[0]))
    tops = [(segment, top) for segment, top in tops if len(top)]
    if not tops:
        return []
    every = [found for segment, top in tops for found in _found(segment, top)]
    dates = np.concatenate([dates_in_order(segment, top.docs, sort) for segment, top in tops])
    scores = np.array([-found.score for found in every])
    if sort != "relevance":
        scores[:] = 0
    order = np.lexsort((dates, scores))
    if len(order) > wanted:
        last = order[wanted - 1]
        beyond = (scores[order] > scores[last]) | (
            (scores[order] == scores[last]) & (dates[order] > dates[last])
        )
        order = order[~beyond]
    tied = (scores[order][1:] == scores[order][:-1]) & (dates[order][1:] == dates[order][:-1])
    first = [every[number] for number in order.tolist()]
    if tied.any():
        keys = zip(scores[order].tolist(), dates[order].tolist(), first, strict=True)
        named = [
            (score, date, found.segment.id(found.document), found) for score, date, found in keys
        ]
        first = [found for *_, found in sorted(named, key=lambda each: each[:3])]
    return first


def dates_in_order(
    segment: Segment, docs: npt.NDArray[np.integer], sort: Sort
) -> npt.NDArray[np.int64]:
    """The dates of documents as numbers: the less, the earlier in a result; undated ones last."""
    minutes = segment.first_minutes[docs]
    dates = minutes.astype(np.int64)
    return np.where(minutes == UNDATED, 2**40, dates if sort == "oldest" else -dates)


def _found(segment: Segment, top: Scored) -> Iterator[Found]:
    scores = repeat(0.0) if top.scores is None else top.scores.tolist()
    return map(Found, repeat(segment), top.docs.tolist(), scores)
