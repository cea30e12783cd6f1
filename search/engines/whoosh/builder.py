"""Articles into a segment: words are gathered as numbers, and sorted into postings in bulk."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import Document
from pressespiegel.search.engines.whoosh.arrays import Ints, ranked, smallest_unsigned
from pressespiegel.search.engines.whoosh.dictionary import write_dictionary
from pressespiegel.search.engines.whoosh.running_words import FieldPostings, Places, RunningWords
from pressespiegel.search.engines.whoosh.sections import SectionWriter
from pressespiegel.search.engines.whoosh.sketches import SketchNumbers, write_sketches
from pressespiegel.search.engines.whoosh.stored import StoredWriter
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary

ID_FIELD = "id"
UNDATED = -(2**31)
FINGERPRINT_BYTES = 16


class SegmentBuilder:
    """Gathers documents and writes them as one segment. `vocabulary` may serve several builders.

    `placed` names the fields whose words can be highlighted: the place of each is kept.
    """

    def __init__(
        self, vocabulary: Vocabulary, placed: Sequence[str], facets: Sequence[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._placed = placed
        self._fields: dict[str, RunningWords] = {}
        self._ids: list[bytes] = []
        self._facets: dict[str, _Values] = {name: _Values() for name in facets}
        self._dates = (array("i"), array("i"))
        self._fingerprints: list[bytes] = []
        self._sketches: list[bytes] = []
        self._stored = StoredWriter()

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment will take, what waits already included."""
        return self._stored.bytes + sum(field.bytes for field in self._fields.values())

    def add(self, document: Document) -> int:
        """Take in a document; answers with its number in the segment."""
        number = len(self._ids)
        for name, words in document.fields.items():
            running = self._fields.get(name)
            if running is None:
                running = RunningWords(self._vocabulary, name in self._placed)
                self._fields[name] = running
            running.add(number, words)
        for facet, values in self._facets.items():
            values.add(document.facets.get(facet, ()))
        first, last = document.first, document.last
        self._dates[0].append(UNDATED if first is None else first)
        self._dates[1].append(UNDATED if last is None else last)
        self._fingerprints.append(document.fingerprint)
        self._sketches.append(document.sketch)
        self._stored.add(document.stored)
        self._ids.append(document.id.encode("utf-8", "surrogatepass"))
        return number

    def fingerprint(self, number: int) -> bytes:
        """The fingerprint of a document taken in."""
        return self._fingerprints[number]

    def write(self, path: Path) -> None:
        """Write the segment; O(n) in words, sorting included. The builder is empty afterwards.

        Raises:
            OSError: the disk is full, or the file cannot be written.
        """
        with SectionWriter(path) as out:
            out.meta["documents"] = len(self._ids)
            postings = [(ID_FIELD, _id_postings(self._ids))]
            totals: dict[str, int] = {}
            for name in sorted(self._fields):
                running = self._fields.pop(name)
                lengths = running.lengths(len(self._ids))
                totals[name] = int(lengths.sum())
                largest = smallest_unsigned(int(lengths.max(initial=0)))
                out.add(f"lengths.{name}", lengths.astype(largest))
                if running.placed:
                    _write_places(out, name, running.places(len(self._ids)))
                postings.append((name, running.postings()))
            out.meta["totals"] = dict(totals)
            out.meta["facets"] = list(self._facets)
            write_postings(out, postings)
            for name, values in self._facets.items():
                values.write(out, name)
            id_ranks = np.zeros(len(self._ids), dtype=np.int64)
            id_ranks[postings[0][1].docs] = np.arange(len(postings[0][1].docs))
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
        narrow = smallest_unsigned(int(values.max(initial=0)))
        out.add(f"places.{name}.{part}", values.astype(narrow))


def _id_postings(ids: Sequence[bytes]) -> FieldPostings:
    """Each id is a term of one document; an id that came twice belongs to the later one."""
    last = {id: number for number, id in enumerate(ids)}
    terms = sorted(last)
    count = len(terms)
    return FieldPostings(
        terms=terms,
        ends=np.arange(1, count + 1, dtype=np.int64),
        docs=np.array([last[term] for term in terms], dtype=np.uint32),
        freqs=np.ones(count, dtype=np.int64),
        position_ends=np.zeros(count, dtype=np.int64),
        positions=np.zeros(0, dtype=np.uint32),
    )


def write_postings(out: SectionWriter, fields: Sequence[tuple[str, FieldPostings]]) -> None:
    """Write dictionary and postings of all fields."""
    write_dictionary(out, [(name, postings.terms) for name, postings in fields])
    every = [postings for _, postings in fields]
    for section, parts in (
        ("postings.ends", [each.ends for each in every]),
        ("positions.ends", [each.position_ends for each in every]),
    ):
        base = 0
        joined = []
        for part in parts:
            joined.append(part + base)
            base += int(part[-1]) if len(part) else 0
        out.add(section, np.concatenate(joined).astype(smallest_unsigned(base)))
    out.add_parts("postings.docs", np.dtype("<u4"), (each.docs for each in every))
    largest = max(int(each.freqs.max(initial=0)) for each in every)
    out.add_parts("postings.freqs", smallest_unsigned(largest), (each.freqs for each in every))
    largest = max(int(each.positions.max(initial=0)) for each in every)
    positions = (each.positions for each in every)
    out.add_parts("positions.values", smallest_unsigned(largest), positions)


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
        self._counts = array("I")

    def add(self, values: Sequence[str]) -> None:
        numbers = self._numbers
        for value in values:
            self._values.append(numbers.setdefault(value, len(numbers)))
        self._counts.append(len(values))

    def write(self, out: SectionWriter, name: str) -> None:
        encoded = [value.encode("utf-8", "surrogatepass") for value in self._numbers]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        rank = np.empty(len(encoded), dtype=np.int64)
        rank[order] = np.arange(len(encoded))
        write_facet(
            out,
            name,
            [encoded[number] for number in order],
            np.array(self._counts, dtype=np.int64),
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
