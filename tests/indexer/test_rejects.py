"""`pressespiegel index --rejects DIR`: what could not be read is set aside with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.indexer import rejects
from pressespiegel.indexer.rejects import Rejects
from pressespiegel.search import ReadError, StorageError

Command = Callable[..., CompletedProcess[str]]

STORY = json.dumps({"id": "a1", "title": "Seilbahn", "body": "Sie steht."})


class Quiet:
    def __init__(self) -> None:
        self.errors: list[str] = []

    def indexed(self) -> None: ...

    def failed(self, error: ReadError) -> None:
        self.errors.append(str(error))

    def committed(self, summary: object) -> None: ...


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A good article, two bad lines, and a file that is no article, in two folders of one name."""
    for name in ("a", "b"):
        folder = tmp_path / "files" / name
        folder.mkdir(parents=True)
        (folder / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())
    (tmp_path / "files" / "x.jsonl").write_text(f'{STORY}\n{{broken\n{STORY}\n{{"title": "T"}}\n')
    (tmp_path / "files" / "y.csv").write_text("title,text\nNur ein Titel\n")
    return tmp_path / "files"


def reasons(folder: Path) -> list[dict[str, str]]:
    lines = (folder / "reasons.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_reasons_and_copies(command: Command, files: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    archive = tmp_path / "archive"
    done = command("index", "--archive", archive, "--rejects", bad, files, tmp_path / "nowhere")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 6
    found = reasons(bad)
    assert [
        (Path(each["file"]).relative_to(tmp_path).as_posix(), each["place"]) for each in found
    ] == [
        ("files/a/bild.txt", ""),
        ("files/b/bild.txt", ""),
        ("files/x.jsonl", "line 2"),
        ("files/x.jsonl", "line 4"),
        ("files/y.csv", "line 2"),
        ("nowhere", ""),
    ]
    assert found[3]["reason"] == "no text"
    assert found[3]["hint"]
    first, second = (bad / each["set_aside"] for each in found[:2])
    assert first != second
    assert first.read_bytes() == (files / "a" / "bild.txt").read_bytes()
    assert second.read_bytes() == (files / "b" / "bild.txt").read_bytes()
    (lines,) = (bad / "files").glob("x-*.jsonl")
    assert lines.read_text() == '{broken\n{"title": "T"}\n'
    assert sorted(path.suffix for path in (bad / "files").iterdir()) == [".jsonl", ".txt", ".txt"]


def test_what_was_mended_can_be_indexed(command: Command, files: Path, tmp_path: Path) -> None:
    bad, archive = tmp_path / "bad", tmp_path / "archive"
    command("index", "--archive", archive, "--rejects", bad, files / "x.jsonl")
    (lines,) = (bad / "files").iterdir()
    lines.write_text(STORY.replace("a1", "a2"))

    done = command("index", "--archive", archive, bad / "files")

    assert done.returncode == 0
    assert done.stdout.startswith("1 articles read: 1 added")


def test_a_folder_of_rejects_is_not_read_and_is_the_same_after_a_second_run(
    command: Command, files: Path, tmp_path: Path
) -> None:
    bad = files / "bad"
    for _ in range(2):
        done = command("index", "--archive", tmp_path / "archive", "--rejects", bad, files)
        assert len(done.stderr.splitlines()) == 5
        assert len(reasons(bad)) == 5
        assert len(list((bad / "files").iterdir())) == 3


def test_without_failures_the_list_is_empty(command: Command, tmp_path: Path) -> None:
    (tmp_path / "gut.jsonl").write_text(STORY)
    done = command(
        "index",
        "--archive",
        tmp_path / "archive",
        "--rejects",
        tmp_path / "bad",
        tmp_path / "gut.jsonl",
    )

    assert done.returncode == 0
    assert reasons(tmp_path / "bad") == []


def test_a_folder_that_cannot_be_made_is_one_line(command: Command, files: Path) -> None:
    (files / "datei").write_text("x")
    done = command("index", "--archive", files / "archive", "--rejects", files / "datei", files)

    assert done.returncode != 0
    assert "--rejects" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (files / "archive").exists()


@pytest.mark.parametrize(
    "name", ["..", "a/../../b", "x\ny.txt", ".hidden", "ä" * 300, "\udcff", ""]
)
def test_odd_names_stay_in_the_folder(name: str, tmp_path: Path) -> None:
    told = Quiet()
    with Rejects(tmp_path / "bad", told) as rejected:
        rejected.failed(ReadError("odd", name))

    assert told.errors == [f"{name}: odd"]
    assert len(reasons(tmp_path / "bad")) == 1
    assert list((tmp_path / "bad" / "files").iterdir()) == []


def test_too_large_a_file_is_only_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "LARGEST_COPY", 3)
    (tmp_path / "a.bin").write_bytes(b"1234")
    with Rejects(tmp_path / "bad", Quiet()) as rejected:
        rejected.failed(ReadError("large", str(tmp_path / "a.bin")))

    assert [each["set_aside"] for each in reasons(tmp_path / "bad")] == [""]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
def test_a_full_disk_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "reasons.jsonl").symlink_to("/dev/full")

    with (
        pytest.raises(StorageError, match="No space left on device"),
        Rejects(tmp_path / "bad", Quiet()) as rejected,
    ):
        rejected.failed(ReadError("x", "y"))


def test_a_file_that_is_no_text_from_some_byte_on_is_copied(
    command: Command, files: Path, tmp_path: Path
) -> None:
    content = b"Der Rat\x00\x01\x02\x03\x04\x05"
    (files / "rat").write_bytes(content)
    command("index", "--archive", tmp_path / "archive", "--rejects", tmp_path / "bad", files)
    (reason,) = [each for each in reasons(tmp_path / "bad") if each["place"] == "byte 7"]
    assert (tmp_path / "bad" / reason["set_aside"]).read_bytes() == content
