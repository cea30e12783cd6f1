"""Words that must find others, such as a part its compounds, and the articles to be found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus import tokens, words
from marked_compounds import Compound

SEED = 7
_Drawn = TypeVar("_Drawn")
_MOST = 200
"""In how many articles a word that must be found stands at most."""


@dataclass(frozen=True, slots=True)
class WordPair:
    """`typed` must find every article that holds `meant`, in any of its inflections."""

    typed: str
    meant: str


def compound_parts(
    marked: Path, texts: Iterable[str], count: int
) -> tuple[list[WordPair], list[WordPair]]:
    """For compounds of a marked list in the texts: the last part alone, and both parts."""
    present = {stem for word in rare_enough(article_counts(texts)) for stem in tokens(word)}
    compounds = []
    for line in marked.read_text("utf-8").splitlines():
        compound = Compound.read(line.split("\t")[0])
        if compound and set(tokens(compound.whole)) <= present:
            compounds.append(compound)
    drawn = sample(compounds, count)
    return (
        [WordPair(each.last, each.whole) for each in drawn],
        [WordPair(f"{each.first} {each.last}", each.whole) for each in drawn],
    )


def articles_with(texts: Sequence[str], meant: Collection[str]) -> dict[str, frozenset[int]]:
    """In which texts, by number, each word stands, as it is or with an ending.

    Words that merely have the same stem do not count: "Höhle" is no form of "hohl".
    """
    by_stem: dict[str, list[str]] = {}
    for word in meant:
        by_stem.setdefault(tokens(word)[0], []).append(word)
    stems: dict[str, str] = {}
    found: dict[str, set[int]] = {word: set() for word in meant}
    for number, text in enumerate(texts):
        for word in set(words(text)):
            stem = stems.get(word)
            if stem is None:
                stem = stems[word] = tokens(word)[0]
            for each in by_stem.get(stem, ()):
                if word.startswith(each):
                    found[each].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def article_counts(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each word stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(words(text)))
    return counts


def rare_enough(counts: Counter[str]) -> list[str]:
    """The words that stand in no more texts than a word to be found may."""
    return [word for word, count in counts.items() if count <= _MOST and word.isalpha()]


def sample(pairs: Sequence[_Drawn], count: int) -> list[_Drawn]:
    """At most so many of some things, the same ones every time."""
    return random.Random(SEED).sample(pairs, min(count, len(pairs)))
