"""What was taken back: a document for each id, with the commit from which on it is known."""

from __future__ import annotations

from typing import cast

from pressespiegel.search.engines.opensearch.commits import State
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.engines.opensearch.documents import key_of

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
    pairs = cast("list[list[int]]", cast(Json, answer["_source"])["withdrawn"])
    return [each for each in pairs if each[0] <= state.generation and each[0] not in state.void]


def withdrawn(connection: Connection, state: State, id: str) -> int | None:
    """In which version an article was taken back, None where it never was."""
    known = _known(connection, state, id)
    return known[-1][1] if known else None


def withdrawal(connection: Connection, state: State, id: str, version: int, by: int) -> Json:
    """The document that says it from the commit of a writer on, and what it said before."""
    return {"withdrawn": [*_known(connection, state, id)[1 - MOST_KEPT :], [by, version]]}
