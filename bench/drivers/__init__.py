"""One module an engine: how it is given the same tokens and asked the same questions.

Every engine indexes the fields `title` and `text` with positions, ranks by BM25 with the title
counted `TITLE_WEIGHT` times, keeps section, month and day as values, and answers with the ids of
its ten best articles. Beyond that each is used as its own documentation advises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from corpus import PlainArticle, TokenArticle

TOP = 10
TITLE_WEIGHT = 2.0
MEMORY_MB = 512
"""What each engine is allowed for its buffers while indexing, where it can be told."""

FACETS = ("section", "month")
Ids = Sequence[str]
Facets = Mapping[str, Mapping[str, int]]


class Session(Protocol):
    """An index opened for searching."""

    def any_of(self, words: Sequence[str]) -> Ids:
        """The ten best articles with any of the words, in either field."""

    def any_of_counted(self, words: Sequence[str]) -> tuple[Ids, int]:
        """The same, and exactly how many there are."""

    def all_of(self, words: Sequence[str]) -> Ids:
        """The ten best articles with all of the words, each in either field."""

    def faceted(self, words: Sequence[str]) -> tuple[Ids, Facets]:
        """As `any_of`, and how many articles each value of `FACETS` has, over all that match."""

    def phrase(self, words: Sequence[str]) -> Ids:
        """The ten best articles with the words beside each other."""

    def prefix(self, beginning: str) -> Ids:
        """Ten articles with a word that begins so; engines may or may not rank them."""

    def newest(self, words: Sequence[str]) -> Ids:
        """The ten newest articles with any of the words."""


class Driver(Protocol):
    """An engine as the measurement uses it."""

    def index(self, folder: Path, articles: Iterable[TokenArticle]) -> None:
        """Make an index in an empty folder and bring it to rest: committed, no merge running."""

    def open(self, folder: Path) -> Session:
        """Open that index."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader is shown: ids and snippets of ten articles, and how many there are."""

    ids: tuple[str, ...]
    snippets: tuple[str, ...]
    total: int


class PageSession(Protocol):
    """An index of whole articles, opened for searching as a program for readers would."""

    def page(self, typed: str) -> Page:
        """The ten best articles with all words, read back whole, with their snippets."""

    def faceted_page(self, typed: str) -> Page:
        """The same, and the counts of `FACETS`."""


class PageDriver(Protocol):
    """An engine as the measurement end to end uses it."""

    def index(self, folder: Path, articles: Iterable[PlainArticle]) -> None:
        """Analyse, index and store articles in an empty folder."""

    def open(self, folder: Path) -> PageSession:
        """Open that index."""


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine by the name it has in tables and on the command line, and its module here."""

    name: str
    module: str

    def driver(self) -> Driver:
        """Import what the engine needs and make its driver.

        Raises:
            ImportError: the engine is not installed.
        """
        make: Callable[[], Driver] = import_module(f"drivers.{self.module}").driver
        return make()

    def page_driver(self) -> PageDriver:
        """The same for whole articles."""
        make: Callable[[], PageDriver] = import_module(f"drivers.{self.module}").driver
        return make()


def _named(*peers: Peer) -> Mapping[str, Peer]:
    return MappingProxyType({peer.name: peer for peer in peers})


PEERS = _named(
    Peer("ours", "ours"),
    Peer("whoosh", "stock_whoosh"),
    Peer("fts5", "sqlite_fts5"),
    Peer("tantivy", "tantivy_index"),
)
"""The engines that index tokens; all are compared with the first."""

PAGE_PEERS = _named(Peer("ours", "archive_pages"), Peer("tantivy", "tantivy_pages"))
"""The engines that are measured end to end."""

CLUSTER = _named(Peer("opensearch", "cluster_pages"))
"""Ours on a cluster, measured end to end where it is asked for."""
