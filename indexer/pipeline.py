"""The way of an article: files are read, articles prepared in several processes, one writes."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeAlias

from pressespiegel.indexer.entities.other_finders import CARRIED, check_finder
from pressespiegel.indexer.garbage import rarely_collected
from pressespiegel.indexer.initials import NO_INITIALS, Initials
from pressespiegel.indexer.preparation import Preparation, Prepared, read_safely
from pressespiegel.indexer.readers import Item, Removal
from pressespiegel.indexer.versions import Versions
from pressespiegel.indexer.workers import Died, Workers
from pressespiegel.search import Archive, Article, ReadError
from pressespiegel.search.engine import Change
from pressespiegel.search.writer import DEFAULT_WAIT

COMMIT_EVERY = 50_000
"""Articles after which a run makes sure of what it has: a later end costs no more than these."""

MEMORY = 256_000_000
"""Bytes that what waits to be written may take: with two processes that read, less than a gigabyte
in all."""

BATCH = 32
"""Articles that travel between processes at once, at most."""

BATCH_CHARACTERS = 400_000
"""Text that travels between processes at once, about."""

LARGE_FILE = 500_000
"""Bytes from which a file's articles are shared among the processes, not the file itself."""

SMALL_RUN = 1_000_000
"""Bytes up to which all of a run is less work than starting processes."""

MOST_PROCESSES = 8
"""More would only wait for the one that writes."""

PATIENCE = 24 * 60 * 60.0
"""Seconds a run that has begun waits for another writer between two of its commits."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the articles read, how many were taken back or could not be read, and when."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    seconds: float = 0.0

    @property
    def read(self) -> int:
        """How many articles were read."""
        return self.added + self.replaced + self.unchanged


class Progress(Protocol):
    """Hears of every event of a run, in order."""

    def indexed(self) -> None:
        """One more article was put."""

    def failed(self, error: ReadError) -> None:
        """A file, or a place in one, could not be read."""

    def committed(self, summary: Summary) -> None:
        """All of this is now in the archive for good."""


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to be read and prepared by one process."""

    path: Path


@dataclass(frozen=True, slots=True)
class ItemsTask:
    """Articles of a large file, read already, to be prepared."""

    items: tuple[Item, ...]


Task: TypeAlias = "FileTask | ItemsTask"


@rarely_collected()
def index(
    archive: Archive,
    files: Iterable[Path | ReadError],
    progress: Progress,
    *,
    processes: int | None = None,
    wait: float = DEFAULT_WAIT,
    commit_every: int = COMMIT_EVERY,
    memory: int = MEMORY,
    initials: Initials = NO_INITIALS,
    entities: str = CARRIED,
    even_withdrawn: bool = False,
) -> Summary:
    """Put all articles of the files into an archive; of two with one id, the later one stays,
    or that of the higher version. What a file takes back is deleted, and stays away until a
    higher version comes, unless `even_withdrawn`.

    Works in this process for a small run or with `processes=1`, else in `processes` more of
    them (None: one for each core). Memory does not grow with the input: what is read waits for
    what is written, and that takes about `memory` bytes at most. Every `commit_every` articles a
    commit makes sure of them; on an exception those before the last commit stay, and a second run
    finds them unchanged.

    Raises:
        ArchiveLocked: somebody else did not finish writing within `wait` seconds.
        StorageError: the disk is full.
        PressespiegelError: the processes do not start, or `entities` is no finder that can be made
            (`pressespiegel.indexer.entities.other_finders`).
    """
    check_finder(entities)
    began = time.perf_counter()
    counts: Counter[Change] = Counter()
    removed = failed = 0
    versions = Versions(archive, even_withdrawn=even_withdrawn)

    def summary() -> Summary:
        seconds = time.perf_counter() - began
        changes = (counts["added"], counts["replaced"], counts["unchanged"])
        return Summary(*changes, removed, failed, seconds)

    kind = WorkKind(initials, entities)
    with closing(_prepared(files, processes or available_processes(), kind)) as prepared:
        more = True
        while more:
            with archive.writer(wait=wait, memory=memory) as writer:
                more = False
                put = 0
                for each in prepared:
                    if isinstance(each, ReadError):
                        failed += 1
                        progress.failed(each)
                        continue
                    outdated = versions.is_outdated(each.id, each.version)
                    if isinstance(each, Removal):
                        if not outdated:
                            versions.withdraw(each.id, each.version)
                            removed += writer.withdraw(each.id, each.version)
                        continue
                    outdated = outdated or versions.is_withdrawn(each.id, each.version)
                    counts["unchanged" if outdated else writer.put_document(each)] += 1
                    progress.indexed()
                    put += 1
                    if put == commit_every:
                        more = True
                        break
            versions.committed()
            wait = PATIENCE
            progress.committed(summary())
    return summary()


