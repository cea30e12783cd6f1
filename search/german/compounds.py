"""The parts of compounds written in one word: Kriegsgefahr is Krieg and Gefahr.

A word may be cut where both sides are parts of compounds; the more compounds of the lexicon each
side is part of, the likelier the cut. So linking elements need no rules: "kriegs" begins
compounds, "krieg" before "sgefahr" ends none. One unknown side is allowed beside a side that is
part of many. What the lexicon knows as a simple word stays whole.
"""

from __future__ import annotations

import math

from pressespiegel.search.german.compound_lexicon import (
    COMPOUNDS_COUNTED,
    CompoundLexicon,
    compound_lexicon,
)
from pressespiegel.search.german.compound_rules import (
    DERIVED_MODIFIER,
    FREE_PREFIXES,
    INFLECTED_SUFFIX,
    NAME_HEADS,
    NEOCLASSICAL,
    NO_HEADS,
    NO_MODIFIERS,
    POSSIBLE_ONSET,
    PRESENT_PARTICIPLE,
    SUFFIXES,
    VERBAL_BEGINNING,
    VOWEL,
    WEAK_MODIFIERS,
    WORD_ENDING,
)
from pressespiegel.search.german.umlauts import without_inflected_umlaut

SHORTEST_COMPOUND = 6
SHORTEST_PART = 3
LONGEST_COMPOUND = 60

_LINKED = math.log(0.1) - COMPOUNDS_COUNTED
_DERIVED = math.log(0.3) - COMPOUNDS_COUNTED
_INFLECTED = math.log(0.5)
_UNKNOWN = -19.0
_RIGHT_BRANCHING = -1.0
_LEAST_LIKELY = -33.0

_MANY_COMPOUNDS_MODIFIED = 20.0
_MANY_COMPOUNDS_HEADED = 10.0
_SHORTEST_UNKNOWN_MODIFIER = 4
_SHORTEST_UNKNOWN_HEAD = 5

_LINKS = ("s", "n", "en", "es", "er")
_NOUN_ENDINGS = ("ien", "nen", "ern", "en", "es", "er", "n", "s", "e")
_DERIVATIONS = ("ungen", "ung", "erinnen", "erin", "erei", "ern", "ers", "er")
_DIMINUTIVES = ("chens", "chen", "lein")


def compound_parts(folded: str) -> tuple[str, ...]:
    """The parts of a folded word that is a compound, parts of parts behind the part.

    >>> compound_parts("kriegsgefahr"), compound_parts("filmstudiengang")
    (('kriegs', 'gefahr'), ('film', 'studiengang', 'studien', 'gang'))
    >>> compound_parts("bruessel"), compound_parts("minister")
    ((), ())
    """
    cut = compound_cut(folded)
    if not cut:
        return ()
    modifier, head = folded[:cut], folded[cut:]
    return (modifier, *compound_parts(modifier), head, *compound_parts(head))


def compound_cut(folded: str) -> int:
    """Where a folded word is cut into the two parts it was made of; 0 if it is no compound.

    >>> compound_cut("aussenminister"), compound_cut("kindergarten"), compound_cut("kombination")
    (6, 6, 0)
    """
    if not SHORTEST_COMPOUND <= len(folded) <= LONGEST_COMPOUND or not folded.isascii():
        return 0
    if not folded.isalpha():
        return 0
    lexicon = compound_lexicon()
    if WORD_ENDING.sub("", folded) in lexicon.simple or _is_participle(folded, lexicon):
        return 0
    return likeliest_cut(folded, lexicon)


def _is_participle(folded: str, lexicon: CompoundLexicon) -> bool:
    # steh|ende: no end
    found = PRESENT_PARTICIPLE.fullmatch(folded)
    return found is not None and found[1] in lexicon.verb_stems


def likeliest_cut(word: str, lexicon: CompoundLexicon) -> int:
    """Where a word would be cut by what its parts tell, simple words aside; 0 if nowhere."""
    likelihoods = _Likelihoods(lexicon)
    best, cut = _LEAST_LIKELY, 0
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        modifier, head = word[:place], word[place:]
        if INFLECTED_SUFFIX.match(head) and head not in lexicon.heads:
            continue
        known_modifier = likelihoods.compound_modifier(modifier)
        known_head = likelihoods.compound_head(head)
        if known_modifier is None:
            if known_head is None or not _may_be_unknown_modifier(modifier, head, lexicon):
                continue
            known_modifier = _UNKNOWN - abs(len(modifier) - 6) / 2
        elif known_head is None:
            if not _may_be_unknown_head(modifier, head, lexicon):
                continue
            known_head = _UNKNOWN - abs(len(head) - 6) / 2
        if known_modifier + known_head > best:
            best, cut = known_modifier + known_head, place
    return cut


