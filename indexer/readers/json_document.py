"""JSON documents: one object, a list of objects, or objects one after another, over many lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.json_objects import items_from_json
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, next_piece
from pressespiegel.search.errors import ReadError

_TURNS = re.compile(rb'["\\{}]')
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\]{])")


def recognises(head: bytes) -> bool:
    """Whether it begins as an object with keys, or as a list of objects."""
    return _START.match(head) is not None


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per outermost object; places are numbered from 1."""
    number = 0
    for number, text in enumerate(_objects(stream, file), 1):
        yield from items_from_json(decode(text), file, f"object {number}")
    if number == 0:
        raise ReadError("an empty list: no article", file)


def _objects(stream: BinaryIO, file: str) -> Iterator[bytes]:
    """The source of each outermost `{…}`; what stands between them is passed over."""
    parts: list[bytes] = []
    size = depth = offset = 0
    in_string = escaped = False
    while piece := next_piece(stream):
        start = 0 if depth else None
        position = 0
        if escaped:
            escaped, position = False, 1
        while turn := _TURNS.search(piece, position):
            position = turn.end()
            sign = turn[0]
            if sign == b"\\":
                if in_string:
                    if position == len(piece):
                        escaped = True
                    position += 1
            elif sign == b'"':
                in_string = depth > 0 and not in_string
            elif in_string:
                continue
            elif sign == b"{":
                if depth == 0:
                    start = turn.start()
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    yield b"".join((*parts, piece[start:position]))
                    parts, size, start = [], 0, None
        if depth and start is not None:
            parts.append(piece[start:])
            size += len(piece) - start
            if size > LARGEST_ARTICLE:
                raise ReadError(
                    f"an object of more than {LARGEST_ARTICLE // 1024**2} MiB",
                    file,
                    f"byte {offset + start}",
                    "an article is one object, and smaller",
                )
        offset += len(piece)
    if depth:
        raise ReadError("broken JSON: the last object does not end", file, f"byte {offset}")
