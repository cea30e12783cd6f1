"""Stored articles: packed in blocks of some 16 KB, so that neighbours share their words.

Arrays in the segment: `stored.bytes` (zlib blocks), `stored.block_ends` (where each ends),
`stored.block_first` (the first document of each), `stored.lengths` (bytes of each article).
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.aside import Aside, OneAhead
from pressespiegel.search.engines.whoosh.sections import Array, Sections, SectionWriter
from pressespiegel.search.errors import ArchiveDamaged

BLOCK_BYTES = 16_384
LEAST_BYTES = BLOCK_BYTES // 2
"""Blocks of fewer bytes are not worth keeping as they are."""

LEVEL = 5
BLOCKS_KEPT = 64
PACKED_TOGETHER = 16
"""So many blocks are handed to the thread aside at once."""

BLOCK_HEAD = b"\x78\x5e"
"""What every block begins with: the head of a zlib stream of that level (RFC 1950)."""


class StoredWriter:
    """Packs articles in the order of their documents, `aside` if there is one."""

    def __init__(self, aside: Aside | None = None) -> None:
        self._packing: OneAhead[list[bytes]] = OneAhead(aside)
        self._together = PACKED_TOGETHER if aside else 1
        self._waiting: list[bytes] = []
        self._size = 0
        self._unpacked: list[list[bytes]] = []
        self._blocks: list[bytes] = []
        self._first: list[int] = []
        self._lengths: list[int] = []
        self._packed = 0

    @property
    def memory(self) -> int:
        """About how much memory the articles take; those that are being packed are not counted."""
        return self._packed + BLOCK_BYTES * len(self._unpacked) + self._size

    def add(self, stored: bytes) -> None:
        """Take in the article of the next document."""
        if not self._waiting:
            self._first.append(len(self._lengths))
        self._waiting.append(stored)
        self._lengths.append(len(stored))
        self._size += len(stored)
        if self._size >= BLOCK_BYTES:
            self._end_block()
            if len(self._unpacked) >= self._together:
                self._pack()

    def _end_block(self) -> None:
        self._unpacked.append(self._waiting)
        self._waiting, self._size = [], 0

    def _pack(self) -> None:
        blocks, self._unpacked = self._unpacked, []
        self._keep(self._packing.begin(lambda: [_packed(block) for block in blocks]))

    def _keep(self, packed: list[list[bytes]]) -> None:
        for blocks in packed:
            self._blocks += blocks
            self._packed += sum(map(len, blocks))

    def finish(self) -> None:
        """Have the last articles packed; none is added any more."""
        if self._waiting:
            self._end_block()
        if self._unpacked:
            self._pack()

    def write(self, out: SectionWriter) -> None:
        """Write all blocks, once it is finished."""
        self._keep(self._packing.end())
        _write(out, self._blocks, self._first, self._lengths)


def _packed(articles: Sequence[bytes]) -> bytes:
    return zlib.compress(b"".join(articles), LEVEL)


def _write(
    out: SectionWriter, blocks: Iterable[bytes], first: Sequence[int], lengths: Sequence[int]
) -> None:
    """Write blocks one by one; `first` and `lengths` may grow with them."""
    sizes = array("Q")

    def parts() -> Iterator[Array]:
        for block in blocks:
            sizes.append(len(block))
            yield np.frombuffer(block, dtype="u1")

    out.add_parts("stored.bytes", np.dtype("u1"), parts())
    out.add("stored.block_ends", np.cumsum(np.array(sizes, dtype="<u8"), dtype="<u8"))
    out.add("stored.block_first", np.array(first, dtype="<u4"))
    out.add("stored.lengths", np.array(lengths, dtype="<u4"))


class MergedArticles:
    """The articles of several segments, written as one after another: one block is in memory.

    Whole blocks are taken over as they are packed, once their checksum has been compared.
    """

    def __init__(self, sources: Sequence[tuple[StoredReader, npt.NDArray[np.bool_]]]) -> None:
        """Each source comes with which of its documents are taken."""
        self._sources = sources
        self._first = array("I")
        self._lengths = array("I")

    def write(self, out: SectionWriter) -> None:
        """Write all blocks.

        Raises:
            ArchiveDamaged: a block is damaged.
        """
        _write(out, self._blocks(), self._first, self._lengths)

    def _blocks(self) -> Iterator[bytes]:
        waiting: list[bytes] = []
        size = 0
        for reader, taken in self._sources:
            for number, (first, after) in enumerate(reader.block_documents()):
                unpacked = reader.unpack(number)
                own = taken[first:after]
                whole = own.all() and len(unpacked) >= LEAST_BYTES
                if whole and (not size or size >= LEAST_BYTES):
                    if waiting:
                        yield self._block(waiting)
                    waiting, size = [], 0
                    self._count(reader.lengths(first, after))
                    yield reader.packed(number)
                    continue
                start = 0
                for length, kept in zip(reader.lengths(first, after), own.tolist(), strict=True):
                    if kept:
                        waiting.append(unpacked[start : start + length])
                        size += length
                    start += length
                    if size >= BLOCK_BYTES:
                        yield self._block(waiting)
                        waiting, size = [], 0
        if waiting:
            yield self._block(waiting)

    def _block(self, articles: Sequence[bytes]) -> bytes:
        self._count([len(each) for each in articles])
        return _packed(articles)

    def _count(self, lengths: list[int]) -> None:
        self._first.append(len(self._lengths))
        self._lengths.fromlist(lengths)


class StoredReader:
    """Reads single articles; the blocks last read are kept unpacked."""

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        self._bytes = sections["stored.bytes"].data
        self._ends = sections["stored.block_ends"]
        self._first = sections["stored.block_first"]
        self._lengths = sections["stored.lengths"]
        self._unpacked: dict[int, bytes] = {}

    def __call__(self, document: int) -> bytes:
        """The stored bytes of a document.

        Raises:
            ArchiveDamaged: the block they lie in is damaged.
        """
        block = int(np.searchsorted(self._first, document, side="right")) - 1
        first = int(self._first[block])
        start = int(self._lengths[first:document].sum(dtype=np.int64))
        unpacked = self._unpacked.get(block)
        if unpacked is None:
            unpacked = self.unpack(block)
            # Replaced whole, for the threads that are reading it.
            kept = list(self._unpacked.items())[-BLOCKS_KEPT + 1 :]
            self._unpacked = dict([*kept, (block, unpacked)])
        return unpacked[start : start + int(self._lengths[document])]

    def block_documents(self) -> Iterator[tuple[int, int]]:
        """Of each block its first document, and the one after its last."""
        first = self._first.astype(np.int64).tolist()
        return zip(first, [*first, len(self._lengths)][1:], strict=True)

    def lengths(self, first: int, after: int) -> list[int]:
        """How many bytes each of some documents has, unpacked."""
        found: list[int] = self._lengths[first:after].tolist()
        return found

    def packed(self, block: int) -> bytes:
        """A block as it is in the file."""
        start = int(self._ends[block - 1]) if block else 0
        return bytes(self._bytes[start : int(self._ends[block])])

    def unpack(self, block: int) -> bytes:
        """The articles of a block, one behind the other.

        Raises:
            ArchiveDamaged: the block is damaged.
        """
        try:
            return zlib.decompress(self.packed(block))
        except zlib.error as error:
            raise ArchiveDamaged(
                f"{self._sections.path} has a damaged block of articles",
                "run: pressespiegel check --repair",
            ) from error
