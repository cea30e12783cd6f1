"""A file of named arrays: written once, memory-mapped, each array with its checksum.

    "PSPIEGEL" format:u32 0:u32 | array | array | … | directory (JSON) | footer

Every array begins at a multiple of 64 bytes. The directory lists name, offset, length, dtype and
CRC-32 of each, and what else the writer wanted to be remembered (`meta`). The footer is
`offset:u64 length:u32 crc32:u32` of the directory and "PSEND\\0\\0\\0". All numbers are
little-endian. `docs/index-format.md` describes the arrays themselves.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from pressespiegel.search.errors import ArchiveDamaged, ArchiveInvalid

FORMAT_VERSION = 1
"""Raised whenever the bytes of a segment change their meaning; other versions are refused."""

Array: TypeAlias = npt.NDArray[np.generic]
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_MAGIC = b"PSPIEGEL"
_END = b"PSEND\0\0\0"
_HEAD = struct.Struct("<8sII")
_FOOT = struct.Struct("<QII8s")
_ALIGNMENT = 64
_DTYPES = {name: np.dtype(name) for name in ("u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4")}


class SectionWriter:
    """Writes such a file; it is complete, and on disk, once the `with` block has ended.

    A file of which the block ended with an exception is removed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb")
        self._file.write(_HEAD.pack(_MAGIC, FORMAT_VERSION, 0))
        self._directory: dict[str, Json] = {}
        self.meta: dict[str, Json] = {}

    def add(self, name: str, array: Array) -> None:
        """Write one array."""
        self.add_parts(name, array.dtype, (array,))

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write a run of bytes."""
        self.add(name, np.frombuffer(data, dtype="u1"))

    def add_parts(self, name: str, dtype: np.dtype[np.generic], parts: Iterable[Array]) -> None:
        """Write one array that is made piece by piece, so that it need not fit into memory."""
        code = dtype.newbyteorder("<").str.lstrip("|")
        if code not in _DTYPES:
            raise TypeError(f"no array of {dtype} in a segment")
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNMENT))
        offset, checksum = self._file.tell(), 0
        for part in parts:
            data = np.ascontiguousarray(part, dtype=_DTYPES[code]).data.cast("B")
            checksum = zlib.crc32(data, checksum)
            self._file.write(data)
        self._directory[name] = [offset, self._file.tell() - offset, code, checksum]

    def __enter__(self) -> SectionWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                listing = json.dumps({"sections": self._directory, "meta": self.meta}).encode()
                offset = self._file.tell()
                self._file.write(listing)
                self._file.write(_FOOT.pack(offset, len(listing), zlib.crc32(listing), _END))
                self._file.flush()
                os.fsync(self._file.fileno())
        except OSError:
            kind = OSError
            raise
        finally:
            self._file.close()
            if kind is not None:
                self._path.unlink(missing_ok=True)


class Sections(Mapping[str, Array]):
    """Reads such a file: a mapping from name to read-only array over the mapped file.

    Opening reads only the directory; `damaged()` reads all.

    Raises:
        ArchiveInvalid: the file is cut, is none of these, or of another version.
        FileNotFoundError: there is no such file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            self._identity = _identity(status)
            size = status.st_size
            if size < _HEAD.size + _FOOT.size:
                raise self._invalid("is cut off")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, _ = _HEAD.unpack_from(self._map, 0)
        if magic != _MAGIC:
            raise self._invalid("is not a segment")
        if version != FORMAT_VERSION:
            raise ArchiveInvalid(
                f"{path} has format {version}, this program reads {FORMAT_VERSION}",
                "index the articles again into a new archive: pressespiegel index --archive NEW …",
            )
        offset, length, checksum, end = _FOOT.unpack_from(self._map, size - _FOOT.size)
        if end != _END or offset + length + _FOOT.size != size:
            raise self._invalid("is cut off")
        listing = self._map[offset : offset + length]
        if zlib.crc32(listing) != checksum:
            raise self._invalid("has a damaged directory")
        try:
            directory = json.loads(listing)
            self._directory: dict[str, tuple[int, int, str, int]] = {
                str(name): (int(at), int(count), str(code), int(crc))
                for name, (at, count, code, crc) in directory["sections"].items()
            }
            self.meta: dict[str, Json] = dict(directory["meta"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._invalid("has a damaged directory") from error
        for at, count, code, _ in self._directory.values():
            if code not in _DTYPES or at < 0 or count < 0 or at + count > offset:
                raise self._invalid("has a damaged directory")
        self._arrays: dict[str, Array] = {}

    def _invalid(self, what: str) -> ArchiveDamaged:
        return ArchiveDamaged(f"{self.path} {what}", "run: pressespiegel check --repair")

    def __getitem__(self, name: str) -> Array:
        found = self._arrays.get(name)
        if found is None:
            at, count, code, _ = self._directory[name]
            dtype = _DTYPES[code]
            found = np.frombuffer(self._map, dtype, count // dtype.itemsize, at)
            self._arrays[name] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._directory)

    def __len__(self) -> int:
        return len(self._directory)

    @property
    def bytes(self) -> int:
        """The size of the file."""
        return len(self._map)

    def is_of(self, path: Path) -> bool:
        """Whether this is the file that a path leads to now.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return _identity(path.stat()) == self._identity

    def damaged(self) -> list[str]:
        """What is not as it was written: the names of arrays, "padding" for bytes between them."""
        view = memoryview(self._map)
        end, padded = _HEAD.size, False
        found = []
        for name, (at, count, _, checksum) in self._directory.items():
            padded = padded or any(view[end:at])
            end = at + count
            if zlib.crc32(view[at:end]) != checksum:
                found.append(name)
        padded = padded or _HEAD.unpack_from(self._map, 0)[2] != 0
        return [*found, "padding"] if padded else found


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
