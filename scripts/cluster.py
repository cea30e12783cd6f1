#!/usr/bin/env python3
"""Start and stop a real OpenSearch cluster on loopback, for tests and measurements.

    python3 scripts/cluster.py start FOLDER [--nodes 3] [--memory 512] [--lasting]
    python3 scripts/cluster.py restart FOLDER NODE
    python3 scripts/cluster.py stop FOLDER

`start` fetches OpenSearch with Maven once, waits until the cluster answers, and prints one JSON
object: {"url": ..., "data": ..., "nodes": [{"name": ..., "pid": ..., "url": ...}, ...]}, kept in
FOLDER/cluster.json. Data and logs lie in a folder of their own, which it names as "data"; `stop`
removes it all.
Without --lasting the nodes are tuned to start quickly rather than to run fast, and keep their data
in memory where they can. `restart` starts a node again that was killed, with what it had kept.

Needs a JDK (17 or newer) and Maven; `missing` prints what is not there. OpenSearch refuses root:
started by root, it runs under a user number of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

VERSION = "2.19.6"
"""Of OpenSearch; the newest that a JDK 17 runs."""

OWN_USER = 64_301
"""The user number under which root starts it; it owns nothing else."""

START_SECONDS = 180

SERVER = f"org.opensearch.distribution.integ-test-zip:opensearch:{VERSION}:zip"
ANALYSIS = f"org.opensearch.plugin:analysis-common:{VERSION}:jar"

DESCRIPTOR = f"""\
description=Adds "built in" analyzers to OpenSearch.
version={VERSION}
name=analysis-common
classname=org.opensearch.analysis.common.CommonAnalysisPlugin
java.version=11
opensearch.version={VERSION}
has.native.controller=false
"""

QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def missing() -> list[str]:
    """What this machine lacks to start a cluster."""
    lacking = []
    if java() is None:
        lacking.append("a JDK of version 17 or newer (java)")
    if shutil.which("mvn") is None and not installed().exists():
        lacking.append("Maven (mvn)")
    return lacking


def java() -> str | None:
    """The Java that runs it: that of JAVA_HOME, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    if home and (Path(home) / "bin" / "java").exists():
        return str(Path(home) / "bin" / "java")
    return shutil.which("java")


def installed() -> Path:
    """Where OpenSearch is unpacked; a place that the user who runs it can read."""
    if os.geteuid() == 0:
        cache = Path("/var/cache")
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "pressespiegel" / f"opensearch-{VERSION}"


def install() -> Path:
    """Fetch and unpack OpenSearch with its analysis module, once."""
    home = installed()
    if home.exists():
        return home
    fetched = home.parent / f"fetched-{os.getpid()}"
    fetched.mkdir(parents=True)
    try:
        for artifact in (SERVER, ANALYSIS):
            subprocess.run(
                [
                    *("mvn", "-q", "-B", "dependency:copy"),
                    *(f"-Dartifact={artifact}", f"-DoutputDirectory={fetched}"),
                ],
                check=True,
                stdout=sys.stderr,
                cwd=fetched,
            )
        with zipfile.ZipFile(fetched / f"opensearch-{VERSION}.zip") as archive:
            archive.extractall(fetched)
        unpacked = fetched / f"opensearch-{VERSION}"
        module = unpacked / "modules" / "analysis-common"
        module.mkdir()
        shutil.copy(fetched / f"analysis-common-{VERSION}.jar", module)
        (module / "plugin-descriptor.properties").write_text(DESCRIPTOR, encoding="utf-8")
        for path in (unpacked, *unpacked.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        with suppress(OSError):  # somebody else was quicker
            unpacked.rename(home)
        home.parent.chmod(0o755)
    finally:
        shutil.rmtree(fetched, ignore_errors=True)
    return home


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody uses at the moment."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def configuration(name: str, names: list[str], port: int, transport: int, seeds: list[int]) -> str:
    """The settings of one node."""
    settings: dict[str, object] = {
        "cluster.name": "pressespiegel",
        "node.name": name,
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": transport,
        "discovery.seed_hosts": [f"127.0.0.1:{seed}" for seed in seeds],
        "cluster.initial_cluster_manager_nodes": names,
        # Free space of this machine is no business of the tests.
        "cluster.routing.allocation.disk.watermark.low": "1gb",
        "cluster.routing.allocation.disk.watermark.high": "500mb",
        "cluster.routing.allocation.disk.watermark.flood_stage": "200mb",
        "cluster.info.update.interval": "10s",
        # A node that is gone is noticed soon.
        "cluster.fault_detection.follower_check.interval": "500ms",
        "cluster.fault_detection.follower_check.timeout": "2s",
        "cluster.fault_detection.leader_check.interval": "500ms",
        "cluster.fault_detection.leader_check.timeout": "2s",
        "bootstrap.memory_lock": False,
    }
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())


