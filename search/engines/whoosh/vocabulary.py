"""The distinct words of a writer: each analysed once and numbered, its analysis kept in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import VALUE_GAP, AnalysedWord, Placed, Spans
from pressespiegel.search.german import WordAnalysis

GAP_WIDTH = 100
"""How many positions lie between two values of a field."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """What is known of each numbered word, as arrays over the word's number.

    Word `w` has the terms `terms[term_ends[w-1]:term_ends[w]]` at the relative positions `shifts`
    (int64 each), takes `widths[w]` positions, and its positions are the characters
    `span_starts` to `span_starts + span_widths`, from `span_ends[w-1]` to `span_ends[w]`.
    """

    terms: npt.NDArray[np.int64]
    shifts: npt.NDArray[np.int64]
    term_ends: npt.NDArray[np.int64]
    widths: npt.NDArray[np.int64]
    span_starts: npt.NDArray[np.int64]
    span_widths: npt.NDArray[np.int64]
    span_ends: npt.NDArray[np.int64]


class Vocabulary(dict[str, int]):
    """Numbers words as they are first looked up: `vocabulary[surface]` analyses a new one.

    A dict, so that known words cost no Python call: `map(vocabulary.__getitem__, surfaces)`.
    """

    def __init__(self, analyse_word: Callable[[str], WordAnalysis]) -> None:
        super().__init__()
        self._analyse = analyse_word
        self.forget()

    def forget(self) -> None:
        """Begin anew, without any word; numbers given before mean nothing any more."""
        self.clear()
        self.terms: dict[str, int] = {}
        self._terms = array("I")
        self._shifts = array("I")
        self._term_ends = array("I")
        self._widths = array("I")
        self._span_starts = array("I")
        self._span_widths = array("I")
        self._span_ends = array("I")
        self[VALUE_GAP] = 0
        self._close(GAP_WIDTH)

    def __missing__(self, surface: str) -> int:
        analysis = self._analyse(surface)
        return self._number(surface, analysis.terms, analysis.spans)

    def learn(self, words: Iterable[AnalysedWord]) -> None:
        """Take over analyses made elsewhere; words that are known already stay as they are."""
        for surface, terms, spans in words:
            if surface not in self:
                self._number(surface, terms, spans)

    def _number(self, surface: str, terms: Placed, spans: Spans) -> int:
        numbers = self.terms
        for term, shift in sorted(terms, key=_shift) if len(spans) > 1 else terms:
            self._terms.append(numbers.setdefault(term, len(numbers)))
            self._shifts.append(shift)
        for start, end in spans:
            self._span_starts.append(start)
            self._span_widths.append(end - start)
        number = self[surface] = len(self._widths)
        self._close(len(spans))
        return number

    def _close(self, width: int) -> None:
        self._term_ends.append(len(self._terms))
        self._span_ends.append(len(self._span_starts))
        self._widths.append(width)

    def table(self) -> WordTable:
        """The analyses of all words so far, as arrays; O(words)."""
        columns = (
            self._terms,
            self._shifts,
            self._term_ends,
            self._widths,
            self._span_starts,
            self._span_widths,
            self._span_ends,
        )
        return WordTable(*(np.array(column, dtype=np.int64) for column in columns))


def _shift(placed: tuple[str, int]) -> int:
    return placed[1]
