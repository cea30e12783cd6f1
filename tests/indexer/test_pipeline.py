"""Files to archive: all of it, in order, in one process or several, and safely cut off."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pressespiegel.indexer import entities, pipeline, preparation, readers
from pressespiegel.indexer.entities import Finder
from pressespiegel.indexer.garbage import NEW_OBJECTS
from pressespiegel.indexer.pipeline import FileTask, ItemsTask, Summary, batches, index
from pressespiegel.indexer.workers import Died
from pressespiegel.search import Archive, Article, Origin, ReadError
from pressespiegel.search.document import Document
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.german import analyse_word


class Record:
    """A `Progress` that keeps everything it hears."""

    def __init__(self) -> None:
        self.put = 0
        self.errors: list[str] = []
        self.commits: list[Summary] = []

    def indexed(self) -> None:
        self.put += 1

    def failed(self, error: ReadError) -> None:
        self.errors.append(str(error))

    def committed(self, summary: Summary) -> None:
        self.commits.append(summary)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as archive:
        yield archive


def lines(path: Path, articles: Sequence[dict[str, str] | str]) -> Path:
    """A JSONL file; a text stands in it as it is."""
    texts = [each if isinstance(each, str) else json.dumps(each) for each in articles]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def story(id: str, title: str = "Seilbahn steht still") -> dict[str, str]:
    return {
        "id": id,
        "title": title,
        "body": f"Die Gondel {id} hängt fest.",
        "date": "2022-01-05",
        "source": "Bergpost",
    }


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Small files and a larger one, with faults and with one id in two of them."""
    folder = tmp_path / "files"
    folder.mkdir()
    small = [
        lines(folder / f"{number}.jsonl", [story(f"s{number}-{each}") for each in range(number)])
        for number in range(1, 6)
    ]
    large = lines(
        folder / "large.jsonl",
        [story(f"l{each}") if each % 50 else "{broken" for each in range(1, 300)],
    )
    again = lines(folder / "z.jsonl", [story("l7", "Seilbahn fährt wieder"), story("s1-0")])
    return [*small, large, again]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_any_number_of_processes_does_the_same(
    archive: Archive, files: list[Path], processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SMALL_RUN", 0)
    monkeypatch.setattr(pipeline, "LARGE_FILE", 10_000)
    record = Record()
    missing = ReadError("No such file or directory", "nowhere")
    summary = index(archive, [*files[:6], missing, files[6]], record, processes=processes)
    assert (summary.added, summary.replaced, summary.unchanged, summary.failed) == (309, 1, 1, 6)
    assert summary.read == record.put == 311
    assert summary.seconds > 0
    places = [f"{files[5]}, line {number}: " for number in range(50, 300, 50)]
    for error, place in zip(record.errors, places, strict=False):
        assert error.startswith(place)
    assert record.errors[5:] == ["nowhere: No such file or directory"]
    again = archive.article("l7")
    assert again is not None
    assert again.title == "Seilbahn fährt wieder"
    assert archive.statistics().articles == 309


def test_garbage_is_looked_for_rarely_while_articles_pass(
    archive: Archive, files: list[Path]
) -> None:
    class Thresholds(Record):
        def indexed(self) -> None:
            seen.add(gc.get_threshold()[0])

    seen: set[int] = set()
    before = gc.get_threshold()
    index(archive, files, Thresholds(), processes=1)
    assert seen == {NEW_OBJECTS}
    assert gc.get_threshold() == before


def test_a_second_run_writes_nothing(archive: Archive, files: list[Path]) -> None:
    index(archive, files[:5], Record())
    summary = index(archive, files[:5], Record())
    assert (summary.added, summary.replaced, summary.unchanged) == (0, 0, 15)


def test_commits_make_sure_of_what_was_indexed(archive: Archive, files: list[Path]) -> None:
    class Impatient(Record):
        def indexed(self) -> None:
            super().indexed()
            if self.put == 12:
                raise KeyboardInterrupt

    record = Impatient()
    with pytest.raises(KeyboardInterrupt):
        index(archive, files[:5], record, commit_every=5)
    assert [each.read for each in record.commits] == [5, 10]
    assert archive.statistics().articles == 10
    summary = index(archive, files[:5], Record(), commit_every=5)
    assert (summary.added, summary.unchanged) == (5, 10)


def test_an_exception_ends_the_processes_and_lets_others_write(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SMALL_RUN", 0)

    class Broken(Record):
        def indexed(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index(archive, files, Broken(), processes=2)
    assert archive.statistics().articles == 0
    assert index(archive, files[:1], Record(), wait=0).added == 1


def test_what_a_lost_process_had_is_named(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying:
        """Workers of which those with the first and the last task end."""

        def __init__(self, *_: object) -> None:
            pass

        def __enter__(self) -> Dying:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def share(self, tasks: Iterator[pipeline.Task]) -> Iterator[object]:
            for task in tasks:
                if isinstance(task, ItemsTask) or task.path == files[0]:
                    yield Died(task)
                else:
                    yield from pipeline.Work(own_process=True)(task)

    monkeypatch.setattr(pipeline, "SMALL_RUN", 0)
    monkeypatch.setattr(pipeline, "LARGE_FILE", 10_000)
    monkeypatch.setattr(pipeline, "BATCH", 1000)
    monkeypatch.setattr(pipeline, "Workers", Dying)
    record = Record()
    summary = index(archive, files[:6], record, processes=2)
    assert summary.added == 2 + 3 + 4 + 5
    assert [error.split(": the process")[0] for error in record.errors] == [
        str(files[0]),
        f"{files[5]}, line 1 to line 299",
    ]


def test_what_is_taken_back_leaves_the_archive(archive: Archive, tmp_path: Path) -> None:
    item = '<newsItem guid="x1"><itemMeta><pubStatus qcode="stat:%s"/></itemMeta><contentMeta>'
    item += "<headline>%s</headline></contentMeta></newsItem>"
    files = []
    for name, filling in enumerate([("usable", "Neu"), ("usable", "Neuer"), ("canceled", "")]):
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_text(item % filling)
    index(archive, files[:2], Record())
    kept = archive.article("x1")
    assert kept
    assert kept.title == "Neuer"

    for expected in (1, 0):
        summary = index(archive, files[2:], Record())
        assert (summary.removed, summary.read, summary.failed) == (expected, 0, 0)
        assert list(archive.ids()) == []


def test_the_newest_version_stays_whatever_the_order(archive: Archive, tmp_path: Path) -> None:
    item = '<newsItem guid="x1" version="%d"><itemMeta><pubStatus qcode="stat:%s"/></itemMeta>'
    item += "<contentMeta><headline>Fassung %d</headline></contentMeta></newsItem>"

    def run(*versions: tuple[int, str]) -> tuple[int, int, int, int]:
        for old in tmp_path.glob("*.xml"):
            old.unlink()
        files = []
        for number, (version, status) in enumerate(versions):
            files.append(tmp_path / f"{number}.xml")
            files[-1].write_text(item % (version, status, version))
        done = index(archive, files, Record())
        return done.added, done.replaced, done.unchanged, done.removed

    def title() -> str:
        article = archive.article("x1")
        return article.title if article else ""

    assert run((2, "usable"), (11, "usable"), (3, "usable")) == (1, 1, 1, 0)
    assert title() == "Fassung 11"
    assert run((2, "usable"), (11, "usable"), (9, "canceled")) == (0, 0, 2, 0)
    assert title() == "Fassung 11"
    assert run((12, "canceled"), (11, "usable")) == (0, 0, 1, 1)
    assert title() == ""


def item(path: Path, version: str, status: str = "usable") -> Path:
    """A news item of a version, "" for one that does not count them."""
    path.write_text(
        f'<newsItem guid="x1" version="{version}"><itemMeta><pubStatus qcode="stat:{status}"/>'
        f"</itemMeta><contentMeta><headline>Fassung {version}</headline></contentMeta></newsItem>"
    )
    return path


@pytest.mark.parametrize(("older", "kill", "newer"), [("1", "2", "3"), ("3", "3", "4")])
def test_what_was_taken_back_stays_away_until_a_higher_version_comes(
    archive: Archive, tmp_path: Path, older: str, kill: str, newer: str
) -> None:
    old, taken_back = item(tmp_path / "1.xml", older), item(tmp_path / "2.xml", kill, "canceled")
    index(archive, [old], Record())
    assert index(archive, [taken_back], Record()).removed == 1
    for files in ([taken_back], [old], [old, taken_back], [taken_back, old]):
        summary = index(archive, files, Record())
        assert (summary.added, summary.removed, summary.failed) == (0, 0, 0)
        assert list(archive.ids()) == []
    assert index(archive, [item(tmp_path / "1.xml", "")], Record()).unchanged == 1
    assert index(archive, [item(tmp_path / "3.xml", newer)], Record()).added == 1
    index(archive, [old, taken_back], Record())
    kept = archive.article("x1")
    assert kept
    assert kept.version == int(newer)


def test_without_versions_all_stay_away_unless_they_are_asked_for(
    archive: Archive, tmp_path: Path
) -> None:
    files = [item(tmp_path / "1.xml", ""), item(tmp_path / "2.xml", "", "withheld")]
    assert index(archive, files, Record()).removed == 1
    assert index(archive, files[:1], Record()).unchanged == 1
    assert index(archive, [item(tmp_path / "3.xml", "9")], Record()).unchanged == 1
    assert list(archive.ids()) == []
    assert index(archive, files[:1], Record(), even_withdrawn=True).added == 1
    assert index(archive, files[:1], Record()).unchanged == 1
    assert list(archive.ids()) == ["x1"]


def test_what_its_owner_deleted_comes_back(archive: Archive, tmp_path: Path) -> None:
    files = [item(tmp_path / "1.xml", "2")]
    index(archive, files, Record())
    with archive.writer() as writer:
        assert writer.delete("x1")
    assert archive.withdrawn("x1") is None
    assert index(archive, files, Record()).added == 1


def test_a_fault_of_a_reader_costs_its_file_only(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_items = readers.read_items

    def faulty(path: Path) -> Iterator[readers.Item]:
        yield from read_items(path)
        if path == files[1]:
            raise RecursionError

    monkeypatch.setattr(preparation, "read_items", faulty)
    record = Record()
    assert index(archive, files[:3], record).added == 6
    assert record.errors == [f"{files[1]}: cannot be read: RecursionError"]


def test_a_fault_in_one_article_costs_that_article_only(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate_all = entities.annotate_all

    def faulty(articles: Sequence[Article], finder: Finder | None) -> list[Article]:
        if any(article.id == "s2-1" for article in articles):
            raise IndexError("beyond the end")
        return annotate_all(articles, finder)

    monkeypatch.setattr(preparation, "annotate_all", faulty)
    record = Record()
    assert index(archive, files[:3], record).added == 5
    assert record.errors == [
        f"{files[1]}, line 2: article s2-1 cannot be prepared: IndexError: beyond the end"
    ]


def test_a_small_run_starts_no_processes(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("processes were started")

    monkeypatch.setattr(pipeline, "Workers", refuse)
    index(archive, files, Record(), processes=2)


def test_batches_are_bounded_by_number_and_by_length() -> None:
    short = [Article.from_text(id=str(n), title="T", text="x") for n in range(70)]
    assert [len(each) for each in batches(iter(short))] == [32, 32, 6]
    long = [Article.from_text(id=str(n), title="T", text="x" * 250_000) for n in range(5)]
    assert [len(each) for each in batches(iter(long))] == [2, 2, 1]
    mixed: list[Article | ReadError] = [ReadError("bad", "f"), *short[:2]]
    assert [each for batch in batches(iter(mixed)) for each in batch] == mixed


def test_work_prepares_articles_and_passes_errors_on() -> None:
    error = ReadError("bad", "f", "line 1")
    article = Article(id="a", title="Seilbahn", origin=Origin("f", "line 2"))
    ((first, second),) = pipeline.Work(own_process=True)(ItemsTask((error, article)))
    assert first is error
    assert not isinstance(second, ReadError)
    assert second.id == "a"


def test_each_word_is_analysed_once_and_travels_with_its_first_article() -> None:
    first = Article.from_text(id="a", title="Seilbahn steht", text="Die Seilbahn steht.")
    second = Article.from_text(id="b", title="Seilbahn fährt", text="Die Seilbahn fährt wieder.")
    ((one, two),) = pipeline.Work(own_process=True)(ItemsTask((first, second)))
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert {surface for surface, _, _ in one.analyses} == {"Seilbahn", "steht", "Die"}
    assert {surface for surface, _, _ in two.analyses} == {"fährt", "wieder"}
    for surface, terms, spans in one.analyses:
        assert (terms, spans) == (analyse_word(surface).terms, analyse_word(surface).spans)


def test_unchanged_articles_are_not_analysed_again(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    index(archive, files[:5], Record(), processes=1)

    def refuse(_: Vocabulary, surface: str) -> object:
        raise AssertionError(surface)

    monkeypatch.setattr(Vocabulary, "_analysed", refuse)
    assert index(archive, files[:5], Record(), processes=1).unchanged == 15


def test_the_writing_process_analyses_no_word_that_came_analysed(
    archive: Archive, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "SMALL_RUN", 0)

    def refuse(_: Vocabulary, surface: str) -> object:
        raise AssertionError(surface)

    monkeypatch.setattr(Vocabulary, "_analysed", refuse)
    summary = index(archive, files[:5], Record(), processes=2, commit_every=4)
    assert summary.added == 15
    monkeypatch.undo()
    assert archive.search("gondel").total == 15


def test_work_on_an_unreadable_file_says_so(tmp_path: Path) -> None:
    ((error,),) = pipeline.Work(own_process=True)(FileTask(tmp_path / "nowhere"))
    assert isinstance(error, ReadError)
    assert str(tmp_path / "nowhere") in str(error)


def test_processes_fit_the_machine() -> None:
    assert 1 <= pipeline.available_processes() <= pipeline.MOST_PROCESSES
