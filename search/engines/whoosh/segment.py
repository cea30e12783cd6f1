"""A segment: the documents of one or more commits, as arrays over a mapped file, read-only."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, ranked
from pressespiegel.search.engines.whoosh.builder import FINGERPRINT_BYTES, ID_FIELD, UNDATED
from pressespiegel.search.engines.whoosh.dictionary import Dictionary
from pressespiegel.search.engines.whoosh.facet_column import FacetColumn
from pressespiegel.search.engines.whoosh.kept import Kept
from pressespiegel.search.engines.whoosh.sections import Sections
from pressespiegel.search.engines.whoosh.stored import StoredReader
from pressespiegel.search.errors import ArchiveDamaged

Docs = npt.NDArray[np.uint32]

FREQUENT = 500
"""In so many documents a term must be for what is worked out about it to be kept."""

KEPT_BYTES = 16 * 1024 * 1024


class Postings(NamedTuple):
    """Where a term stands: the documents, ascending, and how often in each."""

    docs: Docs
    freqs: npt.NDArray[np.integer]


class Segment:
    """One segment file, and which of its documents are deleted.

    Document numbers run from 0 to `count`, deleted ones included.

    Raises:
        ArchiveInvalid: the file is damaged or of another version.
    """

    def __init__(self, path: Path, deleted: npt.NDArray[np.bool_] | None = None) -> None:
        self.path = path
        self.sections = Sections(path)
        meta = self.sections.meta
        try:
            self.count = int(cast(int, meta["documents"]))
            fields = cast("list[list[str | int]]", meta["fields"])
            self._ranges = {
                str(name): (number, int(first), int(after))
                for number, (name, first, after) in enumerate(fields)
            }
            totals = cast("dict[str, int]", meta["totals"])
            self.totals = {name: int(total) for name, total in totals.items()}
            self.facet_names = tuple(cast("list[str]", meta["facets"]))
            self.dictionary = Dictionary(self.sections, self._ranges)
            self._ends = self.sections["postings.ends"].data
            self._all_position_ends = self.sections["positions.ends"].data
            self._docs = cast(Docs, self.sections["postings.docs"])
            self._freqs = cast("npt.NDArray[np.integer]", self.sections["postings.freqs"])
            self._positions = cast("npt.NDArray[np.integer]", self.sections["positions.values"])
            self.stored = StoredReader(self.sections)
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveDamaged(
                f"{path} lacks a part: {error}", "run: pressespiegel check --repair"
            ) from error
        self._cross_out(deleted)
        self._position_ends: Kept[int, npt.NDArray[np.uint32]] = Kept(KEPT_BYTES, self.count)
        self._columns = {name: FacetColumn(self.sections, name) for name in self.facet_names}

    def without(self, deleted: npt.NDArray[np.bool_] | None) -> Segment:
        """This segment with other documents deleted; what is known of the file is shared.

        Raises:
            ArchiveInvalid: it has another number of documents.
        """
        other = copy(self)
        other.__dict__.pop("dates", None)
        other._cross_out(deleted)
        return other

    def _cross_out(self, deleted: npt.NDArray[np.bool_] | None) -> None:
        if deleted is not None and len(deleted) != self.count:
            raise ArchiveDamaged(
                f"{self.path} and its list of deleted articles do not belong together",
                "run: pressespiegel check --repair",
            )
        self.deleted = deleted if deleted is not None and deleted.any() else None
        self.alive = self.count - (int(self.deleted.sum()) if self.deleted is not None else 0)

    @property
    def fields(self) -> Sequence[str]:
        """The names of the indexed fields, in the order of the dictionary."""
        return tuple(self._ranges)

    def postings(self, term: int) -> Postings:
        """The postings of a term, by its number."""
        start = self._ends[term - 1] if term else 0
        end = self._ends[term]
        return Postings(self._docs[start:end], self._freqs[start:end])

    def neighbouring(self, first: int, after: int) -> Docs:
        """The documents of several terms that follow each other, one list behind the other."""
        return self._docs[self._ends[first - 1] if first else 0 : self._ends[after - 1]]

    def frequency(self, term: int) -> int:
        """In how many documents a term stands, deleted ones included."""
        return self._ends[term] - (self._ends[term - 1] if term else 0)

    def articles_with(self, first: int, after: int) -> Ints:
        """In how many documents that are not deleted each of several neighbouring terms stands."""
        start = self._ends[first - 1] if first else 0
        ends = np.asarray(self._ends)[first:after].astype(np.int64) - start
        starts = np.append(0, ends[:-1])
        if self.deleted is None or first == after:
            whole: Ints = ends - starts[: len(ends)]
            return whole
        alive = ~self.deleted[self._docs[start : self._ends[after - 1]]]
        counts: Ints = np.add.reduceat(alive, starts, dtype=np.int64)
        return counts

    def positions(self, term: int) -> npt.NDArray[np.integer]:
        """The positions of a term in all its documents, in the order of its postings."""
        start = self._all_position_ends[term - 1] if term else 0
        return self._positions[start : self._all_position_ends[term]]

    def position_ends(self, term: int) -> npt.NDArray[np.integer]:
        """Where, in `positions`, those of each document of a term end; kept for frequent terms."""
        known = self._position_ends.get(term)
        if known is None:
            freqs = self.postings(term).freqs
            known = freqs.cumsum(dtype=np.uint32)
            if len(freqs) > FREQUENT:
                self._position_ends.keep(term, known, known.nbytes)
        return known

    def lengths(self, field: str) -> npt.NDArray[np.integer] | None:
        """How many words the field has in each document; None where no document has it."""
        found = self.sections.get(f"lengths.{field}")
        return None if found is None else cast("npt.NDArray[np.integer]", found)

    def facet(self, name: str) -> FacetColumn | None:
        """The values of a facet, None where the segment does not have it."""
        return self._columns.get(name)

    def places(self, field: str, document: int) -> tuple[Ints, Ints] | None:
        """The characters of each position of a field of a document: starts and widths."""
        ends = self.sections.get(f"places.{field}.ends")
        if ends is None:
            return None
        start, end = (int(ends[document - 1]) if document else 0), int(ends[document])
        steps = self.sections[f"places.{field}.steps"][start:end]
        widths = self.sections[f"places.{field}.widths"][start:end]
        return np.cumsum(steps, dtype=np.int64), widths.astype(np.int64)

    @property
    def first_minutes(self) -> npt.NDArray[np.int32]:
        """The first minute each document's date may mean; `UNDATED` where it has none."""
        return cast("npt.NDArray[np.int32]", self.sections["date.first"])

    @property
    def last_minutes(self) -> npt.NDArray[np.int32]:
        """The last minute each document's date may mean; `UNDATED` where it has none."""
        return cast("npt.NDArray[np.int32]", self.sections["date.last"])

    @cached_property
    def dates(self) -> tuple[int, int] | None:
        """The least and the largest of `first_minutes`; None where all documents are undated.
        Deleted ones are left out."""
        minutes = self.first_minutes
        there = minutes != UNDATED
        if self.deleted is not None:
            there &= ~self.deleted
        dated = minutes[there]
        return (int(dated.min()), int(dated.max())) if len(dated) else None

    def fingerprint(self, document: int) -> bytes:
        """The fingerprint of a document."""
        start = document * FINGERPRINT_BYTES
        return self.sections["fingerprints"][start : start + FINGERPRINT_BYTES].tobytes()

    def find(self, id: str) -> int:
        """The number of the document with an id, -1 where there is none or it is deleted."""
        term = self.dictionary.find(ID_FIELD, id.encode("utf-8", "surrogatepass"))
        if term < 0:
            return -1
        document = int(self.postings(term).docs[0])
        return -1 if self.deleted is not None and self.deleted[document] else document

    @cached_property
    def id_terms(self) -> Ints:
        """The term number of each document's id; of a replaced twin, that of its successor."""
        first, after = self.dictionary.range(ID_FIELD)
        terms = np.zeros(self.count, dtype=np.int64)
        terms[self.documents_with_ids()] = np.arange(first, after)
        return terms

    @cached_property
    def _id_numbers(self) -> memoryview:
        """The same, quicker to read one by one."""
        return self.id_terms.data

    def documents_with_ids(self) -> Ints:
        """The documents that their ids lead to, by id: all but replaced twins."""
        first, after = self.dictionary.range(ID_FIELD)
        start = self._ends[first - 1] if first else 0
        return np.asarray(self._docs[start : self._ends[after - 1]], dtype=np.int64)

    def id(self, document: int) -> str:
        """The id of a document."""
        return self.dictionary.text(self._id_numbers[document])

    def ids(self, documents: Sequence[int]) -> list[str]:
        """The ids of some documents."""
        return self.dictionary.texts(self.id_terms[documents].tolist())

    @cached_property
    def newest_order(self) -> npt.NDArray[np.integer]:
        """The rank of each document by date, newest first, undated last, ties by id."""
        return cast("npt.NDArray[np.integer]", self.sections["date.rank"])

    @cached_property
    def newest_documents(self) -> Ints:
        """All documents by date, newest first, undated last, ties by id."""
        documents = np.empty(self.count, dtype=np.int64)
        documents[self.newest_order] = np.arange(self.count)
        return documents

    @cached_property
    def oldest_order(self) -> Ints:
        """The rank of each document by date, oldest first, undated last, ties by id."""
        first = self.first_minutes.astype(np.int64)
        return ranked(self.id_terms, np.where(first == UNDATED, 2**40, first))