def available_processes() -> int:
    """One for each core that this process may use, up to `MOST_PROCESSES`."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)


@dataclass(frozen=True, slots=True)
class WorkKind:
    """What all of a run's articles are prepared with; see `Preparation`."""

    initials: Initials = NO_INITIALS
    entities: str = CARRIED


AS_USUAL = WorkKind()


class Work:
    """Does tasks, one after another, in a process of its own or not; parts of about a batch."""

    def __init__(self, *, own_process: bool, kind: WorkKind = AS_USUAL) -> None:
        self._prepare = Preparation(
            analyse=own_process, initials=kind.initials, entities=kind.entities
        )

    def __call__(self, task: Task) -> Iterator[tuple[Prepared, ...]]:
        """Read what the task names, and prepare it."""
        items = read_safely(task.path) if isinstance(task, FileTask) else iter(task.items)
        for batch in batches(items):
            yield self._prepare(batch)


def batches(items: Iterator[Item]) -> Iterator[tuple[Item, ...]]:
    """Items in groups of up to `BATCH`, fewer where they are long."""
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        if isinstance(item, Article):
            characters += sum(len(block.text) for block in item.blocks)
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch.clear()
            characters = 0
    if batch:
        yield tuple(batch)


def _prepared(
    files: Iterable[Path | ReadError], processes: int, kind: WorkKind
) -> Generator[Prepared, None, None]:
    waiting = iter(files)
    first: list[Path | ReadError] = []
    size = 0
    for each in waiting:
        first.append(each)
        size += _size(each)
        if size > SMALL_RUN:
            break
    tasks = _tasks(chain(first, waiting))
    if processes == 1 or size <= SMALL_RUN:
        work = Work(own_process=False, kind=kind)
        for task in tasks:
            for part in work(task):
                yield from part
        return
    with Workers(Work(own_process=True, kind=kind), processes) as workers:
        for shared in workers.share(tasks):
            if isinstance(shared, Died):
                yield _lost(shared.task)
            else:
                yield from shared


def _tasks(files: Iterator[Path | ReadError]) -> Iterator[Task]:
    for each in files:
        if isinstance(each, ReadError):
            yield ItemsTask((each,))
        elif _size(each) < LARGE_FILE:
            yield FileTask(each)
        else:
            for batch in batches(read_safely(each)):
                yield ItemsTask(batch)


def _size(file: Path | ReadError) -> int:
    if isinstance(file, ReadError):
        return 0
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _lost(task: Task) -> ReadError:
    reason = "the process that read it ended before it was done"
    hint = "there may be too little memory: use fewer with --processes"
    if isinstance(task, FileTask):
        return ReadError(reason, str(task.path), hint=hint)
    origins = [item.origin for item in task.items if isinstance(item, Article)]
    places = [origin.place for origin in origins if origin.place]
    place = f"{places[0]} to {places[-1]}" if places else ""
    return ReadError(reason, origins[0].file if origins else "?", place, hint)
