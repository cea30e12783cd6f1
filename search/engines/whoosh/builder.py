"""Articles into a segment: words are gathered as numbers, and sorted into postings in bulk."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import Document, Words
from pressespiegel.search.engines.whoosh.arrays import (
    Ints,
    ranges,
    ranked,
    smallest_unsigned,
    stable_order,
    starts_of,
)
from pressespiegel.search.engines.whoosh.dictionary import write_dictionary
from pressespiegel.search.engines.whoosh.sections import SectionWriter
from pressespiegel.search.engines.whoosh.stored import StoredWriter
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary, WordTable

ID_FIELD = "id"
UNDATED = -(2**31)
FINGERPRINT_BYTES = 16

BYTES_PER_WORD = 150
"""What sorting takes at its height for each word that is waiting, tokens of all kinds included;
measured on articles of several outlets."""


@dataclass
class _Waiting:
    """The words of one field, of all waiting documents, one behind the other."""

    words: array[int] = field(default_factory=lambda: array("I"))
    starts: array[int] = field(default_factory=lambda: array("I"))
    documents: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The postings of one field, sorted by term, then document.

    Term `i` of `terms` (sorted) has the documents `docs[ends[i-1]:ends[i]]`, in each of them
    `freqs` times, at the positions that lie, in the same order, up to `position_ends[i]`.
    """

    terms: Sequence[bytes]
    ends: Ints
    docs: npt.NDArray[np.uint32]
    freqs: Ints
    position_ends: Ints
    positions: Ints


