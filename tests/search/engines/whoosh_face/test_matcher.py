"""A matcher over arrays walks, skips and reads like one that is told everything one by one."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import formats, scoring
from whoosh.matching import ReadTooFar

from pressespiegel.search.engines.whoosh.face.found import FoundMatcher
from pressespiegel.search.engines.whoosh.face.matcher import ArrayMatcher
from pressespiegel.search.engines.whoosh.face.terms import TermPostings
from pressespiegel.search.engines.whoosh.scored import Scored

DOCUMENTS = 1_000
QUICK = settings(max_examples=20, deadline=None, derandomize=True, database=None)


class LengthScorer(scoring.WeightLengthScorer):  # type: ignore[misc]  # Whoosh has no types
    """Scores a document by how often the term stands in it, and how short it is."""

    def __init__(self, lengths: list[int]) -> None:
        self.dfl = lengths.__getitem__

    def _score(self, weight: float, length: int) -> float:
        return weight / (weight + length)


def made(documents: list[int], seed: int, deleted: set[int]) -> tuple[ArrayMatcher, list[Any]]:
    """A matcher, and the living postings: document, positions."""
    random = np.random.default_rng(seed)
    freqs = random.integers(1, 5, len(documents))
    positions = [np.sort(random.choice(50, count, replace=False)) for count in freqs]
    lengths = random.integers(50, 300, DOCUMENTS)
    mask = np.zeros(DOCUMENTS, dtype=np.bool_)
    mask[list(deleted)] = True
    postings = TermPostings(
        np.array(documents, dtype=np.uint32),
        freqs.astype(np.uint8),
        np.concatenate([*positions, np.zeros(0, np.int64)]),
    )
    matcher = ArrayMatcher(
        ("text", b"kai"),
        postings,
        formats.Positions(),
        LengthScorer(lengths.tolist()),
        mask if deleted else None,
        lengths,
    )
    pairs = zip(documents, positions, strict=True)
    return matcher, [(d, at.tolist()) for d, at in pairs if d not in deleted]


numbers = st.integers(0, DOCUMENTS - 1)


def drawn(seed: int, size: int) -> list[int]:
    chosen = np.random.default_rng(seed).choice(DOCUMENTS, size, replace=False)
    return sorted(int(number) for number in chosen)


document_sets = st.one_of(
    st.lists(numbers, unique=True, max_size=20).map(sorted),
    st.builds(drawn, st.integers(0, 2**32 - 1), st.integers(300, DOCUMENTS)),
)
seeds = st.integers(0, 2**32 - 1)
deletions = st.one_of(
    st.sets(numbers, max_size=5),
    st.builds(drawn, st.integers(0, 2**32 - 1), st.integers(0, 300)).map(set),
)


@QUICK
@given(documents=document_sets, seed=seeds, deleted=deletions)
def test_walking(documents: list[int], seed: int, deleted: set[int]) -> None:
    matcher, living = made(documents, seed, deleted)
    assert list(matcher.all_ids()) == [document for document, _ in living]
    seen = []
    while matcher.is_active():
        positions = matcher.value_as("positions")
        assert isinstance(positions, list)
        assert matcher.weight() == matcher.value_as("frequency") == len(positions)
        assert matcher.format.decode_positions(matcher.value()) == positions
        assert [span.start for span in matcher.spans()] == positions
        seen.append((matcher.id(), positions))
        matcher.next()
    assert seen == living
    with pytest.raises(ReadTooFar):
        matcher.next()
    with pytest.raises(ReadTooFar):
        matcher.skip_to(3)
    matcher.reset()
    assert list(matcher.items_as("positions")) == living


@QUICK
@given(documents=document_sets, seed=seeds, deleted=deletions, targets=st.lists(numbers))
def test_skipping(documents: list[int], seed: int, deleted: set[int], targets: list[int]) -> None:
    matcher, living = made(documents, seed, deleted)
    ids = [document for document, _ in living]
    place = 0
    for target in targets:
        if not matcher.is_active():
            break
        other = matcher.copy()
        other.skip_to(DOCUMENTS)
        assert not other.is_active()
        matcher.skip_to(target)
        place = max(place, bisect_left(ids, target))
        assert matcher.is_active() == (place < len(ids))
        if matcher.is_active():
            assert (matcher.id(), matcher.value_as("positions")) == living[place]


@QUICK
@given(documents=document_sets, seed=seeds, deleted=deletions, least=st.floats(0, 0.1))
def test_quality(documents: list[int], seed: int, deleted: set[int], least: float) -> None:
    """Whatever blocks are passed over, nothing above the least score is missed."""
    matcher, _ = made(documents, seed, deleted)
    scores = {}
    while matcher.is_active():
        assert matcher.block_min_id() <= matcher.id() <= matcher.block_max_id()
        assert matcher.score() <= matcher.block_quality()
        assert matcher.weight() <= matcher.block_max_weight()
        scores[matcher.id()] = matcher.score()
        matcher.next()
    matcher.reset()
    left = set()
    begun = True
    while matcher.is_active():
        if begun:
            matcher.skip_to_quality(least)
        if matcher.is_active():
            left.add(matcher.id())
            begun = matcher.next()
    assert {document for document, score in scores.items() if score > least} <= left


@QUICK
@given(documents=document_sets, seed=seeds, targets=st.lists(numbers), least=st.floats(0, 1))
def test_found_documents(documents: list[int], seed: int, targets: list[int], least: float) -> None:
    scores = np.random.default_rng(seed).random(len(documents), dtype=np.float32)
    matcher = FoundMatcher(Scored(np.array(documents, dtype=np.uint32), scores))
    assert list(matcher.all_ids()) == documents
    seen = []
    while matcher.is_active():
        assert matcher.score() <= matcher.block_quality() <= matcher.max_quality()
        seen.append((matcher.id(), matcher.score()))
        matcher.next()
    assert seen == list(zip(documents, scores.tolist(), strict=True))
    matcher.reset()
    place = 0
    for target in targets:
        if matcher.is_active():
            matcher.skip_to(target)
            place = max(place, bisect_left(documents, target))
            assert list(matcher.copy().all_ids()) == documents[place:]
    matcher.reset()
    left = []
    begun = True
    while matcher.is_active():
        if begun:
            matcher.skip_to_quality(least)
        if matcher.is_active():
            left.append(matcher.id())
            begun = matcher.next()
    assert set(left) >= {document for document, score in seen if score > least}
    assert left == sorted(set(left))


def test_blocks_without_anything_good_are_passed_over() -> None:
    matcher, _ = made(list(range(DOCUMENTS)), seed=1, deleted=set())
    assert matcher.skip_to_quality(1.0) > 1
    assert not matcher.is_active()
