"""CSV: a table with an article a row, its columns named in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.fields import article_from_fields, field_named
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, skip_line
from pressespiegel.search.errors import ArticleError, ReadError

_DELIMITERS = ",;\t|"
_EXCEL = b"sep="
"""With this line Excel says which delimiter follows."""


def recognises(head: bytes) -> bool:
    """Whether the first line names columns, among them those of a title and of a text."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").splitlines()
    if lines and lines[0].lower().startswith(_EXCEL):
        del lines[0]
    return bool(lines) and _delimiter(decode(lines[0])) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per row; places are lines, a row begins at."""
    lines = _Lines(stream, file)
    first = lines.header()
    delimiter = _delimiter(first)
    if delimiter is None:
        raise ReadError("CSV whose first line names no title and text", file, "line 1")
    names = next(csv.reader([first], delimiter=delimiter))
    with _long_fields():
        rows = csv.reader(lines, delimiter=delimiter)
        while True:
            place = f"line {lines.number + 1}"
            lines.begin_row()
            try:
                values = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield ReadError(f"broken CSV: {error}"[:200], file, place)
                continue
            if any(value.strip() for value in values):
                yield _item(names, values, file, place)


def _item(names: Sequence[str], values: Sequence[str], file: str, place: str) -> Item:
    if len(values) > len(names) and any(values[len(names) :]):
        counts = f"{len(values)} values for {len(names)} columns"
        return ReadError(f"broken CSV: {counts}", file, place, "put texts in quotation marks")
    try:
        return article_from_fields(dict(zip(names, values, strict=False)), file, place)
    except ReadError as error:
        return error
    except ArticleError as error:
        return ReadError(error.message, file, place, error.hint)


def _delimiter(line: str) -> str | None:
    """What parts the columns of a first line that names a title and a text; None if none does."""
    for delimiter in _DELIMITERS:
        if delimiter in line:
            try:
                names = next(csv.reader([line], delimiter=delimiter), [])
            except csv.Error:
                continue
            fields = {field_named(name) for name in names}
            if {"title", "text"} <= fields:
                return delimiter
    return None


class _Lines:
    """The lines of a file as text, counted; a row of more than an article's bytes ends it."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self._row_from = self._size = self.number = 0

    def header(self) -> str:
        line = next(self, "")
        while line.strip("\r\n\ufeff") == "" or line.lower().startswith(_EXCEL.decode()):
            line = next(self, "")
            if not line:
                break
        return line.strip("\r\n\ufeff")

    def begin_row(self) -> None:
        self._row_from, self._size = self.number + 1, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(LARGEST_ARTICLE + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if self._size > LARGEST_ARTICLE:
            skip_line(self._stream)
            raise ReadError(
                f"a row longer than {LARGEST_ARTICLE // 1024**2} MiB",
                self._file,
                f"line {self._row_from}",
                "is a quotation mark missing at the end of a text?",
            )
        # "\x00" ends csv's patience, and is no character of a text.
        return decode(line).replace("\x00", "")


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let csv read fields as long as articles are; it knows only one limit for all."""
    before = csv.field_size_limit(LARGEST_ARTICLE)
    try:
        yield
    finally:
        csv.field_size_limit(before)
