"""Articles into a segment: words are gathered as numbers, and sorted into postings in bulk."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import Document
from pressespiegel.search.engines.whoosh.arrays import Ints, ranked, smallest_unsigned
from pressespiegel.search.engines.whoosh.aside import Aside
from pressespiegel.search.engines.whoosh.dictionary import write_dictionary
from pressespiegel.search.engines.whoosh.running_words import (
    BYTES_PER_WORD,
    Places,
    RunningWords,
    number_words,
)
from pressespiegel.search.engines.whoosh.sections import Array, SectionWriter
from pressespiegel.search.engines.whoosh.sketches import SketchNumbers, write_sketches
from pressespiegel.search.engines.whoosh.sorted_runs import Part
from pressespiegel.search.engines.whoosh.stored import StoredWriter
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary

ID_FIELD = "id"
UNDATED = -(2**31)
FINGERPRINT_BYTES = 16

BLOCK = 1 << 15
"""About so many words are numbered at once: their arrays stay in the processor's cache."""

LARGEST_RUN = 1 << 20
"""About so many words are sorted at once."""

BYTES_PER_DOCUMENT = 600
"""What a document takes beside its words and its article."""


class SegmentBuilder:
    """Gathers documents and writes them as one segment. `vocabulary` may serve several builders.

    `placed` names the fields whose words can be highlighted: the place of each is kept. About
    `run` words are gathered before they are sorted, `aside` if there is one.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        placed: Sequence[str],
        facets: Sequence[str],
        run: int = LARGEST_RUN,
        aside: Aside | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._placed = placed
        self._run = run
        self._fields: dict[str, RunningWords] = {}
        self._aside = aside
        self._waiting = 0
        self._unsorted = 0
        self._sorting = 0
        self._sorted_bytes = 0
        self._ids: list[bytes] = []
        self._facets: dict[str, _Values] = {name: _Values() for name in facets}
        self._dates = (array("i"), array("i"))
        self._fingerprints: list[bytes] = []
        self._sketches: list[bytes] = []
        self._stored = StoredWriter(aside)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def memory(self) -> int:
        """About how many bytes are taken by what waits, until it is written."""
        return (
            self._stored.memory
            + BYTES_PER_DOCUMENT * len(self._ids)
            + BYTES_PER_WORD * (self._waiting + self._unsorted + self._sorting)
            + self._sorted_bytes
        )

    def add(self, document: Document) -> int:
        """Take in a document; answers with its number in the segment."""
        number = len(self._ids)
        for name, words in document.fields.items():
            running = self._fields.get(name)
            if running is None:
                running = RunningWords(self._vocabulary, name in self._placed, self._aside)
                self._fields[name] = running
            running.add(number, words)
            self._waiting += len(words.starts)
        if self._waiting >= BLOCK:
            self._number_words()
        facets = document.facets
        for facet, column in self._facets.items():
            if values := facets.get(facet):
                column.add(number, values)
        first, last = document.first, document.last
        self._dates[0].append(UNDATED if first is None else first)
        self._dates[1].append(UNDATED if last is None else last)
        self._fingerprints.append(document.fingerprint)
        self._sketches.append(document.sketch)
        self._stored.add(document.stored)
        self._ids.append(document.id.encode("utf-8", "surrogatepass"))
        return number

    def _number_words(self) -> None:
        number_words(self._vocabulary, self._fields.values())
        self._unsorted += self._waiting
        self._waiting = 0
        if self._unsorted >= self._run:
            self._sort()

    def _sort(self) -> None:
        for field in self._fields.values():
            field.sort()
        self._sorting, self._unsorted = self._unsorted, 0
        self._sorted_bytes = sum(field.bytes for field in self._fields.values())

    def fingerprint(self, number: int) -> bytes:
        """The fingerprint of a document taken in."""
        return self._fingerprints[number]

    def finish(self) -> Callable[[Path], None]:
        """End gathering; answers with what writes the segment, once, in whichever thread.

        That is O(n) in words, and raises OSError where the disk is full.
        """
        self._number_words()
        self._sort()
        self._stored.finish()
        names = list(self._vocabulary.terms)
        return lambda path: self._write(path, names)

    def _write(self, path: Path, names: Sequence[str]) -> None:
        for field in self._fields.values():
            field.end_sorting()
        with SectionWriter(path) as out:
            out.meta["documents"] = len(self._ids)
            ids = _IdPostings(self._ids)
            postings: list[tuple[str, FieldPostings]] = [(ID_FIELD, ids)]
            totals: dict[str, int] = {}
            for name in sorted(self._fields):
                running = self._fields.pop(name)
                lengths = running.lengths(len(self._ids))
                totals[name] = int(lengths.sum())
                largest = smallest_unsigned(int(lengths.max(initial=0)))
                out.add(f"lengths.{name}", lengths.astype(largest))
                if running.placed:
                    _write_places(out, name, running.places(len(self._ids)))
                postings.append((name, running.postings(names)))
            out.meta["totals"] = dict(totals)
            out.meta["facets"] = list(self._facets)
            write_postings(out, postings)
            for name, values in self._facets.items():
                values.write(out, name, len(self._ids))
            id_ranks = np.zeros(len(self._ids), dtype=np.int64)
            id_ranks[ids.docs] = np.arange(len(ids.docs))
            first, last = (np.array(each, dtype="<i4") for each in self._dates)
            write_dates(out, first, last, id_ranks)
            out.add_bytes("fingerprints", b"".join(self._fingerprints))
            write_sketches(out, SketchNumbers.of(self._sketches))
            self._stored.write(out)


def _write_places(out: SectionWriter, name: str, places: Places) -> None:
    """Write which characters each position of each document is."""
    ends = np.cumsum(places.counts)
    largest = int(ends[-1]) if len(ends) else 0
    out.add(f"places.{name}.ends", ends.astype(smallest_unsigned(largest)))
    for part, values in (("steps", places.steps), ("widths", places.widths)):
        largest = max((int(each.max(initial=0)) for each in values), default=0)
        out.add_parts(f"places.{name}.{part}", smallest_unsigned(largest), values)


class FieldPostings(Protocol):
    """The postings of one field, sorted by term, then document, made as they are written."""

    @property
    def terms(self) -> Sequence[bytes]:
        """The terms, sorted."""

    @property
    def doc_counts(self) -> Ints:
        """How many documents, and so frequencies, each term has."""

    @property
    def position_counts(self) -> Ints:
        """How many positions each term has."""

    def largest(self, part: Part) -> int:
        """The largest number of a part."""

    def numbers(self, part: Part) -> Iterator[Array]:
        """All numbers of a part, term after term."""


class _IdPostings:
    """Each id is a term of one document; an id that came twice belongs to the later one."""

    def __init__(self, ids: Sequence[bytes]) -> None:
        last = {id: number for number, id in enumerate(ids)}
        self.terms = sorted(last)
        self.docs = np.array([last[term] for term in self.terms], dtype=np.uint32)
        self.doc_counts: Ints = np.ones(len(self.terms), dtype=np.int64)
        self.position_counts: Ints = np.zeros(len(self.terms), dtype=np.int64)

    def largest(self, part: Part) -> int:
        return 1 if part == "freqs" else 0

    def numbers(self, part: Part) -> Iterator[Array]:
        if part != "positions":
            yield self.docs if part == "docs" else self.doc_counts


def write_postings(out: SectionWriter, fields: Sequence[tuple[str, FieldPostings]]) -> None:
    """Write dictionary and postings of all fields."""
    write_dictionary(out, [(name, postings.terms) for name, postings in fields])
    every = [postings for _, postings in fields]
    for section, counts in (
        ("postings.ends", [each.doc_counts for each in every]),
        ("positions.ends", [each.position_counts for each in every]),
    ):
        ends = np.cumsum(np.concatenate(counts))
        largest = int(ends[-1]) if len(ends) else 0
        out.add(section, ends.astype(smallest_unsigned(largest)))
    parts: tuple[tuple[str, Part], ...] = (
        ("postings.docs", "docs"),
        ("postings.freqs", "freqs"),
        ("positions.values", "positions"),
    )
    for section, part in parts:
        narrowest = smallest_unsigned(max(each.largest(part) for each in every))
        dtype = np.dtype("<u4") if part == "docs" else narrowest
        numbers = chain.from_iterable(each.numbers(part) for each in every)
        out.add_parts(section, dtype, numbers)


def write_dates(
    out: SectionWriter,
    first: npt.NDArray[np.int32],
    last: npt.NDArray[np.int32],
    id_ranks: Ints,
) -> None:
    """Write the first and last minute each document's date may mean, and its rank by date."""
    out.add("date.first", first)
    out.add("date.last", last)
    out.add("date.rank", ranked(id_ranks, -first.astype(np.int64)).astype("<u4"))


