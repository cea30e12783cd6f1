"""Bad input: one clear line for a file or a place, and never anything worse."""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, read, read_items
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

ROW = json.dumps({"title": "Rat tagt", "text": "Der Rat tagt am Montag im Rathaus."}) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("leer.txt", b"", "the file is empty"),
        ("leer.jsonl", b" \n\n ", "the file is empty"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG picture"),
        ("bild.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)), "a JPEG picture"),
        ("seite.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF that cannot be read"),
        ("paket.zip", b"PK\x03\x04" + bytes(100), "the archive is damaged"),
        ("alt.doc", b"\xd0\xcf\x11\xe0" + bytes(100), "an old Office document"),
        ("text.rtf", b"{\\rtf1\\ansi Der Rat tagt.}", "an RTF document"),
        ("programm", b"\x7fELF" + bytes(100), "a program"),
        ("daten.db", b"SQLite format 3\x00" + bytes(100), "an SQLite database"),
        ("karte.kml", b'<?xml version="1.0"?><kml/>', "XML of an unknown kind (<kml>)"),
        ("unbekannt", bytes(range(256)) * 10, "binary data, not an article"),
        ("seite.html", b"<html><body></body></html>", "HTML without an article: it has no title"),
        (
            "seite.html",
            b"<html><head><title>Rat</title></head><body><nav>Politik Sport</nav></body></html>",
            "HTML without an article",
        ),
    ],
)
def test_files_without_an_article(
    name: str, content: bytes, reason: str, failure: Callable[[str, bytes], ReadError]
) -> None:
    error = failure(name, content)

    assert error.reason.startswith(reason)


def test_binary_data_are_named_with_the_place(
    failure: Callable[[str, bytes], ReadError],
) -> None:
    error = failure("unbekannt", b"Der Rat\x00\x01\x02\x03\x04\x05")

    assert error.place == "byte 7"
    assert error.hint.startswith("read are: ")
    assert "plain text" in error.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (error,) = read_items(tmp_path / "fehlt.txt")

    assert isinstance(error, ReadError)
    assert error.message == f"{tmp_path / 'fehlt.txt'}: No such file or directory"
    assert error.hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (error,) = read_items(tmp_path)

    assert isinstance(error, ReadError)
    assert error.message == f"{tmp_path}: Is a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(write: Callable[[str, str], Path]) -> None:
    path = write("geheim.txt", "Der Rat tagt.")
    path.chmod(0)

    (error,) = read_items(path)

    assert isinstance(error, ReadError)
    assert error.reason == "Permission denied"


def test_a_disk_that_cannot_be_read(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", "Der Rat tagt.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)

    (error,) = read_items(path)

    assert isinstance(error, ReadError)
    assert error.message == f"{path}: Permission denied"


def test_read_raises_at_the_first_bad_place(write: Callable[[str, str], Path]) -> None:
    path = write("a.jsonl", ROW + "{\n" + ROW)
    articles = read(path)

    assert next(articles).title == "Rat tagt"
    with pytest.raises(ReadError, match="line 2: broken JSON"):
        next(articles)


@pytest.mark.slow
def test_one_line_of_200_mb_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "lang.jsonl"
    with path.open("wb") as file:
        file.write(ROW.encode())
        file.write(b'{"title": "Lang", "text": "')
        for _ in range(200):
            file.write(b"x" * 1024**2)
        file.write(b'"}\n')
        file.write(ROW.encode())

    before = peak_memory()
    first, error, last = read_items(path)

    assert peak_memory() - before < 120 * 1024**2
    assert isinstance(first, Article)
    assert isinstance(error, ReadError)
    assert error.place == "line 2"
    assert error.reason == "longer than 32 MiB"
    assert isinstance(last, Article)


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", [b"<html><body><p>", b"Der Rat tagt. ", b'{"title": "x",\n"text": "']
)
def test_one_piece_of_200_mb_is_refused(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "lang"
    with path.open("wb") as file:
        file.write(start)
        for _ in range(200):
            file.write(b"x" * 1024**2)

    before = peak_memory()
    (error,) = read_items(path)

    assert peak_memory() - before < 120 * 1024**2
    assert isinstance(error, ReadError)
    assert "more than 32 MiB" in error.reason
    assert error.place.startswith("byte ")


def test_many_articles_need_no_more_memory_than_one(tmp_path: Path) -> None:
    path = tmp_path / "viele.jsonl"
    with path.open("w") as file:
        file.writelines(ROW for _ in range(30_000))
    items = read_items(path)
    next(items)

    before = peak_memory()
    count = sum(1 for _ in zip(items, range(5_000), strict=False))

    assert count == 5_000
    assert peak_memory() - before < 20 * 1024**2


def test_errors_travel_between_processes(failure: Callable[[str, bytes], ReadError]) -> None:
    error = failure("unbekannt", b"Der Rat\x00\x01\x02\x03\x04\x05")

    copy = pickle.loads(pickle.dumps(error))

    assert (copy.message, copy.hint, copy.place) == (error.message, error.hint, error.place)


def test_content_decides_not_the_name(items: Callable[[str, str], list[Item]]) -> None:
    for name in ("a.txt", "a.html", "a.pdf", "a"):
        (item,) = items(name, ROW)
        assert isinstance(item, Article)
        assert item.title == "Rat tagt"


def peak_memory() -> int:
    """Bytes that this process has held at once so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
