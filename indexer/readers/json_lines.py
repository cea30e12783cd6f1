"""JSONL: one JSON object a line. A broken line is one error, the next line goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.fields import article_from_fields
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ArticleError, ReadError


def recognises(head: bytes) -> bool:
    """Whether the first lines are objects, at least one of them complete in its line."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")
    if not lines[0].startswith(b"{") or lines[0].startswith(b"{\\"):
        return False
    return len(lines) == 1 or any(_is_object(line) for line in lines[:20])


def read(stream: BinaryIO, file: str) -> Iterator[Article | ReadError]:
    """One article per line; empty lines are skipped."""
    number = 0
    while line := stream.readline(LARGEST_ARTICLE + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LARGEST_ARTICLE:
            _skip_line(stream)
            limit = f"longer than {LARGEST_ARTICLE // 1024**2} MiB"
            yield ReadError(limit, file, place, "an article is one line, and smaller")
        elif line.strip():
            yield _item(line, file, place)


def article_from_json(text: str, file: str, place: str) -> Article | ReadError:
    """The article that a JSON object holds, or why there is none."""
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        return ReadError(f"broken JSON: {error.msg} at character {error.pos + 1}", file, place)
    except RecursionError:
        return ReadError("broken JSON: nested too deeply", file, place)
    except ValueError as error:
        return ReadError(f"broken JSON: {str(error)[:80]}", file, place)
    if not isinstance(row, dict):
        return ReadError("a JSON value that is no object", file, place, 'write {"title": …}')
    try:
        return article_from_fields(row, file, place)
    except ReadError as error:
        return error
    except ArticleError as error:
        return ReadError(error.message, file, place, error.hint)


def _item(line: bytes, file: str, place: str) -> Article | ReadError:
    return article_from_json(decode(line).strip("\x00 \t\r\n\ufeff"), file, place)


def _skip_line(stream: BinaryIO) -> None:
    while (piece := stream.readline(1 << 20)) and not piece.endswith(b"\n"):
        pass


def _is_object(line: bytes) -> bool:
    # An indented one is part of an object over many lines.
    if not line.startswith(b"{"):
        return False
    try:
        return bool(json.loads(line))
    except (ValueError, RecursionError):
        return False
