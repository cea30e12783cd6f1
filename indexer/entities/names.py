"""What the kinds of names have in common: their groups, genitives, and places in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.search.article import EntityKind

GENITIVE = ("s", "'", "’", "'s", "’s")
"""What a name has at its end in the genitive: "Bergers", "Marx’", "Andrea's"."""

_SIBILANTS = ("s", "ß", "x", "z", "ce", "tz")
_BEFORE_NOUN = re.compile(
    r"[ \t]+(?:[a-zäöüß-]{3,20}(?:e|er|es|en|em)[ \t]+){0,2}([A-ZÄÖÜ][\w-]*[a-zäöüß][\w-]*)"
)


@dataclass(frozen=True, slots=True)
class Group:
    """All mentions of one person, organisation or place in a text, as (start, end).

    `long` is the long form of an abbreviated name, where the text has both.
    """

    kind: EntityKind
    name: str
    role: str
    mentions: tuple[tuple[int, int], ...]
    long: str = ""


class Regions:
    """Stretches of a text, asked whether another one overlaps any of them.

    >>> Regions([(2, 5), (9, 12)]).overlap(4, 7), Regions([(2, 5), (9, 12)]).overlap(5, 9)
    (True, False)
    """

    def __init__(self, regions: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(regions):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether any of them has a character from `start` to `end`."""
        number = bisect_left(self._starts, end) - 1
        return number >= 0 and self._ends[number] > start


def bare_forms(word: str) -> set[str]:
    """What a word may be the genitive of, itself included, in capitals."""
    capitals = word.upper()
    return {capitals.removesuffix(ending.upper()) for ending in ("", *GENITIVE)}


def is_genitive_of(word: str, name: str) -> bool:
    """Whether a word is a name's genitive.

    >>> is_genitive_of("Bergers", "Berger"), is_genitive_of("Marx'", "Marx")
    (True, True)
    """
    return word.startswith(name) and word[len(name) :] in GENITIVE


def same_word(word: str, name: str) -> bool:
    """Whether a word is a name, or its genitive; capitals as in headlines count as equal."""
    if word == name or is_genitive_of(word, name):
        return True
    return word.isupper() and len(word) > 2 and word in (name.upper(), name.upper() + "S")


def without_genitive(word: str, text: str, end: int, known: Collection[str]) -> str:
    """A name's basic form, as far as it can be told from the text after it and `known` names.

    "Bergers" before a noun ("Bergers Rede") is a genitive, unless names that end so are known.
    """
    for ending in ("’s", "'s", "’", "'"):
        if word.endswith(ending):
            return word.removesuffix(ending)
    if not word.endswith("s") or len(word) < 4:
        return word
    bare = word[:-1]
    if bare.endswith((*_SIBILANTS, "aa", "oo", "ee")):
        return word
    if bare in known:
        return bare
    if word in known:
        return word
    return bare if stands_before_noun(text, end) else word


def stands_before_noun(text: str, end: int) -> bool:
    """Whether a noun, or adjectives and a noun, follow: "Bergers lange Rede".

    A first name is none: "Gestern traf Anna Peters Iwan Orlow."
    """
    match = _BEFORE_NOUN.match(text, end)
    return bool(match and match[1] not in gazetteers().first_names)


def occurrences(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as a word of its own, its genitive included."""
    position = text.find(name)
    while position >= 0:
        end = position + len(name)
        if position == 0 or not _inside_word(text[position - 1]):
            while end < len(text) and text[end].isalpha() and end - position <= len(name):
                end += 1
            if (end == len(text) or not _inside_word(text[end])) and same_word(
                text[position:end], name
            ):
                yield position, end
        position = text.find(name, position + len(name))


def _inside_word(character: str) -> bool:
    return character.isalnum() or character in "-‐‑_@#"
