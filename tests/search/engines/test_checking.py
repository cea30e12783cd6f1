"""A damaged archive is found out, named, and saved as far as it can be."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pressespiegel.search import Archive, ArchiveDamaged, ArchiveInvalid, ArchiveMissing, Article
from pressespiegel.search.engines.whoosh import checking

TEXT = "Die Möwe sitzt am Kai und sieht dem Lotsen zu. " * 40


def article(number: int, text: str = TEXT) -> Article:
    return Article.from_text(
        id=f"a{number}", title=f"Möwe {number}", text=f"{text}{number}", published="2022-01"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two segments; of the larger one, an article is deleted and one is replaced."""
    place = tmp_path / "archive"
    with Archive.create(place) as archive:
        with archive.writer() as writer:
            for number in range(60):
                writer.put(article(number))
        with archive.writer() as writer:
            writer.delete("a3")
            writer.put(article(4, "Neu: "))
            writer.put(article(60))
    assert len(list(place.glob("*.segment"))) == 2
    assert len(list(place.glob("*.deleted"))) == 1
    return place


def largest(folder: Path) -> Path:
    return max(folder.glob("*.segment"), key=lambda path: path.stat().st_size)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def arrays_of(path: Path) -> dict[str, tuple[int, int]]:
    """Where each array of a segment lies; see docs/index-format.md."""
    data = path.read_bytes()
    offset, length, _, _ = struct.unpack("<QII8s", data[-24:])
    directory = json.loads(data[offset : offset + length])["sections"]
    return {name: (at, size) for name, (at, size, *_) in directory.items()}


def ids(folder: Path) -> set[str]:
    with Archive.open(folder) as archive:
        return set(archive.ids())


EVERYTHING = {f"a{number}" for number in range(61)} - {"a3"}


def test_a_whole_archive_has_no_damage(folder: Path) -> None:
    assert Archive.check(folder).damages == ()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert not Archive.check(folder, repair=True).repaired
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == before


EVERYDAY = ("stored.bytes", "stored.lengths", "terms.bytes", "postings.docs")


