"""Measures one engine in a process of its own and prints what it found as JSON.

Started by `peers.py`, so that no engine meets another one's caches, threads or memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from corpus import read_articles, read_tokens
from drivers import CLUSTER, FACETS, PAGE_PEERS, PEERS, PageSession, Session
from queries import Queries

WARM_UP = 20
"""Queries asked before any is timed, of every workload."""

_Article = TypeVar("_Article")
_Asked = TypeVar("_Asked")


@dataclass(frozen=True, slots=True)
class Indexing:
    """What making an index cost; `bytes` is its size on disk, `peak` the memory it took."""

    articles: int
    seconds: float
    bytes: int
    peak: int


@dataclass(frozen=True, slots=True)
class Querying:
    """Seconds of every query by workload; bytes of memory at the most.

    `opening` are the seconds from nothing to the first answer.

    `totals` and `facet_sums` belong to the OR queries and show that the engines did the same
    work; `found` are the ids they gave.
    """

    opening: float
    peak: int
    seconds: dict[str, list[float]]
    totals: list[int]
    facet_sums: list[list[int]]
    found: list[list[str]]


def index_tokens(engine: str, tokens: Path, folder: Path) -> Indexing:
    """Index a token file into an empty folder."""
    return _indexing(PEERS[engine].driver().index, folder, read_tokens(tokens))


def index_pages(engine: str, articles: Path, folder: Path) -> Indexing:
    """Index whole articles into an empty folder, the analysis of their text included."""
    return _indexing(
        {**PAGE_PEERS, **CLUSTER}[engine].page_driver().index, folder, read_articles(articles)
    )


def ask_tokens(engine: str, queries: Queries, folder: Path) -> Querying:
    """Time every kind of query on an index of tokens."""
    driver = PEERS[engine].driver()
    began = time.perf_counter()
    session = driver.open(folder)
    session.any_of(queries.words[0])
    opening = time.perf_counter() - began
    seconds = _token_seconds(session, queries)
    peak = _peak()
    counted = [session.any_of_counted(words) for words in queries.words]
    facets = [session.faceted(words)[1] for words in queries.words]
    return Querying(
        opening=opening,
        peak=peak,
        seconds=seconds,
        totals=[total for _, total in counted],
        facet_sums=[[sum(each[name].values()) for name in FACETS] for each in facets],
        found=[list(ids) for ids, _ in counted],
    )


def ask_pages(engine: str, queries: Queries, folder: Path) -> Querying:
    """Time whole pages of results: articles, snippets, totals, with and without facets."""
    driver = {**PAGE_PEERS, **CLUSTER}[engine].page_driver()
    typed = [" ".join(words) for words in queries.words]
    began = time.perf_counter()
    session = driver.open(folder)
    session.page(typed[0])
    opening = time.perf_counter() - began
    seconds = _page_seconds(session, typed)
    peak = _peak()
    pages = [session.page(text) for text in typed]
    return Querying(
        opening=opening,
        peak=peak,
        seconds=seconds,
        totals=[page.total for page in pages],
        facet_sums=[],
        found=[list(page.ids) for page in pages],
    )


def _token_seconds(session: Session, queries: Queries) -> dict[str, list[float]]:
    return {
        "OR": _timed(session.any_of, queries.words),
        "OR, total": _timed(session.any_of_counted, queries.words),
        "AND": _timed(session.all_of, queries.words),
        "OR + 2 facets": _timed(session.faceted, queries.words),
        "phrase": _timed(session.phrase, queries.phrases),
        "prefix": _timed(session.prefix, queries.prefixes),
        "OR, newest": _timed(session.newest, queries.words),
    }


def _page_seconds(session: PageSession, typed: list[str]) -> dict[str, list[float]]:
    return {
        "page": _timed(session.page, typed),
        "page + 2 facets": _timed(session.faceted_page, typed),
    }


def _timed(ask: Callable[[_Asked], object], asked: Sequence[_Asked]) -> list[float]:
    for each in asked[:WARM_UP]:
        ask(each)
    seconds = []
    for each in asked:
        began = time.perf_counter()
        ask(each)
        seconds.append(time.perf_counter() - began)
    return seconds


def _indexing(
    index: Callable[[Path, Iterable[_Article]], None], folder: Path, articles: Iterator[_Article]
) -> Indexing:
    counter = _Counter(articles)
    began = time.perf_counter()
    index(folder, counter)
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Indexing(counter.count, seconds, size, _peak())


class _Counter(Iterable[_Article]):
    """Passes articles on and counts them."""

    def __init__(self, articles: Iterator[_Article]) -> None:
        self._articles = articles
        self.count = 0

    def __iter__(self) -> Iterator[_Article]:
        for each in self._articles:
            self.count += 1
            yield each


def _peak() -> int:
    """The most memory this process has had, in bytes, with the largest of its children's."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + children
    # The resident maximum that getrusage gives begins with that of the process that started us.
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 + children


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("index", "ask"))
    parser.add_argument("engine")
    parser.add_argument("corpus", type=Path, help="token file, or articles with --pages")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", action="store_true", help="end to end: articles and snippets")
    parser.add_argument("--queries", type=Path, help="JSON of what is asked")
    given = parser.parse_args()
    if given.task == "index":
        index = index_pages if given.pages else index_tokens
        print(json.dumps(asdict(index(given.engine, given.corpus, given.folder))))
        return
    queries = Queries.from_json(given.queries.read_text("utf-8"))
    if given.pages:
        print(json.dumps(asdict(ask_pages(given.engine, queries, given.folder))))
    else:
        print(json.dumps(asdict(ask_tokens(given.engine, queries, given.folder))))


if __name__ == "__main__":
    main()
