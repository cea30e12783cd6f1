"""The vocabulary beside the articles: sorted blocks of terms and values with article counts.

Every commit adds a block of what its articles have, and, for each earlier part of which articles
were taken away, one of what they had. Parts of like size are merged. A block is a few documents,
each with some thousand entries; an entry is a field and a term, or `#` with a facet and a value.
"""

from __future__ import annotations

import base64
import json
import threading
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.opensearch.commits import PartEntry
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.errors import ArchiveDamaged
from pressespiegel.search.query.tree import SearchField

Counts = npt.NDArray[np.int64]

CHUNK = 25_000
"""Entries in one document."""

MOST_CHUNKS = 400
"""So many are remembered: ten million entries."""

LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries in order, and in how many articles each is."""

    keys: Sequence[str]
    counts: Counts


NO_ENTRIES = Entries((), np.zeros(0, dtype=np.int64))


def chunk_id(block: str, number: int) -> str:
    """The name of the document with a chunk."""
    return f"v.{block}.{number}"


def block_documents(block: str, counted: Mapping[str, int], by: int) -> Iterator[tuple[str, Json]]:
    """The documents of a block, by name, made by the writer of a number; the first says how the
    others begin."""
    keys = sorted(counted)
    bounds = range(0, max(len(keys), 1), CHUNK)
    for number, begin in reversed(list(enumerate(bounds))):
        own = keys[begin : begin + CHUNK]
        data = json.dumps([own, [counted[key] for key in own]], separators=(",", ":"))
        packed = base64.b64encode(zlib.compress(data.encode("ascii"))).decode("ascii")
        document: Json = {"chunk": packed, "block": block, "number": number, "by": by}
        if not number:
            document["begins"] = [keys[begin] for begin in bounds] if keys else []
        yield chunk_id(block, number), document


class Tally:
    """Counts the entries of documents."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, entries: Mapping[str, Collection[str]]) -> None:
        """Count those of a document, each once."""
        for name, own in entries.items():
            self._counts.setdefault(name, Counter()).update(own)

    def subtract(self, entries: Mapping[str, Collection[str]]) -> None:
        """Forget those of a document."""
        for name, own in entries.items():
            self._counts.setdefault(name, Counter()).subtract(own)

    def counted(self) -> Counter[str]:
        """In how many documents each entry is, without those in none."""
        return Counter(
            {
                f"{name}\t{each}": count
                for name, counts in self._counts.items()
                for each, count in counts.items()
                if count > 0
            }
        )


class Blocks:
    """Reads blocks, and remembers what was read last; safe to use from many threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._begins: dict[tuple[str, str], Sequence[str]] = {}
        self._chunks: OrderedDict[tuple[str, str, int], Entries] = OrderedDict()

    def begins(self, index: str, block: str) -> Sequence[str]:
        """With what entry each chunk of a block begins."""
        known = self._begins.get((index, block))
        if known is None:
            self.chunk(index, block, 0)
            known = self._begins[index, block]
        return known

    def chunk(self, index: str, block: str, number: int) -> Entries:
        """One chunk of a block.

        Raises:
            ArchiveDamaged: it is not there.
        """
        place = index, block, number
        with self._lock:
            known = self._chunks.get(place)
            if known is not None:
                self._chunks.move_to_end(place)
                return known
        answer = self._connection.call("GET", f"/{index}/_doc/{chunk_id(block, number)}")
        if not answer.get("found"):
            raise ArchiveDamaged(
                f"{self._connection.address.shown} lacks a part of its vocabulary: {block}",
                "rebuild the archive: pressespiegel reindex",
            )
        source = cast("dict[str, object]", answer["_source"])
        keys, counts = json.loads(zlib.decompress(base64.b64decode(cast(str, source["chunk"]))))
        entries = Entries(keys, np.array(counts, dtype=np.int64))
        with self._lock:
            if not number:
                self._begins[index, block] = cast("list[str]", source["begins"])
            self._chunks[place] = entries
            while len(self._chunks) > MOST_CHUNKS:
                self._chunks.popitem(last=False)
        return entries

    def between(self, index: str, block: str, first: str, after: str) -> Entries:
        """The entries of a block from one on, up to another."""
        begins = self.begins(index, block)
        if not begins:
            return NO_ENTRIES
        low = max(bisect_right(begins, first) - 1, 0)
        high = max(bisect_left(begins, after), low + 1)
        keys: list[str] = []
        counts: list[Counts] = []
        for number in range(low, high):
            chunk = self.chunk(index, block, number)
            begin, end = bisect_left(chunk.keys, first), bisect_left(chunk.keys, after)
            keys += chunk.keys[begin:end]
            counts.append(chunk.counts[begin:end])
        return Entries(keys, np.concatenate(counts))

    def whole(self, index: str, block: str) -> Entries:
        """All entries of a block."""
        return self.between(index, block, "", LAST)

    def count(self, index: str, block: str, key: str) -> int:
        """In how many articles an entry is."""
        begins = self.begins(index, block)
        number = bisect_right(begins, key) - 1
        if number < 0:
            return 0
        chunk = self.chunk(index, block, number)
        at = bisect_left(chunk.keys, key)
        found = at < len(chunk.keys) and chunk.keys[at] == key
        return int(chunk.counts[at]) if found else 0


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """The `Part` of one entry of a commit."""

    blocks: Blocks
    index: str
    entry: PartEntry

    @property
    def name(self) -> str:
        """Its index and block: neither is made twice."""
        return f"{self.index}:{self.entry.block}"

    @property
    def articles(self) -> int:
        """How many articles there are, deleted ones left out."""
        return self.entry.articles

    def _keys(self, first: str) -> Entries:
        return self.blocks.between(self.index, self.entry.block, first, first + LAST)

    def _left(self, first: str) -> Counts:
        """The counts of entries that begin alike, without what was taken away."""
        entries = self._keys(first)
        counts: Counts = entries.counts.copy()
        for block in self.entry.less:
            gone = self.blocks.between(self.index, block, first, first + LAST)
            for key, count in zip(gone.keys, gone.counts.tolist(), strict=True):
                counts[bisect_left(entries.keys, key)] -= count
        return counts

    def terms(self, field: SearchField, prefix: str) -> Sequence[str]:
        """Index terms that begin with `prefix`; see `Part.terms`."""
        begin = len(field) + 1
        return [key[begin:] for key in self._keys(f"{field}\t{prefix}").keys]

    def articles_with(self, field: SearchField, prefix: str) -> npt.NDArray[np.integer]:
        """In how many articles each of these terms stands."""
        return self._left(f"{field}\t{prefix}")

    def frequency(self, field: SearchField, term: str) -> int:
        """In how many articles a term stands, deleted ones included."""
        return self.blocks.count(self.index, self.entry.block, f"{field}\t{term}")

    def values(self, facet: str) -> Sequence[str]:
        """All values of a facet; see `Part.values`."""
        begin = len(facet) + 2
        return [key[begin:] for key in self._keys(f"#{facet}\t").keys]

    def articles_of(self, facet: str) -> npt.NDArray[np.integer]:
        """How many articles have each of these values."""
        return self._left(f"#{facet}\t")
