"""The commands index and demo, as somebody types them."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.indexer import cli, samples
from pressespiegel.indexer.cli import fill_with_samples
from pressespiegel.indexer.progress import TerminalProgress
from pressespiegel.search import Archive, ReadError

Command = Callable[..., CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, a line that is broken, and what is not to be read."""
    folder = tmp_path / "files"
    (folder / "2022").mkdir(parents=True)
    story = {"id": "a1", "title": "Seilbahn", "body": "Sie steht.", "date": "2022-01-05"}
    text = f"{json.dumps(story)}\n{{broken\n{json.dumps({**story, 'id': 'a2'})}\n"
    (folder / "2022" / "berg.jsonl").write_text(text, encoding="utf-8")
    (folder / ".hidden.jsonl").write_text("{broken\n")
    return folder


def test_index_reports_in_one_line(command: Command, folder: Path, tmp_path: Path) -> None:
    (folder / "2022" / "berg.jsonl").write_text(
        (folder / "2022" / "berg.jsonl").read_text("utf-8").replace("{broken\n", ""), "utf-8"
    )
    done = command("index", "--archive", tmp_path / "archive", folder)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert line.startswith("2 articles read: 2 added, 0 replaced, 0 unchanged; 0 failed; ")
    again = command("index", "--archive", tmp_path / "archive", folder).stdout
    assert again.startswith("2 articles read: 0 added, 0 replaced, 2 unchanged; 0 failed; ")


def test_index_as_json_has_exactly_the_keys_promised(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    done = command("index", "--archive", tmp_path / "archive", "--json", folder)
    assert done.stdout.count("\n") == 1
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "read",
        "added",
        "replaced",
        "unchanged",
        "removed",
        "failed",
        "seconds",
    ]
    assert answer.pop("seconds") > 0
    assert answer == {
        "read": 2,
        "added": 2,
        "replaced": 0,
        "unchanged": 0,
        "removed": 0,
        "failed": 1,
    }


def test_what_cannot_be_read_is_named_and_the_rest_is_indexed(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    done = command("index", "--archive", tmp_path / "archive", tmp_path / "nowhere", folder)
    assert done.returncode == 1
    missing, broken = done.stderr.splitlines()
    assert missing.startswith(f"{tmp_path / 'nowhere'}: No such file or directory")
    assert broken.startswith(f"{folder / '2022' / 'berg.jsonl'}, line 2: ")
    assert command("show", "--archive", tmp_path / "archive", "a2").returncode == 0


def test_the_archive_of_the_environment_is_made(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRESSESPIEGEL_ARCHIVE", raising=False)
    command("index", folder)
    monkeypatch.setenv("PRESSESPIEGEL_ARCHIVE", str(tmp_path / "deep" / "archive"))
    command("index", folder)
    for place in (tmp_path / "archive", tmp_path / "deep" / "archive"):
        with Archive.open(place) as archive:
            assert sorted(archive.ids()) == ["a1", "a2"]


def test_an_empty_folder_may_become_the_archive(
    command: Command, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "archive").mkdir()
    done = command("index", "--archive", tmp_path / "archive", folder)
    assert done.stdout.startswith("2 articles read: 2 added")


def test_an_archive_inside_the_folder_is_not_read(command: Command, folder: Path) -> None:
    for _ in range(2):
        done = command("index", "--archive", folder / "archive", "--json", folder)
        assert json.loads(done.stdout)["failed"] == 1
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "PATH"),
        (("--processes", "0", "x"), "--processes"),
        (("--commit-every", "0", "x"), "--commit-every"),
        (("--wait", "soon", "x"), "--wait"),
        (("--recursive", "x"), "--recursive"),
    ],
)
def test_wrong_usage_is_one_line_and_a_hint(
    command: Command, arguments: tuple[str, ...], reason: str
) -> None:
    done = command("index", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    error, hint = done.stderr.splitlines()
    assert reason in error
    assert hint == "Hint: pressespiegel index --help"


def test_errors_are_one_line_and_progress_none_in_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    progress = TerminalProgress()
    progress.indexed()
    progress.failed(ReadError("broken\nbadly \x1b[31m", "a.jsonl", "line 3", "mend it"))
    progress.close()
    assert capfd.readouterr() == ("", "a.jsonl, line 3: broken badly \ufffd[31m (mend it)\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_progress_is_shown_on_a_terminal(folder: Path, tmp_path: Path) -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()
    rows_and_columns = struct.pack("HHHH", 24, 80, 0, 0)
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, rows_and_columns)
    arguments = ["index", "--archive", str(tmp_path / "archive"), str(folder)]
    try:
        subprocess.run(
            [sys.executable, "-m", "pressespiegel", *arguments],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            check=False,
            timeout=60,
        )
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(theirs)
        os.close(ours)
    assert " articles/s]" in shown
    assert "berg.jsonl, line 2: " in shown


def test_interruption_tells_what_is_safe(
    command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "index", interrupt)
    done = command("index", "--archive", tmp_path / "archive", folder)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == (
        f"Error: interrupted; 0 articles are safe in {tmp_path / 'archive'}\n"
        "Hint: run the same command again to go on\n"
    )


def test_the_samples_fill_an_empty_archive_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "archive")
    fill_with_samples(place)
    assert "0 failed" in capsys.readouterr().err
    with Archive.open(place) as archive:
        assert archive.statistics().articles >= 40
        with archive.writer() as writer:
            writer.delete(next(archive.ids()))
        left = archive.statistics()
    fill_with_samples(place)
    assert "left as it is" in capsys.readouterr().err
    with Archive.open(place) as archive:
        assert archive.statistics() == left


def test_the_samples_can_all_be_read(command: Command, tmp_path: Path) -> None:
    with samples.folder() as folder:
        done = command("index", "--archive", tmp_path / "archive", "--json", folder)
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert answer["read"] == answer["added"] >= 40
