"""The command for those to whom articles are delivered: watch."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import click

from pressespiegel.indexer.cli import open_or_create, summary_line, summary_to_json, told_initials
from pressespiegel.indexer.embargo import UnderEmbargo
from pressespiegel.indexer.journal import FILE_NAME, Journal
from pressespiegel.indexer.options import (
    entities_option,
    memory_option,
    processes_option,
    rejects_option,
)
from pressespiegel.indexer.pipeline import Progress, Summary, index
from pressespiegel.indexer.progress import TerminalProgress
from pressespiegel.indexer.rejects import Rejects
from pressespiegel.indexer.watch import SETTLE, Settings, Taken, watch
from pressespiegel.search import Archive, ReadError
from pressespiegel.search.console import (
    FAILED,
    archive_option,
    echo_json,
    json_option,
    printable,
)
from pressespiegel.search.place import folder_beside

LOCK_WAIT = 1.0
"""Seconds after which a wait for another writer looks whether it is to go on."""


@click.command(name="watch")
@archive_option
@processes_option
@memory_option
@entities_option
@rejects_option
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1, max=3600),
    metavar="SECONDS",
    default=SETTLE,
    show_default=True,
    help="Take a file for whole when it has not changed for so long.",
)
@click.option("--poll", is_flag=True, help="Look again and again: for network drives.")
@click.option("--once", is_flag=True, help="Take in what is there, and end.")
@json_option
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="DIR...",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
def watch_command(
    archive: str,
    processes: int | None,
    memory: int,
    entities: str,
    rejects: str | None,
    settle: float,
    poll: bool,
    once: bool,
    as_json: bool,
    folders: tuple[Path, ...],
) -> None:
    """Put the articles of files into the archive as they arrive in folders.

    Begins with what is there already, and goes on until stopped with Ctrl-C. Files are read when
    they are whole, each once. The archive is made if it is missing.
    """
    if math.isnan(settle):
        raise click.BadParameter("nan is no number of seconds.", param_hint="'--settle'")
    left_out = tuple(map(Path, filter(None, [archive, rejects])))
    for folder in folders:
        for other in left_out:
            if folder.resolve().is_relative_to(other.resolve()):
                raise click.UsageError(f"{folder} cannot be watched: it lies in {other}.")
    settings = Settings(folders, left_out, settle, once, poll)
    failed = 0
    with (
        open_or_create(archive) as opened,
        closing(Journal(_journal_folder(archive) / FILE_NAME)) as journal,
        _stopped_by_signals() as stop,
    ):
        take = _Take(opened, archive, rejects, processes, memory, entities)
        batches = watch(settings, take, journal, stop, _say)
        if not once:
            _say(f"watching {', '.join(map(str, folders))}; stop with Ctrl-C")
        for batch in batches:
            failed += batch.summary.failed
            if as_json:
                echo_json({"files": batch.files, **summary_to_json(batch.summary)})
            else:
                click.echo(f"{time.strftime('%H:%M:%S')} {summary_line(batch.summary)}")
    if once and failed:
        raise click.exceptions.Exit(FAILED)


commands: tuple[click.Command, ...] = (watch_command,)
"""What this module adds to `pressespiegel`."""


@dataclass
class _Take:
    """Puts files into the archive, one batch after another, all with the same options."""

    archive: Archive
    place: str
    rejects: str | None
    processes: int | None
    memory: int
    entities: str
    begun: bool = field(default=False, init=False)

    def __call__(self, files: Iterable[Path | ReadError]) -> Taken:
        with (
            closing(TerminalProgress()) as progress,
            Rejects(Path(self.rejects), progress, go_on=self.begun)
            if self.rejects
            else nullcontext(progress) as told,
        ):
            failures = _Failures(told)
            summary = index(
                self.archive,
                files,
                failures,
                processes=self.processes,
                wait=LOCK_WAIT,
                memory=self.memory,
                initials=told_initials(self.place),
                entities=self.entities,
            )
        self.begun = True
        return Taken(summary, frozenset(failures.files), failures.later)


class _Failures:
    """A `Progress` that remembers which files failed, and until when, and tells another of all."""

    def __init__(self, told: Progress) -> None:
        self._told = told
        self.files: set[str] = set()
        self.later: dict[str, float] = {}

    def indexed(self) -> None:
        self._told.indexed()

    def failed(self, error: ReadError) -> None:
        self.files.add(error.file)
        if isinstance(error, UnderEmbargo):
            self.later[error.file] = min(error.until, self.later.get(error.file, error.until))
        self._told.failed(error)

    def committed(self, summary: Summary) -> None:
        self._told.committed(summary)


def _say(line: str) -> None:
    click.echo(printable(line), err=True)


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """Let Ctrl-C and SIGTERM set an event; the second one ends the process as it always does."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # only the main thread may say what signals do
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def heard(*_: object) -> None:
        stop.set()
        restore()

    for number in numbers:
        signal.signal(number, heard)
    try:
        yield stop
    finally:
        restore()


def _journal_folder(archive: str) -> Path:
    """Where the journal lies; made for an archive on a cluster, which has no folder of its own."""
    folder = folder_beside(archive)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
