"""Archives made anew: from a folder or a cluster, beside what is there, and put in its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.engines.whoosh import contents
from pressespiegel.search.errors import ArchiveExists, ArchiveInvalid, ArchiveLocked

ARTICLES = [
    Article.from_text(
        id=f"a{number:02}",
        title=f"Brücke {number}",
        text="Sie bleibt bis Mai gesperrt.",
        source="Der Bote",
        published=f"2022-{1 + number % 12:02}",
    )
    for number in range(30)
]


def fill(place: str) -> None:
    with Archive.create(place) as archive:
        for begin in (0, 20):
            with archive.writer() as writer:
                for article in ARTICLES[begin : begin + 20]:
                    writer.put(article)
        with archive.writer() as writer:
            writer.withdraw("gone", 3)
            writer.withdraw("a00", 2)
            writer.put(ARTICLES[0])


def assert_whole(place: str) -> None:
    with Archive.open(place) as archive:
        assert archive.statistics().articles == len(ARTICLES)
        assert archive.search("brücken").total == len(ARTICLES)
        assert archive.article("a07") == ARTICLES[7]
        assert (archive.withdrawn("gone"), archive.withdrawn("a00")) == (3, 2)
    assert Archive.check(place).damages == ()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "archive")


@pytest.fixture(params=["folder", pytest.param("cluster", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, folder: str) -> str:
    """Where an archive is: a folder, or an address."""
    if request.param == "folder":
        return folder
    new_place: Callable[[], str] = request.getfixturevalue("new_place")
    return new_place()


def test_an_archive_is_made_anew_in_its_own_place(place: str) -> None:
    fill(place)
    reader = Archive.open(place)
    assert reader.search("brücken").total == len(ARTICLES)
    before = reader.generation()
    made = Archive.rebuild(place, place)
    assert (made.articles, made.before) == (len(ARTICLES), 0)
    assert made.kept
    assert_whole(place)
    with reader, reader.writer() as writer:
        writer.put(Article.from_text(id="new", title="Neue Brücke", text="Sie steht."))
    with Archive.open(place) as again:
        assert again.search("brücken").total == len(ARTICLES) + 1
        assert again.generation() > before


def test_a_reader_notices_nothing(place: str) -> None:
    fill(place)
    with Archive.open(place) as reader:
        totals = set()
        Archive.rebuild(
            place, place, progress=lambda *_: totals.add(reader.search("brücken").total)
        )
        assert totals == {len(ARTICLES)}
        reader.search("brücken")
        with Archive.open(place) as other, other.writer() as writer:
            writer.delete("a01")
        again = Archive.open(place)
        assert again.search("brücken").total == len(ARTICLES) - 1
        again.close()


def test_what_was_interrupted_goes_on(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(place)
    monkeypatch.setattr("pressespiegel.search.rebuilding.COMMIT_EVERY", 7)

    def interrupted(done: int, total: int) -> None:
        if done == 17:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Archive.rebuild(place, place, progress=interrupted)
    assert_whole(place)
    made = Archive.rebuild(place, place)
    assert (made.articles, made.before) == (len(ARTICLES), 14)
    assert_whole(place)


def test_what_changed_meanwhile_is_not_forgotten(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(place)
    monkeypatch.setattr("pressespiegel.search.rebuilding.COMMIT_EVERY", 7)

    def interrupted(done: int, total: int) -> None:
        if done == 17:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Archive.rebuild(place, place, progress=interrupted)
    with Archive.open(place) as archive, archive.writer() as writer:
        writer.delete("a05")
    assert Archive.rebuild(place, place).before == 0
    with Archive.open(place) as archive:
        assert archive.article("a05") is None
        assert archive.statistics().articles == len(ARTICLES) - 1


def test_nobody_writes_meanwhile(place: str) -> None:
    fill(place)

    def write(done: int, total: int) -> None:
        if done == 1:
            with Archive.open(place) as archive, pytest.raises(ArchiveLocked):
                archive.writer(wait=0)

    Archive.rebuild(place, place, progress=write)
    with Archive.open(place) as archive, archive.writer(wait=0) as writer:
        writer.delete("a01")


@pytest.mark.slow
def test_from_a_folder_to_a_cluster_and_back(
    folder: str, new_place: Callable[[], str], command: Callable[..., CompletedProcess[str]]
) -> None:
    fill(folder)
    place, other = new_place(), new_place()
    said = command("reindex", "--archive", folder, "--to", place)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith(f"30 articles in {place}; ")
    assert_whole(place)
    said = command("reindex", "--archive", place, "--to", f"{other}?shards=2", "--json")
    assert json.loads(said.stdout)["kept"] == ""
    assert_whole(other)
    said = command("reindex", "--archive", other, "--to", folder)
    assert said.stdout.splitlines()[1] == f"what was there before is kept: {folder}.old"
    assert_whole(folder)
    assert_whole(f"{folder}.old")


def test_an_archive_of_an_older_analysis_is_analysed_anew(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(contents, "ANALYSIS_VERSION", 0)
        fill(folder)
    with pytest.raises(ArchiveInvalid) as caught:
        Archive.open(folder)
    assert f"pressespiegel reindex --archive {folder} --to {folder}" in caught.value.hint
    Archive.rebuild(folder, folder)
    assert_whole(folder)


@pytest.mark.slow
def test_an_archive_of_an_older_analysis_on_a_cluster(
    new_place: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new_place()
    with monkeypatch.context() as patched:
        for module in ("mapping", "commits"):
            patched.setattr(f"pressespiegel.search.engines.opensearch.{module}.ANALYSIS_VERSION", 0)
        fill(place)
    with pytest.raises(ArchiveInvalid):
        Archive.open(place)
    Archive.rebuild(place, place)
    assert_whole(place)


def test_what_the_owner_keeps_in_the_folder_is_taken_along(folder: str) -> None:
    fill(folder)
    (Path(folder) / "synonyms.txt").write_text("brücke = überweg\n")
    Archive.rebuild(folder, folder)
    with Archive.open(folder) as archive:
        assert archive.search("überweg").total == len(ARTICLES)
    names = {path.name for path in Path(folder).parent.iterdir()}
    assert names == {"archive", "archive.old"}


def test_something_else_is_not_replaced(folder: str, tmp_path: Path) -> None:
    fill(folder)
    other = tmp_path / "letters"
    other.mkdir()
    (other / "mine.txt").write_text("x")
    with pytest.raises(ArchiveExists):
        Archive.rebuild(folder, other)
    assert (other / "mine.txt").read_text() == "x"
