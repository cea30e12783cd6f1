"""From the documents found to an answer: filters, the total, facet counts, the page in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pressespiegel.search.engine import DateCounts, Request
from pressespiegel.search.engines.whoosh.ageing import aged
from pressespiegel.search.engines.whoosh.date_counts import counted_dates
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.filters import Mask, allowed, having, widened
from pressespiegel.search.engines.whoosh.numbering import OwnDocs
from pressespiegel.search.engines.whoosh.ordering import Found, page
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.engines.whoosh.scored import Scored
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import Spread
from pressespiegel.search.time_limit import OutOfTime


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
    snapshot = evaluator.snapshot
    asked, request = request, widened(evaluator, request)
    query = compiled(request.tree, request.ranking)
    found, whole = evaluator.found(query)
    found = _allowed_of(snapshot, aged(snapshot, found, request.ranking.half_life), request)
    masks = {name: having(snapshot, name, v) for name, v in request.filters.items()}
    passed = _passing(found, masks.values())
    facets = {}
    if request.facets:
        documents = snapshot.numbering.documents
        every = list(documents(passed))
        for name in request.facets:
            own = every
            if name in masks:
                others = [mask for other, mask in masks.items() if other != name]
                own = list(documents(_passing(found, others)))
            facets[name] = _counted(evaluator, asked, name, own)
        total = sum(len(own) for *_, own in every)
    else:
        total = passed.count() if isinstance(passed, Spread) else len(passed)
    dates = counted_dates(snapshot, passed) if request.dates else None
    return Answer(page(snapshot, passed, request), total, facets, dates, not whole)


def passing(evaluator: Evaluator, request: Request) -> Iterator[tuple[Segment, Scored]]:
    """The documents of each segment that are found and pass all filters.

    Raises:
        OutOfTime: they were not found by the deadline.
    """
    snapshot = evaluator.snapshot
    request = widened(evaluator, request)
    found, whole = evaluator.found(compiled(request.tree, request.ranking))
    if not whole:
        raise OutOfTime
    found = _allowed_of(snapshot, aged(snapshot, found, request.ranking.half_life), request)
    passed = _passing(found, [having(snapshot, name, v) for name, v in request.filters.items()])
    passed = passed if isinstance(passed, Scored) else passed.scored()
    for segment in snapshot.segments:
        part = snapshot.numbering.part(segment, passed)
        assert isinstance(part, Scored)
        yield segment, part


def _allowed_of(snapshot: Snapshot, found: Scored | Spread, request: Request) -> Scored | Spread:
    """Those found that can be found at all."""
    mask = allowed(snapshot, request)
    return found if mask is None else _passing(found, (mask,))


def _passing(found: Scored | Spread, masks: Iterable[Mask]) -> Scored | Spread:
    """Those found that all masks let pass; as a list where there is any, as few are left then as a
    rule."""
    for mask in masks:
        found = found.within(mask) if isinstance(found, Spread) else found.pick(mask[found.docs])
    return found


def _counted(
    evaluator: Evaluator, request: Request, name: str, docs: Sequence[OwnDocs]
) -> tuple[tuple[str, int], ...]:
    """The most frequent values of a facet, ties by name, and in any case those chosen to filter."""
    values, joined = evaluator.facet_values(name), evaluator.joined_values(name, request.joining)
    chosen = request.filters.get(name, ())
    if joined is not None:
        chosen = tuple(dict.fromkeys(map(joined.name, chosen)))
    parts = [part for place, _, own in docs if (part := values.counts(place, own)) is not None]
    if not parts:
        return tuple((value, 0) for value in chosen)
    counts = parts[0] if len(parts) == 1 else np.add.reduce(parts)
    if joined is None:
        top = values.most_frequent(counts, request.facet_limit)
    else:
        counts = joined.together(
            counts, [joined.counted_twice(place, own) for place, _, own in docs]
        )
        top = values.most_frequent(joined.visible(counts), request.facet_limit, joined.labels)
    if chosen:
        shown = {value for value, _ in top}
        for value in chosen:
            if value not in shown:
                number = (joined or values).number(value)
                top.append((value, int(counts[number]) if number >= 0 else 0))
    return tuple(top)
