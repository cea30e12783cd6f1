"""The parts of compounds written in one word: Kriegsgefahr is Krieg and Gefahr.

A word may be cut where both sides are parts of compounds; the more compounds of the lexicon each
side is part of, the likelier the cut. So linking elements hardly need rules: "kriegs" begins
compounds, "krieg" before "sgefahr" ends none. One unknown side is allowed beside a side that is
part of many. What the lexicon knows as a simple word stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pressespiegel.search.german.compound_lexicon import (
    NEVER,
    NO_PART,
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
    STREET_HEADS,
    SUFFIXES,
    VERB_ENDINGS,
    VERBAL_BEGINNING,
    VOWEL,
    WEAK_MODIFIERS,
    dictionary_form,
    without_ending,
)
from pressespiegel.search.german.umlauts import may_have_umlaut, without_inflected_umlaut

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

_MANY_COMPOUNDS_MODIFIED = likelihood(16.0)
_MANY_COMPOUNDS_HEADED = likelihood(8.0)
_SHORTEST_UNKNOWN_MODIFIER = 4
_SHORTEST_UNKNOWN_HEAD = 5
_SHORTEST_PART_BESIDE_UNKNOWN = 5

_LINKS = {"s": ("s", "es"), "n": ("n", "en"), "r": ("er",)}
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
    >>> compound_cut("wahlergebnisse"), compound_cut("betriebswirtschaftlerinnen")
    (4, 8)
    """
    if not SHORTEST_COMPOUND <= len(folded) <= LONGEST_COMPOUND:
        return 0
    if not folded.isascii() or not folded.isalpha():
        return 0
    lexicon = compound_lexicon()
    word = dictionary_form(folded)
    if is_simple(word, lexicon):
        return 0
    return likeliest_cut(word, lexicon)[0]


def is_simple(word: str, lexicon: CompoundLexicon) -> bool:
    """Whether a word is known to be no compound, or a form of a verb: bestreichend.

    >>> is_simple("bestreichend", compound_lexicon()), is_simple("haustuer", compound_lexicon())
    (True, False)
    """
    if without_ending(word) in lexicon.simple:
        return True
    for length in range(_LONGEST_VERB_ENDING + 1):
        end = len(word) - length
        if word[:end] in lexicon.verb_stems and word[end:] in VERB_ENDINGS:
            return not lexicon.ends_compounds(word)
    return False


def likeliest_cut(word: str, lexicon: CompoundLexicon) -> tuple[int, float]:
    """Where a word would be cut by what its parts tell, and how likely; (0, …) if nowhere.

    Simple words are for `is_simple`.
    """
    heads = head_likelihoods(word, lexicon, first=SHORTEST_PART)
    modifiers = modifier_likelihoods(word, lexicon)
    # nothing before has two modifiers, nothing after two parts of a head
    second = min(modifiers, default=len(word)) + SHORTEST_PART
    last = max(heads, default=0) - SHORTEST_PART
    best, cut = _LEAST_LIKELY, 0
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        head = heads.get(place, NEVER)
        if head != NEVER:
            modifier = _compound_modifier(word, place, modifiers, lexicon)
            if modifier != NEVER:
                head = _compound_head(word, place, heads, lexicon)
            # two parts together are never as likely a head as an unknown modifier needs
            elif _may_be_unknown_modifier(word[:place], head, word[place:]):
                modifier = _UNKNOWN - abs(place - 6) / 2
            else:
                continue
        elif place in modifiers or second <= place <= last:
            head = _compound_head(word, place, heads, lexicon)
            if head == NEVER:
                modifier = modifiers.get(place, NEVER)
                if not _may_have_unknown_head(word[:place], modifier):
                    continue
                if not _may_be_unknown_head(word[:place], word[place:]):
                    continue
                head = _UNKNOWN - abs(len(word) - place - 6) / 2
            modifier = _compound_modifier(word, place, modifiers, lexicon)
        else:
            continue
        if modifier <= _LINKED and place + SHORTEST_PART == len(word):
            continue
        if modifier + head > best:
            best, cut = modifier + head, place
    return cut, best


def _compound_modifier(
    word: str, end: int, modifiers: Mapping[int, float], lexicon: CompoundLexicon
) -> float:
    """The likelihood that what stands before `end` is a modifier of one part or two."""
    best = modifiers.get(end, NEVER)
    for place, first in modifiers.items():
        if place + SHORTEST_PART > end:
            break
        both = first + modifier_likelihood(word[place:end], lexicon)
        if both > best:
            best = both
    return best


