"""The session in docs/commands.md, run as it stands there, on a copy of the samples."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "commands.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"\d\d:\d\d:\d\d|\b\d+\.\d+(?= s\b)|(?<=\"seconds\": )\d+\.\d+")

Command = Callable[..., CompletedProcess[str]]


def session() -> Iterator[tuple[list[str], list[str]]]:
    """Every command of the page with the lines that it prints."""
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *printed = part.rstrip("\n").split("\n")
            yield shlex.split(line), printed


def pattern(printed: list[str]) -> str:
    """What the output must look like: times may differ, "…" stands for anything."""
    text = TIME.sub("0.0", "\n".join([*printed, ""] if printed else []))
    return re.escape(text).replace("…\n", "(?s:.*)").replace("…", "(?s:.*)")


def test_the_session_goes_as_shown(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "indexer" / "samples", tmp_path / "indexer" / "samples")
    monkeypatch.chdir(tmp_path)
    commands = 0
    for words, printed in session():
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value)
            continue
        assert words[0] == "pressespiegel"
        done = command(*words[1:])
        shown = TIME.sub("0.0", done.stderr + done.stdout)
        assert re.fullmatch(pattern(printed), shown), (words, shown)
        commands += 1
    assert commands > 10
