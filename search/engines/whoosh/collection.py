"""From the documents found to an answer: filters, the total, facet counts, the page in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import Request, Sort
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.engines.whoosh.scored import Docs, Scored
from pressespiegel.search.engines.whoosh.segment import FacetColumn, Segment

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """A document of the page: its segment, its number in it, and its score."""

    segment: Segment
    document: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The page in order, the exact number of all documents found, and facet counts."""

    page: tuple[Found, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]


def answer(evaluator: Evaluator, request: Request) -> Answer:
    """Answer a request over all segments of the evaluator's snapshot."""
    query = compiled(request.tree, request.ranking)
    counts: dict[str, Counter[str]] = {name: Counter() for name in request.facets}
    total = 0
    tops: list[tuple[Segment, Scored]] = []
    for segment in evaluator.snapshot.segments:
        found = evaluator.evaluate(segment, query)
        if segment.deleted is not None:
            found = found.pick(~segment.deleted[found.docs])
        masks = {name: _having(segment, name, v) for name, v in request.filters.items()}
        passed = _passing(found, masks.values())
        for name, counter in counts.items():
            others = passed
            if name in masks:
                others = _passing(found, (mask for key, mask in masks.items() if key != name))
            column = segment.facet(name)
            if column is not None:
                _count(column, others.docs, segment.count, counter)
        total += len(passed)
        tops.append((segment, _best(segment, passed, request.sort, request.offset + request.limit)))
    page = _merge(tops, request.sort)[request.offset : request.offset + request.limit]
    facets = {
        name: _ranked(counter, request.facet_limit, request.filters.get(name, ()))
        for name, counter in counts.items()
    }
    return Answer(tuple(page), total, facets)


def _having(segment: Segment, facet: str, values: Sequence[str]) -> Mask:
    """Which documents of a segment have any of the values."""
    mask = np.zeros(segment.count, dtype=np.bool_)
    column = segment.facet(facet)
    if column is not None:
        for value in values:
            ordinal = column.ordinal(value)
            if ordinal >= 0:
                mask[column.owners[column.ordinals == ordinal]] = True
    return mask


def _passing(found: Scored, masks: Iterable[Mask]) -> Scored:
    for mask in masks:
        found = found.pick(mask[found.docs])
    return found


def _count(column: FacetColumn, docs: Docs, documents: int, counter: Counter[str]) -> None:
    """Add how many of the documents have each value of a facet."""
    counted = facet_counts(column, docs, documents)
    present = np.flatnonzero(counted)
    values = column.values
    for ordinal, count in zip(present.tolist(), counted[present].tolist(), strict=True):
        counter[values[ordinal]] += count


def facet_counts(column: FacetColumn, docs: Docs, documents: int) -> Ints:
    """How many of the documents have each value, by ordinal."""
    ordinals = column.ordinals
    if len(docs) == documents:
        picked = ordinals
    elif column.single:
        picked = ordinals[docs]
    elif len(docs) * 4 > documents:
        mask = np.zeros(documents, dtype=np.bool_)
        mask[docs] = True
        picked = ordinals[mask[column.owners]]
    else:
        ends = column.document_ends
        after = ends[docs].astype(np.int64)
        before = np.where(docs > 0, ends[np.maximum(docs, 1) - 1], 0).astype(np.int64)
        counts = after - before
        total = np.cumsum(counts)
        length = int(total[-1]) if len(total) else 0
        picked = ordinals[np.arange(length) + np.repeat(before - (total - counts), counts)]
    return np.bincount(picked, minlength=len(column.values))


def _ranked(
    counter: Counter[str], limit: int, chosen: Sequence[str]
) -> tuple[tuple[str, int], ...]:
    """The most frequent values, ties by name, and the chosen ones in any case."""
    ranked = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    top = ranked[:limit]
    shown = {value for value, _ in top}
    top += [(value, counter[value]) for value in chosen if value not in shown]
    return tuple(top)


def _best(segment: Segment, found: Scored, sort: Sort, wanted: int) -> Scored:
    """The first documents of a segment in the order asked for, at least `wanted` if there are."""
    if not wanted or not len(found):
        return found.pick(np.zeros(0, dtype=np.int64))
    if sort != "relevance":
        order = segment.newest_order if sort == "newest" else segment.oldest_order
        ranks = order[found.docs]
    elif found.scores is None:
        ranks = segment.newest_order[found.docs]
    else:
        chosen = found
        if len(found) > wanted:
            least = np.partition(found.scores, len(found) - wanted)[len(found) - wanted]
            chosen = found.pick(found.scores >= least)
        assert chosen.scores is not None
        order = np.lexsort((segment.newest_order[chosen.docs], -chosen.scores))
        return _at(chosen, order[:wanted])
    if len(ranks) > wanted:
        places = np.argpartition(ranks, wanted - 1)[:wanted]
        return _at(found, places[np.argsort(ranks[places])])
    return _at(found, np.argsort(ranks))


def _at(found: Scored, places: Ints) -> Scored:
    return Scored(found.docs[places], None if found.scores is None else found.scores[places])


def _merge(tops: Sequence[tuple[Segment, Scored]], sort: Sort) -> list[Found]:
    """The best documents of all segments in one order."""
    every: list[tuple[tuple[float, float, str], Found]] = []
    several = sum(bool(len(top)) for _, top in tops) > 1
    for segment, top in tops:
        scores = [0.0] * len(top) if top.scores is None else top.scores.tolist()
        for document, score in zip(top.docs.tolist(), scores, strict=True):
            found = Found(segment, document, score)
            every.append((_key(found, sort) if several else (0.0, 0.0, ""), found))
    if several:
        every.sort(key=lambda pair: pair[0])
    return [found for _, found in every]


def _key(found: Found, sort: Sort) -> tuple[float, float, str]:
    first = float(found.segment.first_minutes[found.document])
    undated = first == -(2.0**31)
    id = found.segment.id(found.document)
    if sort == "relevance":
        return (-found.score, -first, id)
    if sort == "newest":
        return (0.0, -first, id)
    return (float(undated), first, id)
