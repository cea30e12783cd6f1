"""Articles under embargo: named, and not taken in before its end."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.indexer.embargo import UnderEmbargo, end_of, held_back
from pressespiegel.indexer.journal import Journal
from pressespiegel.indexer.pipeline import Summary
from pressespiegel.indexer.watch import Settings, Taken, watch
from pressespiegel.search import Archive, Article, Origin, PressDate, ReadError

Command = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    ("embargo", "end"),
    [
        ("2024-03-06T06:00+01:00", "2024-03-06T05:00"),
        ("2024-03-06T06:00", "2024-03-06T05:00"),
        ("2024-07-06T06:00", "2024-07-06T04:00"),
        ("2024-03-06", "2024-03-05T23:00"),
        ("2024-03", "2024-02-29T23:00"),
    ],
)
def test_the_end_of_an_embargo(embargo: str, end: str) -> None:
    expected = datetime.fromisoformat(end).replace(tzinfo=timezone.utc).timestamp()
    assert end_of(PressDate.parse(embargo)) == expected


def test_an_article_is_held_back_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    embargo = PressDate.parse("2024-03-06T06:00+01:00")
    article = Article(id="a", title="T", embargo=embargo, origin=Origin("a.xml", "item 2"))
    now = end_of(embargo)
    monkeypatch.setattr(time, "time", lambda: now)
    assert held_back(article) is None
    now -= 1
    error = held_back(article)
    assert error is not None
    assert str(error) == "a.xml, item 2: under embargo until 2024-03-06T06:00+01:00"
    travelled = pickle.loads(pickle.dumps(error))
    assert isinstance(travelled, UnderEmbargo)
    assert (str(travelled), travelled.until) == (str(error), error.until)


def newsml(version: int, embargo: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="n1" '
        f'version="{version}"><itemMeta><embargoed>{embargo}</embargoed></itemMeta><contentMeta>'
        f"<headline>Fassung {version}</headline></contentMeta></newsItem>"
    )


def test_what_the_archive_has_stays_until_then(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "n1.xml"
    for version, embargo, code, title in (
        (1, "2024-03-06T06:00+01:00", 0, "Fassung 1"),
        (2, "2199-03-06T06:00+01:00", 1, "Fassung 1"),
        (2, "2024-03-06T06:00+01:00", 0, "Fassung 2"),
    ):
        file.write_text(newsml(version, embargo), "utf-8")
        done = command("index", "--archive", tmp_path / "archive", file)
        assert done.returncode == code
        assert ("under embargo until 2199" in done.stderr) == bool(code)
        with Archive.open(tmp_path / "archive") as archive:
            article = archive.article("n1")
            assert article is not None
            assert article.title == title


def test_a_watch_reads_the_file_again_when_the_embargo_ends(tmp_path: Path) -> None:
    spool = tmp_path / "eingang"
    spool.mkdir()
    file = spool / "n1.xml"
    file.write_text("Die Meldung.", "utf-8")
    reads: list[Path | ReadError] = []

    def take(files: Iterable[Path | ReadError]) -> Taken:
        reads.extend(files)
        if len(reads) > 1:
            return Taken(Summary(added=1))
        until = {str(file): time.time() + 0.2}
        return Taken(Summary(failed=1), frozenset(until), until)

    settings = Settings((spool,), settle=0.1)
    with closing(Journal(tmp_path / "watched.sqlite")) as journal:
        stop = threading.Event()
        batches = watch(settings, take, journal, stop, print)
        assert next(batches).summary.failed == 1
        assert next(batches).summary.added == 1
        stop.set()
        assert list(batches) == []
    assert reads == [file, file]
