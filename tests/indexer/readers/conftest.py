"""Files to be read, written by the test that reads them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, read_items
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and answers with its path; text is written as UTF-8."""

    def call(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return call


@pytest.fixture
def items(write: Write) -> Callable[[str, str | bytes], list[Item]]:
    """Writes a file and reads everything in it."""
    return lambda name, content: list(read_items(write(name, content)))


@pytest.fixture
def article(write: Write) -> Callable[[str, str | bytes], Article]:
    """Writes a file and reads the one article that is in it."""

    def call(name: str, content: str | bytes) -> Article:
        (item,) = read_items(write(name, content))
        if isinstance(item, ReadError):
            raise item
        assert isinstance(item, Article)
        return item

    return call


@pytest.fixture
def failure(write: Write) -> Callable[[str, str | bytes], ReadError]:
    """Writes a file that cannot be read and answers with the one error that it gives."""

    def call(name: str, content: str | bytes) -> ReadError:
        (item,) = read_items(write(name, content))
        assert isinstance(item, ReadError), item
        assert_says_it_in_one_line(item)
        return item

    return call


def assert_says_it_in_one_line(error: ReadError) -> None:
    assert error.file
    assert error.message.startswith(error.file)
    assert "\n" not in error.message
    assert "\n" not in error.hint
    assert len(error.reason) <= 200
