"""A person of one text while their mentions are gathered."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field

PARTICLES = frozenset(
    "von van der den de del della di da dos du la le zu zum zur vom und ten ter al bin ibn el und "
    "Van Von De Di Del La Le Al El Bin".split()
)
"""Small words inside names: "von der Heide", "Van der Bellen"."""

_NUMERAL = re.compile(r"[IVX]{1,5}\.?|Jr\.?|Sr\.?")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A name as printed from `start` to `end`; title and office before it are kept apart."""

    start: int
    end: int
    words: tuple[str, ...]
    title: str
    role: str


@dataclass(slots=True)
class Person:
    """A person while mentions are being gathered; `words` without genitive."""

    words: tuple[str, ...]
    mentions: list[PersonMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, mention: PersonMention) -> None:
        """One more mention; `starts` stays in order."""
        self.mentions.append(mention)
        insort(self.starts, mention.start)

    def last_before(self, position: int) -> int:
        """Where the last mention before a position begins, -1 if there is none."""
        number = bisect_left(self.starts, position)
        return self.starts[number - 1] if number else -1

    @property
    def surname(self) -> str:
        """The last word of the name that is no numeral."""
        return (
            self.words[-2] if len(self.words) > 1 and is_numeral(self.words[-1]) else self.words[-1]
        )

    @property
    def is_full(self) -> bool:
        """Whether there is more than a surname, or a first name."""
        return len([word for word in self.words if word not in PARTICLES]) > 1


def is_numeral(word: str) -> bool:
    """Whether a word counts people of one name: "III.", "Jr."."""
    return bool(_NUMERAL.fullmatch(word))
