"""Which documents are the archive: the number of the last commit, kept in one document.

A writer puts its documents under a number of its own, `born`, and gives those it takes away a
`died`. They count from the moment at which this document names that number, all at once, on
whatever shards they lie; until then every reader goes by the number before.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.engines.opensearch.mapping import KIND, SCHEMA_VERSION
from pressespiegel.search.errors import ArchiveInvalid, ArchiveMissing
from pressespiegel.search.german import ANALYSIS_VERSION

STATE = "state"

MOST_REMEMBERED = 50
"""Commits whose moment is known, to tell when what died with them is read by nobody any more."""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part of the vocabulary: the name of its block, the blocks of what was taken away from it,
    by which writers its articles were put, and how many are left."""

    block: str
    first: int
    last: int
    articles: int
    entries: int
    less: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Plain values."""
        return {
            "block": self.block,
            "born": [self.first, self.last],
            "articles": self.articles,
            "entries": self.entries,
            "less": list(self.less),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, object]) -> PartEntry:
        """What `as_json` made."""
        first, last = cast("list[int]", given["born"])
        return cls(
            str(given["block"]),
            first,
            last,
            cast(int, given["articles"]),
            cast(int, given["entries"]),
            tuple(cast("list[str]", given["less"])),
        )


@dataclass(frozen=True, slots=True)
class State:
    """A commit: its number and moment (nanoseconds), and what an archive is made of by then.

    `next` is the number of the next writer, `void` are those of writers that did not finish and
    may still be heard of. `dead` documents wait to be removed, which those up to `purged` were.
    `retired` are blocks of the vocabulary that only earlier commits need, with the commit that
    did without them first. `index` is the index that the archive's name stood for.
    """

    index: str
    generation: int = 0
    made: int = 0
    next: int = 1
    articles: int = 0
    shards: int = 1
    dead: int = 0
    purged: int = 0
    void: tuple[int, ...] = ()
    parts: tuple[PartEntry, ...] = ()
    retired: tuple[tuple[str, int], ...] = ()
    commits: tuple[tuple[int, int], ...] = ()
    version: tuple[int, int] = field(default=(0, 0), compare=False)

    def as_json(self) -> Json:
        """Plain values, to be kept."""
        return {
            "state": {
                "index": self.index,
                "generation": self.generation,
                "made": self.made,
                "next": self.next,
                "articles": self.articles,
                "shards": self.shards,
                "dead": self.dead,
                "purged": self.purged,
                "void": list(self.void),
                "parts": [part.as_json() for part in self.parts],
                "retired": [list(each) for each in self.retired],
                "commits": [list(each) for each in self.commits],
            }
        }

    @classmethod
    def from_json(cls, answer: Json) -> State:
        """A document as the cluster gives it, with its version."""
        given = cast("dict[str, object]", cast(Json, answer["_source"])["state"])

        def pairs(name: str) -> Sequence[Sequence[object]]:
            return cast("list[list[object]]", given[name])

        return cls(
            index=str(given["index"]),
            generation=cast(int, given["generation"]),
            made=cast(int, given["made"]),
            next=cast(int, given["next"]),
            articles=cast(int, given["articles"]),
            shards=cast(int, given["shards"]),
            dead=cast(int, given["dead"]),
            purged=cast(int, given["purged"]),
            void=tuple(cast("list[int]", given["void"])),
            parts=tuple(map(PartEntry.from_json, cast("list[Json]", given["parts"]))),
            retired=tuple((str(name), cast(int, at)) for name, at in pairs("retired")),
            commits=tuple((cast(int, number), cast(int, at)) for number, at in pairs("commits")),
            version=(cast(int, answer["_seq_no"]), cast(int, answer["_primary_term"])),
        )

    def living(self) -> Json:
        """The condition on a document to be one of this commit's."""
        number = self.generation
        dead: Json = {"range": {"died": {"lte": number}}}
        against: list[Json] = [dead]
        if self.void:
            void = list(self.void)
            against = [
                {"bool": {"filter": [dead], "must_not": [{"terms": {"died": void}}]}},
                {"terms": {"born": void}},
            ]
        return {"bool": {"filter": [{"range": {"born": {"lte": number}}}], "must_not": against}}


PATIENCE = (0.1, 0.4, 1.0)
"""Seconds after which it is asked again: a node that was away may not know yet what others know."""


def read_state(connection: Connection) -> State:
    """The last commit.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive of this name.
    """
    for patience in (*PATIENCE, None):
        answer = connection.call("GET", f"/{connection.address.name}/_doc/{STATE}")
        if answer.get("found"):
            return State.from_json(answer)
        if answer.get("missing") and "_index" not in answer:
            check_index(connection)
        if patience is not None:
            time.sleep(patience)
    raise ArchiveInvalid(f"{connection.address.shown} is no archive", "choose another name")


def write_state(connection: Connection, state: State) -> State:
    """Make a commit, if nobody else has since `state` was read; the same with its new version.

    Raises:
        Conflict: somebody else has.
    """
    number, term = state.version
    parameters = {"if_seq_no": number, "if_primary_term": term}
    answer = connection.call(
        "PUT", f"/{state.index}/_doc/{STATE}", state.as_json(), parameters=parameters
    )
    version = cast(int, answer["_seq_no"]), cast(int, answer["_primary_term"])
    return replace(state, version=version)


def check_index(connection: Connection, *, any_version: bool = False) -> str:
    """The index of the archive, if it is one that can be read here.

    Raises:
        ArchiveMissing: there is nothing of this name.
        ArchiveInvalid: it is no archive, or one of another version.
    """
    address = connection.address
    answer = connection.call("GET", f"/{address.name}/_mapping")
    if answer.get("missing"):
        raise ArchiveMissing(
            f"there is no archive at {address.shown}", "pressespiegel index makes one"
        )
    if len(answer) != 1:
        raise ArchiveInvalid(
            f"{address.shown} names {len(answer)} indices", "let the alias name one of them"
        )
    ((index, described),) = answer.items()
    mappings = cast(Json, cast(Json, described).get("mappings", {}))
    meta = cast(Json, mappings.get("_meta", {}))
    if meta.get("kind") != KIND:
        raise ArchiveInvalid(f"{address.shown} is no archive", "choose another name")
    current = {"schema": SCHEMA_VERSION, "analysis": ANALYSIS_VERSION}
    for name, version in current.items():
        if meta.get(name) != version and not any_version:
            raise ArchiveInvalid(
                f"{address.shown} has {name} version {meta.get(name)}, and {version} is needed",
                f"rebuild it: pressespiegel reindex --archive {address.shown} --to {address.shown}",
            )
    return index
