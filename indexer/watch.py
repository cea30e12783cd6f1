"""Takes in the files that arrive in folders, batch after batch, each file once and whole."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

import watchfiles

from pressespiegel.indexer.arrivals import Arrivals, Signature, is_temporary, signature_of
from pressespiegel.indexer.files import find_files
from pressespiegel.indexer.journal import Journal
from pressespiegel.indexer.pipeline import Summary
from pressespiegel.search import ArchiveLocked, PressespiegelError, ReadError

SETTLE = 2.0
"""Seconds for which a file stands still before it is taken for whole."""

LONGEST_DELAY = 10.0
"""Seconds that a whole file waits for others that are still arriving, to share their commit."""

LOOK_THROUGH_EVERY = 600.0
"""Seconds after which the folders are looked through, for what the system forgot to tell."""

MOST_FILES = 20_000
"""Files of a batch at most, so that what is done is made sure of now and then."""

_TICK = 250
_QUIET = 50
"""Milliseconds: how often there is a look at the clock, and how long changes are gathered."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of some files, and the names of those of which something could not be read;
    of some it is known when it can be (`later`, in seconds since 1970)."""

    summary: Summary
    failed: frozenset[str] = frozenset()
    later: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that were taken in with one commit, and what became of their articles."""

    files: int
    summary: Summary


class Take(Protocol):
    """Puts the articles of files into an archive and commits.

    Raises:
        ArchiveLocked: somebody else is writing. Nothing was read; it is asked again.
    """

    def __call__(self, files: Iterable[Path | ReadError]) -> Taken:
        """Read the files, one by one, as they are drawn."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How folders are watched.

    What lies in `leave_out` is never read. With `once` it ends when all is taken in that was there
    and did not take long to be whole. With `poll` the folders are looked at again and again, where
    the system does not tell.
    """

    folders: tuple[Path, ...]
    leave_out: tuple[Path, ...] = ()
    settle: float = SETTLE
    once: bool = False
    poll: bool = False


def watch(
    settings: Settings,
    take: Take,
    journal: Journal,
    stop: threading.Event,
    say: Callable[[str], None],
) -> Iterator[Batch]:
    """Take in what lies in folders and what arrives there, until `stop` is set.

    Each batch is in the archive, and noted in the journal, when it is told. When `stop` is set,
    what was drawn from the batch in hand is still committed. `say` is told, once, that somebody
    else is being waited for.

    Raises:
        PressespiegelError: a folder cannot be watched, or is no longer there.
    """
    return _Watch(settings, take, journal, stop, say).batches()


