"""`pressespiegel check` as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.check_cli import check
from pressespiegel.search.console import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        for number in range(3):
            writer.put(Article.from_text(id=f"a{number}", title="Möwe", text="Am Kai."))
    return place


def damage(folder: Path) -> None:
    (path,) = folder.glob("*.segment")
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)


def test_a_whole_archive(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check, ["--archive", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder} is whole\n"


def test_damage_is_named_and_then_repaired(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(folder)
    assert run(check, ["--archive", str(folder)]) == 1
    said = capsys.readouterr()
    assert "00000001.segment: damaged" in said.out
    assert "check --repair" in said.err
    assert run(check, ["--archive", str(folder), "--repair"]) == 0
    assert "3 articles read from damaged files and put back, 0 lost" in capsys.readouterr().out
    assert run(check, ["--archive", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["damages"] == []


def test_a_loss_is_told_by_the_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = folder.glob("*.segment")
    path.unlink()
    assert run(check, ["--archive", str(folder), "--repair", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["lost"] == 3


def test_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check, ["--archive", str(tmp_path / "none")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
