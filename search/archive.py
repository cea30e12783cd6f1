"""The one face of an archive: put articles in, search them, read them; no engine detail."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from os import PathLike
from pathlib import Path

from pressespiegel.search.answering import answer
from pressespiegel.search.archive_dates import ArchiveDates
from pressespiegel.search.arguments import check_request, given, period
from pressespiegel.search.article import Article, Entity
from pressespiegel.search.dates import PressDate
from pressespiegel.search.document import document
from pressespiegel.search.engine import (
    DEFAULT_MEMORY,
    Check,
    DateCounts,
    Engine,
    Match,
    MatchedSpan,
    Request,
    Sort,
)
from pressespiegel.search.engines.choosing import (
    Places,
    check_engine,
    create_engine,
    open_engine,
    repair_engine,
)
from pressespiegel.search.explain import Explanation, engine_witness, explain_tree
from pressespiegel.search.folding import with_stories
from pressespiegel.search.hits import hit_of
from pressespiegel.search.kinship import ArchiveKinship
from pressespiegel.search.naming.shown import entities_as_shown, filters_as_shown
from pressespiegel.search.owner_file import LineWarning
from pressespiegel.search.partial import Count
from pressespiegel.search.place import folder_beside
from pressespiegel.search.printings import Printings, find_printings
from pressespiegel.search.query import Language, Query
from pressespiegel.search.ranking import Ranking
from pressespiegel.search.rebuilding import Progress, Rebuilt, rebuild
from pressespiegel.search.results import FacetCount, Hit, Results, Similar, Statistics
from pressespiegel.search.serialisation import article_from_bytes
from pressespiegel.search.similar import find_similar
from pressespiegel.search.statistics import statistics_of
from pressespiegel.search.time_limit import NEVER, Deadline
from pressespiegel.search.wordings import Wordings
from pressespiegel.search.words.complete import Completion
from pressespiegel.search.words.suggest import Suggestion
from pressespiegel.search.words.word_help import WordHelp
from pressespiegel.search.writer import DEFAULT_WAIT, LEAST_MEMORY, Writer


class Archive:
    """Articles, kept and found. Safe to use from many threads; close it when done.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp()) / "archive"
    >>> with Archive.create(folder) as archive:
    ...     with archive.writer() as writer:
    ...         writer.put(Article.from_text(id="a1", title="Brücke gesperrt", text="Bis Mai."))
    ...     archive.search("brücken").total
    'added'
    1
    """

    def __init__(self, engine: Engine, folder: Path | None = None) -> None:
        self._engine = engine
        self._wordings = Wordings(engine, folder)
        self._help = WordHelp(engine, self._wordings.naming)
        self._dates = ArchiveDates(engine)
        self._kinship = ArchiveKinship()
        self._deadline = NEVER

    @classmethod
    def create(cls, place: str | PathLike[str]) -> Archive:
        """Make a new, empty archive in a folder, which must be empty or not exist, or at an
        address on a cluster (`opensearch://HOST:9200/NAME`).

        Raises:
            ArchiveExists: something is there already.
            ArchiveInvalid: an address is not one.
            StorageError: the folder cannot be written, or the cluster is away.
        """
        return cls(create_engine(place), folder_beside(place))

    @classmethod
    def open(cls, place: str | PathLike[str]) -> Archive:
        """Open the archive of a folder, or of an address on a cluster.

        Raises:
            ArchiveMissing: nothing is there.
            ArchiveInvalid: what is there is no archive, is damaged, or of another version.
            StorageError: the cluster is away.
        """
        return cls(open_engine(place), folder_beside(place))

    @staticmethod
    def check(
        place: str | PathLike[str], *, repair: bool = False, wait: float = DEFAULT_WAIT
    ) -> Check:
        """Read every byte of an archive; with `repair`, make it whole as far as possible.

        A repair is one commit. It keeps what is whole, puts back what can still be read of the
        rest, and sets damaged files aside. O(bytes).

        Raises:
            ArchiveMissing: nothing is there.
            ArchiveInvalid: what is there is no archive, or one of another version.
            ArchiveLocked: for a repair, another writer did not finish within `wait` seconds.
            StorageError: for a repair, the disk is full; the archive is as it was.
        """
        if not repair:
            return check_engine(place)
        return repair_engine(place, wait, lambda stored: document(article_from_bytes(stored)))

    @staticmethod
    def rebuild(
        place: str | PathLike[str],
        to: str | PathLike[str],
        *,
        wait: float = DEFAULT_WAIT,
        progress: Progress = lambda done, total: None,
    ) -> Rebuilt:
        """Make the archive at `to` anew of all that the one at `place` has; both may be the same.

        The one there serves its readers until all is copied, and is kept beside; nobody writes to
        the source meanwhile. One whose analysis is of an older version is analysed anew. A run
        that was interrupted goes on where it was. `progress` is told how many articles are there,
        of how many.

        Raises:
            ArchiveMissing, ArchiveInvalid: there is no archive that can be read.
            ArchiveExists: something else than an archive is at `to`.
            ArchiveLocked: another writer did not finish within `wait` seconds.
            StorageError: the disk is full, or a cluster is away; `to` is as it was.
        """
        return rebuild(Places(), place, to, wait, progress)

    def writer(self, *, wait: float = DEFAULT_WAIT, memory: int = DEFAULT_MEMORY) -> Writer:
        """Begin a set of changes: one atomic commit when the `with` block ends.

        What is put waits in memory; once it takes about `memory` bytes it is written, and becomes
        visible with the rest.

        Raises:
            ArchiveLocked: another writer did not finish within `wait` seconds.
            ValueError: `memory` is less than a mebibyte.
        """
        if memory < LEAST_MEMORY:
            raise ValueError(f"memory is {LEAST_MEMORY} bytes or more")
        return Writer(self._engine.writer(wait, memory))

    def compact(self, *, wait: float = DEFAULT_WAIT) -> None:
        """Bring all articles into one segment, without what was deleted, as one commit.

        Writers merge segments themselves, a few at a time; this is for an archive that is not
        added to for a while. O(bytes), and takes the archive's size once more on the disk.

        Raises:
            ArchiveLocked: another writer did not finish within `wait` seconds.
            StorageError: the disk is full; the archive is as it was.
        """
        self._engine.compact(wait)

    def within(self, seconds: float) -> Archive:
        """This archive, whose searches end in so many seconds and have what was found by then.

        Opened and closed with this one; the time counts from now on, for all searches together.
        """
        bounded = copy(self)
        bounded._deadline = Deadline.after(seconds)
        return bounded

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        after: str | None = None,
        sort: Sort = "relevance",
        half_life: float | None = None,
        facets: tuple[str, ...] = (),
        filters: Mapping[str, tuple[str, ...]] | None = None,
        excluded: Mapping[str, tuple[str, ...]] | None = None,
        since: PressDate | None = None,
        until: PressDate | None = None,
        facet_limit: int = 20,
        dates: bool = False,
        fold: bool = False,
        language: Language = "de",
    ) -> Results:
        """Find articles. No query fails: `reading` and `warnings` say how it was understood.

        `filters` narrows by facet values, any of several; a filtered facet still counts what its
        other values would add. Articles with any value of `excluded` are left out, and those that
        cannot be of the time from `since` to `until`. With `dates` those of all articles found are
        counted, for `make_timeline`. With `fold` the hits also come as stories, the printings of
        one put together under that which comes first in the whole result. `language` is that of the
        reading and the warnings. Where fewer than ten articles have everything, those with most of
        the words follow, see `Results`. With `after`, the id of an article, the page begins behind
        that one, wherever it stands by now; at `offset` where it is no hit that has everything.
        With a `half_life` in days newer articles score more, as `Ranking` says.

        Raises:
            ValueError: `limit` or `offset` is negative, `half_life` not above 0, or `facets`,
                `filters` or `sort` name what does not exist.
        """
        began = time.perf_counter()
        chosen = given(filters)
        left_out = given(excluded)
        check_request(limit, offset, sort, (*facets, *chosen, *left_out))
        naming = self._wordings.naming()
        engine = self._engine.pinned(self._deadline)
        chosen = filters_as_shown(engine, naming, chosen)
        left_out = filters_as_shown(engine, naming, left_out)
        understood = self._wordings.understood(query, naming, language)
        request = Request(
            tree=understood.tree,
            limit=limit,
            offset=offset,
            sort=sort,
            facets=tuple(facets),
            facet_limit=facet_limit,
            filters=chosen,
            excluded=left_out,
            joining=naming,
            period=period(since, until),
            dates=dates,
            ranking=Ranking(half_life=half_life),
        )
        if after is not None and (place := engine.place(request, after)) is not None:
            request = replace(request, offset=place + 1)
        found = answer(engine, understood, request, language, self._correction)
        if fold:
            found = with_stories(found, engine, request, self._kinship.of(engine))
        return replace(found, seconds=time.perf_counter() - began)

    def dates(self) -> DateCounts:
        """The dates of all articles, for `make_timeline`; counted once for each commit."""
        return self._dates.read()

    def every(
        self,
        query: str,
        *,
        sort: Sort = "relevance",
        half_life: float | None = None,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        excluded: Mapping[str, tuple[str, ...]] | None = None,
        since: PressDate | None = None,
        until: PressDate | None = None,
    ) -> Iterator[Article]:
        """All articles that `search` would find with everything, in its order, as they were when
        it was called.

        They are read one by one: memory does not grow with their texts. What only has most of the
        words is not among them. The time of `within` is no bound to it.

        Raises:
            ValueError: as `search` does.
        """
        chosen, left_out = given(filters), given(excluded)
        check_request(0, 0, sort, (*chosen, *left_out))
        naming = self._wordings.naming()
        engine = self._engine.pinned()
        request = Request(
            tree=self._wordings.understood(query, naming).tree,
            sort=sort,
            filters=filters_as_shown(engine, naming, chosen),
            excluded=filters_as_shown(engine, naming, left_out),
            joining=naming,
            period=period(since, until),
            ranking=Ranking(half_life=half_life),
        )
        return map(article_from_bytes, engine.every(request))

    def _correction(self, query: Query, count: Count) -> Query | None:
        """A query with misspelt words as they may have been meant, None where none is."""
        text = self._help.corrected(query, count)
        return None if text is None else self._understood(text)

    def article(self, id: str) -> Article | None:
        """The article of this id, None where there is none."""
        stored = self._engine.stored(id)
        return None if stored is None else article_from_bytes(stored)

    def hit(self, id: str, query: str, half_life: float | None = None) -> Hit | None:
        """One article with what a query would mark in it, whether or not it is a match."""
        stored = self._engine.stored(id)
        if stored is None:
            return None
        spans = self._engine.spans(id, self._understood(query).tree)
        return hit_of(Match(id, 0.0, stored, spans), query, half_life)

    def spans(self, id: str, query: str) -> tuple[MatchedSpan, ...]:
        """Where a query's words stand in all fields of one article, whether or not it is a match;
        () where there is no such article."""
        return self._engine.spans(id, self._understood(query).tree)

    def _understood(self, query: str) -> Query:
        return self._wordings.understood(query, self._wordings.naming())

    def explain(self, hit: Hit) -> Explanation:
        """Which typed word was found as what in a hit, where, and what it added to the score."""
        witness = engine_witness(self._engine, hit.article.id, hit.half_life)
        return explain_tree(hit.article, hit.query, self._understood(hit.query).tree, witness)

    def similar(self, id: str, *, limit: int = 10) -> list[Similar]:
        """Articles like one of the archive, most alike first, and the words that make them so.

        Empty where there is no such article, or none like it.
        """
        article = self.article(id) if limit > 0 else None
        return [] if article is None else find_similar(self._engine, article, limit)

    def printings(self, id: str) -> Printings:
        """The printings of one article's story by all outlets, earliest first.

        Each with how much of the longest it kept, and what was cut, added and changed. One that
        nobody else printed stands alone; empty where there is no such article.
        """
        return find_printings(id, self._kinship.of(self._engine.pinned()))

    def suggest(
        self, word: str, *, neighbours: Sequence[str] = (), limit: int = 5
    ) -> list[Suggestion]:
        """Words of the archive that may have been meant by one that was typed, best first.

        `neighbours` are the words typed beside it: what stands with them in articles is likelier.
        The first call after a commit reads the archive's words and takes longer.
        """
        return self._help.suggest(word, neighbours, limit)

    def complete(self, prefix: str, limit: int = 10) -> list[Completion]:
        """People, organisations, places, outlets, words and titles that begin with what was typed.

        Most useful first, in any spelling of umlauts. The first call reads the archive's names and
        words and takes longer. How many articles have a name may lag behind by a hundredth.
        """
        return self._help.complete(prefix, limit)

    def synonym_warnings(self) -> tuple[LineWarning, ...]:
        """What cannot be used of `synonyms.txt` in the archive's folder, by line."""
        return self._wordings.synonym_warnings()

    def name_warnings(self) -> tuple[LineWarning, ...]:
        """What cannot be used of `namen.txt` in the archive's folder, by line."""
        return self._wordings.name_warnings()

    def entities(self, article: Article) -> tuple[Entity, ...]:
        """An article's people, organisations and places as the facets call them.

        Those that are one are joined, and those that the owner leaves out are not there.
        """
        engine = self._engine.pinned()
        return entities_as_shown(engine, self._wordings.naming(), article)

    def withdrawn(self, id: str) -> int | None:
        """In which version the publisher took an article back, 0 for all versions; None where that
        never happened. See `Writer.withdraw`."""
        return self._engine.withdrawn(id)

    def ids(self) -> Iterator[str]:
        """The ids of all articles, in no particular order."""
        return self._engine.ids()

    def facets(self, name: str) -> tuple[FacetCount, ...]:
        """All values of one facet over the whole archive, most frequent first.

        Raises:
            ValueError: there is no such facet.
        """
        check_request(0, 0, "relevance", (name,))
        counts = self._engine.values(name, self._wordings.naming())
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(FacetCount(value, count) for value, count in ranked)

    def statistics(self) -> Statistics:
        """How much the archive holds, and from when to when."""
        return statistics_of(self._engine, self._wordings.naming())

    def generation(self) -> int:
        """The number of the last commit, which each one raises."""
        return self._engine.commit().generation

    def fingerprint(self) -> str:
        """What answers depend on beside the question: as long as it is the same, so are they."""
        commit = self._engine.commit()
        return f"{commit.generation} {commit.made} {' '.join(self._wordings.changed())}"

    def close(self) -> None:
        """Let go of the archive's files."""
        self._engine.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Archive"]
