"""ZIP and TAR: files in a file, and what hostile ones do."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, read_items
from pressespiegel.indexer.readers.archives import is_tar
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

Items = Callable[[str, bytes], list[Item]]
STORY = "Rat tagt\n\nTannau - Der Rat der Stadt tagt am Montag im Rathaus, wie jeden Montag.\n"
FILES = {
    "2024/a.txt": STORY.encode(),
    "../../b.jsonl": b'{"title": "B", "text": "Eins."}\n{broken\n{"title": "C", "text": "Zwei."}\n',
    "/etc/c.json.gz": gzip.compress(json.dumps([{"title": "D", "text": "Drei."}]).encode()),
    ".hidden/d.txt": STORY.encode(),
    "__MACOSX/._a.txt": b"\x00\x05\x16\x07",
    "bild.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        folder = tarfile.TarInfo("2024")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["ZIP", "TAR"])
@pytest.mark.parametrize("around", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_every_file_is_read_in_order_with_its_place(
    pack: Callable[[dict[str, bytes]], bytes], around: Callable[[bytes], bytes], items: Items
) -> None:
    found = items("ausgabe.bin", around(pack(FILES)))

    assert [
        item.origin.place if isinstance(item, Article) else str(item).partition(", ")[2]
        for item in found
    ] == [
        "2024/a.txt",
        "../../b.jsonl, line 1",
        "../../b.jsonl, line 2: broken JSON: Expecting property name enclosed in double quotes at"
        " character 2",
        "../../b.jsonl, line 3",
        "/etc/c.json.gz, object 1",
        "bild.png: a PNG picture, which is not read here",
    ]
    assert {item.origin.file for item in found if isinstance(item, Article)} == {
        str(item.file) for item in found if isinstance(item, ReadError)
    }


def test_archives_in_archives(items: Items) -> None:
    inner = zipped({"a.txt": STORY.encode()})
    (item,) = items("x.zip", zipped({"b.tar": tarred({"c.zip": inner})}))
    assert isinstance(item, Article)
    assert item.origin.place == "b.tar, c.zip, a.txt"

    (error,) = items("x.zip", zipped({"a.zip": zipped({"b.tar": tarred({"c.zip": inner})})}))
    assert isinstance(error, ReadError)
    assert error.reason == "archives in archives, more than 3 deep"


def test_nothing_is_written(items: Items, tmp_path: Path) -> None:
    items("x.zip", zipped(FILES))
    items("x.tar", tarred(FILES))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.tar", "x.zip"]
    assert not (tmp_path.parent / "b.jsonl").exists()


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["ZIP", "TAR"])
def test_archives_without_files(
    pack: Callable[[dict[str, bytes]], bytes], failure: Callable[[str, bytes], ReadError]
) -> None:
    assert failure("x", pack({})).reason.endswith("archive without files")


def test_a_locked_file_is_named(items: Items) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the first file's flag, in the list of files

    error, item = items("x.zip", bytes(data))

    assert isinstance(error, ReadError)
    assert (error.place, error.reason) == ("a.txt", "locked with a password")
    assert isinstance(item, Article)


def test_damaged_bytes_of_one_file_leave_the_others(items: Items) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode() * 50, "b.txt": STORY.encode()}))
    data[60:70] = bytes(10)

    error, item = items("x.zip", bytes(data))

    assert isinstance(error, ReadError)
    assert error.place == "a.txt"
    assert error.reason.startswith("the archive is damaged")
    assert isinstance(item, Article)


@pytest.mark.parametrize("cut", [100, 1500, 2100, 2700])
def test_a_tar_that_ends_too_early(cut: int, items: Items) -> None:
    found = items("x.tar", tarred({"a.txt": STORY.encode(), "b.txt": STORY.encode() * 9})[:cut])

    assert any(isinstance(item, ReadError) for item in found)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_office_documents_are_named(name: str, failure: Callable[[str, bytes], ReadError]) -> None:
    assert failure("x.docx", zipped({name: b"x"})).reason.startswith("an Office document")


def test_a_bomb_of_one_file(items: Items) -> None:
    (error,) = items("x.zip", zipped({"a.txt": b" x" * 20_000_000}))

    assert isinstance(error, ReadError)
    assert "times its size" in error.reason
    assert error.place == "a.txt"


def test_a_bomb_of_many_files_that_share_their_bytes(items: Items) -> None:
    """None is large, but the list names the same bytes again and again."""
    data = zipped({"a.jsonl": (b"{" + b"x" * 99_998 + b"\n") * 40})
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    many = 200
    tail = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, many, many, len(entry) * many, at, 0)

    found = 0
    for item in items("x.zip", data[:at] + entry * many + tail):
        if isinstance(item, ReadError) and "times its size" in item.reason:
            break
        if isinstance(item, ReadError) and "damaged" in item.reason:
            break  # newer versions of Python see it themselves
        found += 1
    else:
        pytest.fail("all of it was read")
    assert found < 300


def test_a_list_of_millions_of_files(failure: Callable[[str, bytes], ReadError]) -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    end = data.index(b"PK\x05\x06")
    data[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")

    assert "millions of files" in failure("x.zip", bytes(data)).reason


def test_endless_headers_of_a_tar(items: Items) -> None:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * 20_000_000}
        archive.addfile(info)

    (error,) = items("x.tar.gz", gzip.compress(target.getvalue(), 1))

    assert isinstance(error, ReadError)
    assert error.reason in ("a TAR with endless headers",) or "times its size" in error.reason


def test_a_tar_is_told_by_its_sum() -> None:
    data = tarred({"a.txt": b"x"})
    old = bytearray(data[1024:1536])
    old[257:265] = bytes(8)  # before 1988, there was no mark
    old[148:156] = b" " * 8
    old[148:156] = b"%06o\x00 " % sum(old)

    assert is_tar(data)
    assert is_tar(bytes(old))
    assert not is_tar(b"x" + data[1:])
    assert not is_tar(bytes(512))
    assert not is_tar(b"Der Rat tagt am Montag. " * 100)


def test_a_packed_file_in_an_archive_may_be_damaged(items: Items) -> None:
    broken = gzip.compress(STORY.encode())[:-12]
    error, item = items("x.zip", zipped({"a.gz": broken, "b.txt": STORY.encode()}))

    assert isinstance(error, ReadError)
    assert error.place.startswith("a.gz, byte ")
    assert isinstance(item, Article)


def test_a_stream_that_cannot_go_back(tmp_path: Path) -> None:
    """A ZIP in a gzip has no way back, and its list stands at the end."""
    path = tmp_path / "x.zip.gz"
    path.write_bytes(gzip.compress(zipped({"a.txt": STORY.encode()})))

    (item,) = read_items(path)

    assert isinstance(item, Article)


def test_sums_of_a_zip_are_checked(items: Items) -> None:
    data = zipped({"a.txt": STORY.encode()}, zipfile.ZIP_STORED).replace(b"Montag", b"Mittag")

    (error,) = items("x.zip", data)

    assert isinstance(error, ReadError)
    assert "CRC" in error.reason
    assert zlib.crc32(b"") == 0
