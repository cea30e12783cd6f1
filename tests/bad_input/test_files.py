"""Files that hold no articles, or not only: named, and the rest is indexed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .archives import Command, ids, story

PAGE_WITHOUT = "<html><head><title>Start</title></head><body><nav>A</nav></body></html>"
LONG = json.dumps(story(1, os.urandom(3000).hex())).encode()

BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "empty.jsonl": (b"", "empty"),
    "empty.gz": (b"", "empty"),
    "nothing.jsonl.gz": (gzip.compress(b""), "empty"),
    "binary.txt": (bytes(range(256)) * 300, "binary"),
    "document.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "cut.jsonl.gz": (gzip.compress(LONG)[:2000], "too early"),
    "page.html": (PAGE_WITHOUT.encode(), "without an article"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_without_articles_is_named_with_the_reason(
    command: Command, tmp_path: Path, name: str
) -> None:
    content, reason = BAD[name]
    (tmp_path / name).write_bytes(content)
    done = command("index", "--archive", tmp_path / "archive", "--json", tmp_path / name)
    assert done.returncode == 1
    assert json.loads(done.stdout)["failed"] == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(str(tmp_path / name))
    assert reason in line


def test_bad_files_cost_the_good_ones_nothing(
    command: Command, tmp_path: Path, write_stories: Callable[[str, int], Path]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    write_stories("files/m.jsonl", 3)
    (folder / "z.jsonl").write_text(
        "\n".join([json.dumps(story(7)), "{broken", "[]", '{"id": "x"}', json.dumps(story(8)), ""])
    )
    done = command("index", "--archive", tmp_path / "archive", "--json", folder)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["added"], answer["failed"]) == (1, 5, len(BAD) + 3)
    assert len(done.stderr.splitlines()) == len(BAD) + 3
    for line in (2, 3, 4):
        assert f"{folder / 'z.jsonl'}, line {line}: " in done.stderr
    assert ids(tmp_path / "archive") == {"s0", "s1", "s2", "s7", "s8"}


def test_what_stands_before_the_cut_is_indexed(
    command: Command, tmp_path: Path, write_stories: Callable[[str, int], Path]
) -> None:
    whole = gzip.compress(write_stories("stories.jsonl", 200).read_bytes(), mtime=0)
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    done = command("index", "--archive", tmp_path / "archive", "--json", tmp_path / "cut.jsonl.gz")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert 50 < answer["added"] < 150
    assert "too early" in done.stderr.splitlines()[-1]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is permitted to root"
)
def test_a_folder_without_permission_is_named(
    command: Command, tmp_path: Path, write_stories: Callable[[str, int], Path]
) -> None:
    closed = tmp_path / "files" / "closed"
    closed.mkdir(parents=True)
    write_stories("files/z.jsonl", 1)
    closed.chmod(0)
    try:
        done = command("index", "--archive", tmp_path / "archive", tmp_path / "files")
    finally:
        closed.chmod(0o700)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{closed}: Permission denied")
    assert ids(tmp_path / "archive") == {"s0"}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows does not limit the memory of a process")
def test_one_line_of_200_mb_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "line.jsonl"
    with path.open("w") as file:
        file.write('{"id": "huge", "title": "Lang", "body": "')
        for _ in range(200):
            file.write("wort " * 200_000)
        file.write('"}\n')
        file.write(json.dumps(story(1)) + "\n")
    limited = (
        "import resource, sys; from pressespiegel.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (600_000_000, 600_000_000))\n"
        "main()"
    )
    arguments = ["index", "--processes", "1", "--archive", str(tmp_path / "archive"), str(path)]
    done = subprocess.run(
        [sys.executable, "-c", limited, *arguments], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{path}, line 1: ")
    assert ids(tmp_path / "archive") == {"s1"}
