"""Initials become authors by the owner's table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.indexer.initials import initials_in_lines, read_initials
from pressespiegel.search import Archive

STORY = "Der Rat von Marenfurt hat am Dienstag über den Steg beraten und ihn bis Mai gesperrt."


def test_what_cannot_be_used_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "initials.txt"
    path.write_bytes("# wir\n\nmko = Maria Köhl\nMK Maria\nmko = Max Kohn\n".encode("cp1252"))
    table = read_initials(path)
    assert table.of("Landbote") == {"mko": "Maria Köhl"}
    assert [problem.line for problem in table.problems] == [4, 5]


def test_no_file_and_no_right_to_it(tmp_path: Path) -> None:
    assert read_initials(tmp_path / "initials.txt").problems == ()
    assert [problem.line for problem in read_initials(tmp_path).problems] == [0]


@given(st.text(max_size=200))
def test_no_file_is_trouble(text: str) -> None:
    table = initials_in_lines(text)
    assert all(name.strip() for name in table.names.values())


@pytest.mark.parametrize("processes", ["1", "2"])
def test_indexing_names_the_authors(
    tmp_path: Path, command: Callable[..., CompletedProcess[str]], processes: str
) -> None:
    folder, place = tmp_path / "in", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Steg gesperrt\n\n{STORY}\n\n(gro/dpa)\n")
    Archive.create(place).close()
    (place / "initials.txt").write_text("gro = Gregor Rohmann\nXX\n")

    done = command("index", "--archive", place, "--processes", processes, folder)

    assert done.returncode == 0
    assert "initials.txt, line 2" in done.stderr
    with Archive.open(place) as archive:
        assert [each.value for each in archive.facets("author")] == ["Gregor Rohmann"]
        assert [each.value for each in archive.facets("agency")] == ["dpa"]
