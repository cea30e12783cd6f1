"""An archive made anew from another one: in a place of another kind, or for a new analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import PathLike
from typing import Protocol

from pressespiegel.search.document import document
from pressespiegel.search.engine import Commit, Engine, EngineWriter, Request
from pressespiegel.search.query.tree import Everything
from pressespiegel.search.serialisation import article_from_bytes

COMMIT_EVERY = 20_000
"""Articles that an interruption may cost."""

Progress = Callable[[int, int], None]
"""Is told how many articles are there, of how many."""


class Origin(Protocol):
    """An archive that is copied; nobody else writes to it meanwhile. Its analysis may be old."""

    @property
    def engine(self) -> Engine:
        """What reads it."""

    def withdrawn(self) -> Mapping[str, int]:
        """In which version each article was taken back that was."""

    def close(self) -> None:
        """Let others write."""


class Destination(Protocol):
    """An archive that is being made beside the one that it will stand for."""

    @property
    def engine(self) -> Engine:
        """What writes it; it may have articles of a run that was interrupted."""

    def finish(self) -> str:
        """Put it in its place, for readers and writers from one moment to the next; says where
        what was there before is kept, "" for nothing."""

    def close(self) -> None:
        """Let go of it; unless it was finished, another run goes on with it."""


class Places(Protocol):
    """Opens both ends."""

    def origin(self, place: str | PathLike[str], wait: float) -> Origin:
        """Open an archive to be copied."""

    def destination(self, place: str | PathLike[str], source: str, commit: Commit) -> Destination:
        """Begin an archive, or go on with one that was begun from the same commit of a source."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many articles there are, how many of them an earlier run had copied already, and where
    what was there before is kept ("" for nothing)."""

    articles: int
    before: int
    kept: str


def rebuild(
    places: Places,
    source: str | PathLike[str],
    to: str | PathLike[str],
    wait: float,
    progress: Progress,
) -> Rebuilt:
    """Make the archive at `to` of all that the one at `source` has; both may be the same.

    Nobody writes to the source meanwhile. What is at `to` serves its readers until all is there.
    """
    origin = places.origin(source, wait)
    try:
        commit = origin.engine.commit()
        destination = places.destination(to, str(source), commit)
        try:
            done = set(destination.engine.ids())
            copied = _copied(origin, destination.engine, done, progress)
            return Rebuilt(copied, len(done), destination.finish())
        finally:
            destination.close()
    finally:
        origin.close()


def _copied(origin: Origin, target: Engine, done: set[str], progress: Progress) -> int:
    total = origin.engine.size().articles
    count = 0
    # Neither the order of the alphabet nor that of relevance: both engines have this one.
    articles = origin.engine.every(Request(Everything(), sort="oldest"))
    for batch in _batches(articles):
        with _writing(target) as writer:
            for stored in batch:
                article = article_from_bytes(stored)
                if article.id not in done:
                    writer.put(document(article))
                count += 1
                progress(count, total)
    with _writing(target) as writer:
        for id, version in origin.withdrawn().items():
            # Who put it all the same was not hindered.
            kept = origin.engine.stored(id)
            writer.withdraw(id, version)
            if kept is not None:
                writer.put(document(article_from_bytes(kept)))
    return count


@contextmanager
def _writing(engine: Engine) -> Iterator[EngineWriter]:
    writer = engine.writer(wait=0)
    try:
        yield writer
    except BaseException:
        with suppress(Exception):  # what stopped it says more
            writer.abort()
        raise
    writer.commit()


def _batches(articles: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """The same in runs of `COMMIT_EVERY`, each of which is read before the next is asked for."""
    for first in articles:
        yield _run(first, articles)


def _run(first: bytes, more: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    for _, article in zip(range(COMMIT_EVERY - 1), more, strict=False):
        yield article
