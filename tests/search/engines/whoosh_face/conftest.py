"""The newspaper, written once for all tests of this folder, which only read it."""

from __future__ import annotations

import pytest

from pressespiegel.search.engines.whoosh.face import ArchiveIndex, open_index

from .newspaper import write_newspaper


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> ArchiveIndex:
    folder = tmp_path_factory.mktemp("newspaper") / "archive"
    write_newspaper(folder)
    return open_index(folder)