@pytest.mark.parametrize(
    "everyday", [pytest.param(True), pytest.param(False, marks=pytest.mark.slow)]
)
def test_a_flipped_byte_in_any_array_is_named_and_repaired(folder: Path, everyday: bool) -> None:
    path = largest(folder)
    kept = {each.name: each.read_bytes() for each in folder.iterdir()}
    for name, (offset, length) in arrays_of(path).items():
        if not length or everyday != (name in EVERYDAY):
            continue
        for each in folder.iterdir():
            each.unlink()
        for file, content in kept.items():
            (folder / file).write_bytes(content)
        flip(path, offset + length // 2)
        (damage,) = Archive.check(folder).damages
        assert damage.file == path.name
        assert "damaged" in damage.what
        done = Archive.check(folder, repair=True)
        assert done.damages == (damage,)
        assert done.lost is not None
        assert ids(folder) <= EVERYTHING | ({"a3"} if done.returned else set())
        assert len(ids(folder)) >= len(EVERYTHING) - done.lost
        if name != "stored.bytes":
            assert done.lost == 0
        assert Archive.check(folder).damages == ()
        with Archive.open(folder) as archive:
            replaced = archive.article("a4")
            assert replaced is not None
            assert replaced.text == "Neu: 4"
            assert archive.search("möwe", limit=0).total == len(ids(folder))


def test_a_cut_segment_keeps_the_articles_before_the_cut(folder: Path) -> None:
    path = largest(folder)
    path.write_bytes(path.read_bytes()[:-200])
    (damage,) = Archive.check(folder).damages
    assert "cut off" in damage.what
    done = Archive.check(folder, repair=True)
    assert done.lost == 0
    assert done.returned == 2  # at most: a4 is there anew, so its old text is not
    assert ids(folder) == EVERYTHING | {"a3"}
    assert (folder / f"{path.name}.damaged").exists()


def test_a_missing_segment_is_named_and_its_articles_counted_as_lost(folder: Path) -> None:
    largest(folder).unlink()
    (damage,) = Archive.check(folder).damages
    assert damage.what == "missing"
    with pytest.raises(ArchiveDamaged):
        Archive.open(folder)
    assert Archive.check(folder, repair=True).lost == 58
    assert ids(folder) == {"a4", "a60"}


def test_a_damaged_table_of_contents_is_made_anew(folder: Path) -> None:
    flip(folder / "archive.json", 40)
    (damage,) = Archive.check(folder).damages
    assert damage.file == "archive.json"
    with pytest.raises(ArchiveDamaged):
        Archive.open(folder)
    assert Archive.check(folder, repair=True).repaired
    assert ids(folder) >= EVERYTHING


def test_no_table_of_contents(folder: Path) -> None:
    (folder / "archive.json").unlink()
    assert Archive.check(folder, repair=True).repaired
    assert ids(folder) >= EVERYTHING


def test_a_damaged_list_of_deleted_articles(folder: Path) -> None:
    (path,) = folder.glob("*.deleted")
    flip(path, 0)
    (damage,) = Archive.check(folder).damages
    assert damage.file == path.name
    done = Archive.check(folder, repair=True)
    assert done.returned == 1  # at most: a4 is there anew, so its old text is not
    assert ids(folder) == EVERYTHING | {"a3"}
    with Archive.open(folder) as archive:
        assert archive.search("möwe", limit=0).total == len(EVERYTHING) + 1
        replaced = archive.article("a4")
    assert replaced is not None
    assert replaced.text == "Neu: 4"


def test_a_lost_list_of_deletions_within_one_segment(tmp_path: Path) -> None:
    place = tmp_path / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        for text in ("alt", "neu"):
            writer.put(article(1, text))
        writer.put(article(2))
    for path in place.glob("*.deleted"):
        path.unlink()
    Archive.check(place, repair=True)
    with Archive.open(place) as archive:
        assert archive.search("möwe", limit=0).total == 2
        kept = archive.article("a1")
    assert kept is not None
    assert kept.text == "neu1"


@pytest.fixture
def withdrawn(folder: Path) -> Path:
    """The file that says what was taken back of the archive."""
    with Archive.open(folder) as archive:
        for version in (1, 2):
            with archive.writer() as writer:
                writer.withdraw("a5", version)
    (path,) = folder.glob("*.withdrawn")
    return path


def version_of(folder: Path) -> int | None:
    with Archive.open(folder) as archive:
        return archive.withdrawn("a5")


@pytest.mark.parametrize("harm", ["flip", "cut", "missing"])
def test_a_damaged_list_of_what_was_taken_back(folder: Path, withdrawn: Path, harm: str) -> None:
    if harm == "flip":
        flip(withdrawn, 3)
    elif harm == "cut":
        withdrawn.write_bytes(b"")
    else:
        withdrawn.unlink()
    (damage,) = Archive.check(folder).damages
    assert damage.file == withdrawn.name
    with pytest.raises(ArchiveDamaged):
        Archive.open(folder)
    assert Archive.check(folder, repair=True).repaired
    assert Archive.check(folder).damages == ()
    assert ids(folder) == EVERYTHING - {"a5"}
    assert version_of(folder) is None


def test_what_was_taken_back_outlasts_compacting_and_repairs(folder: Path, withdrawn: Path) -> None:
    with Archive.open(folder) as archive:
        archive.compact()
    assert version_of(folder) == 2
    flip(largest(folder), 5000)
    assert Archive.check(folder, repair=True).repaired
    assert version_of(folder) == 2
    flip(folder / "archive.json", 40)
    assert Archive.check(folder, repair=True).repaired
    assert version_of(folder) == 2
    assert withdrawn.exists()


def lose_deletions(folder: Path) -> None:
    for path in folder.glob("*.deleted"):
        flip(path, 0)


def break_segment(folder: Path) -> None:
    path = largest(folder)
    path.write_bytes(path.read_bytes()[:-200])


def lose_contents(folder: Path) -> None:
    (folder / "archive.json").unlink()


def lose_contents_and_break_segment(folder: Path) -> None:
    break_segment(folder)
    lose_contents(folder)


@pytest.mark.parametrize(
    "harm", [lose_deletions, break_segment, lose_contents, lose_contents_and_break_segment]
)
@pytest.mark.usefixtures("withdrawn")
def test_a_repair_brings_nothing_back_that_was_taken_back(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    assert "a5" not in ids(folder)
    harm(folder)
    done = Archive.check(folder, repair=True)
    assert done.repaired
    assert not done.lost
    assert ids(folder) == EVERYTHING - {"a5"} | {"a3"}
    assert Archive.check(folder).damages == ()


def test_a_newer_version_of_what_was_taken_back_stays_when_deletions_are_lost(
    folder: Path, withdrawn: Path
) -> None:
    newer = replace(article(5, "Berichtigt: "), version=3)
    with Archive.open(folder) as archive, archive.writer() as writer:
        writer.put(newer)
    lose_deletions(folder)
    Archive.check(folder, repair=True)
    with Archive.open(folder) as archive:
        kept = archive.article("a5")
        assert archive.search("möwe", limit=0).total == len(ids(folder))
    assert kept is not None
    assert kept.version == 3
    assert withdrawn.exists()


def test_a_repair_that_is_cut_off_can_be_run_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip(largest(folder), 5000)

    def cut(path: Path) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(checking, "readable_articles", cut)
        with pytest.raises(KeyboardInterrupt):
            Archive.check(folder, repair=True)
    done = Archive.check(folder, repair=True)
    assert done.lost == 0
    assert ids(folder) == EVERYTHING | ({"a3"} if done.returned else set())


def test_any_damage_at_all(folder: Path) -> None:
    """Whatever is broken, nothing but our own errors leave, and nothing is made up."""
    kept = {each.name: each.read_bytes() for each in folder.iterdir()}
    chance = random.Random(7)
    for _ in range(25):
        for each in folder.iterdir():
            each.unlink()
        for file, content in kept.items():
            (folder / file).write_bytes(content)
        path = folder / chance.choice([name for name in kept if kept[name]])
        bad = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(bad))
            match chance.randrange(3):
                case 0:
                    bad[at] = chance.randrange(256)
                case 1:
                    del bad[at:]
                case _:
                    bad[at : at + 100] = chance.randbytes(100)
            if not bad:
                break
        path.write_bytes(bad)
        try:
            Archive.check(folder, repair=True)
        except ArchiveInvalid:
            continue
        assert ids(folder) <= EVERYTHING | {"a3"}
        assert Archive.check(folder).damages == ()


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Archive.check(tmp_path / "none")
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(ArchiveInvalid):
        Archive.check(tmp_path, repair=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
