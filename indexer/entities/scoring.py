"""How good a finder is: precision, recall and F1 of whole names, by kind, on labelled texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.span import Finder
from pressespiegel.search.article import ENTITY_KINDS

ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """How many names were found, how many are there, and how many of these are the same.

    >>> Score(found=4, expected=6, right=3).f1
    0.6
    """

    found: int
    expected: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the names found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the names there that are found."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        names = self.found + self.expected
        return 2 * self.right / names if names else 0.0


def score(finder: Finder, items: Iterable[Labelled]) -> Mapping[str, Score]:
    """The scores by kind, and under `ALL` of all kinds; a name counts if both ends and kind fit."""
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for item in items:
        here = {(span.start, span.end, span.kind) for span in finder.find(item.text)}
        there = {(span.start, span.end, span.kind) for span in item.spans}
        for counts, names in ((found, here), (expected, there), (right, here & there)):
            counts.update(kind for _, _, kind in names)
            counts[ALL] += len(names)
    return {kind: Score(found[kind], expected[kind], right[kind]) for kind in (*ENTITY_KINDS, ALL)}
