"""A few numbers by which the other printings of a story are found.

A text is taken as its runs of four words, each of them hashed. Its sketch is the least of these
hashes (a bottom-k sketch, after Broder): two texts that have half of their runs in common have
about half of their sketches in common too, and a text that is cut to a third still has a third of
the numbers of the whole one. Long texts get longer sketches, so that a short printing of a long
story is found as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from pressespiegel.search.article import TextField

Runs = npt.NDArray[np.uint64]
"""A number for each run of `RUN_LENGTH` words, in the order of the text."""

RUN_LENGTH = 4
"""Words in a run. Shorter ones stand in unrelated texts too, longer ones survive fewer edits."""

SHORTEST_SKETCH = 12
LONGEST_SKETCH = 64

RUNS_PER_NUMBER = 32
"""A longer text has a number for so many runs."""

NUMBER_BYTES = 4

STORY_FIELDS: tuple[TextField, ...] = ("lead", "text")
"""The fields that are compared, as one: what one paper sets as a lead is another's first
paragraph. Headlines, kickers and captions are each paper's own."""

RARE_ENOUGH = 0.4
"""What shared numbers must be worth, each of them one by the number of articles that have it."""

MANY_ENOUGH = 0.25
"""Or so much of the sketch must be shared, for a story that very many papers print."""

FEW = 3
"""Shared by chance are fewer numbers than so many."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_SHIFT = np.uint64(32)
_NO_RUNS: Runs = np.zeros(0, dtype=np.uint64)

_WORD_START = "\x1d"


def runs_of(surfaces: Iterable[Iterable[str]]) -> Runs:
    """The runs of words that are read as one text, part after part.

    Small and large letters, hyphens and the spelling of ß make no difference. Linear, in a few
    steps over all characters.

    >>> one = runs_of([["Die", "Brücke", "ist", "bis", "Mai", "gesperrt"]])
    >>> other = runs_of([["DIE"], ["Brü-\\ncke", "ist", "bis", "Juni"]])
    >>> len(one), [int(place) for place in np.flatnonzero(np.isin(one, other))]
    (3, [0])
    """
    words = _word_numbers(chain.from_iterable(surfaces))
    count = len(words) - RUN_LENGTH + 1
    if count < 1:
        return _NO_RUNS
    runs: Runs = np.convolve(words, _powers(_FACTOR, RUN_LENGTH), "valid")
    for _ in range(2):
        # A sum of products is known from its low bits; folding the high ones down mixes them.
        runs ^= runs >> _SHIFT
        runs *= _FACTOR
    runs ^= runs >> _SHIFT
    return runs


def _word_numbers(surfaces: Iterable[str]) -> npt.NDArray[np.uint64]:
    text = _WORD_START.join(chain(("",), surfaces)).casefold()
    for sign in _printed_hyphens(text):
        text = text.replace(sign, "")
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts = np.flatnonzero(signs == ord(_WORD_START))
    if not len(starts):
        return _NO_RUNS
    # A word's signs times the powers of their places in the text, brought to its own beginning.
    sums = np.add.reduceat(signs * _powers(_FACTOR, len(signs)), starts)
    return sums * _powers(_INVERSE, len(signs))[starts]


def _printed_hyphens(text: str) -> Sequence[str]:
    """What may stand inside a word of one printing and not in another's."""
    return [sign for sign in ("-", "\u00ad", "\n", "\r", " ", "\u2010", "\u2011") if sign in text]


def sketch_of(runs: Runs) -> bytes:
    """The sketch of a text: distinct numbers of four bytes (little-endian), none for a short text.

    >>> len(sketch_of(runs_of([map(str, range(600))]))) // NUMBER_BYTES
    18
    """
    size = min(max(SHORTEST_SKETCH, len(runs) // RUNS_PER_NUMBER), LONGEST_SKETCH)
    # Twice as many, since a text may have the same run again.
    least = np.partition(runs, 2 * size)[: 2 * size] if len(runs) > 2 * size else runs
    # Told apart by their low bits: the high ones of the least are all alike.
    return np.unique(least)[:size].astype("<u4").tobytes()


def likeliest(
    shared: npt.NDArray[np.integer],
    worth: npt.NDArray[np.floating],
    size: int | npt.NDArray[np.integer],
    limit: int,
) -> npt.NDArray[np.intp]:
    """The places of those articles that may well be printings, likeliest first.

    For each article `shared` says how many numbers of a sketch of `size` numbers it has, and
    `worth` what they are worth; where several sketches are asked for at once, `size` is an array.

    >>> likeliest(np.array([1, 3, 1]), np.array([0.01, 0.02, 0.5]), 12, 10).tolist()
    [2, 1]
    """
    may = (worth >= RARE_ENOUGH) | (shared >= np.maximum(FEW, MANY_ENOUGH * size))
    places = np.flatnonzero(may)
    return places[np.argsort(-worth[places], kind="stable")][:limit]


def _powers(factor: np.uint64, count: int) -> npt.NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(count, factor))
