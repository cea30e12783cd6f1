"""Stored articles: packed in blocks of some 16 KB, so that neighbours share their words.

Arrays in the segment: `stored.bytes` (zlib blocks), `stored.block_ends` (where each ends),
`stored.block_first` (the first document of each), `stored.lengths` (bytes of each article).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from pressespiegel.search.engines.whoosh.aside import Aside, OneAhead
from pressespiegel.search.engines.whoosh.sections import Sections, SectionWriter
from pressespiegel.search.errors import ArchiveDamaged

BLOCK_BYTES = 16_384
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
        ends = np.cumsum([len(block) for block in self._blocks], dtype=np.int64)
        out.add_parts(
            "stored.bytes",
            np.dtype("u1"),
            (np.frombuffer(block, dtype="u1") for block in self._blocks),
        )
        out.add("stored.block_ends", ends.astype("<u8"))
        out.add("stored.block_first", np.array(self._first, dtype="<u4"))
        out.add("stored.lengths", np.array(self._lengths, dtype="<u4"))


def _packed(articles: Sequence[bytes]) -> bytes:
    return zlib.compress(b"".join(articles), LEVEL)


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
            unpacked = self._unpack(block)
            # Replaced whole, for the threads that are reading it.
            kept = list(self._unpacked.items())[-BLOCKS_KEPT + 1 :]
            self._unpacked = dict([*kept, (block, unpacked)])
        return unpacked[start : start + int(self._lengths[document])]

    def _unpack(self, block: int) -> bytes:
        start = int(self._ends[block - 1]) if block else 0
        try:
            return zlib.decompress(self._bytes[start : int(self._ends[block])])
        except zlib.error as error:
            raise ArchiveDamaged(
                f"{self._sections.path} has a damaged block of articles",
                "run: pressespiegel check --repair",
            ) from error
