"""OpenSearch clusters for tests: one that all tests share, and others of their own."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "cluster.py"


@dataclass(frozen=True, slots=True)
class Node:
    name: str
    pid: int
    url: str


@dataclass(frozen=True, slots=True)
class Cluster:
    folder: Path
    nodes: tuple[Node, ...]

    @property
    def hosts(self) -> str:
        """All nodes, as an address names them."""
        return ",".join(node.url.removeprefix("http://") for node in self.nodes)

    def leader(self) -> Node:
        """The node that leads at the moment."""
        for node in self.nodes:
            with suppress(OSError):
                found = ask(f"{node.url}/_cat/cluster_manager?format=json")
                assert isinstance(found, list)
                return next(each for each in self.nodes if each.name == found[0]["node"])
        raise AssertionError("no node answers")

    def kill(self, node: Node) -> None:
        os.kill(node.pid, signal.SIGKILL)

    def restart(self, node: Node) -> Cluster:
        """The same with a node that was killed, started again."""
        command = [sys.executable, str(SCRIPT), "restart", str(self.folder), node.name]
        subprocess.run(command, check=True)
        return _known(self.folder)

    def address(self, name: str) -> str:
        return f"opensearch://{self.hosts}/{name}"


def require_cluster() -> None:
    """Go on, where a cluster can be started; else skip the test, or fail where CI is true."""
    asked = subprocess.run([sys.executable, SCRIPT, "missing"], capture_output=True, text=True)
    if asked.returncode:
        missing = f"OpenSearch cannot be started without {', '.join(asked.stdout.splitlines())}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


@contextmanager
def started_cluster(folder: Path, nodes: int) -> Iterator[Cluster]:
    """A cluster of its own in a folder that does not exist yet."""
    require_cluster()
    try:
        yield _start(folder, nodes)
    finally:
        _stop(folder)


def _start(folder: Path, nodes: int) -> Cluster:
    command = [sys.executable, str(SCRIPT), "start", str(folder), "--nodes", str(nodes)]
    started = subprocess.run(command, capture_output=True, text=True)
    assert not started.returncode, started.stdout + started.stderr
    return _known(folder)


def _known(folder: Path) -> Cluster:
    answer = json.loads((folder / "cluster.json").read_text())
    return Cluster(folder, tuple(Node(**node) for node in answer["nodes"]))


def _stop(folder: Path) -> None:
    if (folder / "cluster.json").exists():
        subprocess.run([sys.executable, SCRIPT, "stop", folder], check=True)


@contextmanager
def shared_cluster(base: Path, several: bool) -> Iterator[str]:
    """One node for all processes that run tests, ended by the last of them.

    `base` is the folder of this process, beside those of the others where there are `several`.
    """
    require_cluster()
    common = base.parent if several else base
    folder, users = common / "opensearch", common / "opensearch-users"
    with _locked(common):
        if not (folder / "cluster.json").exists():
            _start(folder, 1)
        count = int(users.read_text()) if users.exists() else 0
        users.write_text(str(count + 1))
    url = json.loads((folder / "cluster.json").read_text())["url"]
    try:
        yield url
    finally:
        with _locked(common):
            count = int(users.read_text()) - 1
            users.write_text(str(count))
            if not count:
                _stop(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "opensearch-lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ask(url: str, method: str = "GET", body: object = None) -> object:
    """One request to a node."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


@contextmanager
def places(url: str) -> Iterator[Callable[[], str]]:
    """Makes addresses of archives that are not there yet; what comes to lie there is removed."""
    names: list[str] = []

    def make() -> str:
        names.append(f"test-{uuid.uuid4().hex[:12]}")
        return f"opensearch://{url.removeprefix('http://')}/{names[-1]}"

    yield make
    for name in names:
        remove_indices(url, f"{name}-*")


def remove_indices(url: str, pattern: str) -> None:
    """Remove the indices whose names fit."""
    listed = ask(f"{url}/_cat/indices/{pattern}?format=json")
    assert isinstance(listed, list)
    if names := ",".join(str(each["index"]) for each in listed):
        ask(f"{url}/{names}", "DELETE")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
