"""The parts of compounds written in one word: Kriegsgefahr is Krieg and Gefahr.

A word may be cut where both sides are parts of compounds; the more compounds of the lexicon each
side is part of, the likelier the cut. So linking elements hardly need rules: "kriegs" begins
compounds, "krieg" before "sgefahr" ends none. One unknown side is allowed beside a side that is
part of many. What the lexicon knows as a simple word stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pressespiegel.search.german.compound_lexicon import (
    CompoundLexicon,
    compound_lexicon,
    likelihood,
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
    SUFFIXES,
    VERB_ENDINGS,
    VERBAL_BEGINNING,
    VOWEL,
    WEAK_MODIFIERS,
    WORD_ENDING,
)
from pressespiegel.search.german.umlauts import without_inflected_umlaut

SHORTEST_COMPOUND = 6
SHORTEST_PART = 3
LONGEST_COMPOUND = 60

_LINKED = likelihood(0.1)
_INFLECTED = -0.7
_DERIVED = -1.2
_DIMINUTIVE = -2.0
_RIGHT_BRANCHING = -1.0
_UNKNOWN = -19.0
_LEAST_LIKELY = -33.0
_NEVER = -1000.0

_MANY_COMPOUNDS_MODIFIED = likelihood(16.0)
_MANY_COMPOUNDS_HEADED = likelihood(8.0)
_SHORTEST_UNKNOWN_MODIFIER = 4
_SHORTEST_UNKNOWN_HEAD = 5
_SHORTEST_PART_BESIDE_UNKNOWN = 5

_LINKS = ("s", "n", "en", "es", "er")
_LAST_OF_LINKS = frozenset(link[-1] for link in _LINKS)
_DERIVED_FROM_VERB = likelihood(0.3)
_LONGEST_VERB_ENDING = max(map(len, VERB_ENDINGS))
_ENDINGS = (
    *((ending, _INFLECTED) for ending in ("ien", "nen", "en", "es", "er", "ern", "n", "s", "e")),
    *(
        (ending, _DERIVED)
        for ending in ("ungen", "ung", "erinnen", "erin", "erei", "er", "ern", "ers")
    ),
    *((ending, _DIMINUTIVE) for ending in ("chens", "chen", "lein")),
)

_ENDINGS_BY_LETTER = {
    letter: tuple(each for each in _ENDINGS if each[0].endswith(letter))
    for letter in {ending[-1] for ending, _ in _ENDINGS}
}
_UMLAUT = re.compile("[aou]e")


@lru_cache(maxsize=1 << 15)
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
    if not SHORTEST_COMPOUND <= len(folded) <= LONGEST_COMPOUND:
        return 0
    if not folded.isascii() or not folded.isalpha():
        return 0
    lexicon = compound_lexicon()
    if is_simple(folded, lexicon):
        return 0
    return likeliest_cut(folded, lexicon)[0]


def is_simple(word: str, lexicon: CompoundLexicon) -> bool:
    """Whether a word is known to be no compound, or a form of a verb: bestreichend.

    >>> is_simple("bestreichend", compound_lexicon()), is_simple("haustuer", compound_lexicon())
    (True, False)
    """
    if WORD_ENDING.sub("", word) in lexicon.simple:
        return True
    if word in lexicon.heads:
        return False
    for length in range(_LONGEST_VERB_ENDING + 1):
        end = len(word) - length
        if word[:end] in lexicon.verb_stems and word[end:] in VERB_ENDINGS:
            return True
    return False


def likeliest_cut(word: str, lexicon: CompoundLexicon) -> tuple[int, float]:
    """Where a word would be cut by what its parts tell, and how likely; (0, …) if nowhere.

    Simple words are for `is_simple`.
    """
    parts = _Parts(word, lexicon)
    best, cut = _LEAST_LIKELY, 0
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = parts.compound_head(place)
        if head == _NEVER and not _may_have_unknown_head(word[:place], parts.modifier(0, place)):
            continue
        modifier = parts.compound_modifier(place)
        if modifier == _NEVER:
            if head == _NEVER or not _may_be_unknown_modifier(word[:place], head, word[place:]):
                continue
            modifier = _UNKNOWN - abs(place - 6) / 2
        elif head == _NEVER:
            if not _may_be_unknown_head(word[:place], word[place:]):
                continue
            head = _UNKNOWN - abs(len(word) - place - 6) / 2
        if modifier <= _LINKED and place + SHORTEST_PART == len(word):
            continue
        if modifier + head > best:
            best, cut = modifier + head, place
    return cut, best


def _may_be_unknown_modifier(modifier: str, headed: float, head: str) -> bool:
    # Astrazeneca|impfstoff, but not Stolten|berg and not verbli|ebene
    return (
        headed >= _MANY_COMPOUNDS_HEADED
        and len(modifier) >= _SHORTEST_UNKNOWN_MODIFIER
        and len(head) >= _SHORTEST_PART_BESIDE_UNKNOWN
        and head not in NAME_HEADS
        and VOWEL.search(modifier) is not None
        and VERBAL_BEGINNING.match(modifier) is None
    )


def _may_have_unknown_head(modifier: str, modified: float) -> bool:
    # Infektions|cluster, Bundes|notbremse
    return (
        modified >= _MANY_COMPOUNDS_MODIFIED
        or modifier in FREE_PREFIXES
        or (modifier[-1] == "s" and DERIVED_MODIFIER.match(modifier) is not None)
    )


def _may_be_unknown_head(modifier: str, head: str) -> bool:
    if len(head) < _SHORTEST_UNKNOWN_HEAD or head in SUFFIXES:
        return False
    if modifier in NEOCLASSICAL or modifier in WEAK_MODIFIERS:
        return False
    return POSSIBLE_ONSET.match(head) is not None and not INFLECTED_SUFFIX.match(head)


class _Parts:
    """How likely the stretches of one word are parts of it; looked up once each."""

    __slots__ = ("_heads", "_lexicon", "_modifiers", "_word")

    def __init__(self, word: str, lexicon: CompoundLexicon) -> None:
        self._word = word
        self._lexicon = lexicon
        self._modifiers: dict[str, float] = {}
        self._heads = head_likelihoods(word, lexicon)

    def compound_modifier(self, end: int) -> float:
        """The likelihood that what stands before `end` is a modifier of one part or two."""
        best = self.modifier(0, end)
        for place in range(SHORTEST_PART, end - SHORTEST_PART + 1):
            first = self.modifier(0, place)
            if first != _NEVER:
                both = first + self.modifier(place, end)
                if both > best:
                    best = both
        return best

    def compound_head(self, start: int) -> float:
        """The likelihood that what stands from `start` on is a head of one part or two."""
        best = self._heads.get(start, _NEVER)
        for place, head in self._heads.items():
            if place - start >= SHORTEST_PART:
                both = self.modifier(start, place) + head + _RIGHT_BRANCHING
                if both > best:
                    best = both
        return best

    def modifier(self, start: int, end: int) -> float:
        """The likelihood that a stretch is a modifier of one part."""
        string = self._word[start:end]
        found = self._modifiers.get(string)
        if found is None:
            found = self._modifiers[string] = modifier_likelihood(string, self._lexicon)
        return found


def head_likelihoods(word: str, lexicon: CompoundLexicon) -> dict[int, float]:
    """Where in a word a head of one part may begin, with the likelihood of each."""
    found: dict[int, float] = {}
    heads = lexicon.heads
    for place in range(len(word) - SHORTEST_PART + 1):
        likely = heads.get(word[place:])
        if likely is not None:
            found[place] = likely
    for base, penalty in bases(word):
        for place in range(len(base) - SHORTEST_PART + 1):
            if place in found or len(word) - place <= SHORTEST_PART:
                continue
            stem = base[place:]
            likely = heads.get(stem) if penalty != _DERIVED else None
            if likely is None and penalty == _DIMINUTIVE:
                likely = heads.get(stem + "e")
            if likely is not None:
                likely += penalty
            elif penalty == _DERIVED and len(stem) > SHORTEST_PART and stem in lexicon.verb_stems:
                likely = _DERIVED_FROM_VERB
            else:
                continue
            whole = word[place:]
            if whole not in SUFFIXES and whole not in NO_HEADS:
                found[place] = likely
    return found


def bases(word: str) -> Iterator[tuple[str, float]]:
    """What a word may be a form of, with the likelihood of each.

    >>> [base for base, _ in bases("krankenhaeuses")]
    ['krankenhaeus', 'krankenhaus', 'krankenhaeuse']
    """
    umlauted = _UMLAUT.search(word) is not None
    for ending, penalty in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending):
            base = word[: -len(ending)]
            yield base, penalty
            if umlauted and (plain := without_inflected_umlaut(base)) != base:
                yield plain, penalty
    if umlauted and (plain := without_inflected_umlaut(word)) != word:
        yield plain, _INFLECTED


def modifier_likelihood(string: str, lexicon: CompoundLexicon) -> float:
    """How likely a compound begins with this, as one part."""
    likely = lexicon.modifiers.get(string)
    if likely is not None:
        return likely
    if len(string) <= SHORTEST_PART or string in NO_MODIFIERS:
        return _NEVER
    if string in lexicon.verb_stems:
        return _LINKED
    if string[-1] in _LAST_OF_LINKS:
        heads = lexicon.heads
        for link in _LINKS:
            base = string.removesuffix(link)
            if base != string and len(base) > SHORTEST_PART and base in heads:
                return _LINKED
        if string[-1] == "s" and DERIVED_MODIFIER.match(string):
            return _LINKED
    return _NEVER
