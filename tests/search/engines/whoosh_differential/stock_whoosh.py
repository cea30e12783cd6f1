"""Whoosh as it comes from PyPI, in memory, holding the same token streams as an archive does.

Every index term of a field is indexed as it stands in the postings, at its positions; a field is
as long as it has positions, as in an archive, however many terms share one. Whoosh keeps a length
in one byte of a logarithmic scale; `exact_lengths` makes that scale exact up to 255.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from whoosh import fields, formats
from whoosh.filedb.filestore import RamStorage

from pressespiegel.search.document import VALUE_GAP, Document, Words
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query import tree

GAP_WIDTH = 100
FIELDS: tuple[tree.SearchField, ...] = ("title", "text")


class ReadyTokens(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose tokens are ready: `index` is given `Words` and analyses nothing else."""

    def __init__(self) -> None:
        self.analyzer = None
        self.format = formats.Positions()
        self.scorable = True
        self.stored = False
        self.unique = False
        self.multitoken_query = "default"
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.indexed = True

    def index(self, value: Words, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, what it adds to the length, weight and encoded positions, for each term."""
        places, length = positions(value)
        for number, (term, at) in enumerate(sorted(places.items())):
            encoded = self.format.encode(at)
            yield term.encode(), 0 if number else length, float(len(at)), encoded

    def to_bytes(self, value: object) -> bytes:
        return value if isinstance(value, bytes) else str(value).encode()


def positions(words: Words) -> tuple[Mapping[str, Sequence[int]], int]:
    """Where each term stands, and how many positions there are, gaps left out."""
    places: dict[str, list[int]] = {}
    base = length = 0
    for surface in words.surfaces:
        if surface == VALUE_GAP:
            base += GAP_WIDTH
            continue
        analysis = analyse_word(surface)
        for term, shift in analysis.terms:
            places.setdefault(term, []).append(base + shift)
        base += len(analysis.spans)
        length += len(analysis.spans)
    return {term: sorted(at) for term, at in places.items()}, length


@contextmanager
def exact_lengths() -> Iterator[None]:
    """Keep field lengths as they are, up to 255, for as long as the block lasts."""
    with (
        mock.patch("whoosh.codec.whoosh3.length_to_byte", _length),
        mock.patch("whoosh.codec.whoosh3.byte_to_length", _length),
    ):
        yield


def _length(length: int | None) -> int:
    assert length is None or length <= 255, "a longer field does not fit into a byte"
    return length or 0


class MemoryStorage(RamStorage):  # type: ignore[misc]  # Whoosh has no types
    """Keeps what is temporary in memory too, where Whoosh takes one folder for all processes."""

    def temp_storage(self, name: str | None = None) -> RamStorage:
        return RamStorage()


class StockIndex:
    """A stock index, changed one transaction at a time; each adds a segment."""

    def __init__(self) -> None:
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            date=fields.DATETIME(sortable=True),
            source=fields.ID(sortable=True),
            month=fields.ID(),
            person=fields.KEYWORD(commas=True),
            **{name: ReadyTokens() for name in FIELDS},
        )
        self.index: Any = MemoryStorage().create_index(schema)

    def apply(self, changes: Mapping[str, Document | None], *, merge: bool = False) -> None:
        """Put documents, and delete the ids that have None; `merge` makes it one segment.

        Each id comes once, since stock Whoosh keeps both of two updates in one writer.
        """
        writer = self.index.writer()
        for id, document in changes.items():
            writer.delete_by_term("id", id)
            if document is not None:
                writer.add_document(**stock_document(document))
        writer.commit(merge=False, optimize=merge)

    @classmethod
    def like(cls, snapshot: Snapshot, documents: Mapping[bytes, Document]) -> StockIndex:
        """The segments of a commit, with the same documents in each, deleted ones included.

        Only so do both count alike how rare a term is. `documents` are found by fingerprint.
        """
        made = cls()
        deleted: list[int] = []
        base = 0
        for segment in snapshot.segments:
            writer = made.index.writer()
            for number in range(segment.count):
                writer.add_document(**stock_document(documents[segment.fingerprint(number)]))
                if segment.deleted is not None and segment.deleted[number]:
                    deleted.append(base + number)
            writer.commit(merge=False)
            base += segment.count
        writer = made.index.writer()
        for number in deleted:
            writer.delete_document(number)
        writer.commit(merge=False)
        return made


def stock_document(document: Document) -> dict[str, object]:
    """What is indexed of a document: its words as they are, its date, and some facets."""
    found: dict[str, object] = {"id": document.id}
    found.update((name, document.fields[name]) for name in FIELDS if name in document.fields)
    for name in ("source", "month"):
        if values := document.facets[name]:
            found[name] = values[0]
    if persons := document.facets["person"]:
        found["person"] = ",".join(persons)
    if document.first is not None:
        found["date"] = datetime(1970, 1, 1) + timedelta(minutes=document.first)
    return found
