"""The term dictionary of a segment: sorted terms of every field, found by hash, walked in order.

Arrays in the segment: `terms.bytes` (all terms, one behind the other, UTF-8, sorted within their
field), `terms.ends` (where each ends), `terms.hash` (open addressing with linear probing: term
number + 1, 0 for an empty slot; the hash is CRC-32 of the term, begun with the field's number).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.sections import Sections, SectionWriter


def write_dictionary(out: SectionWriter, fields: Sequence[tuple[str, Sequence[bytes]]]) -> None:
    """Write the terms of each field, which must be sorted and distinct; O(terms).

    The field's number is its place in `fields`; `meta["fields"]` keeps name, first and last term.
    """
    terms: list[bytes] = []
    ranges: list[tuple[str, int, int]] = []
    hashes: list[int] = []
    for number, (name, own) in enumerate(fields):
        ranges.append((name, len(terms), len(terms) + len(own)))
        terms.extend(own)
        hashes.extend([zlib.crc32(term, number) for term in own])
    lengths = np.fromiter(map(len, terms), dtype=np.int64, count=len(terms))
    out.add_bytes("terms.bytes", b"".join(terms))
    ends = np.cumsum(lengths)
    out.add("terms.ends", ends.astype("<u4" if not len(ends) or ends[-1] < 2**32 else "<u8"))
    out.add("terms.hash", _hash_table(np.array(hashes, dtype=np.int64)))
    out.meta["fields"] = [list(each) for each in ranges]


def _hash_table(hashes: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """Place every term in the first free slot from its hash on, all terms at once, in rounds."""
    size = 8
    while size < len(hashes) * 3 // 2:
        size *= 2
    table = np.zeros(size, dtype="<u4")
    waiting = np.arange(1, len(hashes) + 1, dtype=np.uint32)
    slots = hashes & (size - 1)
    while len(waiting):
        free = table[slots] == 0
        table[slots[free]] = waiting[free]
        left = table[slots] != waiting
        waiting, slots = waiting[left], (slots[left] + 1) & (size - 1)
    return table


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of neighbouring terms, from the one of number `first` on, markers left out.

    `lengths` in characters (at most 255), `sets` as by `letter_set`, `ascii` where each character
    is one byte.
    """

    first: int
    lengths: npt.NDArray[np.uint8]
    sets: npt.NDArray[np.uint32]
    ascii: npt.NDArray[np.bool_]


def letter_set(encoded: bytes) -> int:
    """Which bytes a word has, by their last five bits.

    >>> bin(letter_set(b"abba"))
    '0b110'
    """
    found = 0
    for byte in encoded:
        found |= 1 << (byte & 31)
    return found


def _letters(first: int, marker: int, data: bytes, ends: npt.NDArray[np.int64]) -> Letters:
    if not len(ends):
        none = np.zeros(0, dtype=np.uint32)
        return Letters(first, none.astype(np.uint8), none, none.astype(np.bool_))
    octets = np.frombuffer(data, dtype=np.uint8)
    starts = np.append(0, ends[:-1])
    bits = np.left_shift(np.uint32(1), octets & 31, dtype=np.uint32)
    begins = octets & 0xC0 != 0x80
    for place in range(marker):
        bits[starts + place] = 0
    lengths = np.add.reduceat(begins, starts, dtype=np.int64) - marker
    return Letters(
        first,
        np.minimum(lengths, 255).astype(np.uint8),
        np.bitwise_or.reduceat(bits, starts),
        lengths == ends - starts - marker,
    )


class Dictionary:
    """Finds terms of one segment by name, by prefix and in order; safe across threads."""

    def __init__(self, sections: Sections, ranges: Mapping[str, tuple[int, int, int]]) -> None:
        """`ranges` gives each field's number, first term and the one after its last."""
        self._bytes = sections["terms.bytes"].data
        self._ends = sections["terms.ends"].data
        self._table = sections["terms.hash"].data
        self._ranges = ranges
        self._cache: dict[tuple[str, bytes], int] = {}
        self._letters: dict[tuple[str, bytes], Letters] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def fields(self) -> Iterator[str]:
        """The names of the fields that have terms."""
        return (name for name, (_, first, after) in self._ranges.items() if after > first)

    def term(self, number: int) -> bytes:
        """The term of a number."""
        start = self._ends[number - 1] if number else 0
        return bytes(self._bytes[start : self._ends[number]])

    def text(self, number: int) -> str:
        """The term of a number, decoded."""
        ends = self._ends
        start = ends[number - 1] if number else 0
        return str(self._bytes[start : ends[number]], "utf-8", "surrogatepass")

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The terms of some numbers, decoded."""
        return [self.text(number) for number in numbers]

    def find(self, field: str, term: bytes) -> int:
        """The number of a term, -1 where the field has none such; about a microsecond."""
        place = self._ranges.get(field)
        if place is None:
            return -1
        key = (field, term)
        known = self._cache.get(key)
        if known is not None:
            return known
        seed, first, after = place
        mask = len(self._table) - 1
        slot = zlib.crc32(term, seed) & mask
        found = -1
        while (number := self._table[slot] - 1) >= 0:
            if first <= number < after and self.term(number) == term:
                found = number
                break
            slot = (slot + 1) & mask
        if len(self._cache) < 100_000:
            self._cache[key] = found
        return found

    def range(self, field: str) -> tuple[int, int]:
        """The numbers of a field's terms: first, and one after the last."""
        _, first, after = self._ranges.get(field, (0, 0, 0))
        return first, after

    def at_or_after(self, field: str, term: bytes) -> int:
        """The number of the first term of the field that is not before `term`; O(log terms)."""
        low, high = self.range(field)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def with_prefix(self, field: str, prefix: bytes) -> tuple[int, int]:
        """The numbers of the terms that begin with a prefix: first, and one after the last."""
        first = self.at_or_after(field, prefix)
        low, high = first, self.range(field)[1]
        while low < high:
            middle = (low + high) // 2
            if self.term(middle).startswith(prefix):
                low = middle + 1
            else:
                high = middle
        return first, low

    def stretch(self, first: int, after: int) -> tuple[bytes, npt.NDArray[np.int64]]:
        """The terms of a range, one behind the other, and where each ends."""
        start = self._ends[first - 1] if first else 0
        ends = np.asarray(self._ends)[first:after].astype(np.int64) - start
        return bytes(self._bytes[start : self._ends[after - 1]]) if after > first else b"", ends

    def letters(self, field: str, marker: bytes) -> Letters:
        """What is known of the letters of all terms of a field that begin with a marker."""
        known = self._letters.get((field, marker))
        if known is None:
            first, after = self.with_prefix(field, marker)
            known = _letters(first, len(marker), *self.stretch(first, after))
            self._letters[field, marker] = known
        return known

    def walk(self, first: int, after: int) -> Iterator[tuple[int, bytes]]:
        """Numbers and terms of a range, in order."""
        start = self._ends[first - 1] if first else 0
        for number in range(first, after):
            end = self._ends[number]
            yield number, bytes(self._bytes[start:end])
            start = end
