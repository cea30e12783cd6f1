"""How matches are weighed: BM25F over the fields of an article, and newer ones more if asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"title": 15.0, "kicker": 1.5, "lead": 1.5, "text": 1.0, "caption": 0.5, "keyword": 1.0}
)
"""As how many a word counts in each field; 1.0 for fields not named here."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Parameters of BM25F (Robertson and Zaragoza 2009): saturation `k1`, length share `b`.

    With a `half_life` in days, above 0, a score is multiplied by 0.5 ** (age / half_life). The age
    of an article counts from the first minute of its date to that of the newest article there is,
    so that nothing depends on the clock; undated ones are as old as the oldest. What scores above
    0 does so at any age: of articles so old that no number tells them apart the newer come first.

    Raises:
        ValueError: the half-life is not above 0.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    k1: float = 1.2
    b: float = 0.75
    half_life: float | None = None

    def __post_init__(self) -> None:
        if self.half_life is not None and not self.half_life > 0:  # nor if it is not a number
            raise ValueError("half_life is a number of days above 0")

    def weight(self, name: str) -> float:
        """The weight of a field."""
        return self.weights.get(name, 1.0)

    def once(self, name: str) -> float:
        """What a word scores that stands once in a field of average length, however rare it is."""
        weight = self.weight(name)
        return weight * (self.k1 + 1) / (weight + self.k1)
