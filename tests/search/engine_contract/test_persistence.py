"""What is committed stays: after closing, in other threads and for other processes."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.engines.whoosh import create_engine, open_engine
from pressespiegel.search.errors import ArchiveExists, ArchiveInvalid, ArchiveLocked, ArchiveMissing
from pressespiegel.search.query import tree

from .invented_documents import document, found, sequence, word, write

Place = Callable[[Path], Engine]
"""Makes, or opens, the engine of a folder."""


@pytest.fixture(params=[(create_engine, open_engine)], ids=["whoosh"])
def create_and_open(request: pytest.FixtureRequest) -> tuple[Place, Place]:
    """The engines that keep articles in a folder."""
    both: tuple[Place, Place] = request.param
    return both


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_reopened_it_is_the_same(create_and_open: tuple[Place, Place], folder: Path) -> None:
    create, open_ = create_and_open
    engine = create(folder)
    write(
        engine,
        document(
            "a", "kai am deich", title="boot", source="bote", published="2022-01", stored=b"A"
        ),
        document("b", "kai", person=("Ada", "Bea")),
        document("c", "kai"),
    )
    writer = engine.writer(wait=1)
    writer.put(document("b", "hafen", person="Cem"))
    writer.delete("c")
    writer.commit()
    node = tree.AnyOf((word("kai"), word("hafen"), sequence("am deich")))
    request = Request(node, facets=("source", "person", "year"))
    before = engine.search(request)
    terms, size = list(engine.terms(("text", "person"), "")), engine.size()
    engine.close()
    for _ in range(2):
        engine = open_(folder)
        assert engine.search(request) == before
        assert list(engine.terms(("text", "person"), "")) == terms
        assert engine.size() == size
        assert engine.stored("a") == b"A"
        assert sorted(engine.ids()) == ["a", "b"]
        engine.close()


def test_an_empty_archive_can_be_reopened(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, open_ = create_and_open
    create(folder).close()
    engine = open_(folder)
    assert found(engine, tree.Everything()) == set()
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a"}
    engine.close()


def test_unchanged_is_known_after_reopening(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, open_ = create_and_open
    engine = create(folder)
    write(engine, document("a", "kai"))
    engine.close()
    engine = open_(folder)
    writer = engine.writer(wait=1)
    assert writer.put(document("a", "kai")) == "unchanged"
    assert writer.put(document("a", "deich")) == "replaced"
    writer.abort()
    engine.close()


def test_an_aborted_writer_leaves_no_trace(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, open_ = create_and_open
    engine = create(folder)
    write(engine, document("a", "kai"))
    size = engine.size()
    writer = engine.writer(wait=1)
    for number in range(50):
        writer.put(document(f"{number}", "deich"))
    writer.abort()
    engine.close()
    engine = open_(folder)
    assert engine.size() == size
    assert found(engine, tree.Everything()) == {"a"}
    engine.close()


def test_folders_that_will_not_do(create_and_open: tuple[Place, Place], tmp_path: Path) -> None:
    create, open_ = create_and_open
    with pytest.raises(ArchiveMissing):
        open_(tmp_path / "missing")
    with pytest.raises(ArchiveInvalid):
        open_(tmp_path)
    create(tmp_path / "archive").close()
    with pytest.raises(ArchiveExists):
        create(tmp_path / "archive")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveExists):
        create(tmp_path / "file")
    with pytest.raises((ArchiveInvalid, ArchiveMissing)):
        open_(tmp_path / "file")


@pytest.mark.slow
def test_many_threads_see_whole_commits(create_and_open: tuple[Place, Place], folder: Path) -> None:
    create, _ = create_and_open
    engine = create(folder)
    write(engine, *(document(f"0-{number}", "kai") for number in range(10)))
    done = threading.Event()
    failures: list[str] = []

    def read() -> None:
        request = Request(word("kai"), limit=1_000, facets=("source",))
        while not done.is_set():
            answer = engine.search(request)
            if answer.total % 10 or answer.total != len(answer.matches):
                failures.append(f"{answer.total} of which {len(answer.matches)} are given")
            for match in answer.matches[:3]:
                if engine.stored(match.id) != match.stored:
                    failures.append(match.id)

    def guarded() -> None:
        try:
            read()
        except Exception as error:
            failures.append(repr(error))

    threads = [threading.Thread(target=guarded) for _ in range(6)]
    for thread in threads:
        thread.start()
    for commit in range(1, 12):
        write(engine, *(document(f"{commit}-{number}", "kai") for number in range(10)))
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert engine.search(Request(word("kai"))).total == 120
    engine.close()


COMMIT_ELSEWHERE = """
    import sys
    from pressespiegel.search import Archive, Article
    with Archive.open(sys.argv[1]) as archive, archive.writer() as writer:
        writer.put(Article.from_text(id="b", title="Deich", text="Am Kai."))
        writer.delete("a")
"""

HOLD_ELSEWHERE = """
    import sys
    from pressespiegel.search import Archive
    archive = Archive.open(sys.argv[1])
    writer = archive.writer()
    print("holding", flush=True)
    sys.stdin.readline()
"""


def elsewhere(program: str, folder: Path) -> subprocess.Popen[str]:
    """Run a program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_commit_of_another_process_is_seen(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, _ = create_and_open
    engine = create(folder)
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a"}
    with elsewhere(COMMIT_ELSEWHERE, folder) as process:
        process.communicate()
    assert process.returncode == 0
    deadline = time.monotonic() + 30
    while found(engine, word("kai")) != {"b"} and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found(engine, word("kai")) == {"b"}
    assert engine.stored("a") is None
    writer = engine.writer(wait=1)
    writer.put(document("c", "kai"))
    writer.commit()
    assert found(engine, word("kai")) == {"b", "c"}
    engine.close()


def test_a_writer_elsewhere_is_waited_for_and_named(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, _ = create_and_open
    engine = create(folder)
    with elsewhere(HOLD_ELSEWHERE, folder) as process:
        assert process.stdout
        assert process.stdout.readline() == "holding\n"
        with pytest.raises(ArchiveLocked) as caught:
            engine.writer(wait=0.1)
        assert str(process.pid) in caught.value.message
        process.kill()
    # The lock of a process that died is nobody's.
    engine.writer(wait=10).abort()
    engine.close()


def test_what_was_taken_back_stays_known(
    create_and_open: tuple[Place, Place], folder: Path
) -> None:
    create, open_ = create_and_open
    engine = create(folder)
    for number in range(12):
        writer = engine.writer(wait=1)
        writer.put(document(f"a{number}", "kai"))
        if number % 4 == 0:
            writer.withdraw(f"gone{number}", number)
        writer.commit()
    engine.compact(wait=1)
    engine.close()
    engine = open_(folder)
    assert [engine.withdrawn(f"gone{number}") for number in (0, 4, 8)] == [0, 4, 8]
    assert engine.withdrawn("a0") is None
    other = open_(folder)
    writer = engine.writer(wait=1)
    writer.withdraw("a0", 1)
    writer.commit()
    other.search(Request(tree.Everything(), limit=0))
    assert engine.withdrawn("a0") == 1
    assert len(list(folder.glob("*.withdrawn"))) == 1
    writer = engine.writer(wait=1)
    writer.withdraw("a0", 1)
    before = (folder / "archive.json").read_bytes()
    writer.commit()
    assert (folder / "archive.json").read_bytes() == before
    engine.close()
    other.close()
