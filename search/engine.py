"""The seam between an archive and what keeps it: every engine is an `Engine`, and only that.

Called by `pressespiegel.search.archive.Archive` alone. From an engine only the errors of
`pressespiegel.search.errors` leave; a query never raises because of what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from pressespiegel.search.article import TextField
from pressespiegel.search.document import Document
from pressespiegel.search.query.tree import Dated, Node, SearchField
from pressespiegel.search.ranking import Ranking
from pressespiegel.search.time_limit import NEVER, Deadline, OutOfTime

Sort = Literal["relevance", "newest", "oldest"]
Change = Literal["added", "replaced", "unchanged"]

DEFAULT_MEMORY = 512 * 1024 * 1024
"""Bytes that what waits to be written may take, unless something else is asked for."""


@dataclass(frozen=True, slots=True)
class MatchedSpan:
    """Characters of one text field of an article on which a term of the query was found."""

    field: TextField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class JoinedGroup:
    """Values of a facet that are one: the name they are shown under, and their places."""

    label: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The values of a facet that are one, and the places of those that are not shown.

    No two groups share a label or a place, and no label is another value's name.
    """

    groups: tuple[JoinedGroup, ...] = ()
    hidden: tuple[int, ...] = ()


class Joining(Protocol):
    """Says which values of a facet are one; an engine may keep what it says of a commit.

    An engine asks it once for each facet and commit, as long as it is given the same object.
    """

    def concerns(self, facet: str) -> bool:
        """Whether any values of a facet may be one."""

    def canonical(self, facet: str, name: str) -> str:
        """What a name is called that no article has."""

    def joined(self, facet: str, names: Sequence[str], articles: Callable[[int], int]) -> Joined:
        """Which of all values of a facet are one, by their places among `names`.

        `articles` tells how many articles have the name at a place.
        """


