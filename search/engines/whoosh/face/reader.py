"""Whoosh's readers over an archive: one for each segment, one over several, one over none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Automata
from whoosh.columns import Column, ColumnReader, EmptyColumnReader, TranslatingColumnReader
from whoosh.fields import FieldType, Schema
from whoosh.query import Query
from whoosh.reading import (
    EmptyReader,
    IndexReader,
    MultiReader,
    ReaderClosed,
    TermInfo,
    TermNotFound,
)
from whoosh.scoring import BaseScorer

from pressespiegel.search.engines.whoosh.face.columns import MomentColumn, ValueColumn
from pressespiegel.search.engines.whoosh.face.cursor import TermCursor
from pressespiegel.search.engines.whoosh.face.matcher import ArrayMatcher
from pressespiegel.search.engines.whoosh.face.schema import CALENDAR_FIELDS, FIRST_DATE, LAST_DATE
from pressespiegel.search.engines.whoosh.face.spelling import FormCorrector
from pressespiegel.search.engines.whoosh.face.stored_fields import StoredFields
from pressespiegel.search.engines.whoosh.face.terms import (
    DictionaryTerms,
    FieldTerms,
    MomentTerms,
    TermPostings,
    ValueTerms,
)
from pressespiegel.search.engines.whoosh.scored import EMPTY, Scored
from pressespiegel.search.engines.whoosh.segment import Segment

Evaluate = Callable[[Segment, Query], Scored]


class SegmentFields:
    """The indexed fields of one segment; shared by all readers of a commit."""

    def __init__(self, segment: Segment, schema: Schema) -> None:
        self.segment = segment
        self._schema = schema

    @cached_property
    def terms(self) -> Mapping[str, FieldTerms]:
        """The terms of each field that has any, by name, in Whoosh's order."""
        segment = self.segment
        found: dict[str, FieldTerms] = {
            name: DictionaryTerms(segment, name)
            for name in segment.dictionary.fields()
            if name in self._schema
        }
        for name in CALENDAR_FIELDS:
            column = segment.facet(name)
            if column is not None and column.count:
                found[name] = ValueTerms(column)
        for name, minutes in self.minutes.items():
            found[name] = MomentTerms(minutes, self._schema[name])
        return {name: found[name] for name in sorted(found)}

    @property
    def minutes(self) -> Mapping[str, npt.NDArray[np.int32]]:
        """The dates of all documents, by field."""
        return {FIRST_DATE: self.segment.first_minutes, LAST_DATE: self.segment.last_minutes}


