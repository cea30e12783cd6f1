"""The other ways to spell what was typed: by ear, without umlauts, a syllable fewer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pressespiegel.search.words.slips import RESPELLINGS, SOUND_ALIKE

MOST_SPELLINGS = 400
"""Spellings that are tried, those with the fewest changes."""

_SYLLABLE = range(2, 7)


def _pairs() -> dict[str, tuple[tuple[str, str], ...]]:
    """What may be spelt otherwise, by its first letter."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in (*RESPELLINGS, *SOUND_ALIKE):
        found.setdefault(one[0], []).append((one, other))
        found.setdefault(other[0], []).append((other, one))
    return {letter: tuple(pairs) for letter, pairs in found.items()}


_PAIRS = _pairs()
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))


def spellings(typed: str) -> Iterator[str]:
    """Other spellings of a word in lower case, at most `MOST_SPELLINGS`, some perhaps twice.

    >>> {"physik", "visik"} <= set(spellings("fisik"))
    True
    >>> "überfüllt" in spellings("ueberfuellt")
    True
    >>> next(spellings("internationationale"))
    'internationale'
    """
    return islice(_all_spellings(typed), MOST_SPELLINGS)


def _all_spellings(typed: str) -> Iterator[str]:
    yield from _syllable_fewer(typed)
    umlauts = typed
    for plain, umlaut in _UMLAUTS:
        umlauts = umlauts.replace(plain, umlaut)
    if umlauts != typed:
        yield umlauts
    once = list(_changed(typed, 0))
    yield from (spelling for spelling, _ in once)
    for spelling, after in once:
        yield from (twice for twice, _ in _changed(spelling, after))


def _syllable_fewer(typed: str) -> Iterator[str]:
    for length in reversed(_SYLLABLE):
        for first in range(len(typed) - 2 * length + 1):
            after = first + length
            if typed.startswith(typed[first:after], after):
                yield typed[:first] + typed[after:]


def _changed(word: str, start: int) -> Iterator[tuple[str, int]]:
    """The word with one sound spelt otherwise, and behind which letter that sound ends."""
    for place in range(start, len(word)):
        for one, other in _PAIRS.get(word[place], ()):
            if word.startswith(one, place):
                yield word[:place] + other + word[place + len(one) :], place + len(other)
