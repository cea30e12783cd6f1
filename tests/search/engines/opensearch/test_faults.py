"""Nodes that are killed, hang or run full, while articles are written and looked for."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.engines.opensearch import connection
from pressespiegel.search.errors import PressespiegelError, StorageError

from ....clusters import Cluster, ask, started_cluster

pytestmark = pytest.mark.slow

ARTICLES = 3_000
MEMORY = 1024 * 1024


def article(number: int) -> Article:
    text = f"Die Brücke Nummer {number} bleibt bis Mai gesperrt. " * 20
    return Article.from_text(id=f"a{number}", title=f"Brücke {number}", text=text)


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.2)


class Searching:
    """Searches in a thread of its own, and notes what came of it."""

    def __init__(self, archive: Archive) -> None:
        self.totals: list[int] = []
        self.errors: list[BaseException] = []
        self._archive = archive
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._search)

    def _search(self) -> None:
        while not self._done.is_set():
            try:
                self.totals.append(self._archive.search("brücken").total)
            except BaseException as error:
                self.errors.append(error)
            time.sleep(0.02)

    def __enter__(self) -> Searching:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def test_three_nodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other on one cluster, because three nodes take a while to start."""
    with started_cluster(tmp_path, 3) as three:
        a_node_that_hangs_is_gone_around(three, monkeypatch)
        the_leading_node_is_killed(three)
        a_full_disk_is_said_and_nothing_is_half_there(three)


def a_node_that_hangs_is_gone_around(three: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others answer for it, within seconds."""
    leader = three.leader()
    hanging = next(node for node in three.nodes if node != leader)
    with closing(Archive.create(three.address("hanging"))) as archive:
        with archive.writer() as writer:
            for number in range(20):
                writer.put(article(number))

        def found() -> bool:
            try:
                return archive.search("brücken").total == 20
            except StorageError:  # said clearly, until the others notice
                return False

        os.kill(hanging.pid, signal.SIGSTOP)
        try:
            with monkeypatch.context() as patched:
                patched.setattr(connection, "TIME_OUT", 3.0)
                until(found)
        finally:
            os.kill(hanging.pid, signal.SIGCONT)
    until(lambda: know_each_other(three))


def know_each_other(cluster: Cluster) -> bool:
    """Whether each node knows of as many as there are, by what it was told itself."""
    healths = [ask(f"{node.url}/_cluster/health?local=true") for node in cluster.nodes]
    return all(
        isinstance(health, dict) and health["number_of_nodes"] == len(cluster.nodes)
        for health in healths
    )


def the_leading_node_is_killed(three: Cluster) -> None:
    """All articles arrive, each once; searches go on, or say what is wrong."""
    place = three.address("killed")
    with closing(Archive.create(place)) as archive, closing(Archive.open(place)) as reader:
        with archive.writer() as writer:
            writer.put(article(0))
        until(lambda: reader.search("brücken").total == 1)  # a commit is seen within a second
        with Searching(reader) as searching:
            with archive.writer(memory=MEMORY) as writer:
                for number in range(ARTICLES):
                    if number == ARTICLES // 3:
                        three.kill(three.leader())
                    writer.put(article(number))
            until(lambda: searching.totals[-1:] == [ARTICLES])
        assert set(searching.totals) == {1, ARTICLES}
        assert [error for error in searching.errors if type(error) is not StorageError] == []
        assert [error for error in searching.errors if "\n" in str(error)] == []
        assert archive.statistics().articles == ARTICLES
        ids = list(reader.ids())
        assert len(ids) == len(set(ids)) == ARTICLES
    assert Archive.check(place).damages == ()


def a_full_disk_is_said_and_nothing_is_half_there(three: Cluster) -> None:
    """Nothing can be written, everything read; and all goes on once there is room."""
    url = three.leader().url  # another one was killed
    levels = ("low", "high", "flood_stage")
    name = "cluster.routing.allocation.disk.watermark."

    def set_levels(value: str | None) -> None:
        settings = {f"{name}{level}": value for level in levels}
        settings["cluster.info.update.interval"] = "10s"
        blocks = {} if value else {"persistent": {"cluster.blocks.create_index": None}}
        ask(f"{url}/_cluster/settings", "PUT", {"transient": settings, **blocks})

    said: set[str] = set()

    def blocked() -> bool:
        try:
            with archive.writer() as writer:
                writer.put(article(2))
                writer.delete("a2")
        except StorageError as error:
            said.add(error.message.partition(": ")[2])
            return True
        return False

    with closing(Archive.create(three.address("full"))) as archive:
        with archive.writer() as writer:
            writer.put(article(1))
        set_levels("900000gb")
        try:
            until(blocked)
            assert said == {"a disk of the cluster is full, so it takes no more articles"}
            assert archive.search("brücken").total == 1
        finally:
            set_levels(None)
        until(lambda: not blocked())
        with archive.writer() as writer:
            writer.put(article(3))
        assert archive.search("brücken").total == 2


def test_a_client_outlives_the_cluster(tmp_path_factory: pytest.TempPathFactory) -> None:
    with started_cluster(tmp_path_factory.mktemp("one"), 1) as cluster:
        place = cluster.address("stale")
        with closing(Archive.create(place)) as archive:
            with archive.writer() as writer:
                writer.put(article(1))
            (node,) = cluster.nodes
            writer = archive.writer()
            cluster.kill(node)
            with pytest.raises(PressespiegelError):
                archive.search("brücken")
            with pytest.raises(StorageError), writer:
                writer.put(article(2))
            cluster.restart(node)

            def found() -> bool:
                try:
                    return archive.search("brücken").total == 1
                except StorageError:
                    return False

            until(found)
            with archive.writer() as writer:
                writer.put(article(2))
            assert archive.search("brücken").total == 2
