"""What was taken back: a document for each id, with the commit from which on it is known."""

from __future__ import annotations

from typing import cast

from pressespiegel.search.engines.opensearch.commits import State
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.engines.opensearch.documents import key_of, keyed, unkeyed
from pressespiegel.search.engines.opensearch.scanning import scan

MOST_KEPT = 3
"""So many versions of what is known of an id are kept, for readers of earlier commits."""


def withdrawal_id(id: str) -> str:
    """The name of the document about an id."""
    return f"w.{key_of(id)}"


def _known(connection: Connection, state: State, id: str) -> list[list[int]]:
    """Pairs of a commit and a version, of which each commit counts."""
    answer = connection.call("GET", f"/{state.index}/_doc/{withdrawal_id(id)}")
    if not answer.get("found"):
        return []
    return _counting(state, cast(Json, answer["_source"]))


def _counting(state: State, source: Json) -> list[list[int]]:
    pairs = cast("list[list[int]]", source["withdrawn"])
    return [each for each in pairs if each[0] <= state.generation and each[0] not in state.void]


def withdrawn(connection: Connection, state: State, id: str) -> int | None:
    """In which version an article was taken back, None where it never was."""
    known = _known(connection, state, id)
    return known[-1][1] if known else None


def withdrawal(connection: Connection, state: State, id: str, version: int, by: int) -> Json:
    """The document that says it from the commit of a writer on, and what it said before."""
    known = _known(connection, state, id)[1 - MOST_KEPT :]
    return {"taken_back": keyed(id), "withdrawn": [*known, [by, version]]}


def all_withdrawn(connection: Connection, state: State) -> dict[str, int]:
    """In which version each article was taken back that was."""
    found: dict[str, int] = {}
    query: Json = {"exists": {"field": "taken_back"}}
    names = ["taken_back", "withdrawn"]
    for hit in scan(connection, state.index, query, names, ({"taken_back": "asc"},)):
        source = cast(Json, hit["_source"])
        if known := _counting(state, source):
            found[unkeyed(cast(str, source["taken_back"]))] = known[-1][1]
    return found
