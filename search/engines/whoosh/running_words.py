"""The running words of one field, on their way to postings: expanded block by block, then sorted.

A block is small enough for its arrays to stay in the processor's cache.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.document import Words
from pressespiegel.search.engines.whoosh.arrays import Ints, ranges
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary, WordTable

BLOCK = 1 << 16
"""About so many words are expanded at a time."""

BYTES_PER_TOKEN = 32
"""What one token takes at the height of sorting: twelve bytes while it waits, and its keys."""

BYTES_PER_PLACE = 12


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
    positions: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Places:
    """The characters of each position of each document: how many positions, and for each how far
    it begins behind the one before (the first: behind the beginning), and how wide it is."""

    counts: Ints
    steps: npt.NDArray[np.integer]
    widths: npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class _Block:
    """The tokens of some documents, in order (int32 each), and the places of their positions."""

    documents: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    terms: npt.NDArray[np.int32]
    docs: npt.NDArray[np.int32]
    positions: npt.NDArray[np.int32]
    place_counts: npt.NDArray[np.int32]
    steps: npt.NDArray[np.int32]
    widths: npt.NDArray[np.int32]


class RunningWords:
    """Gathers the words of one field, document after document.

    With `placed`, the characters of each word are kept too.
    """

    def __init__(self, vocabulary: Vocabulary, placed: bool) -> None:
        self.placed = placed
        self._vocabulary = vocabulary
        self._words = array("I")
        self._starts = array("I")
        self._documents = array("i")
        self._counts = array("i")
        self._blocks: list[_Block] = []
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """About how many bytes sorting will take, what waits already included."""
        return self._bytes + 4 * BYTES_PER_TOKEN * len(self._words)

    def add(self, document: int, words: Words) -> None:
        """Take in the words of a document; numbers of documents must ascend."""
        # By way of a list, which is quicker than number by number.
        self._words.fromlist(list(map(self._vocabulary.__getitem__, words.surfaces)))
        if self.placed:
            self._starts.extend(words.starts)
        self._documents.append(document)
        self._counts.append(len(words.surfaces))
        if len(self._words) >= BLOCK:
            self._expand()

    def lengths(self, documents: int) -> Ints:
        """How many words the field has in each of all documents."""
        self._expand()
        lengths = np.zeros(documents, dtype=np.int64)
        for block in self._blocks:
            lengths[block.documents] = block.lengths
        return lengths

    def places(self, documents: int) -> Places:
        """The characters of all positions."""
        self._expand()
        counts = np.zeros(documents, dtype=np.int64)
        for block in self._blocks:
            counts[block.documents] = block.place_counts
        return Places(
            counts,
            _joined([block.steps for block in self._blocks]),
            _joined([block.widths for block in self._blocks]),
        )

    def postings(self) -> FieldPostings:
        """The postings of all words; the buffer is empty afterwards. O(n log n) in tokens."""
        self._expand()
        blocks, self._blocks = self._blocks, []
        used = np.zeros(len(self._vocabulary.terms), dtype=np.bool_)
        for block in blocks:
            used[block.terms] = True
        names = list(self._vocabulary.terms)
        # Sorted as characters, so as UTF-8.
        order = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
        rank = np.zeros(len(names), dtype=np.uint64)
        rank[order] = np.arange(len(order), dtype=np.uint64)
        ranks, docs, positions = _sorted_tokens(blocks, rank)

        new_terms = ranks[1:] != ranks[:-1]
        first = np.flatnonzero(new_terms | (docs[1:] != docs[:-1])) + 1
        if len(ranks):
            first = np.append(0, first)
        term_of = ranks[first]
        return FieldPostings(
            terms=[names[number].encode("utf-8", "surrogatepass") for number in order],
            ends=_run_ends(term_of[1:] != term_of[:-1], len(term_of)),
            docs=docs[first],
            freqs=np.diff(first, append=len(ranks)),
            position_ends=_run_ends(new_terms, len(ranks)),
            positions=positions,
        )

    def _expand(self) -> None:
        """Turn the words that wait into tokens."""
        if not len(self._documents):
            return
        block = _expanded(
            self._vocabulary.table(),
            np.array(self._words, dtype=np.intp),
            np.array(self._starts, dtype=np.int32) if self.placed else None,
            np.array(self._documents, dtype=np.int32),
            np.array(self._counts, dtype=np.int32),
        )
        self._blocks.append(block)
        self._bytes += len(block.terms) * BYTES_PER_TOKEN + len(block.steps) * BYTES_PER_PLACE
        for waiting in (self._words, self._starts, self._documents, self._counts):
            del waiting[:]


def _expanded(
    table: WordTable,
    words: npt.NDArray[np.intp],
    starts: npt.NDArray[np.int32] | None,
    documents: npt.NDArray[np.int32],
    counts: npt.NDArray[np.int32],
) -> _Block:
    present = counts > 0
    firsts = (np.cumsum(counts) - counts)[present]
    counted = counts[present]
    widths = table.widths[words]
    positions = np.cumsum(widths, dtype=np.int32) - widths
    positions -= np.repeat(positions[firsts], counted)
    lengths = np.zeros(len(documents), dtype=np.int32)
    real = np.where(words == 0, np.int32(0), widths)
    lengths[present] = np.add.reduceat(real, firsts) if len(firsts) else 0

    terms_of = table.term_counts[words]
    picked = ranges(table.term_starts[words], terms_of)
    docs = np.repeat(documents, counts)
    place_counts = np.zeros(len(documents), dtype=np.int32)
    steps = span_widths = np.zeros(0, dtype=np.int32)
    if starts is not None:
        place_counts = lengths
        spans = ranges(table.first_spans[words], real)
        begins = np.repeat(starts, real) + table.span_starts[spans]
        steps = np.diff(begins, prepend=np.int32(0))
        begun = (np.cumsum(lengths) - lengths)[lengths > 0]
        steps[begun] = begins[begun]
        span_widths = table.span_widths[spans]
    return _Block(
        documents,
        lengths,
        table.terms[picked],
        np.repeat(docs, terms_of),
        np.repeat(positions, terms_of) + table.shifts[picked],
        place_counts,
        steps,
        span_widths,
    )


def _sorted_tokens(
    blocks: Sequence[_Block], rank: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Ranks, documents and positions of all tokens, sorted by these.

    All three are packed into one number of 64 bits each, which sorts many times quicker than
    an order by several keys; where they do not fit, that order is made.
    """
    place_bits = _bits(max((int(b.positions.max(initial=0)) for b in blocks), default=0))
    doc_bits = _bits(max((int(b.docs.max(initial=0)) for b in blocks), default=0))
    if _bits(int(rank.max(initial=0))) + doc_bits + place_bits > 64:
        ranks = _joined([rank[block.terms] for block in blocks]).astype(np.uint32)
        docs = _joined([block.docs for block in blocks]).astype(np.uint32)
        positions = _joined([block.positions for block in blocks]).astype(np.uint32)
        order = np.lexsort((positions, docs, ranks))
        return ranks[order], docs[order], positions[order]
    keys = np.empty(sum(len(block.terms) for block in blocks), dtype=np.uint64)
    at = 0
    shifted = rank << np.uint64(doc_bits + place_bits)
    for block in blocks:
        own = shifted[block.terms]
        own |= block.docs.astype(np.uint64) << np.uint64(place_bits)
        own |= block.positions.astype(np.uint64)
        keys[at : at + len(own)] = own
        at += len(own)
    keys.sort()
    positions = (keys & np.uint64((1 << place_bits) - 1)).astype(np.uint32)
    keys >>= np.uint64(place_bits)
    docs = (keys & np.uint64((1 << doc_bits) - 1)).astype(np.uint32)
    keys >>= np.uint64(doc_bits)
    return keys.astype(np.uint32), docs, positions


def _run_ends(changes: npt.NDArray[np.bool_], count: int) -> Ints:
    """Where each run of equal items ends, given where an item differs from the one before."""
    return np.append(np.flatnonzero(changes) + 1, count) if count else np.zeros(0, dtype=np.int64)


def _bits(largest: int) -> int:
    return max(largest.bit_length(), 1)


def _joined(arrays: Sequence[npt.NDArray[np.integer]]) -> npt.NDArray[np.integer]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int32)
