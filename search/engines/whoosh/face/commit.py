"""One commit of an archive, opened for Whoosh: its readers, and what its queries come to."""

from __future__ import annotations

import numpy as np
from whoosh.fields import Schema
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.face.evaluated import for_executor
from pressespiegel.search.engines.whoosh.face.reader import (
    ArchiveReader,
    ArchiveSegmentReader,
    EmptyArchiveReader,
    SegmentFields,
)
from pressespiegel.search.engines.whoosh.scored import EMPTY, Scored
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.ranking import Ranking


class OpenedCommit:
    """Gives readers of one commit; safe across threads.

    `evaluate` evaluates any Whoosh query set by set; nodes unknown to the executor are walked with
    Whoosh's own matchers. Both weigh by BM25F with the parameters of `ranking`.
    """

    def __init__(self, snapshot: Snapshot, schema: Schema, ranking: Ranking | None = None) -> None:
        ranking = ranking or Ranking()
        self.snapshot = snapshot
        self.schema = schema
        self._weighting = BM25F(B=ranking.b, K1=ranking.k1)
        self._fields = [SegmentFields(segment, schema) for segment in snapshot.segments]
        self.evaluator = Evaluator(snapshot, ranking.k1, ranking.b, fallback=self.walked)

    def reader(self) -> IndexReader:
        """A new reader over all segments."""
        generation = self.snapshot.contents.generation
        readers = [
            ArchiveSegmentReader(fields, self.schema, generation, self.evaluate)
            for fields in self._fields
        ]
        if not readers:
            return EmptyArchiveReader(self.schema, generation)
        return readers[0] if len(readers) == 1 else ArchiveReader(readers, generation)

    def evaluate(self, segment: Segment, node: Query) -> Scored:
        """The documents of a segment that a query matches, deleted ones possibly included."""
        return self.evaluator.evaluate(segment, for_executor(node))

    def walked(self, segment: Segment, node: Query) -> Scored:
        """The living documents of a segment that a query matches, found by Whoosh's matchers."""
        searcher = Searcher(self.reader(), weighting=self._weighting)
        for leaf, _ in searcher.leaf_searchers():
            if leaf.reader().archive_segment is segment:
                return _walk(leaf, node)
        raise ValueError(f"{segment.path} is not a segment of this commit")


def _walk(searcher: Searcher, node: Query) -> Scored:
    matcher = node.matcher(searcher, searcher.context(top_query=node))
    found: dict[int, float] = {}
    while matcher.is_active():
        found[matcher.id()] = matcher.score()
        matcher.next()
    if not found:
        return EMPTY
    docs = np.fromiter(found, dtype=np.uint32, count=len(found))
    scores = np.fromiter(found.values(), dtype=np.float32, count=len(found))
    order = np.argsort(docs)
    return Scored(docs[order], scores[order])
