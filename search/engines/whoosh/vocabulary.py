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

Column = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WordTable:
    """What is known of each numbered word, as arrays over the word's number.

    Word `w` has `term_counts[w]` terms, from `term_starts[w]` on in `terms`, at the relative
    positions `shifts`; it takes `widths[w]` positions, which are the characters `span_starts` to
    `span_starts + span_widths`, from `first_spans[w]` on, as many as its width (none of a gap).
    """

    terms: Column
    shifts: Column
    term_starts: Column
    term_counts: Column
    widths: Column
    span_starts: Column
    span_widths: Column
    first_spans: Column


class _Growing:
    """A column that numbers are appended to, one by one, and that is read as an array."""

    def __init__(self) -> None:
        self._new = array("i")
        self.append = self._new.append
        self._kept = np.empty(1024, dtype=np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self._new)

    def values(self) -> Column:
        """All numbers so far; O(those new since the last call), on average."""
        count = len(self)
        if count > len(self._kept):
            longer = np.empty(max(count, 2 * len(self._kept)), dtype=np.int32)
            longer[: self._count] = self._kept[: self._count]
            self._kept = longer
        self._kept[self._count : count] = self._new
        self._count = count
        del self._new[:]
        return self._kept[:count]


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
        self._terms = _Growing()
        self._shifts = _Growing()
        self._term_counts = _Growing()
        self._span_counts = _Growing()
        self._span_starts = _Growing()
        self._span_widths = _Growing()
        self._number(VALUE_GAP, (), ())

    def __missing__(self, surface: str) -> int:
        analysis = self._analyse(surface)
        return self._number(surface, analysis.terms, analysis.spans)

    def learn(self, words: Iterable[AnalysedWord]) -> None:
        """Take over analyses made elsewhere; words that are known already stay as they are."""
        for surface, terms, spans in words:
            if surface not in self:
                self._number(surface, terms, spans)

    def _number(self, surface: str, terms: Placed, spans: Spans) -> int:
        number = self[surface] = len(self)
        numbers = self.terms
        self._term_counts.append(len(terms))
        self._span_counts.append(len(spans))
        for term, shift in terms:
            self._terms.append(numbers.setdefault(term, len(numbers)))
            self._shifts.append(shift)
        for start, end in spans:
            self._span_starts.append(start)
            self._span_widths.append(end - start)
        return number

    def table(self) -> WordTable:
        """The analyses of all words so far, as arrays; O(words)."""
        term_counts = self._term_counts.values()
        span_counts = self._span_counts.values()
        widths = span_counts.copy()
        widths[0] = GAP_WIDTH
        return WordTable(
            terms=self._terms.values(),
            shifts=self._shifts.values(),
            term_starts=term_counts.cumsum(dtype=np.int32) - term_counts,
            term_counts=term_counts,
            widths=widths,
            span_starts=self._span_starts.values(),
            span_widths=self._span_widths.values(),
            first_spans=span_counts.cumsum(dtype=np.int32) - span_counts,
        )