@dataclass(frozen=True, slots=True)
class Request:
    """What an archive asks of its engine.

    `filters` narrows by facet: an article passes when, for every facet named, it has one of the
    values. A facet that is itself filtered is counted as if its own filter were not set, so that
    its other values show what they would add. What has a value of `excluded`, or cannot lie in the
    `period`, is left out everywhere. What `joining` calls one value is counted, shown, filtered and
    excluded as one: an article with several of its names counts once. With `dates` those of all
    matches are counted.

    `offset` and `limit` choose the page; ties are broken by date (newest first), then id. With
    `sort` by date, undated articles come last. Without `content` the matches come without their
    stored bytes and spans. An article is marked where the terms of `marked` stand, or, where none
    of them does or it is None, those of `tree`.
    """

    tree: Node
    limit: int = 10
    offset: int = 0
    sort: Sort = "relevance"
    facets: tuple[str, ...] = ()
    facet_limit: int = 20
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: Dated | None = None
    dates: bool = False
    ranking: Ranking = field(default_factory=Ranking)
    content: bool = True
    marked: Node | None = None
    joining: Joining | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything besides the tree keeps articles out."""
        return bool(self.filters or self.excluded or self.period)


class Match(NamedTuple):
    """One article found: its stored bytes, and the spans where the query's terms stand in it.

    Both are empty where the request did not ask for content. A tuple, because every request makes
    a page of them, and tuples are made three times as fast.
    """

    id: str
    score: float
    stored: bytes
    spans: tuple[MatchedSpan, ...]


@dataclass(frozen=True, slots=True)
class DateCounts:
    """How many articles are dated to each range of days, in days since 1970-01-01, local time.

    The range of "2022-01-05T10:30" is one day, that of "2022-01" a month. `undated` have no date.
    """

    ranges: Mapping[tuple[int, int], int]
    undated: int


@dataclass(frozen=True, slots=True)
class Matches:
    """A page of matches, the exact number of all, and facet counts, most frequent first.

    A filtered facet lists its chosen values even where their count is 0. `dates` are there where
    they were asked for. One that was `cut_short` by its deadline has only what was found by then.
    """

    matches: tuple[Match, ...]
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    dates: DateCounts | None = None
    cut_short: bool = False

    def whole(self) -> Matches:
        """These, where nothing is missing.

        Raises:
            OutOfTime: they were cut short.
        """
        if self.cut_short:
            raise OutOfTime
        return self


@dataclass(frozen=True, slots=True)
class Size:
    """How much an engine holds; `bytes` is what it takes on disk."""

    articles: int
    segments: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Commit:
    """The number of a commit and the moment it was made, in nanoseconds; two archives in one place
    differ in the latter."""

    generation: int
    made: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of an archive that is not as it was written, and in what way."""

    file: str
    what: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of an archive found and, where it was asked to repair, did.

    `rescued` articles were read from damaged files and put back, `lost` ones could not be (None
    where nothing tells how many there were). At most `returned` deleted articles may be back,
    because what told of their deletion is damaged. Damaged files are kept, under names that end
    in ".damaged".
    """

    damages: tuple[Damage, ...]
    repaired: bool = False
    rescued: int = 0
    lost: int | None = 0
    returned: int = 0


class EngineWriter(Protocol):
    """One set of changes that becomes visible whole, or not at all.

    Used by one thread. `commit` and `abort` end it; neither may be called twice.
    """

    def put(self, document: Document) -> Change:
        """Add a document, or replace the one of its id; an equal one is left as it is.

        Raises:
            StorageError: the disk is full; the writer can then only be aborted.
        """

    def delete(self, id: str) -> bool:
        """Remove the article of this id; False where there is none."""

    def withdraw(self, id: str, version: int) -> bool:
        """Remove the article of this id, and remember that its publisher took it back.

        Asked for several versions of one, `pressespiegel.search.withdrawal.joined` says which is
        remembered. False where there is no article. Who puts one all the same is not hindered.
        """

    def commit(self) -> None:
        """Make all changes visible at once and durable.

        Raises:
            StorageError: the disk is full; the archive is as it was.
        """

    def abort(self) -> None:
        """Forget all changes and let others write."""


class Part(Protocol):
    """Some of the articles that an engine keeps. Later commits at most delete some of them."""

    @property
    def name(self) -> str:
        """The same for the same articles, deleted ones included, and for no others."""

    @property
    def articles(self) -> int:
        """How many articles there are, deleted ones left out."""

    def terms(self, field: SearchField, prefix: str) -> Sequence[str]:
        """Index terms of a field that begin with `prefix`, sorted, whatever was deleted."""

    def articles_with(self, field: SearchField, prefix: str) -> npt.NDArray[np.integer]:
        """In how many articles each of these terms stands."""

    def frequency(self, field: SearchField, term: str) -> int:
        """In how many articles a term stands, deleted ones included; a few microseconds."""

    def values(self, facet: str) -> Sequence[str]:
        """All values of a facet, sorted, whatever was deleted."""

    def articles_of(self, facet: str) -> npt.NDArray[np.integer]:
        """How many articles have each of these values."""


class Engine(Protocol):
    """Keeps documents and finds them again; safe to use from many threads."""

    def writer(self, wait: float, memory: int = DEFAULT_MEMORY) -> EngineWriter:
        """Begin a set of changes, waiting up to `wait` seconds for another writer to finish.

        What is put waits in memory, about `memory` bytes of it at most, before it is written.

        Raises:
            ArchiveLocked: the other writer did not finish; the message names it.
        """

    def compact(self, wait: float) -> None:
        """Bring all that is kept into one part, and let go of what was deleted, as one commit.

        Raises:
            ArchiveLocked: another writer did not finish within `wait` seconds.
            StorageError: the disk is full; the archive is as it was.
        """

    def search(self, request: Request) -> Matches:
        """Answer a request from the last commit (a commit elsewhere is seen within a second)."""

    def place(self, request: Request, id: str) -> int | None:
        """How many matches of a request stand before this article, wherever its page begins;
        None where the article is no match."""

    def pinned(self, deadline: Deadline = NEVER) -> Engine:
        """This engine for a few searches that belong together, in one thread.

        They all see the same commit, and what several of them need is worked out once. At the
        deadline they end, cut short.
        """

    def every(self, request: Request) -> Iterator[bytes]:
        """The stored articles of all matches in the order of `search`, whatever page was asked for.

        What matches is worked out at once and stays the same; the articles are read one by one,
        so that memory does not grow with their texts.
        """

    def stored(self, id: str) -> bytes | None:
        """The stored article of this id, None where there is none."""

    def alike(self, ids: Sequence[str], limit: int) -> Mapping[str, Sequence[str]]:
        """For each of some articles that exist the ids of others that may be printings of its
        story, likeliest first.

        They are those that `pressespiegel.search.sketch.likeliest` names, a number being worth
        one by the number of articles whose sketches have it. Equal ones come in any order.
        """

    def spans(self, id: str, tree: Node) -> tuple[MatchedSpan, ...]:
        """Where the tree's terms stand in the running text of one article; () without one."""

    def withdrawn(self, id: str) -> int | None:
        """In which version the article of this id was taken back, None where it never was."""

    def ids(self) -> Iterator[str]:
        """The ids of all articles, in no particular order."""

    def terms(self, fields: Sequence[SearchField], prefix: str) -> Iterator[tuple[str, int]]:
        """Index terms (with marker) that begin with `prefix`, sorted, with their article counts.

        An article counts once, in however many of the fields it has the term.
        """

    def values(self, facet: str, joining: Joining | None = None) -> Mapping[str, int]:
        """All values of a facet with their article counts."""

    def shown(self, facet: str, values: Sequence[str], joining: Joining) -> tuple[str, ...]:
        """What each of some values is shown as, "" for what is not shown."""

    def parts(self) -> Sequence[Part]:
        """Everything that is kept, in parts: what was read of one need not be read again."""

    def size(self) -> Size:
        """How much is kept."""

    def commit(self) -> Commit:
        """The last commit."""

    def close(self) -> None:
        """Let go of files; the engine is not used afterwards."""