def _compound_head(
    word: str, start: int, heads: Mapping[int, float], lexicon: CompoundLexicon
) -> float:
    """The likelihood that what stands from `start` on is a head of one part or two."""
    best = heads.get(start, NEVER)
    for place, head in heads.items():
        if start + SHORTEST_PART <= place:
            both = modifier_likelihood(word[start:place], lexicon) + head + _RIGHT_BRANCHING
            if both > best:
                best = both
    return best


def _may_be_unknown_modifier(modifier: str, headed: float, head: str) -> bool:
    # Astrazeneca|impfstoff, but not Stolten|berg and not verbli|ebene
    return (
        headed >= _MANY_COMPOUNDS_HEADED
        and len(modifier) >= _SHORTEST_UNKNOWN_MODIFIER
        and len(head) >= _SHORTEST_PART_BESIDE_UNKNOWN
        and head not in NAME_HEADS
        and VOWEL.search(modifier) is not None
        and (head in STREET_HEADS or VERBAL_BEGINNING.match(modifier) is None)
    )


def _may_have_unknown_head(modifier: str, modified: float) -> bool:
    # Infektions|cluster, Bundes|notbremse
    return (
        modified >= _MANY_COMPOUNDS_MODIFIED
        or modifier in FREE_PREFIXES
        or _is_derived_modifier(modifier)
    )


def _may_be_unknown_head(modifier: str, head: str) -> bool:
    if len(head) < _SHORTEST_UNKNOWN_HEAD or head in SUFFIXES:
        return False
    if modifier in NEOCLASSICAL or modifier in WEAK_MODIFIERS:
        return False
    return POSSIBLE_ONSET.match(head) is not None and not INFLECTED_SUFFIX.match(head)


def _is_derived_modifier(string: str) -> bool:
    # Sicherheits|rat
    return string[-1] == "s" and DERIVED_MODIFIER.match(string) is not None


def head_likelihoods(word: str, lexicon: CompoundLexicon, first: int = 0) -> dict[int, float]:
    """Where in a word, from `first` on, a head of one part may begin, and how likely each is."""
    found: dict[int, float] = {}
    parts, stems = lexicon.parts, lexicon.verb_stems
    for place in range(first, len(word) - SHORTEST_PART + 1):
        part = parts.get(word[place:])
        if part is not None and part[1] != NEVER:
            found[place] = part[1]
    for base, penalty in bases(word):
        for place in range(first, min(len(base), len(word) - 1) - SHORTEST_PART + 1):
            stem = base[place:]
            if penalty == _DERIVED:
                if stem not in stems or len(stem) <= SHORTEST_PART:
                    continue
                likely = _DERIVED_FROM_VERB
            else:
                likely = parts.get(stem, NO_PART)[1]
                if likely == NEVER and penalty == _DIMINUTIVE:
                    likely = parts.get(stem + "e", NO_PART)[1]
                if likely == NEVER:
                    continue
                likely += penalty
            if place in found:
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
    umlauted = may_have_umlaut(word)
    for ending, penalty in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending):
            base = word[: -len(ending)]
            yield base, penalty
            if umlauted and (plain := without_inflected_umlaut(base)) != base:
                yield plain, penalty
    if umlauted and (plain := without_inflected_umlaut(word)) != word:
        yield plain, _INFLECTED


def modifier_likelihoods(word: str, lexicon: CompoundLexicon) -> dict[int, float]:
    """Where a modifier of one part that begins a word may end, and how likely each is."""
    found: dict[int, float] = {}
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        likely = modifier_likelihood(word[:place], lexicon)
        if likely != NEVER:
            found[place] = likely
    return found


def modifier_likelihood(string: str, lexicon: CompoundLexicon) -> float:
    """How likely a compound begins with this, as one part."""
    part = lexicon.parts.get(string)
    if part is not None and part[0] != NEVER:
        return part[0]
    if string in lexicon.verb_stems or (string[-1] in _LINKS and _is_linked(string, lexicon)):
        return NEVER if string in NO_MODIFIERS else _LINKED
    return NEVER


def _is_linked(string: str, lexicon: CompoundLexicon) -> bool:
    for link in _LINKS[string[-1]]:
        if string.endswith(link) and len(string) - len(link) > SHORTEST_PART:
            part = lexicon.parts.get(string[: -len(link)])
            if part is not None and part[1] != NEVER:
                return True
    return _is_derived_modifier(string)