class ArchiveSegmentReader(IndexReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads one segment; safe across threads, unlike the searchers over it."""

    def __init__(
        self, fields: SegmentFields, schema: Schema, generation: int, evaluate: Evaluate
    ) -> None:
        self.archive_segment = fields.segment
        self.schema = schema
        self.is_closed = False
        self._fields = fields
        self._generation = generation
        self._evaluate = evaluate

    def evaluate(self, node: Query) -> Scored:
        """The living documents that a query matches, found on arrays instead of by a matcher."""
        found = self._evaluate(self.archive_segment, node)
        deleted = self.archive_segment.deleted
        return found if deleted is None else found.pick(~deleted[found.docs])

    def close(self) -> None:
        """End the use of this reader; the files stay mapped for others."""
        self.is_closed = True

    def generation(self) -> int:
        """The number of the commit that is read."""
        return self._generation

    def _terms(self, field: str) -> FieldTerms | None:
        if self.is_closed:
            raise ReaderClosed
        if field not in self.schema:
            raise TermNotFound(f"No field {field!r}")
        return self._fields.terms.get(field)

    def _find(self, field: str, text: str | bytes) -> tuple[bytes, TermPostings]:
        terms = self._terms(field)
        term = self._text_to_bytes(field, text)
        found = None if terms is None else terms.postings(term)
        if found is None:
            raise TermNotFound(f"{field}:{text!r}")
        return term, found

    # Terms

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        field, text = term
        if field not in self.schema:
            return False
        terms = self._terms(field)
        return terms is not None and terms.frequency(self._text_to_bytes(field, text)) > 0

    def indexed_field_names(self) -> list[str]:
        """The names of the fields that have terms."""
        return list(self._fields.terms)

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms of all fields, sorted."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: str | bytes) -> Iterator[tuple[str, bytes]]:
        """All terms from one on, sorted."""
        if self.is_closed:
            raise ReaderClosed
        start = self._text_to_bytes(fieldname, prefix) if fieldname else b""
        for name, terms in self._fields.terms.items():
            if name >= fieldname:
                for term in terms.walk(start if name == fieldname else b""):
                    yield name, term

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """The figures of a term, deleted documents included.

        Raises:
            TermNotFound: the segment does not have it.
        """
        _, found = self._find(fieldname, text)
        lengths = self.archive_segment.lengths(fieldname)
        own = np.ones(1, dtype=np.int64) if lengths is None else lengths[found.docs]
        return TermInfo(
            weight=float(found.freqs.sum(dtype=np.int64)),
            df=len(found.docs),
            minlength=int(own.min()),
            maxlength=int(own.max()),
            maxweight=float(found.freqs.max()),
            minid=int(found.docs[0]),
            maxid=int(found.docs[-1]),
        )

    def frequency(self, fieldname: str, text: str | bytes) -> float:
        """How often a term stands in all documents."""
        try:
            return float(self._find(fieldname, text)[1].freqs.sum(dtype=np.int64))
        except TermNotFound:
            return 0

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """In how many documents a term stands, deleted ones included."""
        terms = self._terms(fieldname)
        return 0 if terms is None else terms.frequency(self._text_to_bytes(fieldname, text))

    def postings(
        self, fieldname: str, text: str | bytes, scorer: BaseScorer | None = None
    ) -> ArrayMatcher:
        """A matcher over the living documents of a term.

        Raises:
            TermNotFound: the segment does not have it.
        """
        term, found = self._find(fieldname, text)
        segment = self.archive_segment
        return ArrayMatcher(
            (fieldname, term),
            found,
            self.schema[fieldname].format,
            scorer,
            segment.deleted,
            segment.lengths(fieldname),
            lambda document: segment.places(fieldname, document),
        )

    def cursor(self, fieldname: str) -> TermCursor:
        """Walks the terms of a field forwards, and finds places in it."""
        return TermCursor(self._terms(fieldname), self.schema[fieldname])

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterator[str]:
        """The terms of a field that are at most `maxdist` edits away from a text."""
        cursor = self.cursor(self.schema[fieldname].spelling_fieldname(fieldname))
        found = Automata().terms_within(cursor, text, maxdist, prefix)
        return cast(Iterator[str], found)

    def corrector(self, fieldname: str) -> FormCorrector:
        """Suggests words of the archive, as they are written, for one that is misspelt."""
        return FormCorrector(self, fieldname, self.schema[fieldname])

    # Documents

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self.archive_segment.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        deleted = self.archive_segment.deleted
        return deleted is not None and bool(deleted[docnum])

    def all_doc_ids(self) -> Iterator[int]:
        """The numbers of all living documents."""
        deleted = self.archive_segment.deleted
        if deleted is None:
            return iter(range(self.archive_segment.count))
        return iter(np.flatnonzero(~deleted).tolist())

    def stored_fields(self, docnum: int) -> StoredFields:
        """The stored article of a document."""
        if self.is_closed:
            raise ReaderClosed
        segment = self.archive_segment
        return StoredFields(segment.id(docnum), lambda: segment.stored(docnum))

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones included."""
        return self.archive_segment.count

    def doc_count(self) -> int:
        """How many articles there are."""
        return self.archive_segment.alive

    def field_length(self, fieldname: str) -> int:
        """How many words a field has in all documents."""
        return self.archive_segment.totals.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """How many words the shortest field has."""
        lengths = self.archive_segment.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """How many words the longest field has."""
        lengths = self.archive_segment.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.max())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words a field of a document has; exact, unlike in Whoosh's own segments."""
        lengths = self.archive_segment.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Never: an article's terms are found by reading its stored text again."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: object = None) -> ArrayMatcher:
        """Raises KeyError, since no term vectors are kept."""
        raise KeyError(f"no term vectors are kept for field {fieldname!r}")

    # Columns

    def has_column(self, fieldname: str) -> bool:
        """Whether a field can be sorted and grouped by its values."""
        return fieldname in self.schema and self.schema[fieldname].column_type is not None

    def column_reader(
        self,
        fieldname: str,
        column: Column | None = None,
        reverse: bool = False,
        translate: bool = True,
    ) -> ColumnReader:
        """The values of a field, document by document."""
        field = self.schema[fieldname]
        kind = column or field.column_type
        if kind is None:
            raise KeyError(f"field {fieldname!r} has no column")
        reader = self._column(fieldname, field, kind)
        if reverse:
            reader.set_reverse()
        if translate and fieldname in self._fields.minutes:
            reader = TranslatingColumnReader(reader, field.from_column_value)
        return reader

    def _column(self, name: str, field: FieldType, kind: Column) -> ColumnReader:
        segment = self.archive_segment
        minutes = self._fields.minutes.get(name)
        if minutes is not None:
            return MomentColumn(minutes, field.default)
        values = segment.facet(name)
        if values is None:
            empty = [] if kind.stores_lists() else kind.default_value()
            return EmptyColumnReader(empty, segment.count)
        return ValueColumn(values, segment.count, kind.stores_lists())


class ArchiveReader(MultiReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads several segments as one."""

    def evaluate(self, node: Query) -> Scored:
        """The living documents that a query matches, numbered over all segments."""
        parts = [reader.evaluate(node) for reader in self.readers]
        docs = np.concatenate(
            [
                part.docs + np.uint32(base)
                for part, base in zip(parts, self.doc_offsets, strict=True)
            ]
        )
        if all(part.scores is None for part in parts):
            return Scored(docs)
        zeros = (np.zeros(len(part), dtype=np.float32) for part in parts)
        scores = [
            zero if part.scores is None else part.scores
            for part, zero in zip(parts, zeros, strict=True)
        ]
        return Scored(docs, np.concatenate(scores))

    def has_column(self, fieldname: str) -> bool:
        """Whether a field can be sorted and grouped by its values."""
        return bool(self.readers[0].has_column(fieldname))

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterable[str]:
        """The terms of a field that are at most `maxdist` edits away from a text."""
        found: dict[str, None] = {}
        for reader in self.readers:
            found.update(dict.fromkeys(reader.terms_within(fieldname, text, maxdist, prefix)))
        return found

    def corrector(self, fieldname: str) -> FormCorrector:
        """Suggests words of the archive, as they are written, for one that is misspelt."""
        return FormCorrector(self, fieldname, self.schema[fieldname])


class EmptyArchiveReader(EmptyReader):  # type: ignore[misc]  # Whoosh has no types
    """Reads an archive without articles."""

    def __init__(self, schema: Schema, generation: int) -> None:
        super().__init__(schema)
        self._generation = generation

    def generation(self) -> int:
        """The number of the commit that is read."""
        return self._generation

    def evaluate(self, node: Query) -> Scored:
        """No document matches a query."""
        return EMPTY
