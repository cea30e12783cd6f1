"""How easily somebody who meant one word types another: hands on a keyboard, ears, a wrong rule.

Costs are powers of ten: what costs 1 more happens a tenth as often, so that a cost and the
logarithm of a word's frequency can be added up (a noisy channel, Kernighan, Church and Gale 1990).
They are rounded from what is known of German misspellings: a letter is left out sooner than
added, doubled letters and what sounds alike are mistaken most, a first letter hardly ever.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from types import MappingProxyType

_LEFT_OUT = 0.7
_LEFT_OUT_NEAR_ITSELF = 0.5
_LEFT_OUT_TOO = 0.2
_ADDED = 0.95
_ADDED_NEAR_ITSELF = 0.75
_ADDED_TOO = 0.85
_ONE_OF_A_DOUBLE = 0.5
_SILENT_LETTER = 0.55
_SYLLABLE_ONCE = 0.9
_SYLLABLE_TWICE = 1.0
_SWAPPED = 0.95
_MARK = 0.65
_ALIKE = 0.75
_RESPELT = 0.8
_NEIGHBOUR_KEY = 0.95
_LETTER_FROM_NEARBY = 1.0
_VOWEL_FOR_VOWEL = 1.2
_OTHER_LETTER = 1.25
_OTHER_BEGINNING = 1.1
_OTHER_END = 0.15

_NEVER = 1_000.0
_NONE: Mapping[int, int] = MappingProxyType({})
_NEAR = 3
_SYLLABLE = range(2, 7)

_KEYS = ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_VOWELS = "aeiouäöüy"

SOUND_ALIKE = tuple(
    (pair[0], pair[1])
    for pair in "dt bp gk fv vw iy eä cz ck sz mn ij äö eö iü kq fp sß üy".split()
)
"""Letters that are mistaken for one another by ear."""

# letters for one sound, of which one may be forgotten: Wahl, Tee, Thema, Rhythmus, Takt, Schule
_WITH_A_SILENT_LETTER = frozenset("ie ah eh ih oh uh äh öh üh ee aa oo th rh ck tz dt sc".split())

RESPELLINGS = tuple(
    (pair.split("=")[0], pair.split("=")[1])
    for pair in (
        "f=ph kw=qu ks=x chs=x cks=x gs=x ss=ß ae=ä oe=ö ue=ü ei=ai eu=äu oi=eu oi=äu sch=sh "
        "tsch=dsch k=ch ich=ig ö=eu u=ou o=au o=eau v=ph z=ts zi=ti ee=i oo=u"
    ).split()
)
"""Spellings of one sound: Fisik, Kwalität, Hekse, Strasse, Koenig, Keiser, Heuser, Tschungel."""


def _substitutions() -> Mapping[str, float]:
    """What it costs that the second letter of a pair was meant, and the first typed."""
    costs = {one + other: _VOWEL_FOR_VOWEL for one, other in combinations(_VOWELS, 2)}
    for above, row in zip(("", *_KEYS), _KEYS, strict=False):
        for place, key in enumerate(row):
            for other in row[place + 1 : place + 2] + above[place : place + 2]:
                costs[key + other] = _NEIGHBOUR_KEY
    costs |= {one + other: _ALIKE for one, other in SOUND_ALIKE}
    return MappingProxyType({**costs, **{pair[::-1]: cost for pair, cost in costs.items()}})


def _respellings() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Spellings of one sound, by the last letters of both."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in RESPELLINGS:
        found.setdefault(one[-1] + other[-1], []).append((one, other))
        found.setdefault(other[-1] + one[-1], []).append((other, one))
    return MappingProxyType({ends: tuple(pairs) for ends, pairs in found.items()})


_SUBSTITUTIONS = _substitutions()
_RESPELT_BY_ENDS = _respellings()


def slip_cost(typed: str, meant: str) -> float:
    """How unlikely it is that somebody who meant one word typed the other; 0 for the same.

    >>> slip_cost("maschiene", "maschine") < slip_cost("maschixne", "maschine")
    True
    >>> slip_cost("fisik", "physik") < slip_cost("bisik", "physik")
    True
    """
    if typed == meant:
        return 0.0
    start, end = _alike_ends(typed, meant)
    cost = _alignment_cost(
        _compared(typed, start, len(typed) - end, _ADDED, _ADDED_NEAR_ITSELF),
        _compared(meant, start, len(meant) - end, _LEFT_OUT, _LEFT_OUT_NEAR_ITSELF),
    )
    if typed[:1] != meant[:1]:
        cost += _OTHER_BEGINNING
    return cost + (_OTHER_END if typed[-1:] != meant[-1:] else 0.0)


def _alike_ends(typed: str, meant: str) -> tuple[int, int]:
    """How many letters at the beginning and at the end need not be compared: all but one."""
    shorter = min(len(typed), len(meant))
    start = 0
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    return max(0, start - 1), max(0, end - 1)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Letters of a word, and what each costs that stands in this word alone.

    `twice` tells behind which letters a syllable ends that stands beside its like, and its length.
    """

    text: str
    alone: list[float]
    twice: Mapping[int, int]


