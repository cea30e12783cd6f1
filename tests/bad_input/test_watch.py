"""`pressespiegel watch` in a process of its own: arrivals, slow writers, kills, other writers."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from pressespiegel.search import Archive

from .archives import PATIENCE, Start, ids, story, wait_for, wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")

Watch = Callable[..., "Popen[str]"]


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    folder = tmp_path / "eingang"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(start: Start, tmp_path: Path, spool: Path) -> Watch:
    """Starts a watch, and comes back when it is ready."""

    def call(*options: object, settle: float = 0.2) -> Popen[str]:
        archive = ("--archive", tmp_path / "archive")
        process = start("watch", *archive, "--json", "--settle", settle, *options, spool)
        assert process.stderr is not None
        assert process.stderr.readline().startswith(f"watching {spool}")
        return process

    return call


def lines(first: int, count: int = 1) -> str:
    return "".join(json.dumps(story(number)) + "\n" for number in range(first, first + count))


def deliver(path: Path, first: int, count: int = 1) -> None:
    """As careful programs do: under a temporary name first."""
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(lines(first, count), "utf-8")
    beside.rename(path)


def batch(process: Popen[str]) -> tuple[int, int, int]:
    """The next batch: its files, and how many articles were read and were new."""
    assert process.stdout is not None
    answer = json.loads(process.stdout.readline())
    return answer["files"], answer["read"], answer["added"]


def end(process: Popen[str], number: signal.Signals = signal.SIGTERM) -> str:
    """End it tidily; what it said on stderr besides."""
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    return err


def test_what_arrives_is_taken_in_and_a_signal_ends_it(
    watch: Watch, spool: Path, tmp_path: Path
) -> None:
    deliver(spool / "a.jsonl", 0, 2)
    process = watch()
    assert batch(process) == (1, 2, 2)
    deliver(spool / "b.jsonl", 2)
    assert batch(process) == (1, 1, 1)
    (spool / "a.jsonl").unlink()
    (spool / "b.jsonl").write_text(lines(3), "utf-8")
    assert batch(process) == (1, 1, 1)
    assert end(process, signal.SIGINT) == ""
    assert ids(tmp_path / "archive") == {"s0", "s1", "s2", "s3"}


def test_a_folder_that_arrives_is_taken_in_with_all_that_is_in_it(
    watch: Watch, spool: Path, tmp_path: Path
) -> None:
    process = watch()
    folder = tmp_path / "ausgabe"
    (folder / "lokales").mkdir(parents=True)
    for number, name in enumerate(["a.jsonl", "lokales/b.jsonl"]):
        (folder / name).write_text(lines(number), "utf-8")
    folder.rename(spool / "ausgabe")
    wait_for(tmp_path / "archive", 2, process)
    deliver(spool / "ausgabe" / "lokales" / "c.jsonl", 2)
    wait_for(tmp_path / "archive", 3, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


@pytest.mark.slow
def test_a_file_that_is_written_slowly_is_read_when_it_is_whole(watch: Watch, spool: Path) -> None:
    process = watch(settle=4)
    with (spool / "a.jsonl").open("w", encoding="utf-8", buffering=1) as file:
        text = lines(0, 40)
        for at in range(0, len(text), 300):
            file.write(text[at : at + 300])
            file.flush()
            time.sleep(0.2)
    assert batch(process) == (1, 40, 40)
    assert end(process) == ""


@pytest.mark.slow
def test_after_a_kill_it_goes_on_with_what_is_new(
    watch: Watch, spool: Path, tmp_path: Path
) -> None:
    deliver(spool / "a.jsonl", 0, 2)
    process = watch()
    assert batch(process) == (1, 2, 2)
    process.kill()
    process.wait()
    deliver(spool / "b.jsonl", 2)
    process = watch()
    assert batch(process) == (1, 1, 1)
    assert end(process) == ""
    assert ids(tmp_path / "archive") == {"s0", "s1", "s2"}


@pytest.mark.slow
@pytest.mark.slow
def test_a_kill_in_the_middle_of_a_batch_loses_nothing(
    watch: Watch, spool: Path, tmp_path: Path
) -> None:
    for number in range(10):
        deliver(spool / f"{number}.jsonl", 100 * number, 100)
    process = watch("--processes", 1)
    lock = tmp_path / "archive" / "write.holder"
    wait_until(lock.exists, process)
    process.kill()
    process.wait()
    process = watch("--processes", 1)
    assert batch(process)[:2] == (10, 1000)
    assert end(process) == ""
    assert ids(tmp_path / "archive") == {f"s{number}" for number in range(1000)}


def test_another_writer_is_waited_for(watch: Watch, spool: Path, archive: Path) -> None:
    process = watch()
    assert process.stderr is not None
    with Archive.open(archive) as opened:
        with opened.writer() as writer:
            deliver(spool / "a.jsonl", 0)
            said = process.stderr.readline()
            assert "is being written to by process" in said
            assert "waiting" in said
            writer.delete("a1")
        assert batch(process) == (1, 1, 1)
        with opened.writer() as writer:
            deliver(spool / "b.jsonl", 1)
            assert "waiting" in process.stderr.readline()
            assert end(process) == ""
    assert ids(archive) == {"a2", "s0"}


def test_a_bad_file_is_named_and_the_watch_goes_on(
    watch: Watch, spool: Path, tmp_path: Path
) -> None:
    process = watch("--rejects", spool / "schlecht")
    assert process.stderr is not None
    for name in ("eins.txt", "zwei.txt"):
        (spool / name).write_bytes(b"\x89PNG\r\n\x1a\n")
        assert process.stderr.readline().startswith(f"{spool / name}: ")
        assert batch(process) == (1, 0, 0)
    deliver(spool / "a.jsonl", 0)
    assert batch(process) == (1, 1, 1)
    assert end(process) == ""
    copies = sorted(path.name.partition("-")[0] for path in (spool / "schlecht/files").iterdir())
    assert copies == ["eins", "zwei"]
    assert len((spool / "schlecht" / "reasons.jsonl").read_text().splitlines()) == 2
    assert ids(tmp_path / "archive") == {"s0"}


def test_a_folder_that_is_gone_is_an_error(watch: Watch, spool: Path, tmp_path: Path) -> None:
    process = watch()
    spool.rename(tmp_path / "anderswo")
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert err.startswith("Error: a watched folder was removed")