class _Watch:
    def __init__(
        self,
        settings: Settings,
        take: Take,
        journal: Journal,
        stop: threading.Event,
        say: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._take = take
        self._journal = journal
        self._stop = stop
        self._say = say
        # Resolved: the system tells of files under the real names of their folders.
        self._folders = [folder.resolve() for folder in settings.folders]
        self._identities = [_identity(folder) for folder in self._folders]
        self._left_out = [folder.resolve() for folder in settings.leave_out]
        self._arrivals = Arrivals(settings.settle)
        self._whole: dict[str, Signature] = {}
        self._whole_since = 0.0
        self._later: dict[str, float] = {}
        self._errors: list[ReadError] = []
        self._told: set[str] = set()

    def batches(self) -> Iterator[Batch]:
        with closing(self._changes()) as changes:
            next(changes, None)  # from here on the system tells of what arrives
            self._look_through(self._folders)
            looked_through = time.monotonic()
            for changed in changes:
                now = time.monotonic()
                for path in changed:
                    self._notice(path, now)
                self._try_again(now)
                self._require_folders()
                if now - looked_through > LOOK_THROUGH_EVERY:
                    self._look_through(self._folders)
                    looked_through = now
                self._sort_out(self._arrivals.settled(now), now)
                if self._is_time(now) and (batch := self._take_in()):
                    yield batch
                patience = looked_through + self._settings.settle + LONGEST_DELAY
                done = not self._whole and (not self._arrivals or now > patience)
                if self._settings.once and done:
                    return

    def _changes(self) -> Generator[set[str], None, None]:
        """The paths of what came or changed; nothing, several times a second, meanwhile."""
        try:
            for changes in watchfiles.watch(
                *self._folders,
                watch_filter=None,
                step=_QUIET,
                debounce=_TICK,
                rust_timeout=_TICK,
                yield_on_timeout=True,
                stop_event=self._stop,
                force_polling=self._settings.poll or None,
                ignore_permission_denied=True,
            ):
                yield {path for change, path in changes if change != watchfiles.Change.deleted}
        except (OSError, RuntimeError) as error:
            self._require_folders()
            raise PressespiegelError(
                f"the folders cannot be watched: {error}",
                "--poll looks at them again and again instead",
            ) from error

    def _require_folders(self) -> None:
        found = [_identity(folder) for folder in self._folders]
        if None in found or found != self._identities:
            raise PressespiegelError(
                "a watched folder was removed, or another put in its place",
                "start the watch again when it is there",
            )

    def _look_through(self, places: Iterable[Path]) -> None:
        now = time.monotonic()
        for each in find_files(places, self._left_out):
            if self._stop.is_set():
                return
            if not isinstance(each, ReadError):
                self._notice(str(each), now)
            elif str(each) not in self._told and self._is_wanted(each.file) and _is_there(each):
                self._told.add(str(each))
                self._errors.append(each)

    def _notice(self, path: str, now: float) -> None:
        """A file or folder was found, or told of."""
        if self._is_wanted(path) and (signature := signature_of(path)):
            if path in self._whole and self._whole[path] != signature:
                del self._whole[path]
            if path not in self._whole and not self._journal.has(path, signature):
                self._arrivals.seen(path, signature, now)

    def _try_again(self, now: float) -> None:
        """See to those files of which something was to be had only now."""
        for path in [path for path, at in self._later.items() if at <= time.time()]:
            del self._later[path]
            if signature := signature_of(path):
                self._arrivals.seen(path, signature, now)

    def _is_wanted(self, path: str) -> bool:
        full = Path(path)
        if any(full.is_relative_to(folder) for folder in self._left_out):
            return False
        for folder in self._folders:
            if full.is_relative_to(folder):
                return not any(map(is_temporary, full.relative_to(folder).parts))
        return False

    def _sort_out(self, settled: dict[str, Signature], now: float) -> None:
        """Look through folders that arrived with all that was in them: of that nobody told."""
        folders = [path for path in settled if os.path.isdir(path)]  # noqa: PTH112 - as above
        self._look_through([Path(path) for path in folders if Path(path) not in self._folders])
        # In the order in which they were written: of two with one article the later one stays.
        for path, signature in sorted(settled.items(), key=lambda item: item[1].written):
            # Nothing is in an empty file yet: many programs make a file before they write it.
            if path not in folders and signature.size:
                if not self._whole:
                    self._whole_since = now
                self._whole[path] = signature

    def _is_time(self, now: float) -> bool:
        if not self._whole:
            return bool(self._errors)
        return not self._arrivals or now - self._whole_since >= LONGEST_DELAY

    def _take_in(self) -> Batch | None:
        """Take in all that is whole; None where the watch is to end before it is its turn."""
        part = dict(islice(self._whole.items(), MOST_FILES))
        drawn: dict[str, Signature] = {}
        waiting = False
        while not self._stop.is_set():
            drawn.clear()
            try:
                taken = self._take(self._drawn(part, drawn))
            except ArchiveLocked as error:
                if not waiting:
                    self._say(f"{error}; waiting until it is done")
                waiting = True
                continue
            for path in part:
                del self._whole[path]
            self._errors.clear()
            self._later.update(taken.later)
            good = {path: each for path, each in drawn.items() if path not in taken.failed}
            bad = {path: each for path, each in drawn.items() if path in taken.failed}
            self._journal.note(good)
            self._journal.note(bad, failed=True)
            return Batch(len(drawn), taken.summary)
        return None

    def _drawn(
        self, part: dict[str, Signature], drawn: dict[str, Signature]
    ) -> Iterator[Path | ReadError]:
        """Those of a part that are still as they were, as they are drawn."""
        yield from self._errors
        for path, signature in part.items():
            if self._stop.is_set():
                return
            now = signature_of(path)
            if now == signature:
                drawn[path] = signature
                yield Path(path)
            elif now is not None:
                self._arrivals.seen(path, now, time.monotonic())


def _is_there(error: ReadError) -> bool:
    """Whether there is still what could not be entered: files may move on meanwhile."""
    return os.path.lexists(error.file)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
