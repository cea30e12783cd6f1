"""Reprints of real articles, as newsrooms make them: cut, with another headline, edited, joined.

Seeded: the same articles give the same reprints.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pressespiegel.search import Article, Block

_SENTENCE_END = re.compile(r"(?<=[.!?…“\"])\s+(?=[A-ZÄÖÜ„\"»])")

OUTLETS = (
    "Morgenblatt",
    "Landbote",
    "Stadtanzeiger",
    "Kreiskurier",
    "Küstenpost",
    "Bergische Zeit",
)


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article made of others, whose printings it and they are."""

    kind: str
    article: Article
    originals: tuple[str, ...]


Make = Callable[[random.Random, Sequence[str], Sequence[str]], Sequence[str]]
"""A reprint's sentences, of those of an article and of another article."""


def whole(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    return own


def cut(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """A tenth to a half of it left out, here and there."""
    left_out = chance.uniform(0.1, 0.5)
    return [each for each in own if chance.random() > left_out] or own[:1]


def third(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """A third of it, from wherever."""
    size = max(len(own) // 3, 1)
    start = chance.randint(0, len(own) - size)
    return own[start : start + size]


def new_lead(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """The first sentences replaced by as many others."""
    size = min(max(len(own) // 8, 1), 3)
    return [*other[:size], *own[size:]]


def third_with_new_lead(
    chance: random.Random, own: Sequence[str], other: Sequence[str]
) -> Sequence[str]:
    return new_lead(chance, third(chance, own, other), other)


def edited(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """One word of twelve left out or replaced."""
    strange = " ".join(other).split()
    printed = []
    for sentence in own:
        words = []
        for word in sentence.split():
            if chance.random() > 1 / 12:
                words.append(word)
            elif chance.random() < 0.5:
                words.append(chance.choice(strange))
        printed.append(" ".join(words))
    return printed


def merged(chance: random.Random, own: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Two stories in one, by turns of some sentences."""
    rest = [list(own), list(other)]
    printed: list[str] = []
    while any(rest):
        for part in rest:
            size = chance.randint(2, 5)
            printed += part[:size]
            del part[:size]
    return printed


KINDS: Mapping[str, Make] = {
    "headline changed": whole,
    "paragraphs cut": cut,
    "a third kept": third,
    "lead rewritten": new_lead,
    "a third, lead rewritten": third_with_new_lead,
    "words edited": edited,
    "two texts merged": merged,
}


def reprints(articles: Sequence[Article], count: int, seed: int) -> list[Reprint]:
    """Reprints of randomly chosen articles, each kind as often."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        one, other = chance.sample(articles, 2)
        printed = KINDS[kind](chance, sentences(one), sentences(other))
        article = replace(
            one,
            id=f"reprint-{number}",
            title=other.title,
            source=chance.choice(OUTLETS),
            blocks=(Block("paragraph", " ".join(printed)),),
        )
        originals = (one.id, other.id) if kind == "two texts merged" else (one.id,)
        made.append(Reprint(kind, article, originals))
    return made


def sentences(article: Article) -> list[str]:
    """The sentences of an article's text, about."""
    return _SENTENCE_END.split(article.text)
