"""What is counted part by part is what is counted at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.query.tree import SearchField
from pressespiegel.search.words.tally import Source, Tallied, Tally, stretched

Texts = Mapping[str, Sequence[str]]
"""The words of articles by their ids."""


@dataclass(frozen=True)
class InventedPart:
    """Articles of which some may be deleted."""

    name: str
    written: Texts
    deleted: frozenset[str] = frozenset()

    @property
    def articles(self) -> int:
        return len(self.written.keys() - self.deleted)

    def terms(self, field: SearchField, prefix: str) -> Sequence[str]:
        return sorted({word for words in self.written.values() for word in words})

    def articles_with(self, field: SearchField, prefix: str) -> npt.NDArray[np.integer]:
        counts = self.counts()
        return np.array([counts[term] for term in self.terms(field, prefix)], dtype=np.int64)

    def frequency(self, field: SearchField, term: str) -> int:
        return sum(term in words for words in self.written.values())

    def values(self, facet: str) -> Sequence[str]:
        return []

    def articles_of(self, facet: str) -> npt.NDArray[np.integer]:
        return np.zeros(0, dtype=np.int64)

    def counts(self) -> Counter[str]:
        alive = self.written.keys() - self.deleted
        return Counter(word for id in alive for word in set(self.written[id]))


SOURCE = Source(
    lambda part: [None if term == "-" else term for term in part.terms("text", "")],
    lambda part: part.articles_with("text", ""),
)

words = st.lists(st.sampled_from("abcdefgh-"), max_size=5)
archives = st.lists(
    st.dictionaries(st.sampled_from("uvwxyz"), words, max_size=4), min_size=1, max_size=5
)


def counted(tallied: Tallied) -> dict[str, int]:
    return {text: tallied.count(text) for text in tallied.numbers if tallied.count(text)}


@given(archives, st.data())
@settings(deadline=None)
def test_parts_that_come_go_and_lose_articles(archive: list[Texts], data: st.DataObject) -> None:
    tally = Tally((SOURCE,), 100)
    deleted: frozenset[str] = frozenset()
    for _ in range(3):
        deleted |= frozenset(data.draw(st.sets(st.sampled_from("uvwxyz"), max_size=2)))
        there = data.draw(st.sets(st.integers(0, len(archive) - 1)))
        parts = [InventedPart(str(place), archive[place], deleted) for place in sorted(there)]
        expected: Counter[str] = Counter()
        for part in parts:
            expected += part.counts()
        del expected["-"]
        assert counted(tally.tallied(parts)) == dict(expected)


def test_what_was_given_stays_as_it_was() -> None:
    tally = Tally((SOURCE,), 100)
    one = InventedPart("one", {"x": ["a", "b"]})
    first = tally.tallied([one])
    second = tally.tallied([one, InventedPart("two", {"y": ["b", "c"]})])
    assert counted(first) == {"a": 1, "b": 1}
    assert counted(second) == {"a": 1, "b": 2, "c": 1}
    assert list(second.texts[: len(first)]) == ["a", "b"]
    assert first.edition == second.edition


def test_the_rarest_are_forgotten_where_there_are_too_many() -> None:
    tally = Tally((SOURCE,), 2)
    often = InventedPart("often", {"x": ["a", "b"], "y": ["a", "b"]})
    rare = InventedPart("rare", {"z": ["c", "d"]})
    assert counted(tally.tallied([often])) == {"a": 2, "b": 2}
    after = tally.tallied([often, rare])
    assert counted(after) == {"a": 2, "b": 2}
    assert after.edition == 1
    assert counted(tally.tallied([rare])) == {}
    assert counted(tally.tallied([often])) == {"a": 2, "b": 2}


def test_a_text_of_several_sources_counts_where_it_is_commonest() -> None:
    both = Tally((SOURCE, SOURCE), 100)
    assert counted(both.tallied([InventedPart("one", {"x": ["a"]})])) == {"a": 1}


@dataclass(frozen=True)
class Range:
    """A stretch of nothing."""

    first: int
    after: int


@given(st.lists(st.integers(0, 40), max_size=60))
def test_stretches_are_few_and_cover_everything_once(steps: list[int]) -> None:
    stretches: tuple[Range, ...] = ()
    after = 0
    for step in steps:
        after += step
        stretches = stretched(stretches, after, Range)
        bounds = [bound for each in stretches for bound in (each.first, each.after)]
        assert bounds == sorted(bounds)
        assert sum(each.after - each.first for each in stretches) == after
        assert len(stretches) <= 1 + after.bit_length()
