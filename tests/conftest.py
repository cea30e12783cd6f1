"""What several test folders need: the data beside the project, and the markers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than some seconds")
    config.addinivalue_line("markers", "browser: needs Chromium")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's texts beside the project, which only developers have."""
    if not SHARED.is_dir():
        missing = f"{SHARED} is not there"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return SHARED
