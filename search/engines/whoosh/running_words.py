"""The running words of one field, on their way to postings: gathered, numbered, sorted in runs."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import Words
from pressespiegel.search.engines.whoosh.arrays import Ints
from pressespiegel.search.engines.whoosh.aside import Aside, OneAhead
from pressespiegel.search.engines.whoosh.sorted_runs import (
    Column,
    JoinedPostings,
    NumberedWords,
    SortedRun,
    join_runs,
    sorted_runs,
)
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.engines.whoosh.word_numbers import Numbers

BYTES_PER_WORD = 100
"""What a word takes at the height of sorting, with the keys of its terms."""


@dataclass(frozen=True, slots=True)
class Places:
    """The characters of each position of each document: how many positions, and for each how far
    it begins behind the one before (the first: behind the beginning), and how wide it is."""

    counts: Ints
    steps: Sequence[Column]
    widths: Sequence[Column]


class RunningWords:
    """Gathers the words of one field, document after document.

    With `placed`, the characters of each word are kept too.
    """

    def __init__(self, vocabulary: Vocabulary, placed: bool, aside: Aside | None = None) -> None:
        self.placed = placed
        self._vocabulary = vocabulary
        self.waiting: list[Words] = []
        self._documents = array("i")
        self._numbered: list[NumberedWords] = []
        self._sorting: OneAhead[list[SortedRun]] = OneAhead(aside)
        self._runs: list[SortedRun] = []

    def add(self, document: int, words: Words) -> None:
        """Take in the words of a document; numbers of documents must ascend."""
        self.waiting.append(words)
        self._documents.append(document)

    def take(self, numbers: Numbers, counts: npt.NDArray[np.int32]) -> None:
        """Take the numbers of the words that wait, `counts` of each document."""
        starts = _joined_numbers(each.starts for each in self.waiting) if self.placed else None
        documents = np.array(self._documents, dtype=np.int32)
        self._numbered.append(NumberedWords(documents, counts, numbers, starts))
        self.waiting = []
        del self._documents[:]

    def sort(self) -> None:
        """Sort what is numbered into a run, beside what comes next."""
        if not self._numbered:
            return
        given, self._numbered = self._numbered, []
        table = self._vocabulary.table()
        self._keep(self._sorting.begin(lambda: sorted_runs(table, given)))

    def _keep(self, sorted: list[list[SortedRun]]) -> None:
        for runs in sorted:
            self._runs += runs

    def end_sorting(self) -> None:
        """Wait until all is sorted."""
        self._keep(self._sorting.end())

    @property
    def bytes(self) -> int:
        """How much memory the runs take that are sorted."""
        return sum(run.bytes for run in self._runs)

    def lengths(self, documents: int) -> Ints:
        """How many words the field has in each of all documents; once all is sorted, as below."""
        lengths = np.zeros(documents, dtype=np.int64)
        for run in self._runs:
            lengths[run.documents] = run.lengths
        return lengths

    def places(self, documents: int) -> Places:
        """The characters of all positions."""
        steps, widths = ([run.steps for run in self._runs], [run.widths for run in self._runs])
        return Places(self.lengths(documents), steps, widths)

    def postings(self, names: Sequence[str]) -> JoinedPostings:
        """The postings of all words; `names` are those of the vocabulary's terms."""
        return join_runs(self._runs, names)


def number_words(vocabulary: Vocabulary, fields: Iterable[RunningWords]) -> None:
    """Number the words that wait in all fields, all at once."""
    fields = [field for field in fields if field.waiting]
    waiting = [words for field in fields for words in field.waiting]
    counts = np.fromiter((len(each.starts) for each in waiting), np.int32, count=len(waiting))
    sizes = np.fromiter((len(each.text) for each in waiting), np.int64, count=len(waiting))
    bases = np.repeat(np.cumsum(sizes) - sizes, counts)
    starts = bases + _joined_numbers(each.starts for each in waiting)
    ends = bases + _joined_numbers(each.ends for each in waiting)
    numbers = vocabulary.numbers("".join(each.text for each in waiting), starts, ends)
    for field in fields:
        own, counts = np.split(counts, [len(field.waiting)])
        words, numbers = np.split(numbers, [int(own.sum())])
        field.take(words, own)


def _joined_numbers(arrays: Iterable[array[int]]) -> npt.NDArray[np.int32]:
    return np.frombuffer(b"".join(arrays), dtype=np.int32)
