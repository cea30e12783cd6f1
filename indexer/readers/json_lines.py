"""JSONL: one JSON object a line. A broken line is one error, the next line goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.json_objects import items_from_json
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, skip_line
from pressespiegel.search.errors import ReadError


def recognises(head: bytes) -> bool:
    """Whether the first lines are objects, at least one of them complete in its line."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")
    if not lines[0].startswith(b"{") or lines[0].startswith(b"{\\"):
        return False
    return len(lines) == 1 or any(_is_object(line) for line in lines[:20])


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per line; empty lines are skipped."""
    number = 0
    while line := stream.readline(LARGEST_ARTICLE + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LARGEST_ARTICLE:
            skip_line(stream)
            limit = f"longer than {LARGEST_ARTICLE // 1024**2} MiB"
            yield ReadError(limit, file, place, "an article is one line, and smaller")
        elif line.strip():
            yield from items_from_json(decode(line).strip("\x00 \t\r\n\ufeff"), file, place)


def _is_object(line: bytes) -> bool:
    # An indented one is part of an object over many lines.
    if not line.startswith(b"{"):
        return False
    try:
        return bool(json.loads(line))
    except (ValueError, RecursionError):
        return False
