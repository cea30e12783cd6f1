"""From a path to its articles: open, recognise, read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import PathLike, fspath
from typing import BinaryIO

from pressespiegel.indexer.readers.archives import CONTAINERS, Container
from pressespiegel.indexer.readers.formats import FORMATS, format_of
from pressespiegel.indexer.readers.items import Item, Removal
from pressespiegel.indexer.readers.streams import DEEPEST_PACKING, HEAD, head, opened, unpacked
from pressespiegel.indexer.readers.xml.documents import root_name
from pressespiegel.search.article import Article, Origin
from pressespiegel.search.errors import ArticleError, ReadError

_FOREIGN = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"\x1f\x8b": f"data packed more than {DEEPEST_PACKING} times",
    b"BZh": f"data packed more than {DEEPEST_PACKING} times",
    b"\xfd7zXZ": f"data packed more than {DEEPEST_PACKING} times",
    b"<?xml": "XML of an unknown kind",
}
"""What a file that no reader knows begins with, so that the error can say what it is."""


def read(path: str | PathLike[str]) -> Iterator[Article]:
    """The articles of a file, in its order, one at a time; what it takes back is passed over.

    Raises:
        ReadError: at the first place that cannot be read, after the articles before it.
    """
    for item in read_items(path):
        if isinstance(item, ReadError):
            raise item
        if not isinstance(item, Removal):
            yield item


def read_items(path: str | PathLike[str]) -> Iterator[Item]:
    """As `read`, but an unreadable place is yielded as a `ReadError` and the rest goes on.

    Never raises for what is in the file, nor for a file that cannot be opened.
    """
    file = fspath(path)
    try:
        with opened(file) as stream:
            yield from read_stream(stream, file)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(error.strerror or str(error), file, hint="check the path and its rights")


def read_stream(stream: BinaryIO, file: str) -> Iterator[Item]:
    """The articles of a stream that `streams` made; `file` is the name used for it.

    Raises:
        ReadError: what ends the file, or the file as a whole is not readable.
    """
    yield from _read(stream, file, 0)


def _read(stream: BinaryIO, file: str, depth: int) -> Iterator[Item]:
    start = head(stream)
    container = next((each for each in CONTAINERS if each.recognises(start)), None)
    if container is not None:
        yield from _read_members(container, stream, file, depth)
        return
    if not start.strip():
        empty = "the file is empty" if len(start) < HEAD else "nothing but blanks at its beginning"
        raise ReadError(empty, file)
    found = format_of(start)
    if found is None:
        raise _unknown(start, file)
    try:
        yield from found.read(stream, file)
    except ArticleError as error:
        raise ReadError(error.message, file, hint=error.hint) from error


def _read_members(container: Container, stream: BinaryIO, file: str, depth: int) -> Iterator[Item]:
    """What is in an archive, and in the archives in it; each place begins with the file's name."""
    if depth == DEEPEST_PACKING:
        raise ReadError(f"archives in archives, more than {DEEPEST_PACKING} deep", file)
    empty = True
    for member in container.members(stream, file):
        empty = False
        if isinstance(member, ReadError):
            yield member
            continue
        try:
            for item in _read(unpacked(member.stream, file), file, depth + 1):
                yield _placed(item, member.name)
        except ReadError as error:
            yield _placed(error, member.name)
    if empty:
        raise ReadError(f"a {container.name} archive without files", file)


def _placed(item: Item, member: str) -> Item:
    place = item.place if isinstance(item, ReadError) else item.origin.place
    place = f"{member}, {place}" if place else member
    if isinstance(item, ReadError):
        return ReadError(item.reason, item.file, place, item.hint)
    return replace(item, origin=Origin(item.origin.file, place))


def _unknown(start: bytes, file: str) -> ReadError:
    names = ", ".join(each.name for each in FORMATS)
    what = next((name for magic, name in _FOREIGN.items() if start.startswith(magic)), "")
    if what and (root := root_name(start)):
        what = f"XML of an unknown kind (<{root[:40]}>)"
    if what:
        return ReadError(f"{what}, which is not read here", file, hint=f"read are: {names}")
    at = next((i for i, byte in enumerate(start) if byte < 9 or 13 < byte < 27), 0)
    return ReadError("binary data, not an article", file, f"byte {at}", f"read are: {names}")
