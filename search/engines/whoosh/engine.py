"""The embedded engine: an archive in a folder, opened once, searched from many threads."""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pressespiegel.search.engine import (
    DEFAULT_MEMORY,
    Commit,
    Joining,
    Match,
    MatchedSpan,
    Matches,
    Request,
    Size,
)
from pressespiegel.search.engines.whoosh.arrays import merged
from pressespiegel.search.engines.whoosh.collection import answer
from pressespiegel.search.engines.whoosh.contents import CONTENTS, Contents, read_contents
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.every import every_match
from pressespiegel.search.engines.whoosh.likeness import alike
from pressespiegel.search.engines.whoosh.parts import SegmentPart
from pressespiegel.search.engines.whoosh.place import place_of
from pressespiegel.search.engines.whoosh.placing import matched_spans
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.snapshot import Snapshot, open_snapshot
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.engines.whoosh.writer import FolderWriter, compact
from pressespiegel.search.errors import ArchiveDamaged
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query.tree import Everything, Node, SearchField
from pressespiegel.search.ranking import Ranking
from pressespiegel.search.time_limit import NEVER, Deadline, OutOfTime

LOOK_EVERY = 0.25
"""Seconds for which the last commit is taken for the last; what this engine's writers commit is
seen at once."""

COUNTED_AT_ONCE = 50_000
"""The articles of so many terms are counted together."""

OPENING_TRIES = 5
"""So often a commit is looked up anew when a later one removes its files while it is opened."""


class FolderEngine:
    """The `Engine` of an archive folder.

    A commit, by whichever process, is seen within `LOOK_EVERY` seconds. With `any_analysis` it may
    be of a version whose articles can be read and not searched.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
    """

    def __init__(self, folder: Path, *, any_analysis: bool = False) -> None:
        self._folder = folder
        self._any_analysis = any_analysis
        self._contents = folder / CONTENTS
        self._look_again = 0.0
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._evaluator: Evaluator | None = None
        self._vocabulary = Vocabulary(analyse_word)
        self._current()

    def _current(self) -> Evaluator:
        """The evaluator of the last commit."""
        now = time.monotonic()
        if self._evaluator is not None and now < self._look_again:
            return self._evaluator
        self._look_again = now + LOOK_EVERY
        try:
            status = self._contents.stat()
            seen = (status.st_mtime_ns, status.st_ino, status.st_size)
        except OSError:
            seen = None
        evaluator = self._evaluator
        if evaluator is not None and seen is not None and seen == self._seen:
            return evaluator
        with self._lock:
            before = self._evaluator.snapshot if self._evaluator else None
            contents, snapshot = open_last(self._folder, before, self._any_analysis)
            if self._evaluator is None or before is None or before.contents != contents:
                ranking = Ranking()
                self._evaluator = Evaluator(snapshot, ranking.k1, ranking.b, before=self._evaluator)
            self._seen = seen
            return self._evaluator

    def pinned(self, deadline: Deadline = NEVER) -> FolderEngine:
        """This engine at its last commit, remembering what it evaluates; see `Engine.pinned`."""
        own = copy(self)
        own._evaluator = self._current().remembering(deadline)
        own._look_again = math.inf
        return own

    @property
    def snapshot(self) -> Snapshot:
        """The last commit, opened."""
        return self._current().snapshot

    def writer(self, wait: float, memory: int = DEFAULT_MEMORY) -> FolderWriter:
        """Begin a set of changes; see `Engine.writer`."""
        words, look = self._vocabulary, self._look
        return FolderWriter(self._folder, wait, memory, vocabulary=words, committed=look)

    def compact(self, wait: float) -> None:
        """Merge all segments into one; see `Engine.compact`."""
        compact(self._folder, wait)
        self._look()

    def _look(self) -> None:
        """Look for a new commit at the next request."""
        self._look_again = 0.0

    def search(self, request: Request) -> Matches:
        """Answer a request from the last commit."""
        found = answer(self._current(), request)
        if not request.content:
            matches = [Match(segment.id(own), score, b"", ()) for segment, own, score in found.page]
            return Matches(tuple(matches), found.total, found.facets, found.dates, found.cut_short)
        spans: dict[tuple[Segment, int], tuple[MatchedSpan, ...]] = {}
        for segment in dict.fromkeys(each.segment for each in found.page):
            documents = [each.document for each in found.page if each.segment is segment]
            for document, marked in _marked(segment, documents, request).items():
                spans[segment, document] = marked
        matches = [
            Match(segment.id(own), score, segment.stored(own), spans[segment, own])
            for segment, own, score in found.page
        ]
        return Matches(tuple(matches), found.total, found.facets, found.dates, found.cut_short)

    def place(self, request: Request, id: str) -> int | None:
        """How many matches stand before an article; see `Engine.place`."""
        evaluator = self._current()
        asked = evaluator.snapshot.find(id)
        try:
            return None if asked is None else place_of(evaluator, request, *asked)
        except OutOfTime:
            return None

    def every(self, request: Request) -> Iterator[bytes]:
        """All matches one by one; see `Engine.every`."""
        matches = every_match(self._current(), request)
        return (segment.stored(document) for segment, document in matches)

    def stored(self, id: str) -> bytes | None:
        """The stored article of this id, None where there is none."""
        found = self.snapshot.find(id)
        return None if found is None else found[0].stored(found[1])

    def alike(self, ids: Sequence[str], limit: int) -> Mapping[str, Sequence[str]]:
        """The articles that may be printings of some stories; see `Engine.alike`."""
        snapshot = self.snapshot
        asked = {id: place for id in ids if (place := snapshot.find(id))}
        found = alike(snapshot, tuple(asked.values()), limit)
        return {
            id: [segment.id(document) for segment, document in others]
            for id, others in zip(asked, found, strict=True)
        }

    def spans(self, id: str, tree: Node) -> tuple[MatchedSpan, ...]:
        """Where the tree's terms stand in one article; () where there is none."""
        found = self.snapshot.find(id)
        if found is None:
            return ()
        segment, document = found
        return matched_spans(segment, [document], tree)[document]

    def withdrawn(self, id: str) -> int | None:
        """In which version an article was taken back; see `Engine.withdrawn`."""
        return self.snapshot.withdrawn.get(id)

    def ids(self) -> Iterator[str]:
        """The ids of all articles, in no particular order."""
        for segment in self.snapshot.segments:
            for document in range(segment.count):
                if segment.deleted is None or not segment.deleted[document]:
                    yield segment.id(document)

    def terms(self, fields: Sequence[SearchField], prefix: str) -> Iterator[tuple[str, int]]:
        """Index terms that begin with `prefix`, sorted, with how many articles have them."""
        walks = [
            _walk(segment, field, prefix.encode("utf-8", "surrogatepass"))
            for segment in self.snapshot.segments
            for field in dict.fromkeys(fields)
        ]
        if len(walks) == 1:
            yield from ((_text(each.term), each.articles) for each in walks[0] if each.articles)
            return
        merged = heapq.merge(*walks, key=lambda each: each.term)
        for term, same in groupby(merged, key=lambda each: each.term):
            of_segments: dict[Segment, list[_Counted]] = {}
            for each in same:
                of_segments.setdefault(each.segment, []).append(each)
            count = sum(map(_articles_with, of_segments.values()))
            if count:
                yield _text(term), count

    def values(self, facet: str, joining: Joining | None = None) -> Mapping[str, int]:
        """All values of a facet with their article counts."""
        everything = Request(
            tree=Everything(), limit=0, facets=(facet,), facet_limit=2**31, joining=joining
        )
        return dict(answer(self._current(), everything).facets[facet])

    def shown(self, facet: str, values: Sequence[str], joining: Joining) -> tuple[str, ...]:
        """What each of some values is shown as; see `Engine.shown`."""
        joined = self._current().joined_values(facet, joining)
        if joined is None:
            return tuple(values)
        return tuple(map(joined.shown, values))

    def parts(self) -> Sequence[SegmentPart]:
        """The segments of the last commit."""
        return [SegmentPart(segment) for segment in self.snapshot.segments]

    def size(self) -> Size:
        """How much is kept."""
        snapshot = self.snapshot
        taken = sum(segment.sections.bytes for segment in snapshot.segments)
        return Size(snapshot.alive, len(snapshot.segments), taken)

    def commit(self) -> Commit:
        """The last commit; see `Engine.commit`."""
        generation = self.snapshot.contents.generation
        return Commit(generation, self._seen[0] if self._seen else 0)

    def close(self) -> None:
        """Let go of files; the engine is not used afterwards."""
        self._evaluator = None
        self._vocabulary = Vocabulary(analyse_word)  # a writer may still use the one it has


