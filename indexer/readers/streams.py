"""Files as streams of bytes: unpacked on the way, bounded, and never in UTF-16."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from pressespiegel.search.errors import ReadError

HEAD = 64 * 1024
"""How many bytes of a file its format is recognised by."""

LARGEST_ARTICLE = 32 * 1024 * 1024
"""Bytes of one article's own file, line or object; what is longer is no article."""

LARGEST_UNPACKED = 256 * 1024**3
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 16 * 1024 * 1024
"""A packed file ends with an error where it unpacks to more bytes than `LARGEST_UNPACKED`, or
to `LARGEST_RATIO` times its own size once there are `RATIO_COUNTS_FROM` of them. Press texts
pack 3 to 20 fold, a gzip bomb 1,000 fold."""

DEEPEST_PACKING = 3

LARGEST_IN_MEMORY = 64 * 1024**2
"""Bytes of a file inside another that is read from its end: ZIP and PDF."""

_UNPACKERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b": lambda packed: cast(BinaryIO, gzip.GzipFile(fileobj=packed)),
    b"BZh": lambda packed: cast(BinaryIO, bz2.BZ2File(packed)),
    b"\xfd7zXZ\x00": lambda packed: cast(BinaryIO, lzma.LZMAFile(packed)),  # noqa: SIM115 - closed with the file
}

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Counted:
    """A stream that counts what was read of it; pipes cannot `tell`."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self.count += len(piece)
        return piece


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open a file for a reader: unpacked (gzip, bzip2, xz), UTF-16 and UTF-32 made UTF-8.

    Raises:
        OSError: it cannot be opened.
        ReadError: while reading: the packed data are damaged, end early or grow beyond bounds.
    """
    with ExitStack() as stack:
        plain = stack.enter_context(Path(file).open("rb", buffering=0))
        yield unpacked(io.BufferedReader(plain, HEAD), file)


def unpacked(stream: BinaryIO, file: str) -> BinaryIO:
    """As `opened`, for a stream that is open already, of a file in an archive say."""
    for _ in range(DEEPEST_PACKING):
        start = head(stream)
        unpack = next((u for magic, u in _UNPACKERS.items() if start.startswith(magic)), None)
        if unpack is None:
            break
        packed = _Counted(stream)
        stream = io.BufferedReader(_Unpacked(unpack(cast(BinaryIO, packed)), packed, file), HEAD)
    return _without_wide_characters(stream)


def head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which stay in it."""
    return stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""


def exceeds(size: int, packed: int) -> bool:
    """Whether what is packed in so many bytes unpacks to more than press files do."""
    return size > LARGEST_UNPACKED or (size > RATIO_COUNTS_FROM and size > LARGEST_RATIO * packed)


def too_much(times: int, file: str, place: str = "") -> ReadError:
    """The error of what unpacks to too much."""
    return ReadError(f"unpacks to {times} times its size, as no press file does", file, place)


def with_a_way_back(stream: BinaryIO, file: str, what: str) -> BinaryIO:
    """The same bytes in a stream that can go back; held in memory where it is inside another.

    Raises:
        ReadError: it is larger than `LARGEST_IN_MEMORY`.
    """
    if stream.seekable():
        return stream
    data = stream.read(LARGEST_IN_MEMORY + 1)
    if len(data) > LARGEST_IN_MEMORY:
        limit = f"{what} of more than {LARGEST_IN_MEMORY // 1024**2} MiB"
        raise ReadError(limit, file, hint="unpack it once")
    return io.BytesIO(data)


def skip_line(stream: BinaryIO) -> None:
    """Pass over the rest of a line, however long."""
    while (piece := stream.readline(1 << 20)) and not piece.endswith(b"\n"):
        pass


def next_piece(stream: BinaryIO, size: int = HEAD) -> bytes:
    """Some bytes of a stream, b"" only at its end.

    Unlike `read`, which waits for all it was asked for, it loses none before a damaged place.
    """
    return stream.read1(size) if isinstance(stream, io.BufferedReader) else stream.read(size)


def whole(stream: BinaryIO, file: str) -> bytes:
    """All of a stream that holds one article.

    Raises:
        ReadError: it is larger than an article can be.
    """
    data = stream.read(LARGEST_ARTICLE + 1)
    if len(data) > LARGEST_ARTICLE:
        raise ReadError(
            f"one piece of more than {LARGEST_ARTICLE // 1024**2} MiB",
            file,
            f"byte {LARGEST_ARTICLE}",
            "an article is smaller; many articles belong into JSONL, one a line",
        )
    return data


class Filling(io.RawIOBase):
    """A raw stream over `more`, which gives pieces, b"" at the end.

    A `ReadError` is kept back until all bytes before it are delivered.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting = b""
        self._failure: ReadError | None = None

    def readable(self) -> bool:
        """As for every stream that is read."""
        return True

    def readinto(self, buffer: object, /) -> int:
        """Fill a buffer as far as there are bytes."""
        view = memoryview(cast(bytearray, buffer))
        filled = 0
        while filled < len(view):
            if not self._waiting and not self._fetch():
                break
            piece = self._waiting[: len(view) - filled]
            view[filled : filled + len(piece)] = piece
            self._waiting = self._waiting[len(piece) :]
            filled += len(piece)
        if not filled and self._failure:
            raise self._failure
        return filled

    def _fetch(self) -> bool:
        if self._failure is None:
            try:
                self._waiting = self.more()
            except ReadError as error:
                self._failure = error
        return bool(self._waiting)

    def more(self) -> bytes:
        """The next piece, b"" at the end."""
        raise NotImplementedError


class _Unpacked(Filling):
    def __init__(self, unpacking: BinaryIO, packed: _Counted, file: str) -> None:
        super().__init__()
        self._unpacking = unpacking
        self._packed = packed
        self._file = file
        self._size = 0

    def more(self) -> bytes:
        try:
            piece: bytes = self._unpacking.read1(HEAD)  # type: ignore[attr-defined]  # all three
        except EOFError:
            raise ReadError(
                "the packed data end too early", self._file, self._place(), "fetch the file again"
            ) from None
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise ReadError(
                f"the packed data are damaged ({error})", self._file, self._place()
            ) from error
        self._size += len(piece)
        read = max(self._packed.count, 1)
        if exceeds(self._size, read):
            raise too_much(self._size // read, self._file, self._place())
        return piece

    def _place(self) -> str:
        return f"byte {self._packed.count}"


class _AsUtf8(Filling):
    def __init__(self, source: _Source, encoding: str) -> None:
        super().__init__()
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def more(self) -> bytes:
        while piece := self._source.read(HEAD):
            if text := self._decoder.decode(piece):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def _without_wide_characters(stream: BinaryIO) -> BinaryIO:
    encoding = _wide_encoding(head(stream))
    if encoding is None:
        return stream
    return io.BufferedReader(_AsUtf8(stream, encoding), HEAD)


def _wide_encoding(start: bytes) -> str | None:
    for mark, encoding in _WIDE_MARKS:
        if start.startswith(mark):
            return encoding
    # Latin letters in UTF-16 are every second byte; the other half is zero.
    pairs = len(start) // 2
    if pairs < 8:
        return None
    if start[1::2].count(0) > 0.7 * pairs and start[::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if start[::2].count(0) > 0.7 * pairs and start[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None
