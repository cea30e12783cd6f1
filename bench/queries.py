"""The queries that engines are measured with: drawn from the corpus, the same for every engine."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from corpus import PlainArticle, tokens, words

SEED = 3
TITLES = 10_000
"""How many articles at the head of a corpus queries are drawn from."""

_STOPPED = (
    "der die das und in zu den von mit ist im für auf des nicht ein eine dem sich auch es an "
    "als er sie bei aus hat dass wird nach am um einer einen wie so über vor zum haben zur "
    "noch war oder nur sein aber werden"
)
STOP_WORDS = frozenset(_STOPPED.split())
"""Words nobody types alone; they are drawn into phrases only, between other words."""

_SHORTEST_WORD = 4
_PREFIX_LENGTHS = (4, 5, 6)
_PHRASE_LENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Queries:
    """`words` are one to three words of a title, `phrases` two or three neighbouring words of
    one, `prefixes` the beginning of a title's word; all of them as typed, in lower case."""

    words: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]

    @classmethod
    def from_json(cls, text: str) -> Queries:
        """Read what `json.dumps(dataclasses.asdict(queries))` wrote."""
        data = json.loads(text)
        return cls(
            tuple(map(tuple, data["words"])),
            tuple(map(tuple, data["phrases"])),
            tuple(data["prefixes"]),
        )

    def stemmed(self) -> Queries:
        """The same queries in tokens, as the corpus holds them; a prefix is of a token already."""
        return Queries(
            tuple(_stems(each) for each in self.words),
            tuple(_stems(each) for each in self.phrases),
            self.prefixes,
        )


def draw_queries(articles: Iterable[PlainArticle], count: int, seed: int = SEED) -> Queries:
    """Draw `count` queries of each kind from the titles of a corpus."""
    chance = random.Random(seed)
    titles = [words(each.title) for each in islice(articles, TITLES)]
    telling = [title for title in titles if any(map(_tells, title))]
    phrases = [phrase for title in titles for phrase in _phrases(title)]
    drawn = [chance.choice(telling) for _ in range(count)]
    return Queries(
        words=tuple(_some_words(title, chance) for title in drawn),
        phrases=tuple(chance.choice(phrases) for _ in range(count)),
        prefixes=tuple(
            chance.choice(tokens_of(title))[: chance.choice(_PREFIX_LENGTHS)] for title in drawn
        ),
    )


def tokens_of(title: list[str]) -> list[str]:
    """The stems of a title's telling words."""
    return tokens(" ".join(filter(_tells, title)))


def _some_words(title: list[str], chance: random.Random) -> tuple[str, ...]:
    telling = sorted(set(filter(_tells, title)))
    chance.shuffle(telling)
    return tuple(telling[: chance.choice((1, 2, 3))])


def _phrases(title: list[str]) -> list[tuple[str, ...]]:
    found = []
    for length in _PHRASE_LENGTHS:
        for start in range(len(title) - length + 1):
            phrase = tuple(title[start : start + length])
            if _tells(phrase[0]) and _tells(phrase[-1]):
                found.append(phrase)
    return found


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in STOP_WORDS


def _stems(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tokens(" ".join(typed)))
