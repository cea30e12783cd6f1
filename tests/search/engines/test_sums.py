"""Scores added up by every way there is are the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.engines.whoosh import spread as spread_module
from pressespiegel.search.engines.whoosh import sums
from pressespiegel.search.engines.whoosh.scored import Scored
from pressespiegel.search.engines.whoosh.spread import Spread, spread_length
from pressespiegel.search.engines.whoosh.sums import added_up, all_found

COUNT = 200

postings = st.dictionaries(st.integers(0, COUNT - 1), st.sampled_from((0.5, 1.0, 2.25)), min_size=1)


def listed(scores: dict[int, float]) -> Scored:
    docs = np.array(sorted(scores), dtype=np.uint32)
    return Scored(docs, np.array([scores[doc] for doc in sorted(scores)], dtype=np.float32))


def spread(scores: dict[int, float]) -> Spread:
    over_all = np.zeros(spread_length(COUNT), dtype=np.float32)
    over_all[list(scores)] = list(scores.values())
    return Spread(over_all)


def as_dict(found: Scored | Spread) -> dict[int, float]:
    if isinstance(found, Spread):
        found = found.scored()
    if not len(found):
        return {}
    assert found.scores is not None
    return dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True))


def summed(parts: list[dict[int, float]]) -> dict[int, float]:
    docs = sorted({doc for part in parts for doc in part})
    return {doc: sum(part.get(doc, 0.0) for part in parts) for doc in docs}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(postings, st.booleans()), max_size=5), st.booleans())
def test_any_way_of_adding_up(parts: list[tuple[dict[int, float], bool]], small: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "SMALL", COUNT if small else 0)
        patch.setattr(sums, "SPARSE_SHARE", 0)
        found = added_up(
            [spread(part) if frequent else listed(part) for part, frequent in parts], COUNT
        )
    assert as_dict(found) == summed([part for part, _ in parts])


@settings(max_examples=60, deadline=None)
@given(st.lists(postings, min_size=2, max_size=4))
def test_what_all_find(parts: list[dict[int, float]]) -> None:
    common = set.intersection(*map(set, parts))
    expected = {doc: score for doc, score in summed(parts).items() if doc in common}
    assert as_dict(all_found(list(map(spread, parts)))) == expected


@settings(max_examples=60, deadline=None)
@given(postings, st.integers(1, 250))
def test_the_best_and_all_that_tie_with_the_last(scores: dict[int, float], wanted: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread_module, "GROUP", 8)
        best = as_dict(spread(scores).best(wanted))
    least = sorted(scores.values(), reverse=True)[: min(wanted, len(scores))][-1]
    assert {doc for doc, score in scores.items() if score >= least} <= set(best)
    assert best.items() <= scores.items()
    assert spread(scores).count() == len(scores)
