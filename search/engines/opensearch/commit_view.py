"""One commit as readers see it: what of it is asked again and again is worked out once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from pressespiegel.search.engine import Joining
from pressespiegel.search.engines.opensearch.blocks import Blocks, ClusterPart
from pressespiegel.search.engines.opensearch.commits import State
from pressespiegel.search.engines.opensearch.connection import (
    TIME_OUT,
    Connection,
    Json,
    Refused,
    line,
    reasons,
)
from pressespiegel.search.engines.opensearch.expansion import expanded_terms
from pressespiegel.search.engines.opensearch.forms import Forms
from pressespiegel.search.engines.opensearch.joined_values import JoinedValues
from pressespiegel.search.query.tree import Expansion, SearchField

MOST_PATTERNS = 1000
"""So many patterns of a commit are remembered; then all are forgotten."""


class CommitView:
    """What readers need of a commit besides searches; safe to use from many threads."""

    def __init__(self, connection: Connection, blocks: Blocks, state: State) -> None:
        self.connection = connection
        self.state = state
        self.parts = [ClusterPart(blocks, state.index, entry) for entry in state.parts]
        self._lock = threading.RLock()
        self._patterns: dict[tuple[object, ...], Sequence[str]] = {}
        self._forms: dict[SearchField, Forms] = {}
        self._values: dict[str, Mapping[str, int]] = {}
        self._joined: dict[str, tuple[Joining | None, JoinedValues]] = {}
        self._dates: tuple[int, int] | None = None
        self._dates_known = False

    def search(self, body: Json, time_out: float | None = None) -> Json:
        """One search in the index of this commit."""
        parameters: Json = {}
        if self.state.shards > 1:
            parameters["search_type"] = "dfs_query_then_fetch"
        path = f"/{self.state.index}/_search"
        return self.connection.call("POST", path, body, parameters=parameters, time_out=time_out)

    def searches(self, bodies: Sequence[Json]) -> list[Json]:
        """Several searches in the index of this commit, sent together.

        Raises:
            StorageError: one of them failed.
        """
        if not bodies:
            return []
        head: Json = {"index": self.state.index}
        if self.state.shards > 1:
            head["search_type"] = "dfs_query_then_fetch"
        lines = [text for body in bodies for text in (line(head), line(body))]
        answer = self.connection.send_lines("/_msearch", lines, time_out=TIME_OUT)
        found = cast("list[Json]", answer["responses"])
        for each in found:
            if "error" in each:
                kind, reason = reasons(each)
                trouble = self.connection.trouble(cast(int, each["status"]), kind, reason)
                raise trouble or Refused(cast(int, each["status"]), kind, reason)
            self.connection.whole(each)
        return found

    def resolve(self, node: Expansion, field: SearchField) -> Sequence[str]:
        """The terms of a field that a pattern fits."""
        key = (field, node.kind, node.pattern, node.distance, node.limit)
        known = self._patterns.get(key)
        if known is None:
            known = expanded_terms(self.parts, lambda: self._forms_of(field), node, field)
            if len(self._patterns) >= MOST_PATTERNS:
                self._patterns.clear()
            self._patterns[key] = known
        return known

    def _forms_of(self, field: SearchField) -> Forms:
        """All forms of a field; made at the first pattern that needs them."""
        with self._lock:
            known = self._forms.get(field)
            if known is None:
                known = self._forms[field] = Forms(self.parts, field)
            return known

    def has_term(self, field: str, term: str) -> bool:
        """Whether any article ever had a term in a field."""
        return any(part.frequency(cast(SearchField, field), term) for part in self.parts)

    def values(self, facet: str) -> Mapping[str, int]:
        """All values of a facet with their article counts."""
        known = self._values.get(facet)
        if known is None:
            counts: Counter[str] = Counter()
            for part in self.parts:
                own = part.articles_of(facet).tolist()
                counts.update(dict(zip(part.values(facet), own, strict=True)))
            known = self._values[facet] = dict(+counts)
        return known

    def joined(self, facet: str, joining: Joining | None) -> JoinedValues:
        """Which values of a facet are one; asked once for each `joining`."""
        with self._lock:
            known = self._joined.get(facet)
            if known is None or known[0] is not joining:
                concerned = joining is not None and joining.concerns(facet)
                counts = self.values(facet) if concerned else {}
                known = self._joined[facet] = joining, JoinedValues(facet, counts, joining)
            return known[1]

    def dates(self) -> tuple[int, int] | None:
        """The first minutes of the oldest and the newest article, None where all are undated."""
        if not self._dates_known:
            answer = self.search(
                {
                    "query": self.state.living(),
                    "size": 0,
                    "track_total_hits": False,
                    "aggs": {
                        "oldest": {"min": {"field": "first"}},
                        "newest": {"max": {"field": "first"}},
                    },
                }
            )
            found = cast("dict[str, dict[str, float | None]]", answer["aggregations"])
            oldest, newest = found["oldest"]["value"], found["newest"]["value"]
            if oldest is not None and newest is not None:
                self._dates = int(oldest), int(newest)
            self._dates_known = True
        return self._dates
