"""The words of some thousand documents, sorted into postings: a run. A segment joins several.

Sorting is quickest where a term, a document and a position are one whole number of 64 bits; with
many documents at once there would not be bits enough, nor memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, ranges, smallest_unsigned
from pressespiegel.search.engines.whoosh.sections import Array
from pressespiegel.search.engines.whoosh.vocabulary import WordTable

KEY_BITS = 63
"""A term, a document of the run and a position take so many bits at most."""

CHUNK = 1 << 20
"""About so many numbers are joined at a time."""

Part: TypeAlias = Literal["docs", "freqs", "positions"]
Column = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class NumberedWords:
    """The words of one field of some documents, by number: `counts` of each document, in order.

    `starts` are the characters where they begin, None where these are not kept.
    """

    documents: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32] | None


@dataclass(frozen=True, slots=True)
class SortedRun:
    """Their postings: the terms ascend by number, the documents of a term by theirs.

    Each term has `doc_counts` of `docs` and of `freqs`, and `position_counts` of `positions`.
    `lengths` are those of the field in each of `documents`. Of each of its positions `steps` and
    `widths` tell the characters: from the beginning of the one before, and how many.
    """

    documents: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    terms: npt.NDArray[np.int32]
    doc_counts: npt.NDArray[np.int32]
    position_counts: npt.NDArray[np.int32]
    docs: npt.NDArray[np.uint32]
    freqs: Column
    positions: Column
    steps: Column
    widths: Column

    @property
    def bytes(self) -> int:
        """How much memory it takes."""
        columns: tuple[Column, ...] = (self.docs, self.freqs, self.positions, self.terms)
        return sum(each.nbytes for each in columns) + self.steps.nbytes + self.widths.nbytes


def sorted_runs(table: WordTable, blocks: Sequence[NumberedWords]) -> list[SortedRun]:
    """Sort some words; one run but for texts so long that their positions fill a key.

    Keys are made block by block: few enough words at a time for the processor's cache.
    """
    most = max(_largest(block.counts) for block in blocks)
    place_bits = _bits(most * _largest(table.widths) + _largest(table.shifts))
    document_bits = _bits(sum(len(block.counts) for block in blocks) - 1)
    bits = place_bits + document_bits
    if bits + _bits(len(table.terms)) > KEY_BITS and (len(blocks) > 1 or len(blocks[0].counts) > 1):
        return [run for half in _halves(blocks) for run in sorted_runs(table, half)]
    of_terms = table.terms.astype(np.int64) << bits
    of_terms += table.shifts
    sizes = [int(table.term_counts[block.words].sum()) for block in blocks]
    keys = np.empty(sum(sizes), dtype=np.int64)
    laid: list[_Laid] = []
    at = document = 0
    for block, size in zip(blocks, sizes, strict=True):
        laid.append(_laid(table, block))
        keys[at : at + size] = _keys(table, of_terms, block, laid[-1], document, place_bits)
        at, document = at + size, document + len(block.counts)
    keys.sort()
    return [_run(keys, blocks, laid, place_bits, document_bits)]


@dataclass(frozen=True, slots=True)
class _Laid:
    """The words of a block laid out: the position of each in its document, and of each document
    its length; of each position, gaps left out, the step to it and its width in characters."""

    positions: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    steps: Column
    widths: Column


def _laid(table: WordTable, block: NumberedWords) -> _Laid:
    words, counts = block.words.astype(np.intp), block.counts  # the quicker indices
    widths = table.widths[words]
    ends: npt.NDArray[np.int32] = np.cumsum(widths, dtype=np.int32)
    before = np.append(np.int32(0), ends)[np.cumsum(counts) - counts]
    positions: npt.NDArray[np.int32] = ends - widths
    positions -= np.repeat(before, counts)
    real = widths
    if not words.all():
        real = np.where(words == 0, np.int32(0), widths)
    lengths = _sums(real, counts)
    if block.starts is None:
        none = np.zeros(0, dtype=np.uint8)
        return _Laid(positions, lengths, none, none)
    spans: Column = table.first_spans[words].astype(np.intp)
    begins = block.starts
    if (real != 1).any():
        spans = ranges(spans, real)
        begins = np.repeat(begins, real)
    begins = begins + table.span_starts[spans]
    steps = np.diff(begins, prepend=np.int32(0))
    begun = (np.cumsum(lengths) - lengths)[lengths > 0]
    steps[begun] = begins[begun]
    return _Laid(positions, lengths, _narrow(steps), _narrow(table.span_widths[spans]))


def _keys(
    table: WordTable,
    of_terms: npt.NDArray[np.int64],
    block: NumberedWords,
    laid: _Laid,
    document: int,
    place_bits: int,
) -> npt.NDArray[np.int64]:
    """A key for each term of each word; the block's documents are numbered from `document` on."""
    documents = np.arange(document, document + len(block.counts), dtype=np.int64) << place_bits
    places = np.repeat(documents, block.counts)
    places += laid.positions
    words = block.words.astype(np.intp)
    counts = table.term_counts[words]
    firsts: Column = table.first_terms[words].astype(np.intp)
    if (counts != 1).any():
        places = np.repeat(places, counts)
        firsts = ranges(firsts, counts)
    places += of_terms[firsts]
    return places