def start(folder: Path, nodes: int, memory: int, lasting: bool) -> dict[str, object]:
    """Start the nodes and wait until they have found each other."""
    home = install()
    folder.mkdir(parents=True, exist_ok=True)
    # The folder asked for may be one that only root can enter.
    memory_disk = None if lasting or not os.access("/dev/shm", os.W_OK) else "/dev/shm"
    data = Path(tempfile.mkdtemp(prefix="pressespiegel-cluster-", dir=memory_disk))
    names = [f"node{number}" for number in range(nodes)]
    ports = free_ports(2 * nodes)
    https, transports = ports[:nodes], ports[nodes:]
    started = []
    for name, port, transport in zip(names, https, transports, strict=True):
        place = data / name
        for part in ("config", "data", "logs", "tmp"):
            (place / part).mkdir(parents=True)
        text = configuration(name, names, port, transport, transports)
        (place / "config" / "opensearch.yml").write_text(
            f"{text}path.data: {place / 'data'}\npath.logs: {place / 'logs'}\n", encoding="utf-8"
        )
        shutil.copy(home / "config" / "log4j2.properties", place / "config")
        started.append(
            {
                "name": name,
                "pid": launch(home, place, memory, lasting),
                "url": f"http://127.0.0.1:{port}",
            }
        )
    answer: dict[str, object] = {
        "url": f"http://127.0.0.1:{https[0]}",
        "data": str(data),
        "nodes": started,
        "memory": memory,
        "lasting": lasting,
    }
    (folder / "cluster.json").write_text(json.dumps(answer), encoding="utf-8")
    try:
        wait_for(f"http://127.0.0.1:{https[0]}", nodes, folder)
    except BaseException:
        stop(folder)
        raise
    return answer


def restart(folder: Path, name: str) -> None:
    """Start a node again that has ended, at the same address."""
    answer = started_in(folder)
    (node,) = (each for each in answer["nodes"] if each["name"] == name)
    place = Path(answer["data"]) / name
    node["pid"] = launch(install(), place, answer["memory"], answer["lasting"])
    (folder / "cluster.json").write_text(json.dumps(answer), encoding="utf-8")
    wait_for(node["url"], 1, folder)


def launch(home: Path, place: Path, memory: int, lasting: bool) -> int:
    """Start one node; its process number."""
    as_root = os.geteuid() == 0
    if as_root:
        for path in (place, *place.rglob("*")):
            os.chown(path, OWN_USER, OWN_USER)
        place.parent.chmod(0o755)
    program = java()
    assert program is not None
    with (place / "logs" / "output").open("wb") as output:
        process = subprocess.Popen(
            [
                program,
                f"-Xms{memory}m",
                f"-Xmx{memory}m",
                *(() if lasting else QUICK_START),
                "-Djava.security.manager=allow",
                f"-Djava.io.tmpdir={place / 'tmp'}",
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.noKeySetOptimization=true",
                "-Dio.netty.allocator.numDirectArenas=0",
                "-Dlog4j.shutdownHookEnabled=false",
                "-Dlog4j2.disable.jmx=true",
                f"-Dopensearch.path.home={home}",
                f"-Dopensearch.path.conf={place / 'config'}",
                "-Dopensearch.distribution.type=tar",
                "-Dopensearch.bundled_jdk=false",
                "-cp",
                f"{home / 'lib'}/*",
                "org.opensearch.bootstrap.OpenSearch",
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=place,
            start_new_session=True,
            user=OWN_USER if as_root else None,
            group=OWN_USER if as_root else None,
            extra_groups=[] if as_root else None,
        )
    return process.pid


def wait_for(url: str, nodes: int, folder: Path) -> None:
    """Wait until all nodes have joined.

    Raises:
        SystemExit: they have not, in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with (
            suppress(OSError, urllib.error.URLError, ValueError),
            urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as response,
        ):
            if json.load(response)["number_of_nodes"] >= nodes:
                return
        if not any(alive(pid) for pid in pids(folder)):
            break
        time.sleep(0.2)
    tails = [
        "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        for path in sorted(Path(started_in(folder)["data"]).glob("*/logs/output"))
    ]
    raise SystemExit("OpenSearch did not start:\n" + "\n".join(tails))


def started_in(folder: Path) -> dict[str, Any]:
    """What was started."""
    answer: dict[str, Any] = json.loads((folder / "cluster.json").read_text(encoding="utf-8"))
    return answer


def pids(folder: Path) -> Iterator[int]:
    """The processes of a cluster."""
    for node in started_in(folder)["nodes"]:
        yield int(node["pid"])


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def stop(folder: Path) -> None:
    """End all nodes, and remove what they kept."""
    for pid in pids(folder):
        for sent in (signal.SIGCONT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(pid, sent)
    while any(alive(pid) for pid in pids(folder)):
        time.sleep(0.02)
    shutil.rmtree(started_in(folder)["data"])
    (folder / "cluster.json").unlink()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    begin = commands.add_parser("start")
    begin.add_argument("folder", type=Path)
    begin.add_argument("--nodes", type=int, default=3)
    begin.add_argument("--memory", type=int, default=512, help="megabytes of each node")
    begin.add_argument("--lasting", action="store_true", help="tuned to run, not to start")
    end = commands.add_parser("stop")
    end.add_argument("folder", type=Path)
    again = commands.add_parser("restart")
    again.add_argument("folder", type=Path)
    again.add_argument("node")
    commands.add_parser("missing")
    asked = parser.parse_args()
    if asked.command == "stop":
        stop(asked.folder.resolve())
        return
    if asked.command == "restart":
        restart(asked.folder.resolve(), asked.node)
        return
    if lacking := missing():
        print("\n".join(lacking))
        raise SystemExit(1)
    if asked.command == "start":
        folder = asked.folder.resolve()
        print(json.dumps(start(folder, asked.nodes, asked.memory, asked.lasting)))


if __name__ == "__main__":
    main()
