from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from pressespiegel.search.console import run
from pressespiegel.web.cli import commands, serve

COMMAND = (
    "import sys; from pressespiegel.search.console import run; "
    "from pressespiegel.web.cli import serve; sys.exit(run(serve))"
)


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own process, and the address it printed."""
    command = [sys.executable, "-c", COMMAND, "--archive", str(archive), "--port", "0", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            assert process.stdout is not None
            match = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert match, process.stderr.read() if process.stderr else ""
            yield process, match[0]
        finally:
            process.kill()


def test_is_what_the_package_adds() -> None:
    assert [command.name for command in commands] == ["serve"]


def test_serves_and_stops_with_ctrl_c(coast: Path) -> None:
    with serving(coast) as (process, address):
        with urllib.request.urlopen(address + "healthz") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert "Traceback" not in errors
        assert process.returncode in (0, 130)


def test_says_that_there_is_no_archive_and_serves_all_the_same(tmp_path: Path) -> None:
    with serving(tmp_path / "nowhere") as (process, address):
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(address)
        with answer.value as page:
            assert page.code == 503
            assert "Noch kein Archiv" in page.read().decode()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert "pressespiegel index" in errors


def test_a_port_in_use_is_one_line_and_a_hint(coast: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-c", COMMAND, "--archive", str(coast), "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    errors = ended.stderr.splitlines()
    assert len(errors) == 2
    assert port in errors[0]
    assert "--port" in errors[1]


def test_what_is_no_archive_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("no archive")
    assert run(serve, ["--archive", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_wrong_usage() -> None:
    assert run(serve, ["--port", "70000"]) == 2
    assert run(serve, ["--colour"]) == 2
    assert "--port" in CliRunner().invoke(serve, ["--help"]).output


def test_a_trusted_proxy_says_who_asks(coast: Path) -> None:
    strict = ("--requests-per-minute", "1")
    forwarded = {"X-Forwarded-For": "192.0.2.1"}
    with serving(coast, *strict, "--trusted-proxy", "127.0.0.1") as (_, address):
        assert [status(address, forwarded) for _ in range(2)] == [200, 429]
        assert [status(address, {}) for _ in range(2)] == [200, 200]
    with serving(coast, *strict) as (_, address):
        assert [status(address, forwarded) for _ in range(2)] == [200, 200]


def status(address: str, headers: dict[str, str]) -> int:
    asked = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def children(process: int) -> list[int]:
    """The processes that one began, where the system tells."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(each) for each in listed.stdout.split()]


def gone(process: int) -> bool:
    """Whether a process has ended, or does so within some seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps for the children of a process")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.slow
def test_several_processes_share_a_port_and_end_together(coast: Path, end: signal.Signals) -> None:
    with serving(coast, "--processes", "3") as (process, address):
        assert status(address, {}) == 200
        begun = children(process.pid)
        assert len(begun) == 3
        process.send_signal(end)
        assert process.wait(timeout=30) == (-9 if end == signal.SIGKILL else 0)
        assert all(gone(each) for each in begun)


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps for the children of a process")
def test_a_process_that_fails_is_begun_anew(coast: Path) -> None:
    with serving(coast, "--processes", "2") as (process, address):
        assert status(address, {}) == 200
        first = children(process.pid)
        os.kill(first[0], signal.SIGKILL)
        assert gone(first[0])
        assert status(address, {}) == 200
        deadline = time.monotonic() + 30
        while len(children(process.pid)) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert first[0] not in children(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def test_the_log_can_be_lines_of_json(coast: Path) -> None:
    options = ("--log-format", "json", "--log-level", "info", "--metrics", "--processes", "2")
    with serving(coast, *options) as (process, address):
        assert status(address + "suche?q=hafen", {}) == 200
        with urllib.request.urlopen(address + "metrics") as answer:
            assert "pressespiegel_archive_up 1" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    assert "pages.results" in {line.get("endpoint") for line in lines}
    assert "hafen" not in errors
