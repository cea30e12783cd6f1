"""The engine of an archive on a cluster: opened once, searched from many threads."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import groupby, islice
from typing import cast

from pressespiegel.search.engine import (
    DEFAULT_MEMORY,
    Commit,
    Joining,
    MatchedSpan,
    Matches,
    Request,
    Size,
)
from pressespiegel.search.engines.opensearch.answers import answered, every, place_of
from pressespiegel.search.engines.opensearch.blocks import Blocks, ClusterPart
from pressespiegel.search.engines.opensearch.commit_view import CommitView
from pressespiegel.search.engines.opensearch.commits import State, read_state
from pressespiegel.search.engines.opensearch.connection import Connection, Json
from pressespiegel.search.engines.opensearch.documents import (
    fields_of,
    keyed,
    stored_of,
    unkeyed,
)
from pressespiegel.search.engines.opensearch.facets import all_values
from pressespiegel.search.engines.opensearch.likeness import alike
from pressespiegel.search.engines.opensearch.marking import marked_spans
from pressespiegel.search.engines.opensearch.queries import filtered
from pressespiegel.search.engines.opensearch.scanning import hits_of, scan
from pressespiegel.search.engines.opensearch.tokens import escaped
from pressespiegel.search.engines.opensearch.withdrawals import withdrawn
from pressespiegel.search.engines.opensearch.writer import ClusterWriter
from pressespiegel.search.query.tree import Node, SearchField
from pressespiegel.search.time_limit import NEVER, Deadline

LOOK_EVERY = 0.25
"""Seconds for which the last commit is taken for the last; what this engine's writers commit is
seen at once."""

COUNTED_AT_ONCE = 300
"""Terms that stand in several fields, whose articles are counted in one request."""


class ClusterEngine:
    """The `Engine` of an archive on a cluster.

    A commit, by whichever process, and another index under the archive's name, are seen within
    `LOOK_EVERY` seconds.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
        StorageError: the cluster is away.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blocks = Blocks(connection)
        self._lock = threading.Lock()
        self._look_again = 0.0
        self._deadline = NEVER
        self._pinned = False
        self._view: CommitView | None = None
        self._current()

    def _current(self) -> CommitView:
        """The last commit."""
        view = self._view
        if view is not None and (self._pinned or time.monotonic() < self._look_again):
            return view
        state = read_state(self._connection)
        with self._lock:
            self._look_again = time.monotonic() + LOOK_EVERY
            return self._seen(state)

    def _seen(self, state: State) -> CommitView:
        view = self._view
        if (
            view is None
            or view.state.index != state.index
            or view.state.generation < state.generation
        ):
            view = self._view = CommitView(self._connection, self._blocks, state)
        return view

    def _committed(self, state: State) -> None:
        with self._lock:
            self._seen(state)

    def pinned(self, deadline: Deadline = NEVER) -> ClusterEngine:
        """This engine at its last commit; see `Engine.pinned`."""
        own = copy(self)
        own._view = self._current()
        own._pinned = True
        own._deadline = deadline
        return own

    def writer(self, wait: float, memory: int = DEFAULT_MEMORY) -> ClusterWriter:
        """Begin a set of changes; see `Engine.writer`."""
        return ClusterWriter(self._connection, self._blocks, wait, memory, self._committed)

    def compact(self, wait: float) -> None:
        """Let go of what was deleted, and merge what the cluster keeps; see `Engine.compact`."""
        self.writer(wait).compact()
        index = self._current().state.index
        merging = {"max_num_segments": 1}
        path = f"/{index}/_forcemerge"
        self._connection.call("POST", path, parameters=merging, time_out=24 * 3600)

    def search(self, request: Request) -> Matches:
        """Answer a request from the last commit."""
        return answered(self._current(), request, self._deadline)

    def place(self, request: Request, id: str) -> int | None:
        """How many matches stand before an article; see `Engine.place`."""
        return place_of(self._current(), request, id)

    def every(self, request: Request) -> Iterator[bytes]:
        """All matches one by one; see `Engine.every`."""
        return every(self._current(), request)

    def _source(self, view: CommitView, id: str, *names: str) -> Json | None:
        """What is kept of an article."""
        query: Json = {"bool": {"filter": [{"term": {"id": keyed(id)}}, view.state.living()]}}
        body: Json = {"query": query, "size": 1, "_source": list(names), "track_total_hits": False}
        hits = hits_of(view.search(body))
        return cast(Json, hits[0]["_source"]) if hits else None

    def stored(self, id: str) -> bytes | None:
        """The stored article of this id, None where there is none."""
        source = self._source(self._current(), id, "content")
        return None if source is None else stored_of(source)

    def alike(self, ids: Sequence[str], limit: int) -> Mapping[str, Sequence[str]]:
        """The articles that may be printings of some stories; see `Engine.alike`."""
        if not ids:
            return {}
        view = self._current()
        own: Json = {"terms": {"id": list(map(keyed, ids))}}
        names = ["id", "sketch"]
        hits = scan(
            view.connection,
            view.state.index,
            {"bool": {"filter": [own, view.state.living()]}},
            names,
            ({"id": "asc"},),
        )
        sources = [cast(Json, hit["_source"]) for hit in hits]
        sketches = {
            unkeyed(cast(str, source["id"])): cast("list[str]", source.get("sketch", []))
            for source in sources
        }
        return alike(view, sketches, limit)

    def spans(self, id: str, tree: Node) -> tuple[MatchedSpan, ...]:
        """Where the tree's terms stand in one article; () where there is none."""
        view = self._current()
        source = self._source(view, id, "content")
        if source is None:
            return ()
        return marked_spans(dict(fields_of(source)), tree, view.resolve)

    def withdrawn(self, id: str) -> int | None:
        """In which version an article was taken back; see `Engine.withdrawn`."""
        return withdrawn(self._connection, self._current().state, id)

    def ids(self) -> Iterator[str]:
        """The ids of all articles, by the alphabet."""
        state = self._current().state
        hits = scan(self._connection, state.index, state.living(), sort=({"id": "asc"},))
        return (unkeyed(cast("list[str]", hit["sort"])[0]) for hit in hits)

    def terms(self, fields: Sequence[SearchField], prefix: str) -> Iterator[tuple[str, int]]:
        """Index terms that begin with `prefix`, sorted, with how many articles have them."""
        view = self._current()
        walk = _counted(view, dict.fromkeys(fields), prefix)
        while batch := list(islice(walk, COUNTED_AT_ONCE)):
            several = {term: having for term, having in batch if len(having) > 1}
            counts = _articles_with(view, several)
            for term, having in batch:
                yield term, counts[term] if term in counts else next(iter(having.values()))

    def values(self, facet: str, joining: Joining | None = None) -> Mapping[str, int]:
        """All values of a facet with their article counts."""
        view = self._current()
        return all_values(view, facet, view.joined(facet, joining))

    def shown(self, facet: str, values: Sequence[str], joining: Joining) -> tuple[str, ...]:
        """What each of some values is shown as; see `Engine.shown`."""
        joined = self._current().joined(facet, joining)
        return tuple(map(joined.shown, values))

    def parts(self) -> Sequence[ClusterPart]:
        """The parts of the vocabulary of the last commit."""
        return self._current().parts

    def size(self) -> Size:
        """How much is kept, of which every shard is counted once."""
        view = self._current()
        answer = self._connection.call("GET", f"/{view.state.index}/_stats/store,segments")
        primaries = cast("dict[str, dict[str, int]]", cast(Json, answer["_all"])["primaries"])
        # Of shards that are just moving to another node nothing is known.
        segments = primaries.get("segments", {}).get("count", 0)
        taken = primaries.get("store", {}).get("size_in_bytes", 0)
        return Size(view.state.articles, segments, taken)

    def commit(self) -> Commit:
        """The last commit; see `Engine.commit`."""
        state = self._current().state
        return Commit(state.generation, state.made)

    def close(self) -> None:
        """Let go of the connections; the engine is not used afterwards."""
        self._connection.close()


