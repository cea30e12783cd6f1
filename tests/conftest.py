"""What several test folders need: the data beside the project, and the markers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import HealthCheck, settings

from pressespiegel.__main__ import pressespiegel
from pressespiegel.search.console import run

from .clusters import places, shared_cluster

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than some seconds")
    config.addinivalue_line("markers", "browser: needs Chromium")
    # A machine that is busy with other things is no fault of what is tested.
    settings.register_profile(
        "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("unhurried")
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # A shell lets its background jobs ignore Ctrl-C, and they let their children; tests that
        # end a command that way would wait for ever.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's texts beside the project, which only developers have."""
    if not SHARED.is_dir():
        missing = f"{SHARED} is not there"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return SHARED


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., CompletedProcess[str]]:
    """Runs a command line of `pressespiegel` in this process: `command("show", "a1")`."""

    def call(*arguments: object) -> CompletedProcess[str]:
        capsys.readouterr()
        line = [str(each) for each in arguments]
        code = run(pressespiegel, line)
        return CompletedProcess(line, code, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The URL of an OpenSearch node, one for all tests; skips where it cannot be started."""
    with shared_cluster(tmp_path_factory.getbasetemp(), worker_id != "master") as url:
        yield url


@pytest.fixture
def new_place(cluster: str) -> Iterator[Callable[[], str]]:
    """Makes addresses of archives that are not there yet; what comes to lie there is removed."""
    with places(cluster) as make:
        yield make
