"""The distinct words of a writer: each analysed once and numbered, its analysis kept in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import VALUE_GAP, AnalysedWord, Placed, Spans
from pressespiegel.search.engines.whoosh.word_numbers import Numbers, WordNumbers, packed
from pressespiegel.search.german import WordAnalysis

GAP_WIDTH = 100
"""How many positions lie between two values of a field."""

BYTES_PER_KEY = 350
"""What a term takes, about: as the key of a dict, and in a list while a segment is written."""

Column = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WordTable:
    """What is known of each numbered word, as arrays over the word's number.

    Word `w` has `term_counts[w]` terms, from `first_terms[w]` on in `terms`, at the relative
    positions `shifts`; it takes `widths[w]` positions, which are the characters `span_starts` to
    `span_starts + span_widths`, from `first_spans[w]` on, as many as its width (none of a gap).
    """

    terms: Column
    shifts: Column
    first_terms: Column
    term_counts: Column
    widths: Column
    span_starts: Column
    span_widths: Column
    first_spans: Column


class _Growing:
    """A column that numbers are appended to, and that is read as an array."""

    def __init__(self) -> None:
        self._new = array("i")
        self._kept = np.empty(1024, dtype=np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self._new)

    def extend(self, numbers: list[int]) -> None:
        """Append some numbers."""
        self._new.fromlist(numbers)

    def values(self) -> Column:
        """All numbers so far; O(those new since the last call), on average.

        What a call gave stays as it is, whatever is appended later.
        """
        count = len(self)
        if count > len(self._kept):
            longer = np.empty(max(count, 2 * len(self._kept)), dtype=np.int32)
            longer[: self._count] = self._kept[: self._count]
            self._kept = longer
        self._kept[self._count : count] = self._new
        self._count = count
        del self._new[:]
        return self._kept[:count]


class Vocabulary:
    """The numbered words: `numbers` looks many up at once, and analyses those that are new."""

    def __init__(self, analyse_word: Callable[[str], WordAnalysis]) -> None:
        self._analyse = analyse_word
        self.forget()

    def forget(self) -> None:
        """Begin anew, without any word; numbers given before mean nothing any more."""
        self.terms: dict[str, int] = {}
        self._plain = WordNumbers()
        self._odd: dict[str, int] = {}
        self._learned: dict[str, tuple[Placed, Spans]] = {VALUE_GAP: ((), ())}
        self._terms = _Growing()
        self._shifts = _Growing()
        self._first_terms = _Growing()
        self._term_counts = _Growing()
        self._widths = _Growing()
        self._span_starts = _Growing()
        self._span_widths = _Growing()
        self._first_spans = _Growing()
        self._number_learned()
        self._widths.values()[0] = GAP_WIDTH

    def __len__(self) -> int:
        return len(self._widths)

    @property
    def bytes(self) -> int:
        """About how much memory the words take, writing their segment included."""
        return (
            self._plain.bytes
            + BYTES_PER_KEY * (len(self.terms) + len(self._odd))
            + 16 * len(self._widths)
            + 8 * (len(self._terms) + len(self._span_starts))
        )

    def learn(self, words: Iterable[AnalysedWord]) -> None:
        """Take over analyses made elsewhere; words that are known already stay as they are."""
        for surface, terms, spans in words:
            self._learned[surface] = terms, spans

    def numbers(self, text: str, starts: Numbers, ends: Numbers) -> Numbers:
        """The numbers of the words `text[starts[i]:ends[i]]`; linear in the text."""
        if self._learned:
            self._number_learned()
        return self._numbers(text, starts, ends)

    def _number_learned(self) -> None:
        surfaces = list(self._learned)
        ends = np.fromiter(accumulate(map(len, surfaces)), dtype=np.int32, count=len(surfaces))
        self._numbers("".join(surfaces), np.append(np.int32(0), ends[:-1]), ends)
        self._learned.clear()

    def _numbers(self, text: str, starts: Numbers, ends: Numbers) -> Numbers:
        words = packed(text, starts, ends)
        numbers = self._plain.find(words)
        missing = np.flatnonzero(numbers < 0)
        if not len(missing):
            return numbers
        plain = words.plain[missing]
        if not plain.all():
            self._number_odd(text, starts, ends, missing[~plain], numbers)
            missing = missing[plain]
        new = words[missing]
        first, which = new.distinct()
        bounds = zip(starts[missing[first]].tolist(), ends[missing[first]].tolist(), strict=True)
        given = self._number([text[start:end] for start, end in bounds])
        numbers[missing] = given[which]
        self._plain.add(new[first], given)
        return numbers

    def _number_odd(
        self, text: str, starts: Numbers, ends: Numbers, places: Places, numbers: Numbers
    ) -> None:
        """Fill in the numbers of odd words."""
        bounds = zip(starts[places].tolist(), ends[places].tolist(), strict=True)
        surfaces = [text[start:end] for start, end in bounds]
        new = list(dict.fromkeys(surface for surface in surfaces if surface not in self._odd))
        self._odd.update(zip(new, self._number(new).tolist(), strict=True))
        numbers[places] = [self._odd[surface] for surface in surfaces]

    def _number(self, surfaces: list[str]) -> Numbers:
        """Number new words."""
        analysed = [self._learned.get(each) or self._analysed(each) for each in surfaces]
        terms = self.terms
        term = len(self._terms)
        span = len(self._span_starts)
        count = len(self._widths)
        first_terms, first_spans = [], []
        for placed, spans in analysed:
            first_terms.append(term)
            first_spans.append(span)
            term += len(placed)
            span += len(spans)
        self._terms.extend(
            [terms.setdefault(name, len(terms)) for placed, _ in analysed for name, _ in placed]
        )
        self._shifts.extend([shift for placed, _ in analysed for _, shift in placed])
        self._first_terms.extend(first_terms)
        self._term_counts.extend([len(placed) for placed, _ in analysed])
        self._span_starts.extend([start for _, spans in analysed for start, _ in spans])
        self._span_widths.extend([end - start for _, spans in analysed for start, end in spans])
        self._first_spans.extend(first_spans)
        self._widths.extend([len(spans) for _, spans in analysed])
        return np.arange(count, count + len(surfaces), dtype=np.int32)

    def _analysed(self, surface: str) -> tuple[Placed, Spans]:
        analysis = self._analyse(surface)
        return analysis.terms, analysis.spans

    def table(self) -> WordTable:
        """The analyses of all words so far, as arrays; O(words since the last call)."""
        return WordTable(
            terms=self._terms.values(),
            shifts=self._shifts.values(),
            first_terms=self._first_terms.values(),
            term_counts=self._term_counts.values(),
            widths=self._widths.values(),
            span_starts=self._span_starts.values(),
            span_widths=self._span_widths.values(),
            first_spans=self._first_spans.values(),
        )
