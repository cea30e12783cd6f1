"""`pressespiegel watch --once`: which files are taken in, and which are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.search import Archive

Command = Callable[..., CompletedProcess[str]]
Once = Callable[..., CompletedProcess[str]]


def deliver(path: Path, id: str, words: str = "Sie steht.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"id": id, "title": "Seilbahn", "body": words}) + "\n", "utf-8")


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    folder = tmp_path / "eingang"
    deliver(folder / "a.jsonl", "a")
    deliver(folder / "2024" / "b.jsonl", "b")
    return folder


@pytest.fixture
def once(command: Command, tmp_path: Path, spool: Path) -> Once:
    def call(*arguments: object) -> CompletedProcess[str]:
        options = ("--archive", tmp_path / "archive", "--settle", 0.1, "--once")
        return command("watch", *options, *(arguments or (spool,)))

    return call


def ids(tmp_path: Path) -> set[str]:
    with Archive.open(tmp_path / "archive") as archive:
        return set(archive.ids())


def test_what_is_there_is_taken_in_once(once: Once, spool: Path, tmp_path: Path) -> None:
    first = once()
    assert (first.returncode, first.stderr) == (0, "")
    (line,) = first.stdout.splitlines()
    assert " 2 articles read: 2 added, 0 replaced, 0 unchanged; 0 failed; " in line
    again = once()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    deliver(spool / "a.jsonl", "a", "Sie fährt wieder.")
    deliver(spool / "c.jsonl", "c")
    third = once("--json", spool)
    answer = json.loads(third.stdout)
    answer.pop("seconds")
    assert answer == {
        "files": 2,
        "read": 2,
        "added": 1,
        "replaced": 1,
        "unchanged": 0,
        "removed": 0,
        "failed": 0,
    }
    assert ids(tmp_path) == {"a", "b", "c"}


def test_what_is_still_being_written_is_left(once: Once, spool: Path, tmp_path: Path) -> None:
    for name in ("x.jsonl.part", ".y.jsonl", "z.jsonl~", ".hidden/h.jsonl", "sub.tmp/s.jsonl"):
        deliver(spool / name, name)
    (spool / "empty.jsonl").touch()
    assert once().returncode == 0
    assert ids(tmp_path) == {"a", "b"}
    (spool / "x.jsonl.part").rename(spool / "x.jsonl")
    assert once().returncode == 0
    assert ids(tmp_path) == {"a", "b", "x.jsonl.part"}


def test_a_file_that_goes_takes_no_article_along(once: Once, spool: Path, tmp_path: Path) -> None:
    once()
    (spool / "a.jsonl").unlink()
    once()
    assert ids(tmp_path) == {"a", "b"}


def test_what_its_owner_deleted_stays_away(
    once: Once, command: Command, spool: Path, tmp_path: Path
) -> None:
    once()
    assert command("delete", "--archive", tmp_path / "archive", "a").returncode == 0
    deliver(spool / "c.jsonl", "c")
    once()
    assert ids(tmp_path) == {"b", "c"}


def test_of_two_deliveries_of_an_article_the_later_one_stays(
    once: Once, spool: Path, tmp_path: Path
) -> None:
    deliver(spool / "z.jsonl", "a", "Zuerst geliefert.")
    deliver(spool / "y.jsonl", "a", "Zuletzt geliefert.")
    (spool / "a.jsonl").unlink()
    once()
    with Archive.open(tmp_path / "archive") as archive:
        article = archive.article("a")
        assert article is not None
        assert article.text == "Zuletzt geliefert."


def test_what_cannot_be_read_is_named_and_set_aside(
    once: Once, spool: Path, tmp_path: Path
) -> None:
    (spool / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (spool / "nirgends").symlink_to(tmp_path / "nirgends")
    bad = spool / "rejects"
    for _ in range(2):
        done = once("--rejects", bad, spool)
        assert done.returncode == 1
        assert sorted(line.split(": ")[0] for line in done.stderr.splitlines()) == [
            str(spool / "bild.png"),
            str(spool / "nirgends"),
        ]
        assert [path.name.partition("-")[0] for path in (bad / "files").iterdir()] == ["bild"]
    assert ids(tmp_path) == {"a", "b"}


def test_what_is_under_embargo_waits_for_its_end(once: Once, spool: Path, tmp_path: Path) -> None:
    row = {"id": "e", "title": "Seilbahn", "body": "Sie fährt.", "sperrfrist": "2199-01-01"}
    (spool / "e.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    done = once()
    assert done.returncode == 1
    assert "e.jsonl, line 1: under embargo until 2199-01-01 (it is taken in" in done.stderr
    assert ids(tmp_path) == {"a", "b"}
    (spool / "e.jsonl").write_text(json.dumps({**row, "sperrfrist": "2024-01-01"}) + "\n", "utf-8")
    assert once().returncode == 0
    assert ids(tmp_path) == {"a", "b", "e"}


def test_the_archive_may_lie_in_the_folder(command: Command, spool: Path) -> None:
    options = ("--archive", spool / "archive", "--settle", 0.1, "--once", "--poll")
    done = command("watch", *options, spool)
    assert (done.returncode, done.stderr) == (0, "")
    assert " 2 articles read: 2 added" in done.stdout


def test_a_folder_that_cannot_be_watched_is_wrong_usage(
    once: Once, command: Command, tmp_path: Path, spool: Path
) -> None:
    for folder, complaint in (
        (tmp_path / "nirgends", "does not exist"),
        (spool / "a.jsonl", "is a file"),
        (tmp_path / "archive", "it lies in"),
        (spool / "rejects" / "sub", "it lies in"),
    ):
        if complaint == "it lies in":
            folder.mkdir(parents=True, exist_ok=True)
        done = once("--rejects", spool / "rejects", folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert complaint in done.stderr
    assert command("watch").returncode == 2
    assert once("--settle", "nan", spool).returncode == 2
