"""The lexicon of compounds: which words are parts of how many compounds, which words are none.

Learnt from the German lexemes of Wikidata (CC0) by `scripts/compound_lexicon.py`: a part counts
as often as it begins or ends a compound there.
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
    INFLECTED_ADJECTIVE_HEADS,
    LOANWORDS,
    NAMES,
    SHORT_HEADS,
    SHORT_MODIFIERS,
)

LEXICON_FILE = Path(__file__).parent / "compound_lexicon.txt.gz"
"""Three lists with a line "-" between: parts ("word modifier-count head-count", "-" where it is
none), stems of verbs, and simple words."""

COMPOUNDS_COUNTED = math.log(130_000)
"""The logarithm of how many compounds the lexicon was counted in."""

KNOWN = 0.3
"""What a noun counts as a part that is part of no compound in the lexicon."""


@dataclass(frozen=True, slots=True)
class CompoundLexicon:
    """How often words begin (`modifiers`) and end (`heads`) compounds; all words folded.

    `verb_stems` lack their ending ("trag"); `simple` are words without their endings that are no
    compounds though they look like some ("bestreich").
    """

    modifiers: Mapping[str, float]
    heads: Mapping[str, float]
    verb_stems: frozenset[str]
    simple: frozenset[str]


def with_listed_parts(
    modifiers: Mapping[str, float],
    heads: Mapping[str, float],
    verb_stems: frozenset[str],
    simple: frozenset[str],
) -> CompoundLexicon:
    """A lexicon of counts, completed by the parts that the rules list."""
    all_modifiers, all_heads = dict(modifiers), dict(heads)
    _at_least(all_modifiers, SHORT_MODIFIERS, KNOWN)
    _at_least(all_modifiers, NAMES, 3.0)
    _at_least(all_modifiers, (name + "s" for name in NAMES), KNOWN)
    _at_least(all_modifiers, LOANWORDS, 2.0)
    _at_least(all_heads, SHORT_HEADS, KNOWN)
    _at_least(all_heads, LOANWORDS, 2.0)
    _at_least(all_heads, ADJECTIVE_HEADS, 3.0)
    _at_least(all_heads, INFLECTED_ADJECTIVE_HEADS, 1.5)
    return CompoundLexicon(all_modifiers, all_heads, verb_stems, simple)


def _at_least(counts: dict[str, float], words: Iterable[str], count: float) -> None:
    for word in words:
        counts[word] = max(count, counts.get(word, 0.0))


@cache
def compound_lexicon() -> CompoundLexicon:
    """The lexicon that the package carries; read once, in a fraction of a second."""
    with gzip.open(LEXICON_FILE, "rt", encoding="ascii") as lines:
        parts, verbs, simple = lines.read().split("\n-\n")
    modifiers: dict[str, float] = {}
    heads: dict[str, float] = {}
    for line in parts.split("\n"):
        word, modifier_count, head_count = line.split(" ")
        if modifier_count != "-":
            modifiers[word] = float(modifier_count) + 0.5 if modifier_count != "0" else KNOWN
        if head_count != "-":
            heads[word] = float(head_count) + 0.5 if head_count != "0" else KNOWN
    return with_listed_parts(
        modifiers, heads, frozenset(verbs.split("\n")), frozenset(simple.split("\n"))
    )
