"""The page of an answer: its documents in order, by score or not, then by date, then by id."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise, repeat
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engine import Request, Sort
from pressespiegel.search.engines.whoosh.builder import UNDATED
from pressespiegel.search.engines.whoosh.scored import Scored, Scores
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.engines.whoosh.spread import GROUP, Spread

FEW = 4
"""So many times as many documents as are wanted are sorted one by one: arrays take longer."""

FIRST_LOOK = 2048
"""So many of the newest documents are looked at first when the newest are asked for."""

Numbers = npt.NDArray[np.integer]
_Key: TypeAlias = "tuple[float, int, int]"
"""A document as it is sorted: its score negated, or 0; its date; its number."""


class Found(NamedTuple):
    """A document of the page: its segment, its number in it, and its score."""

    segment: Segment
    document: int
    score: float


def page(snapshot: Snapshot, found: Scored | Spread, request: Request) -> list[Found]:
    """The documents of the page that is asked for."""
    wanted = request.offset + request.limit
    if not request.limit:
        return []
    if request.sort == "relevance":
        if isinstance(found, Spread):
            found = found.best(wanted)
        if found.scores is not None:
            return _best(snapshot, found.docs, found.scores, request.offset, wanted)
    sort: Sort = "oldest" if request.sort == "oldest" else "newest"
    chosen = _by_date(snapshot, found, sort, wanted)
    keys = zip(repeat(0.0), _dates(snapshot, chosen, sort), chosen.tolist(), strict=False)
    ordered = _in_order(snapshot, sort, keys)[request.offset : wanted]
    scores = _scores(found, [number for _, _, number in ordered])
    places = snapshot.numbering.places(number for _, _, number in ordered)
    return [Found(*place, score) for place, score in zip(places, scores, strict=True)]


def _by_date(
    snapshot: Snapshot, found: Scored | Spread, sort: Sort, wanted: int
) -> npt.NDArray[np.int64]:
    """The first of those found by date, in any order: at least `wanted` if there are."""
    bases, segments = snapshot.numbering.bases, snapshot.segments
    firsts = [np.zeros(0, dtype=np.int64)]
    if sort == "newest" and isinstance(found, Spread):
        for base, segment in zip(bases, segments, strict=True):
            firsts.append(base + _newest(segment, found.scores[base:], wanted))
    else:
        for place, _, own in snapshot.numbering.documents(found):
            first = _first_by_date(segments[place], own, sort, wanted)
            firsts.append(first.astype(np.int64) + bases[place])
    return np.concatenate(firsts)


def _best(
    snapshot: Snapshot, docs: Numbers, scores: Scores, offset: int, wanted: int
) -> list[Found]:
    """The best by score, of equal ones the newest."""
    if len(docs) > FEW * wanted:
        least = _least(scores, wanted)
        chosen = (scores >= least).nonzero()[0]
        if len(chosen) > FEW * wanted:  # many as good as each other
            chosen = (scores > least).nonzero()[0]
            tied = _by_date(snapshot, Scored(docs[scores == least]), "newest", wanted)
            docs = np.concatenate([docs.take(chosen), tied])
            scores = np.append(scores.take(chosen), np.full(len(tied), least))
        else:
            docs, scores = docs.take(chosen), scores.take(chosen)
    dates = _dates(snapshot, docs, "newest")
    keys = zip((-scores).tolist(), dates, docs.tolist(), strict=True)
    ordered = _in_order(snapshot, "newest", keys)[offset:wanted]
    if len(snapshot.segments) == 1:
        (segment,) = snapshot.segments
        return [Found(segment, number, -worth) for worth, _, number in ordered]
    places = snapshot.numbering.places(number for _, _, number in ordered)
    return [Found(*place, -worth) for place, (worth, _, _) in zip(places, ordered, strict=True)]


def _least(scores: Scores, wanted: int) -> np.float32:
    """The score that so many reach, and no more but those that equal it; they must be so many.

    Of many scores the maxima of groups tell one that is reached: numpy's way of finding it takes
    long where many are equal, as those of a beginning of a word are.
    """
    groups = len(scores) // GROUP
    if groups > max(wanted, GROUP):
        maxima = np.maximum.reduce(scores[: GROUP * groups].reshape(GROUP, groups), axis=0)
        reached = _least(maxima, wanted)
        scores = scores[scores > reached]
        if len(scores) < wanted:
            return reached
    ordered = scores.copy()
    ordered.partition(len(scores) - wanted)
    least: np.float32 = ordered[len(scores) - wanted]
    return least


def _dates(snapshot: Snapshot, docs: Numbers, sort: Sort) -> list[int]:
    """What documents are sorted by within equal scores; the ranks of one segment part equal dates
    by id."""
    if _ranked(snapshot, sort):
        ranks: list[int] = snapshot.segments[0].newest_order.take(docs).tolist()
        return ranks
    dates: list[int] = dates_in_order(snapshot.first_minutes.take(docs), sort).tolist()
    return dates


def _ranked(snapshot: Snapshot, sort: Sort) -> bool:
    return len(snapshot.segments) == 1 and sort == "newest"


def _in_order(snapshot: Snapshot, sort: Sort, keys: Iterable[_Key]) -> list[_Key]:
    """Documents sorted one by one; equal scores and dates by id."""
    ordered = sorted(keys)
    if _ranked(snapshot, sort) or not any(one[:2] == other[:2] for one, other in pairwise(ordered)):
        return ordered

    def id(key: _Key) -> str:
        ((segment, document),) = snapshot.numbering.places(key[2:])
        return segment.id(document)

    parted: list[_Key] = []
    for _, same in groupby(ordered, key=lambda key: key[:2]):
        tied = list(same)
        parted += sorted(tied, key=id) if len(tied) > 1 else tied
    return parted


def _scores(found: Scored | Spread, docs: list[int]) -> list[float]:
    """The scores of some of the documents found."""
    if found.scores is None:
        return [0.0] * len(docs)
    places = docs if isinstance(found, Spread) else found.docs.searchsorted(docs)
    scores: list[float] = found.scores[places].tolist()
    return scores


def _first_by_date(segment: Segment, docs: Numbers, sort: Sort, wanted: int) -> Numbers:
    """The first of a segment's documents by date and id, in any order."""
    if sort == "oldest":
        return _of_least_rank(segment.oldest_order, docs, wanted)
    if len(docs) * FIRST_LOOK > segment.count * wanted * 4:
        marks = np.zeros(segment.count, dtype=np.bool_)
        marks[docs] = True
        return _newest(segment, marks, wanted)
    return _of_least_rank(segment.newest_order, docs, wanted)


def _of_least_rank(ranks: Numbers, docs: Numbers, wanted: int) -> Numbers:
    if len(docs) <= wanted:
        return docs
    return docs[np.argpartition(ranks[docs], wanted - 1)[:wanted]]


def _newest(
    segment: Segment, marks: npt.NDArray[np.bool_] | Scores, wanted: int
) -> npt.NDArray[np.int64]:
    """The newest documents whose mark is not 0: looks at the newest of all first, and at more as
    needed."""
    newest, look = segment.newest_documents, FIRST_LOOK
    while True:
        places = marks.take(newest[:look]).nonzero()[0]
        if len(places) >= wanted or look >= segment.count:
            return newest[places[:wanted]]
        look *= 8


def dates_in_order(minutes: npt.NDArray[np.int32], sort: Sort) -> npt.NDArray[np.int64]:
    """Dates by their first minutes as numbers: the less, the earlier in a result; undated last."""
    dates = minutes.astype(np.int64)
    return np.where(minutes == UNDATED, 2**40, dates if sort == "oldest" else -dates)
