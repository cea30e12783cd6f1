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

from pressespiegel.search.engine import Engine, Request, Size
from pressespiegel.search.engines.choosing import create_engine, open_engine
from pressespiegel.search.engines.whoosh.engine import FolderEngine
from pressespiegel.search.errors import ArchiveExists, ArchiveInvalid, ArchiveLocked, ArchiveMissing
from pressespiegel.search.query import tree

from .invented_documents import document, found, sequence, word, write

Open = Callable[[str], Engine]
"""Makes, or opens, the engine of a place."""


@pytest.fixture(params=["whoosh", pytest.param("opensearch", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet: a folder, or an address on a cluster."""
    if request.param == "whoosh":
        return str(tmp_path / "archive")
    new_place: Callable[[], str] = request.getfixturevalue("new_place")
    return new_place()


@pytest.fixture
def create_and_open() -> tuple[Open, Open]:
    return create_engine, open_engine


def size_of(engine: Engine) -> Size:
    """How much is kept, as far as it is told exactly: a cluster tidies up when it likes."""
    size = engine.size()
    return size if isinstance(engine, FolderEngine) else Size(size.articles, 0, 0)


def test_reopened_it_is_the_same(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    engine = create(place)
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
    terms, size = list(engine.terms(("text", "person"), "")), size_of(engine)
    engine.close()
    for _ in range(2):
        engine = open_(place)
        assert engine.search(request) == before
        assert list(engine.terms(("text", "person"), "")) == terms
        assert size_of(engine) == size
        assert engine.stored("a") == b"A"
        assert sorted(engine.ids()) == ["a", "b"]
        engine.close()


def test_an_empty_archive_can_be_reopened(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    create(place).close()
    engine = open_(place)
    assert found(engine, tree.Everything()) == set()
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a"}
    engine.close()


def test_unchanged_is_known_after_reopening(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    engine = create(place)
    write(engine, document("a", "kai"))
    engine.close()
    engine = open_(place)
    writer = engine.writer(wait=1)
    assert writer.put(document("a", "kai")) == "unchanged"
    assert writer.put(document("a", "deich")) == "replaced"
    writer.abort()
    engine.close()


def test_an_aborted_writer_leaves_no_trace(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    engine = create(place)
    write(engine, document("a", "kai"))
    size = size_of(engine)
    writer = engine.writer(wait=1)
    for number in range(50):
        writer.put(document(f"{number}", "deich"))
    writer.abort()
    engine.close()
    engine = open_(place)
    assert size_of(engine) == size
    assert found(engine, tree.Everything()) == {"a"}
    engine.close()


def test_places_that_will_not_do(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    with pytest.raises(ArchiveMissing):
        open_(place)
    create(place).close()
    with pytest.raises(ArchiveExists):
        create(place)


def test_folders_that_will_not_do(tmp_path: Path) -> None:
    with pytest.raises(ArchiveInvalid):
        open_engine(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveExists):
        create_engine(tmp_path / "file")
    with pytest.raises((ArchiveInvalid, ArchiveMissing)):
        open_engine(tmp_path / "file")


@pytest.mark.slow
def test_many_threads_see_whole_commits(create_and_open: tuple[Open, Open], place: str) -> None:
    create, _ = create_and_open
    engine = create(place)
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


def elsewhere(program: str, place: str) -> subprocess.Popen[str]:
    """Run a program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_commit_of_another_process_is_seen(
    create_and_open: tuple[Open, Open], place: str
) -> None:
    create, _ = create_and_open
    engine = create(place)
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a"}
    with elsewhere(COMMIT_ELSEWHERE, place) as process:
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
    create_and_open: tuple[Open, Open], place: str
) -> None:
    create, _ = create_and_open
    engine = create(place)
    with elsewhere(HOLD_ELSEWHERE, place) as process:
        assert process.stdout
        assert process.stdout.readline() == "holding\n"
        with pytest.raises(ArchiveLocked) as caught:
            engine.writer(wait=0.1)
        assert str(process.pid) in caught.value.message
        process.kill()
    # The lock of a process that died is nobody's.
    engine.writer(wait=10).abort()
    engine.close()


def test_what_was_taken_back_stays_known(create_and_open: tuple[Open, Open], place: str) -> None:
    create, open_ = create_and_open
    engine = create(place)
    for number in range(12):
        writer = engine.writer(wait=1)
        writer.put(document(f"a{number}", "kai"))
        if number % 4 == 0:
            writer.withdraw(f"gone{number}", number)
        writer.commit()
    engine.compact(wait=1)
    engine.close()
    engine = open_(place)
    assert [engine.withdrawn(f"gone{number}") for number in (0, 4, 8)] == [0, 4, 8]
    assert engine.withdrawn("a0") is None
    other = open_(place)
    writer = engine.writer(wait=1)
    writer.withdraw("a0", 1)
    writer.commit()
    other.search(Request(tree.Everything(), limit=0))
    assert engine.withdrawn("a0") == 1
    before = engine.commit()
    writer = engine.writer(wait=1)
    writer.withdraw("a0", 1)
    writer.commit()
    assert engine.commit() == before
    if isinstance(engine, FolderEngine):
        assert len(list(Path(place).glob("*.withdrawn"))) == 1
    engine.close()
    other.close()
