"""Phrases and nearness from positions, for all documents of a segment at once.

A position in a document is one number, `document · 2^32 + position`, so that following a word is
a binary search in a sorted array, and never leads into another document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise, permutations

import numpy as np

from pressespiegel.search.engines.whoosh.arrays import Ints, distinct, merged, ranges
from pressespiegel.search.engines.whoosh.scored import Docs, Scored, places_in, union
from pressespiegel.search.engines.whoosh.segment import Segment

MOST_PERMUTED = 5
"""So many slots are tried in every order; beyond, nearness does not ask for distinct words."""


def matching_documents(
    segment: Segment,
    slots: Sequence[Sequence[int]],
    offsets: Sequence[int],
    slop: int,
    ordered: bool,
    allowed: Docs | None = None,
) -> Docs:
    """The documents in which the slots' terms (by number) stand as asked, ascending.

    See `pressespiegel.search.query.tree.Sequence` for what `slop` and `ordered` mean.
    """
    if not slots:
        return np.zeros(0, dtype=np.uint32)
    lists = [_documents(segment, numbers) for numbers in slots]
    if allowed is not None:
        lists.append(allowed)
    lists.sort(key=len)
    docs = reduce(_common, lists)
    if not len(docs):
        return docs
    if ordered and not slop:
        return _exact(segment, slots, offsets, docs)
    keys = [position_keys(segment, numbers, docs) for numbers in slots]
    if ordered:
        steps = [after - before for before, after in pairwise(offsets)]
        found = _ordered(keys, steps, slop)
    elif len(keys) <= MOST_PERMUTED:
        ones = [1] * (len(keys) - 1)
        found = merged([_ordered(order, ones, slop) for order in permutations(keys)])
    else:
        found = _window(keys, len(keys) - 1 + slop)
    return distinct(found >> 32).astype(np.uint32)


def _exact(
    segment: Segment, slots: Sequence[Sequence[int]], offsets: Sequence[int], docs: Docs
) -> Docs:
    """The documents in which all slots stand at their offsets.

    Begins with the rarest slot, and looks up the next only in the documents that are left.
    """
    rarest = sorted(
        range(len(slots)), key=lambda n: sum(segment.frequency(term) for term in slots[n])
    )
    begins: Ints | None = None
    for slot in rarest:
        keys = position_keys(segment, slots[slot], docs)
        keys -= offsets[slot]
        if begins is not None:
            few, many = (begins, keys) if len(begins) < len(keys) else (keys, begins)
            if not len(few):
                return docs[:0]
            places = many.searchsorted(few)
            places[places == len(many)] = 0
            keys = few[many[places] == few]
        begins = keys
        owners = (begins + offsets[0]) >> 32
        docs = distinct(owners).astype(np.uint32)
    return docs


def position_keys(segment: Segment, numbers: Sequence[int], docs: Docs) -> Ints:
    """Every position of any of the terms in the given documents, as sorted keys."""
    parts = []
    for number in numbers:
        postings = segment.postings(number)
        places, there = places_in(postings.docs, docs)
        chosen, own = places[there], docs[there]
        counts = postings.freqs.take(chosen).astype(np.int64)
        starts = segment.position_ends(number).take(chosen) - counts
        keys = np.repeat(own.astype(np.int64) << 32, counts)
        picked = starts if len(keys) == len(counts) else ranges(starts, counts)
        keys += segment.positions(number).take(picked)
        parts.append(keys)
    return parts[0] if len(parts) == 1 else merged(parts)


def _documents(segment: Segment, numbers: Sequence[int]) -> Docs:
    if len(numbers) == 1:
        return segment.postings(numbers[0]).docs
    found = [Scored(segment.postings(number).docs) for number in numbers]
    return union(found, segment.count).docs


def _common(left: Docs, right: Docs) -> Docs:
    return left[places_in(right, left)[1]]


def _ordered(keys: Sequence[Ints], steps: Sequence[int], slop: int) -> Ints:
    """The first keys from which all slots follow, `slop` positions later than told at most.

    From a given first word, taking the earliest next word each time leads to the nearest end.
    """
    first = last = keys[0]
    for following, step in zip(keys[1:], steps, strict=True):
        if not len(following):
            return following
        wanted = last + step
        places = following.searchsorted(wanted)
        inside = places < len(following)
        first, places = first[inside], places[inside]
        last = following[places]
    return first[(last - first) <= sum(steps) + slop]


def _window(keys: Sequence[Ints], width: int) -> Ints:
    """Keys from which every slot stands within `width` positions, in any order."""
    starts = merged(keys)
    good = np.ones(len(starts), dtype=np.bool_)
    for each in keys:
        places = np.searchsorted(each, starts)
        good &= places < len(each)
        good[good] = each[places[good]] - starts[good] <= width
    return starts[good]