def _may_be_unknown_modifier(modifier: str, head: str, lexicon: CompoundLexicon) -> bool:
    # Astrazeneca|impfstoff, but not Stolten|berg and not verbli|ebene
    return (
        len(modifier) >= _SHORTEST_UNKNOWN_MODIFIER
        and len(head) >= _SHORTEST_UNKNOWN_HEAD
        and lexicon.heads.get(head, 0.0) >= _MANY_COMPOUNDS_HEADED
        and head not in NAME_HEADS
        and VOWEL.search(modifier) is not None
        and VERBAL_BEGINNING.match(modifier) is None
    )


def _may_be_unknown_head(modifier: str, head: str, lexicon: CompoundLexicon) -> bool:
    # Infektions|cluster, Bundes|notbremse
    if len(head) < _SHORTEST_UNKNOWN_HEAD or head in SUFFIXES or INFLECTED_SUFFIX.match(head):
        return False
    if modifier in NEOCLASSICAL or modifier in WEAK_MODIFIERS:
        return False
    if not POSSIBLE_ONSET.match(head):
        return False
    return (
        lexicon.modifiers.get(modifier, 0.0) >= _MANY_COMPOUNDS_MODIFIED
        or modifier in FREE_PREFIXES
        or DERIVED_MODIFIER.match(modifier) is not None
    )


class _Likelihoods:
    """How likely strings are as parts of one word; each string is looked up once."""

    def __init__(self, lexicon: CompoundLexicon) -> None:
        self._lexicon = lexicon
        self._modifiers: dict[str, float | None] = {}
        self._heads: dict[str, float | None] = {}

    def compound_modifier(self, string: str) -> float | None:
        """The likelihood of a modifier of one part or two."""
        best = self._modifier(string)
        for place in range(SHORTEST_PART, len(string) - SHORTEST_PART + 1):
            first = self._modifier(string[:place])
            if first is None:
                continue
            second = self._modifier(string[place:])
            if second is not None and (best is None or first + second > best):
                best = first + second
        return best

    def compound_head(self, string: str) -> float | None:
        """The likelihood of a head of one part or two."""
        best = self._head(string)
        for place in range(SHORTEST_PART, len(string) - SHORTEST_PART + 1):
            first = self._modifier(string[:place])
            if first is None:
                continue
            second = self._head(string[place:])
            if second is not None:
                both = first + second + _RIGHT_BRANCHING
                if best is None or both > best:
                    best = both
        return best

    def _modifier(self, string: str) -> float | None:
        try:
            return self._modifiers[string]
        except KeyError:
            found = self._modifiers[string] = modifier_likelihood(string, self._lexicon)
            return found

    def _head(self, string: str) -> float | None:
        try:
            return self._heads[string]
        except KeyError:
            found = self._heads[string] = head_likelihood(string, self._lexicon)
            return found


def modifier_likelihood(string: str, lexicon: CompoundLexicon) -> float | None:
    """The logarithm of how likely a compound begins with this, as one part; None: never."""
    if count := lexicon.modifiers.get(string):
        return math.log(count) - COMPOUNDS_COUNTED
    if DERIVED_MODIFIER.match(string):
        return _LINKED
    if string in NO_MODIFIERS or len(string) <= SHORTEST_PART:
        return None
    if string in lexicon.verb_stems:
        return _LINKED
    for link in _LINKS:
        if string.endswith(link) and len(string) > len(link) + SHORTEST_PART:
            if string[: -len(link)] in lexicon.heads:
                return _LINKED
    return None


def head_likelihood(string: str, lexicon: CompoundLexicon) -> float | None:
    """The logarithm of how likely a compound ends with this, as one part; None: never."""
    heads = lexicon.heads
    if count := heads.get(string):
        return math.log(count) - COMPOUNDS_COUNTED
    if string in SUFFIXES or string in NO_HEADS or len(string) <= SHORTEST_PART:
        return None
    for ending in _NOUN_ENDINGS:
        if string.endswith(ending):
            base = string[: -len(ending)]
            if len(base) < SHORTEST_PART:
                continue
            count = heads.get(base) or heads.get(without_inflected_umlaut(base))
            if count:
                return math.log(count) + _INFLECTED - COMPOUNDS_COUNTED
    if count := heads.get(without_inflected_umlaut(string)):
        return math.log(count) + _INFLECTED - COMPOUNDS_COUNTED
    for ending in _DERIVATIONS:
        if string.endswith(ending) and string[: -len(ending)] in lexicon.verb_stems:
            return _DERIVED if len(string) > len(ending) + SHORTEST_PART else None
    for ending in _DIMINUTIVES:
        if string.endswith(ending):
            base = string[: -len(ending)]
            if len(base) > SHORTEST_PART and (
                base in heads or base + "e" in heads or without_inflected_umlaut(base) in heads
            ):
                return _DERIVED
    return None
