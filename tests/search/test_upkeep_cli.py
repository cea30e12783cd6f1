"""`pressespiegel check` and `compact` as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.console import run
from pressespiegel.search.upkeep_cli import check, compact


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


def test_compacting_leaves_one_segment_with_the_same_articles(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(folder) as archive:
        with archive.writer() as writer:
            writer.put(Article.from_text(id="b", title="Kran", text="Am Ufer, am Kai."))
            writer.delete("a1")
        assert archive.statistics().segments == 2
        assert run(compact, ["--archive", str(folder)]) == 0
        said = capsys.readouterr().out
        assert said.startswith("2 segments, 0.0 MB before, 1 segment, 0.0 MB now")
    with Archive.open(folder) as archive:
        assert sorted(archive.ids()) == ["a0", "a2", "b"]
        assert archive.search("kai").total == 3
        assert archive.statistics().segments == 1
    assert len(list(folder.glob("*.segment"))) == 1
    assert not list(folder.glob("*.deleted"))
    assert run(check, ["--archive", str(folder)]) == 0


def test_compacting_says_how_much_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(compact, ["--archive", str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["before"] == said["after"]
    assert said["after"]["segments"] == 1


def test_compacting_an_archive_that_is_written_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(folder) as archive, archive.writer():
        assert run(compact, ["--archive", str(folder), "--wait", "0"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_compacting_what_is_all_deleted(folder: Path) -> None:
    with Archive.open(folder) as archive:
        with archive.writer() as writer:
            for number in range(3):
                writer.delete(f"a{number}")
        archive.compact()
        assert list(archive.ids()) == []
        assert archive.statistics().segments == 0
        with archive.writer() as writer:
            writer.put(Article.from_text(id="c", title="Kran", text="Am Kai."))
        assert archive.search("kai").total == 1
