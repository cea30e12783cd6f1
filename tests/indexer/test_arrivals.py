"""When a file has arrived: it stood still, under a name that stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pressespiegel.indexer.arrivals import Arrivals, is_temporary, signature_of


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("Die Seilbahn")
    return str(path)


def see(arrivals: Arrivals, path: str, now: float) -> None:
    signature = signature_of(path)
    assert signature is not None
    arrivals.seen(path, signature, now)


def test_a_file_that_stands_still_has_arrived_once(file: str) -> None:
    arrivals = Arrivals(settle=2)
    see(arrivals, file, now=10)
    see(arrivals, file, now=11)
    assert arrivals.settled(now=11.9) == {}
    assert arrivals.settled(now=12) == {file: signature_of(file)}
    assert len(arrivals) == 0
    assert arrivals.settled(now=20) == {}


def test_a_file_that_grows_begins_to_wait_again(file: str) -> None:
    arrivals = Arrivals(settle=2)
    see(arrivals, file, now=10)
    with Path(file).open("a") as opened:
        opened.write(" steht still.")
    assert arrivals.settled(now=12) == {}
    assert arrivals.settled(now=13) == {}
    assert list(arrivals.settled(now=14)) == [file]


def test_a_change_of_the_same_length_is_seen(file: str) -> None:
    arrivals = Arrivals(settle=2)
    see(arrivals, file, now=10)
    os.utime(file, ns=(1, 1))
    see(arrivals, file, now=11)
    assert arrivals.settled(now=12) == {}
    assert list(arrivals.settled(now=13)) == [file]


def test_a_file_that_goes_is_forgotten(file: str) -> None:
    arrivals = Arrivals(settle=2)
    see(arrivals, file, now=10)
    Path(file).unlink()
    assert arrivals.settled(now=12) == {}
    assert len(arrivals) == 0
    assert signature_of(file) is None


@pytest.mark.parametrize(
    "name",
    [
        "ausgabe.zip.part",
        "AUSGABE.TMP",
        "Unbestätigt 17.crdownload",
        ".ausgabe.zip.x7Yq2",
        "ausgabe.txt~",
        "~$usgabe.txt",
    ],
)
def test_temporary_names(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["ausgabe.zip", "part.xml", "2024~1.xml", "tmp"])
def test_lasting_names(name: str) -> None:
    assert not is_temporary(name)
