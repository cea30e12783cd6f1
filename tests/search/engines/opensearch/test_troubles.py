"""What a user is told when a cluster is away, refuses, is full, or holds something else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from subprocess import CompletedProcess
from threading import Thread

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.engines.opensearch.mapping import KIND
from pressespiegel.search.errors import (
    ArchiveExists,
    ArchiveInvalid,
    ArchiveMissing,
    PressespiegelError,
    StorageError,
)

from ....clusters import ask, free_port

Answer = tuple[int, object]


@pytest.fixture
def answering() -> Iterator[Callable[[Answer], str]]:
    """Makes servers that answer everything alike, and names an archive there."""
    servers: list[HTTPServer] = []

    def make(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                data = json.dumps(answer[1]).encode()
                self.send_response(answer[0])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"opensearch://127.0.0.1:{servers[-1].server_port}/presse"

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def refusal(kind: str, reason: str) -> object:
    return {"error": {"root_cause": [{"type": kind, "reason": reason}], "type": kind}}


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ((401, {}), ArchiveInvalid, "does not let this user in"),
        ((403, refusal("security_exception", "no")), ArchiveInvalid, "does not let this user in"),
        ((429, refusal("rejected_execution", "queue")), StorageError, "too busy"),
        (
            (403, refusal("cluster_block_exception", "FORBIDDEN/12/index read-only-allow-delete")),
            StorageError,
            "a disk of the cluster is full",
        ),
        (
            (403, refusal("cluster_block_exception", "FORBIDDEN/8/index write (api)")),
            StorageError,
            "read-only",
        ),
        (
            (503, refusal("cluster_block_exception", "blocked by: no cluster_manager")),
            StorageError,
            "no leading node",
        ),
        ((500, refusal("search_phase", "all shards failed")), StorageError, "all shards failed"),
    ],
)
def test_what_a_cluster_says_is_said_in_one_line(
    answering: Callable[[Answer], str], answer: Answer, error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        Archive.open(answering(answer))
    assert isinstance(caught.value, PressespiegelError)
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_another_version_is_refused_with_the_command_that_rebuilds(
    answering: Callable[[Answer], str],
) -> None:
    meta = {"kind": KIND, "schema": 1, "analysis": 0}
    with pytest.raises(ArchiveInvalid) as caught:
        Archive.open(answering((200, {"presse-1": {"mappings": {"_meta": meta}}})))
    assert "pressespiegel reindex" in caught.value.hint


def test_an_index_of_others_is_no_archive(answering: Callable[[Answer], str]) -> None:
    with pytest.raises(ArchiveInvalid, match="is no archive"):
        Archive.open(answering((200, {"presse": {"mappings": {}}})))


def test_a_cluster_that_is_away(command: Callable[..., CompletedProcess[str]]) -> None:
    place = f"opensearch://127.0.0.1:{free_port()}/presse"
    said = command("stats", "--archive", place)
    assert said.returncode == 1
    assert said.stderr.splitlines()[0].endswith("the cluster cannot be reached")
    assert len(said.stderr.splitlines()) == 2


@pytest.mark.slow
def test_a_cluster_that_may_not_be_written_to(new_place: Callable[[], str], cluster: str) -> None:
    place = new_place()
    with closing(Archive.create(place)) as archive:
        with archive.writer() as writer:
            writer.put(Article.from_text(id="a", title="Kai", text="Deich."))
        (index,) = dict_of(ask(f"{cluster}/{place.rpartition('/')[2]}/_alias"))
        for block in ("write", "read_only_allow_delete"):
            ask(f"{cluster}/{index}/_settings", "PUT", {f"index.blocks.{block}": True})
            with (
                pytest.raises(StorageError, match=r"read-only|is full"),
                archive.writer() as writer,
            ):
                writer.put(Article.from_text(id="b", title="Kai", text="Deich."))
            assert archive.search("kai").total == 1
            ask(f"{cluster}/{index}/_settings", "PUT", {f"index.blocks.{block}": None})
        with archive.writer() as writer:
            writer.put(Article.from_text(id="b", title="Kai", text="Deich."))
        assert archive.search("kai").total == 2


@pytest.mark.slow
def test_a_checked_archive_is_whole_or_says_what_is_missing(
    new_place: Callable[[], str], cluster: str
) -> None:
    place = new_place()
    with closing(Archive.create(place)) as archive, archive.writer() as writer:
        for id in "ab":
            writer.put(Article.from_text(id=id, title="Kai", text="Deich."))
    assert Archive.check(place).damages == ()
    (index,) = dict_of(ask(f"{cluster}/{place.rpartition('/')[2]}/_alias"))
    found = ask(f"{cluster}/{index}/_search?q=id:a")
    name = dict_of(found)["hits"]["hits"][0]["_id"]
    ask(f"{cluster}/{index}/_doc/{name}?refresh=true", "DELETE")
    (damage,) = Archive.check(place).damages
    assert "1 articles instead of 2" in damage.what
    with pytest.raises(ArchiveExists):
        Archive.create(place)
    with pytest.raises(ArchiveMissing):
        Archive.check(new_place())


def dict_of(answer: object) -> dict[str, dict[str, list[dict[str, str]]]]:
    assert isinstance(answer, dict)
    return answer