class SegmentBuilder:
    """Gathers documents and writes them as one segment. `vocabulary` may serve several builders.

    `placed` names the fields whose words can be highlighted: the place of each is kept.
    """

    def __init__(
        self, vocabulary: Vocabulary, placed: Sequence[str], facets: Sequence[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._placed = placed
        self._fields: dict[str, _Waiting] = {}
        self._ids: list[bytes] = []
        self._facets: dict[str, _Values] = {name: _Values() for name in facets}
        self._dates = (array("i"), array("i"))
        self._fingerprints: list[bytes] = []
        self._stored = StoredWriter()
        self._words = 0

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment will take, what waits already included."""
        return self._words * BYTES_PER_WORD + self._stored.bytes

    def add(self, document: Document) -> int:
        """Take in a document; answers with its number in the segment."""
        number = len(self._ids)
        for name, words in document.fields.items():
            self._add_words(name, number, words)
        for facet, values in self._facets.items():
            values.add(document.facets.get(facet, ()))
        first, last = document.first, document.last
        self._dates[0].append(UNDATED if first is None else first)
        self._dates[1].append(UNDATED if last is None else last)
        self._fingerprints.append(document.fingerprint)
        self._stored.add(document.stored)
        self._ids.append(document.id.encode("utf-8", "surrogatepass"))
        return number

    def fingerprint(self, number: int) -> bytes:
        """The fingerprint of a document taken in."""
        return self._fingerprints[number]

    def _add_words(self, name: str, number: int, words: Words) -> None:
        waiting = self._fields.get(name)
        if waiting is None:
            waiting = self._fields[name] = _Waiting()
        waiting.words.extend(map(self._vocabulary.__getitem__, words.surfaces))
        waiting.starts.extend(words.starts)
        waiting.documents.append(number)
        waiting.counts.append(len(words.surfaces))
        self._words += len(words.surfaces)

    def write(self, path: Path) -> None:
        """Write the segment; O(n) in words, sorting included. The builder is empty afterwards.

        Raises:
            OSError: the disk is full, or the file cannot be written.
        """
        table = self._vocabulary.table()
        with SectionWriter(path) as out:
            out.meta["documents"] = len(self._ids)
            postings = [(ID_FIELD, _id_postings(self._ids))]
            totals: dict[str, int] = {}
            for name in sorted(self._fields):
                waiting = self._fields.pop(name)
                postings.append((name, self._write_field(out, name, waiting, table, totals)))
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
            self._stored.write(out)

    def _write_field(
        self,
        out: SectionWriter,
        name: str,
        waiting: _Waiting,
        table: WordTable,
        totals: dict[str, int],
    ) -> FieldPostings:
        """Write what is kept of a field by document, and answer with what is kept by term."""
        words = np.array(waiting.words, dtype=np.int64)
        documents = np.array(waiting.documents, dtype=np.int64)
        counts = np.array(waiting.counts, dtype=np.int64)
        document_of = np.repeat(documents, counts)
        widths = table.widths[words]
        positions = np.cumsum(widths) - widths
        firsts = np.cumsum(counts) - counts
        present = counts > 0
        positions -= np.repeat(positions[firsts[present]], counts[present])

        real = np.where(words == 0, 0, widths)
        lengths = np.bincount(document_of, weights=real, minlength=len(self._ids)).astype(np.int64)
        totals[name] = int(lengths.sum())
        out.add(f"lengths.{name}", lengths.astype(smallest_unsigned(int(lengths.max(initial=0)))))
        if name in self._placed:
            starts = np.array(waiting.starts, dtype=np.int64)
            _write_places(out, name, len(self._ids), document_of, words, starts, table)
        return _sorted_postings(self._vocabulary, table, words, document_of, positions)


def _write_places(
    out: SectionWriter,
    name: str,
    documents: int,
    document_of: Ints,
    words: Ints,
    starts: Ints,
    table: WordTable,
) -> None:
    """Write which characters each position of each document is: differences of starts, widths."""
    span_starts = starts_of(table.span_ends)
    counts = (table.span_ends - span_starts)[words]
    picked = ranges(span_starts[words], counts)
    begin = np.repeat(starts, counts) + table.span_starts[picked]
    owner = np.repeat(document_of, counts)
    steps = np.diff(begin, prepend=0)
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    steps[first] = begin[first]
    widths = table.span_widths[picked]
    ends = np.cumsum(np.bincount(owner, minlength=documents))
    out.add(f"places.{name}.ends", ends.astype(smallest_unsigned(int(ends[-1]))))
    out.add(f"places.{name}.steps", steps.astype(smallest_unsigned(int(steps.max(initial=0)))))
    out.add(f"places.{name}.widths", widths.astype(smallest_unsigned(int(widths.max(initial=0)))))


def _sorted_postings(
    vocabulary: Vocabulary, table: WordTable, words: Ints, document_of: Ints, positions: Ints
) -> FieldPostings:
    """Turn running words into postings: expand each into its terms, then sort by term."""
    term_starts = starts_of(table.term_ends)
    counts = (table.term_ends - term_starts)[words]
    picked = ranges(term_starts[words], counts)
    terms = table.terms[picked]
    token_positions = (np.repeat(positions, counts) + table.shifts[picked]).astype(np.uint32)
    token_docs = np.repeat(document_of, counts).astype(np.uint32)
    del picked

    used = np.flatnonzero(np.bincount(terms, minlength=len(vocabulary.terms)))
    names = list(vocabulary.terms)
    named = [(names[number].encode("utf-8", "replace"), number) for number in used.tolist()]
    named.sort()
    rank = np.zeros(len(names), dtype=np.int64)
    rank[[number for _, number in named]] = np.arange(len(named))
    ranks = rank[terms]
    order = stable_order(ranks, len(named))
    ranks, token_docs, token_positions = ranks[order], token_docs[order], token_positions[order]

    changed = np.empty(len(ranks), dtype=np.bool_)
    changed[:1] = True
    changed[1:] = (ranks[1:] != ranks[:-1]) | (token_docs[1:] != token_docs[:-1])
    first = np.flatnonzero(changed)
    return FieldPostings(
        terms=[term for term, _ in named],
        ends=np.cumsum(np.bincount(ranks[first], minlength=len(named))),
        docs=token_docs[first],
        freqs=np.diff(first, append=len(ranks)),
        position_ends=np.cumsum(np.bincount(ranks, minlength=len(named))),
        positions=token_positions.astype(np.int64),
    )


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
        positions=np.zeros(0, dtype=np.int64),
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
