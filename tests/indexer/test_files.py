"""Which files are found at the places named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pressespiegel.indexer.files import find_files
from pressespiegel.search import ReadError


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(folder: Path, *places: Path, leave_out: Path | None = None) -> list[str]:
    found = []
    for each in find_files(places or [folder], [leave_out] if leave_out else []):
        assert isinstance(each, Path), each
        found.append(each.relative_to(folder).as_posix())
    return found


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c/a.txt", "a.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "c/a.txt"]
    assert names(tmp_path, tmp_path / "c", tmp_path / "b.txt") == ["c/a.txt", "b.txt"]


def test_hidden_files_are_left_out_unless_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", ".git/c.txt", ".d/.e.txt", ".d/f.txt")
    assert names(tmp_path) == ["a.txt"]
    assert names(tmp_path, tmp_path / ".b.txt", tmp_path / ".d") == [".b.txt", ".d/f.txt"]


def test_the_archive_itself_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "archive/segment")
    assert names(tmp_path, leave_out=tmp_path / "archive") == ["a.txt"]
    assert names(tmp_path, leave_out=tmp_path / "nowhere") == ["a.txt", "archive/segment"]


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    write(tmp_path, "a/a.txt", "elsewhere/b.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "elsewhere" / "b.txt")
    assert names(tmp_path, tmp_path / "a") == ["a/a.txt", "a/link.txt", "a/up/elsewhere/b.txt"]


def test_an_empty_path_is_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    monkeypatch.chdir(tmp_path)
    (found,) = find_files([""])
    assert isinstance(found, ReadError)
    assert found.hint


def test_a_name_no_file_can_have_is_an_error_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    first, second = find_files(["a\0b", tmp_path / "a.txt"])
    assert isinstance(first, ReadError)
    assert second == tmp_path / "a.txt"


def test_folders_nest_deeper_than_calls_may(tmp_path: Path) -> None:
    folder = str(tmp_path)
    for _ in range(sys.getrecursionlimit() + 100):
        folder = f"{folder}/d"
        os.mkdir(folder)  # noqa: PTH102 - Path is slow at this
    write(Path(folder), "a.txt")
    write(tmp_path, "z.txt")
    try:
        assert list(find_files([tmp_path])) == [Path(folder, "a.txt"), tmp_path / "z.txt"]
    finally:
        # What clears up after the tests calls itself once for each folder. This stops at z.txt.
        Path(folder, "a.txt").unlink()
        os.removedirs(folder)


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "closed/a.txt", "open/b.txt")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    listdir = os.listdir

    def refuse(path: Path) -> list[str]:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    found = list(find_files([tmp_path / "missing", tmp_path]))
    errors = [str(each) for each in found if isinstance(each, ReadError)]
    assert errors == [
        f"{tmp_path / 'missing'}: No such file or directory",
        f"{tmp_path / 'closed'}: Permission denied",
        f"{tmp_path / 'dangling'}: No such file or directory",
    ]
    assert all(each.hint for each in found if isinstance(each, ReadError))
    assert tmp_path / "open" / "b.txt" in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (found,) = find_files([tmp_path])
    assert isinstance(found, ReadError)
    assert found.reason == "neither a file nor a folder"