def _counted(
    view: CommitView, fields: Mapping[SearchField, None], prefix: str
) -> Iterator[tuple[str, Mapping[SearchField, int]]]:
    """Terms that begin alike, sorted, with how many articles have each in each field."""
    walks = [
        zip(
            part.terms(field, prefix),
            [field] * len(counts),
            counts,
            strict=True,
        )
        for field in fields
        for part in view.parts
        for counts in [part.articles_with(field, prefix).tolist()]
    ]
    for term, same in groupby(heapq.merge(*walks), key=lambda each: each[0]):
        having: dict[SearchField, int] = {}
        for _, field, count in same:
            having[field] = having.get(field, 0) + count
        having = {field: count for field, count in having.items() if count > 0}
        if having:
            yield term, having


def _articles_with(
    view: CommitView, terms: Mapping[str, Mapping[SearchField, int]]
) -> dict[str, int]:
    """In how many articles each term stands, in whichever of its fields."""
    if not terms:
        return {}
    filters: list[Json] = [
        {
            "bool": {
                "should": [{"term": {f"words.{field}": escaped(term)}} for field in having],
                "minimum_should_match": 1,
            }
        }
        for term, having in terms.items()
    ]
    body: Json = {
        "query": filtered(view.state.living()),
        "size": 0,
        "track_total_hits": False,
        "aggs": {"terms": {"filters": {"filters": filters}}},
    }
    found = cast("dict[str, Json]", view.search(body)["aggregations"])["terms"]
    buckets = cast("list[dict[str, int]]", found["buckets"])
    return {term: bucket["doc_count"] for term, bucket in zip(terms, buckets, strict=True)}