def _marked(
    segment: Segment, documents: Sequence[int], request: Request
) -> dict[int, tuple[MatchedSpan, ...]]:
    """Where the words to be marked stand in some documents of a segment."""
    if request.marked is None:
        return matched_spans(segment, documents, request.tree)
    marked = matched_spans(segment, documents, request.marked)
    if bare := [document for document, spans in marked.items() if not spans]:
        marked.update(matched_spans(segment, bare, request.tree))
    return marked


class _Counted(NamedTuple):
    """A term of a segment's field, and in how many articles of the segment it stands."""

    term: bytes
    articles: int
    segment: Segment
    number: int


def _walk(segment: Segment, field: str, prefix: bytes) -> Iterator[_Counted]:
    """The terms of a segment's field that begin with a prefix."""
    first, after = segment.dictionary.with_prefix(field, prefix)
    for low in range(first, after, COUNTED_AT_ONCE):
        high = min(low + COUNTED_AT_ONCE, after)
        counts = segment.articles_with(low, high).tolist()
        terms = segment.dictionary.walk(low, high)
        for (number, term), count in zip(terms, counts, strict=True):
            yield _Counted(term, count, segment, number)


def _articles_with(terms: Sequence[_Counted]) -> int:
    """How many articles of a segment have any of the terms, each of another field."""
    if len(terms) == 1:
        return terms[0].articles
    segment = terms[0].segment
    docs = merged([segment.postings(each.number).docs for each in terms])
    return len(docs) if segment.deleted is None else int((~segment.deleted[docs]).sum())


def _text(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


def open_last(
    folder: Path, known: Snapshot | None, any_analysis: bool = False
) -> tuple[Contents, Snapshot]:
    """Read and open the last commit; segments that `known` has open already are shared.

    Raises:
        ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
    """
    for _ in range(OPENING_TRIES):
        contents = read_contents(folder, any_analysis=any_analysis)
        try:
            return contents, open_snapshot(folder, contents, known)
        except FileNotFoundError as error:
            missing = error.filename
    raise ArchiveDamaged(
        f"{missing} is missing from the archive", "run: pressespiegel check --repair"
    )