class _Values:
    """The values of one facet, gathered as numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._values = array("I")
        self._owners = array("I")

    def add(self, document: int, values: Sequence[str]) -> None:
        """Take in the values of a document; numbers of documents must ascend."""
        numbers = self._numbers
        for value in values:
            self._values.append(numbers.setdefault(value, len(numbers)))
            self._owners.append(document)

    def write(self, out: SectionWriter, name: str, documents: int) -> None:
        """Write the values of all documents."""
        encoded = [value.encode("utf-8", "surrogatepass") for value in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        rank = np.empty(len(encoded), dtype=np.int64)
        rank[order] = np.arange(len(encoded))
        write_facet(
            out,
            name,
            [encoded[number] for number in order],
            np.bincount(np.array(self._owners, dtype=np.int64), minlength=documents),
            rank[np.array(self._values, dtype=np.int64)],
        )


def write_facet(
    out: SectionWriter, name: str, values: Sequence[bytes], counts: Ints, ordinals: Ints
) -> None:
    """Write one facet: its sorted values, how many each document has, and which."""
    lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    ends = np.cumsum(lengths)
    out.add_bytes(f"facet.{name}.bytes", b"".join(values))
    out.add(f"facet.{name}.ends", ends.astype("<u4"))
    document_ends = np.cumsum(counts)
    out.add(f"facet.{name}.documents", document_ends.astype("<u4"))
    out.add(f"facet.{name}.ordinals", ordinals.astype(smallest_unsigned(len(values))))