def _run(
    keys: npt.NDArray[np.int64],
    blocks: Sequence[NumberedWords],
    laid: Sequence[_Laid],
    place_bits: int,
    document_bits: int,
) -> SortedRun:
    positions = keys & ((1 << place_bits) - 1)
    positions = positions.astype(smallest_unsigned(_largest(positions)))
    keys >>= place_bits
    first = _beginnings(keys)
    postings = keys[first]
    documents = np.concatenate([block.documents for block in blocks])
    docs = documents[postings & ((1 << document_bits) - 1)].astype(np.uint32)
    postings >>= document_bits
    freqs = np.diff(first, append=len(keys))
    begun = _beginnings(postings)
    return SortedRun(
        documents=documents,
        lengths=np.concatenate([each.lengths for each in laid]),
        terms=postings[begun].astype(np.int32),
        doc_counts=np.diff(begun, append=len(postings)).astype(np.int32),
        position_counts=np.diff(first[begun], append=len(keys)).astype(np.int32),
        docs=docs,
        freqs=_narrow(freqs),
        positions=positions,
        steps=np.concatenate([each.steps for each in laid]),
        widths=np.concatenate([each.widths for each in laid]),
    )


def _halves(blocks: Sequence[NumberedWords]) -> Iterator[Sequence[NumberedWords]]:
    if len(blocks) > 1:
        yield blocks[: len(blocks) // 2]
        yield blocks[len(blocks) // 2 :]
        return
    (block,) = blocks
    middle = len(block.counts) // 2
    words = int(block.counts[:middle].sum())
    for documents, own in (
        (slice(None, middle), slice(None, words)),
        (slice(middle, None), slice(words, None)),
    ):
        starts = None if block.starts is None else block.starts[own]
        half = NumberedWords(
            block.documents[documents], block.counts[documents], block.words[own], starts
        )
        yield [half]


@dataclass(slots=True)
class JoinedPostings:
    """The postings of a field, sorted by term, then document, joined as they are written.

    Term `i` of `terms` (sorted) has `doc_counts[i]` documents, `position_counts[i]` positions.
    """

    terms: Sequence[bytes]
    doc_counts: Ints
    position_counts: Ints
    _runs: Sequence[SortedRun]
    _ranks: Sequence[Ints]
    _orders: Sequence[Ints] = field(init=False)

    def __post_init__(self) -> None:
        self._orders = [np.argsort(ranks) for ranks in self._ranks]

    def largest(self, part: Part) -> int:
        """The largest number of a part."""
        return max((_largest(getattr(run, part)) for run in self._runs), default=0)

    def numbers(self, part: Part) -> Iterator[Array]:
        """All numbers of a part, some terms at a time."""
        counts = self.position_counts if part == "positions" else self.doc_counts
        sources = [
            self._source(run, ranks, order, part)
            for run, ranks, order in zip(self._runs, self._ranks, self._orders, strict=True)
        ]
        dtype = smallest_unsigned(self.largest(part))
        ends = np.cumsum(counts)
        begin = 0
        while begin < len(counts):
            base = int(ends[begin - 1]) if begin else 0
            stop = max(int(np.searchsorted(ends, base + CHUNK)), begin + 1)
            joined = np.empty(int(ends[min(stop, len(counts)) - 1]) - base, dtype=dtype)
            free = (ends - counts)[begin:stop] - base
            for source in sources:
                source.join(begin, stop, joined, free)
            yield joined
            begin = stop

    @staticmethod
    def _source(run: SortedRun, ranks: Ints, order: Ints, part: Part) -> _Source:
        counts = (run.position_counts if part == "positions" else run.doc_counts).astype(np.int64)
        starts = np.cumsum(counts) - counts
        return _Source(ranks[order], starts[order], counts[order], getattr(run, part))


@dataclass(frozen=True, slots=True)
class _Source:
    """One run's numbers of a part, found by the rank of their term."""

    ranks: Ints
    starts: Ints
    counts: Ints
    values: Column

    def join(self, begin: int, stop: int, joined: Array, free: Ints) -> None:
        """Put the numbers of some terms where there is room for them, and move that on."""
        low, high = np.searchsorted(self.ranks, (begin, stop))
        targets = self.ranks[low:high] - begin
        counts = self.counts[low:high]
        values = self.values[ranges(self.starts[low:high], counts)]
        joined[ranges(free[targets], counts)] = values
        free[targets] += counts


def join_runs(runs: Sequence[SortedRun], names: Sequence[str]) -> JoinedPostings:
    """Join runs, the later ones of later documents; `names` are those of the terms' numbers."""
    used = np.zeros(len(names), dtype=np.bool_)
    for run in runs:
        used[run.terms] = True
    # Sorted as characters, so as UTF-8.
    order = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
    rank = np.zeros(len(names), dtype=np.int64)
    rank[order] = np.arange(len(order))
    ranks = [rank[run.terms] for run in runs]
    doc_counts = np.zeros(len(order), dtype=np.int64)
    position_counts = np.zeros(len(order), dtype=np.int64)
    for run, own in zip(runs, ranks, strict=True):
        doc_counts[own] += run.doc_counts
        position_counts[own] += run.position_counts
    return JoinedPostings(
        [names[number].encode("utf-8", "surrogatepass") for number in order],
        doc_counts,
        position_counts,
        runs,
        ranks,
    )


def _beginnings(sorted_values: npt.NDArray[np.int64]) -> Ints:
    """Where each stretch of equal values begins."""
    if not len(sorted_values):
        return np.zeros(0, dtype=np.int64)
    changes = np.flatnonzero(sorted_values[1:] != sorted_values[:-1])
    changes += 1
    return np.append(np.int64(0), changes)


def _sums(values: npt.NDArray[np.int32], counts: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """The sum of each group of neighbours, some of which may be empty."""
    sums = np.append(np.int32(0), np.cumsum(values, dtype=np.int32))
    ends = np.cumsum(counts)
    found: npt.NDArray[np.int32] = sums[ends] - sums[ends - counts]
    return found


def _narrow(values: Column) -> Column:
    narrow: Column = values.astype(smallest_unsigned(_largest(values)))
    return narrow


def _largest(values: Column) -> int:
    return int(values.max(initial=0))


def _bits(largest: int) -> int:
    return max(largest.bit_length(), 1)
