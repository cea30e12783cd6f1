"""Folders that are no archive, or a damaged one: said so, and left exactly as they are."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from .archives import Command

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("index", "FILE"),
    ("search", "brücke"),
    ("show", "a1"),
    ("delete", "a1"),
    ("stats",),
)


def bytes_of(place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {"": place.read_bytes()}
    return {path.name: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def refused(command: Command, place: Path, file: Path, arguments: tuple[str, ...]) -> str:
    """Run a command on such a place; answers with the one line that it says."""
    before = bytes_of(place)
    rest = [file if each == "FILE" else each for each in arguments[1:]]
    done = command(arguments[0], "--archive", place, *rest)
    assert (done.returncode, done.stdout) == (1, "")
    error, hint = done.stderr.splitlines()
    assert error.startswith("Error: ")
    assert str(place) in error
    assert hint.startswith("Hint: ")
    assert bytes_of(place) == before
    return error


@pytest.fixture
def file(write_stories: Callable[[str, int], Path]) -> Path:
    return write_stories("stories.jsonl", 1)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
def test_a_place_that_is_no_archive(
    command: Command, tmp_path: Path, file: Path, arguments: tuple[str, ...]
) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "ada.txt").write_text("Liebe Ada")
    assert "is not an archive" in refused(command, letters, file, arguments)
    assert "is not an archive" in refused(command, letters / "ada.txt", file, arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
def test_segments_without_a_table_of_contents(
    command: Command, archive: Path, file: Path, arguments: tuple[str, ...]
) -> None:
    (archive / "archive.json").unlink()
    refused(command, archive, file, arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize(
    "garbage",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"kind": "pressespiegel archive"}', b"[" * 9999],
    ids=range(7),
)
def test_a_table_of_contents_of_garbage(
    command: Command, archive: Path, file: Path, arguments: tuple[str, ...], garbage: bytes
) -> None:
    (archive / "archive.json").write_bytes(garbage)
    assert "damaged" in refused(command, archive, file, arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize("version", ["format", "analysis"])
def test_an_archive_of_a_newer_version(
    command: Command, archive: Path, file: Path, arguments: tuple[str, ...], version: str
) -> None:
    contents = json.loads((archive / "archive.json").read_text())
    del contents["checksum"]
    contents[version] += 1
    checksum = zlib.crc32(json.dumps(contents, sort_keys=True).encode())
    (archive / "archive.json").write_text(json.dumps({**contents, "checksum": checksum}))
    assert f"{version} version" in refused(command, archive, file, arguments)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: each[0])
@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "other"])
def test_a_segment_that_is_damaged(
    command: Command, archive: Path, file: Path, arguments: tuple[str, ...], harm: str
) -> None:
    (segment,) = archive.glob("*.segment")
    whole = segment.read_bytes()
    if harm == "missing":
        segment.unlink()
    else:
        replacement = {"empty": b"", "cut": whole[: len(whole) // 2], "other": b"x" * len(whole)}
        segment.write_bytes(replacement[harm])
    refused(command, archive, file, arguments)
