"""What a JSON object is: ninjs, or a row of any newsroom's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pressespiegel.indexer.readers import json_feed, ninjs
from pressespiegel.indexer.readers.fields import article_from_fields
from pressespiegel.indexer.readers.items import Item
from pressespiegel.search.errors import ArticleError, ReadError


@dataclass(frozen=True, slots=True)
class Kind:
    """A format whose articles are objects in JSON, a file of its own or one line of many."""

    name: str
    recognises: Callable[[Mapping[str, object]], bool]
    items: Callable[[Mapping[str, object], str, str], Iterator[Item]]


KINDS: tuple[Kind, ...] = (
    Kind("ninjs", ninjs.recognises, ninjs.items_of),
    Kind("JSON Feed", json_feed.recognises, json_feed.items_of),
)
"""In the order in which they are asked; what none of them knows is read by its keys."""


def items_from_json(text: str, file: str, place: str) -> Iterator[Item]:
    """What a JSON object holds, or why that is nothing."""
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        yield ReadError(f"broken JSON: {error.msg} at character {error.pos + 1}", file, place)
        return
    except RecursionError:
        yield ReadError("broken JSON: nested too deeply", file, place)
        return
    except ValueError as error:
        yield ReadError(f"broken JSON: {str(error)[:80]}", file, place)
        return
    if not isinstance(row, dict):
        yield ReadError("a JSON value that is no object", file, place, 'write {"title": …}')
        return
    try:
        kind = next((each for each in KINDS if each.recognises(row)), None)
        if kind:
            yield from kind.items(row, file, place)
        else:
            yield article_from_fields(row, file, place)
    except ReadError as error:
        yield error
    except ArticleError as error:
        yield ReadError(error.message, file, place, error.hint)
