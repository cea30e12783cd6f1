"""Scores of several terms added up over the documents of a segment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pressespiegel.search.engines.whoosh.scored import EMPTY, Scored, Scores
from pressespiegel.search.engines.whoosh.spread import Spread, spread_length

SMALL = 32_768
"""In a segment of at most so many documents, adding up over all of them is always quicker."""

SPARSE_SHARE = 60
"""Terms with fewer postings in all than one document in so many are added up without the rest."""


def added_up(parts: Sequence[Scored | Spread], count: int) -> Scored | Spread:
    """The documents of any word, their scores added; every score must be above 0.

    O(postings), or O(count) where the words are frequent.
    """
    if not parts:
        return EMPTY
    if len(parts) == 1:
        return parts[0]
    postings = 0
    lists: list[Scored] = []
    spreads: list[Scores] = []
    for part in parts:
        if isinstance(part, Spread):
            spreads.append(part.scores)
        elif len(part.docs):
            lists.append(part)
            postings += len(part.docs)
    if not spreads and len(lists) < 2:
        return lists[0] if lists else EMPTY
    if count > SMALL and not spreads and postings * SPARSE_SHARE < count:
        return _sparse(lists, postings, count)
    if len(spreads) > 1:
        sums = spreads[0] + spreads[1]
        for spread in spreads[2:]:
            sums += spread
    elif spreads:
        sums = spreads[0].copy()
    else:
        sums = np.zeros(spread_length(count), dtype=np.float32)
    for each in lists:
        assert each.scores is not None
        np.add.at(sums, each.docs, each.scores)
    return Spread(sums)


def all_found(parts: Sequence[Spread]) -> Spread:
    """The documents of all parts, their scores added."""
    sums = parts[0].scores + parts[1].scores
    least = np.minimum(parts[0].scores, parts[1].scores)
    for part in parts[2:]:
        sums += part.scores
        np.minimum(least, part.scores, out=least)
    # The bits of a score above 0 are a number above 0: negated and shifted all are set, so that the
    # sum stays. Several times as quick as a mask of booleans.
    kept = least.view(np.int32)
    np.negative(kept, out=kept)
    kept >>= 31
    bits = sums.view(np.int32)
    bits &= kept
    return Spread(sums)


def _sparse(parts: Sequence[Scored], postings: int, count: int) -> Scored:
    """Add up without looking at documents that no term has.

    A table over all documents, of which only the cells of these documents are ever written or
    read, tells for each posting one that stands for its document.
    """
    docs = np.concatenate([part.docs for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    own = np.arange(postings, dtype=np.int32)
    table = np.empty(count, dtype=np.int32)
    table[docs] = own
    standing = table[docs]
    sums = np.bincount(standing, weights=scores, minlength=postings)
    chosen = np.flatnonzero(standing == own)
    docs = docs[chosen]
    order = np.argsort(docs)
    return Scored(docs[order], sums[chosen[order]].astype(np.float32))
