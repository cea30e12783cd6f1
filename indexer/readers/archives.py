"""ZIP and TAR: files in a file, read one after another; nothing is written to disk."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.streams import (
    HEAD,
    Filling,
    exceeds,
    next_piece,
    too_much,
    with_a_way_back,
)
from pressespiegel.search.errors import ReadError

LARGEST_LIST = 64 * 1024**2
"""Bytes of the list of files in a ZIP: about a million."""

LONGEST_HEADER = 4 * 1024**2
"""Bytes between two files of a TAR: names, rights and the like are short."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive, to be read before the next is asked for."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Container:
    """A format that holds files."""

    name: str
    recognises: Callable[[bytes], bool]
    members: Callable[[BinaryIO, str], Iterator[Member | ReadError]]


def is_zip(head: bytes) -> bool:
    """Whether it begins as a ZIP does, also an empty one."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def zip_members(stream: BinaryIO, file: str) -> Iterator[Member | ReadError]:
    """The files in a ZIP; folders and hidden files are left out.

    Raises:
        ReadError: it is damaged, no archive of files, or a bomb.
    """
    source = with_a_way_back(stream, file, "a packed ZIP")
    size = source.seek(0, io.SEEK_END)
    _check_list(source, size, file)
    budget = _Budget(size, file)
    try:
        archive = zipfile.ZipFile(source)
    except _DAMAGES as error:
        raise _damaged(error, file) from error
    with archive:
        infos = archive.infolist()
        _check_kind({info.filename for info in infos[:20]}, file)
        for info in infos:
            if info.is_dir() or is_hidden(info.filename):
                continue
            name = shown_name(info.filename)
            if info.flag_bits & 1:
                yield ReadError("locked with a password", file, name, "unlock it first")
                continue
            try:
                inside = archive.open(info)
            except _DAMAGES as error:
                yield _damaged(error, file, name)
                continue
            with inside:
                raw = _Unpacked(inside, max(info.compress_size, 1), budget)
                yield Member(name, io.BufferedReader(raw, HEAD))
            budget.check()


def is_tar(head: bytes) -> bool:
    """Whether it begins with the header of a file in a TAR, whose sum is right."""
    header = head[:512]
    if len(header) < 512 or not header.strip(b"\x00"):
        return False
    try:
        written = tarfile.nti(header[148:156])  # type: ignore[attr-defined]  # public in all but stubs
    except (tarfile.TarError, ValueError):
        return False
    blank = header[:148] + b" " * 8 + header[156:]
    return bool(written == sum(blank))


def tar_members(stream: BinaryIO, file: str) -> Iterator[Member | ReadError]:
    """The files in a TAR, as they come; folders, links, devices and hidden files are left out.

    Raises:
        ReadError: it is damaged or ends too early.
    """
    source = _Headers(stream, file)
    try:
        with tarfile.open(fileobj=cast(BinaryIO, source), mode="r|") as archive:
            while info := archive.next():
                source.ready = False
                name = shown_name(info.name)
                if info.issparse():
                    raise ReadError("a file with holes, which no press file has", file, name)
                inside = archive.extractfile(info) if info.isfile() else None
                if inside is not None:
                    if not is_hidden(info.name):
                        raw = _Inside(inside, info.size, file)
                        yield Member(name, io.BufferedReader(raw, HEAD))
                    while inside.read(HEAD):
                        pass
                archive.members.clear()  # type: ignore[attr-defined]  # else it remembers all of them
                source.ready = True
                source.count = 0
    except _DAMAGES as error:
        raise _damaged(error, file) from error
    if source.read_in_all % tarfile.BLOCKSIZE:
        raise ReadError("the archive ends too early", file, hint="fetch the file again")


CONTAINERS: tuple[Container, ...] = (
    Container("ZIP", is_zip, zip_members),
    Container("TAR", is_tar, tar_members),
)
"""In the order in which they are asked, before all formats of articles."""


def is_hidden(name: str) -> bool:
    """Whether a file in an archive is one that folders hide, or that macOS adds.

    >>> is_hidden("a/.git/b"), is_hidden("__MACOSX/._a.txt"), is_hidden("../a.txt")
    (True, True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts) or "__MACOSX" in parts


def shown_name(name: str) -> str:
    """A name as it is shown: on one line, and of a bounded length; it never becomes a path."""
    plain = one_line(name)
    return plain if len(plain) <= LONGEST_NAME else "…" + plain[-LONGEST_NAME:]


_DAMAGES = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, tarfile.TarError, zlib.error, struct.error),
    *(OSError, EOFError, ValueError, OverflowError, IndexError, RuntimeError),
)
_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))


def _damaged(error: BaseException, file: str, place: str = "") -> ReadError:
    why = one_line(str(error))[:120]
    return ReadError(f"the archive is damaged ({why})", file, place, "fetch the file again")


def _check_kind(names: set[str], file: str) -> None:
    if names & _OFFICE:
        raise ReadError("an Office document or e-book, which is not read here", file)


def _check_list(source: BinaryIO, size: int, file: str) -> None:
    """Look at the end of a ZIP, which says how long its list of files is."""
    source.seek(max(size - 66_000, 0))
    tail = source.read()
    source.seek(0)
    end, long_end = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    length = 0
    if 0 <= end <= len(tail) - 16:
        length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if length == 0xFFFFFFFF and 0 <= long_end <= len(tail) - 48:
        length = int.from_bytes(tail[long_end + 40 : long_end + 48], "little")
    if length > LARGEST_LIST:
        raise ReadError("a ZIP with a list of millions of files", file)


class _Budget:
    """How much may come out of an archive, all its files together."""

    def __init__(self, packed: int, file: str) -> None:
        self._packed = max(packed, 1)
        self.file = file
        self._size = 0

    def add(self, size: int) -> None:
        self._size += size
        self.check()

    def check(self) -> None:
        if exceeds(self._size, self._packed):
            raise too_much(self._size // self._packed, self.file)


class _Unpacked(Filling):
    """A file in a ZIP, counted."""

    def __init__(self, inside: IO[bytes], packed: int, budget: _Budget) -> None:
        super().__init__()
        self._inside = inside
        self._packed = packed
        self._budget = budget
        self._size = 0

    def more(self) -> bytes:
        try:
            piece = self._inside.read(HEAD)
        except _DAMAGES as error:
            raise _damaged(error, self._budget.file) from error
        self._size += len(piece)
        if exceeds(self._size, self._packed):
            raise too_much(self._size // self._packed, self._budget.file)
        self._budget.add(len(piece))
        return piece


class _Inside(Filling):
    """A file in a TAR."""

    def __init__(self, inside: IO[bytes], size: int, file: str) -> None:
        super().__init__()
        self._inside = inside
        self._missing = size
        self._file = file

    def more(self) -> bytes:
        try:
            piece = self._inside.read(HEAD)
        except _DAMAGES as error:
            raise _damaged(error, self._file) from error
        self._missing -= len(piece)
        if self._missing and not piece:
            raise ReadError("the archive ends too early", self._file, hint="fetch the file again")
        return piece


class _Headers:
    """Counts what a TAR has between two files, so that endless headers end."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self._stream = stream
        self._file = file
        self.count = self.read_in_all = 0
        self.ready = True

    def read(self, size: int = -1, /) -> bytes:
        piece = next_piece(self._stream, size)
        self.read_in_all += len(piece)
        if self.ready:
            self.count += len(piece)
            if self.count > LONGEST_HEADER:
                raise ReadError("a TAR with endless headers", self._file)
        return piece
