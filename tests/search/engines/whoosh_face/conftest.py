"""The newspaper, written once for all tests of this folder, which only read it."""

from __future__ import annotations

import random

import pytest

from pressespiegel.search.engines.whoosh.face import ArchiveIndex, open_index

from .newspaper import write_newspaper, write_random


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> ArchiveIndex:
    folder = tmp_path_factory.mktemp("newspaper") / "archive"
    write_newspaper(folder)
    return open_index(folder)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> ArchiveIndex:
    """1,500 articles of random words in two segments, long enough for blocks to differ."""
    folder = tmp_path_factory.mktemp("many") / "archive"
    write_random(folder, random.Random(3), articles=1_500)
    return open_index(folder)