def _compared(word: str, start: int, after: int, cost: float, near_itself: float) -> _Compared:
    alone = [_cost_alone(word, place, cost, near_itself) for place in range(start, after)]
    twice = _NONE
    if after - start > _SYLLABLE.start and (all_twice := _repeated(word)):
        twice = {
            end - start: length
            for end, length in all_twice.items()
            if start <= end - length and end <= after
        }
    return _Compared(word[start:after], alone, twice)


@lru_cache(maxsize=1_000)
def _repeated(word: str) -> Mapping[int, int]:
    """Behind which letters a syllable ends that stands beside its like, and its length."""
    return {
        first + length: length
        for length in _SYLLABLE
        for first in range(len(word) - length + 1)
        if word.startswith(word[first : first + length], first + length)
        or word.endswith(word[first : first + length], 0, first)
    }


def _cost_alone(word: str, place: int, cost: float, near_itself: float) -> float:
    letter = word[place]
    left, right = word[place - 1 : place], word[place + 1 : place + 2]
    if letter in (left, right):
        return _ONE_OF_A_DOUBLE
    if left + letter in _WITH_A_SILENT_LETTER or letter + right in _WITH_A_SILENT_LETTER:
        return _SILENT_LETTER
    return near_itself if _is_near(letter, word, place) else cost


def _is_near(letter: str, word: str, place: int) -> bool:
    return (
        letter in word[max(0, place - _NEAR) : place] or letter in word[place + 1 : place + _NEAR]
    )


def _alignment_cost(typed: _Compared, meant: _Compared) -> float:
    """The cost of the likeliest way from what was meant to what was typed, letter by letter."""
    rows = [_beginning(meant.alone, _LEFT_OUT_TOO)]
    added = [_NEVER] * len(rows[0])
    beginning = _beginning(typed.alone, _ADDED_TOO)
    for i, x in enumerate(typed.text, 1):
        above, row = rows[-1], [beginning[i]]
        alone, twice = typed.alone[i - 1], typed.twice.get(i)
        left_out = _NEVER
        for j, y in enumerate(meant.text, 1):
            # a run of letters costs less than as many by themselves
            added[j] = min(above[j] + alone, added[j] + _ADDED_TOO)
            left_out = min(row[-1] + meant.alone[j - 1], left_out + _LEFT_OUT_TOO)
            instead = above[j - 1] + (0.0 if x == y else _cost_instead(typed.text, i - 1, y))
            cost = min(added[j], left_out, instead)
            if i > 1 and j > 1 and x == meant.text[j - 2] and y == typed.text[i - 2]:
                cost = min(cost, rows[i - 2][j - 2] + (_SWAPPED if x != y else 0.0))
            for one, other in _RESPELT_BY_ENDS.get(x + y, ()):
                if typed.text.endswith(one, 0, i) and meant.text.endswith(other, 0, j):
                    cost = min(cost, rows[i - len(one)][j - len(other)] + _RESPELT)
            if twice:
                cost = min(cost, rows[i - twice][j] + _SYLLABLE_TWICE)
            if j in meant.twice:
                cost = min(cost, row[j - meant.twice[j]] + _SYLLABLE_ONCE)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _beginning(alone: list[float], too: float) -> list[float]:
    """The costs of the first letters, up to each, when none of the other word stands there."""
    costs, run = [0.0], _NEVER
    for cost in alone:
        run = min(costs[-1] + cost, run + too)
        costs.append(run)
    return costs


def _cost_instead(typed: str, place: int, meant: str) -> float:
    letter = typed[place]
    cost = _SUBSTITUTIONS.get(letter + meant, _OTHER_LETTER)
    if cost > _MARK and _without_mark(letter) == _without_mark(meant):
        return _MARK
    if cost > _LETTER_FROM_NEARBY and _is_near(letter, typed, place):
        return _LETTER_FROM_NEARBY
    return cost


@cache
def _without_mark(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]
