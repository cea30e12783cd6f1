"""The command for those who fill an archive: index."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import click

from pressespiegel.indexer import samples
from pressespiegel.indexer.files import find_files
from pressespiegel.indexer.initials import FILE_NAME, Initials, read_initials
from pressespiegel.indexer.options import (
    entities_option,
    memory_option,
    processes_option,
    rejects_option,
)
from pressespiegel.indexer.pipeline import COMMIT_EVERY, Summary, index
from pressespiegel.indexer.progress import TerminalProgress
from pressespiegel.indexer.rejects import Rejects
from pressespiegel.search import Archive, ArchiveMissing
from pressespiegel.search.console import (
    FAILED,
    INTERRUPTED,
    archive_option,
    complain,
    echo_json,
    json_option,
    wait_option,
)
from pressespiegel.search.place import folder_beside, is_address


@click.command(name="index")
@archive_option
@wait_option
@processes_option
@click.option(
    "--commit-every",
    type=click.IntRange(min=1),
    metavar="N",
    default=COMMIT_EVERY,
    show_default=True,
    help="Make sure of what was indexed every N articles.",
)
@memory_option
@entities_option
@rejects_option
@click.option(
    "--even-withdrawn",
    is_flag=True,
    help="Take in also what its publisher took back earlier.",
)
@json_option
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def index_command(
    archive: str,
    wait: float,
    processes: int | None,
    commit_every: int,
    memory: int,
    entities: str,
    rejects: str | None,
    even_withdrawn: bool,
    as_json: bool,
    paths: tuple[str, ...],
) -> None:
    """Put the articles of files into the archive.

    PATH is a file, or a folder with all that lies in it. The archive is made if it is missing.
    Articles that are there already are left alone, so a run that was interrupted is simply
    started again.
    """
    with (
        closing(TerminalProgress()) as progress,
        Rejects(Path(rejects), progress) if rejects else nullcontext(progress) as told,
        open_or_create(archive) as opened,
        termination_interrupts(),
    ):
        try:
            summary = index(
                opened,
                find_files(paths, leave_out=[archive, *filter(None, [rejects])]),
                told,
                processes=processes,
                wait=wait,
                commit_every=commit_every,
                memory=memory,
                initials=told_initials(archive),
                entities=entities,
                even_withdrawn=even_withdrawn,
            )
        except KeyboardInterrupt as interruption:
            terminated = isinstance(interruption, Terminated)
            progress.close()
            complain(
                f"{'terminated' if terminated else 'interrupted'}; "
                f"{progress.safe.read} articles are safe in {archive}",
                "run the same command again to go on",
            )
            code = 128 + signal.SIGTERM if terminated else INTERRUPTED
            raise click.exceptions.Exit(code) from None
    if as_json:
        echo_json(summary_to_json(summary))
    else:
        click.echo(summary_line(summary))
    if summary.failed:
        raise click.exceptions.Exit(FAILED)


commands: tuple[click.Command, ...] = (index_command,)
"""What this package adds to `pressespiegel`."""


class Terminated(KeyboardInterrupt):
    """Another process asked this one to end."""


@contextmanager
def termination_interrupts() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, tidily, rather than the process at once."""

    def terminate(*_: object) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what signals do
        return
    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def told_initials(archive: str) -> Initials:
    """The owner's table of initials; what is wrong in it is told, and the rest counts."""
    path = folder_beside(archive) / FILE_NAME
    initials = read_initials(path)
    for problem in initials.problems:
        complain(f"{path}, line {problem.line}: {problem.message}")
    return initials


def open_or_create(place: str) -> Archive:
    """Open the archive at a place; it is made if nothing is there, or an empty folder."""
    folder = Path(place)
    if not is_address(place) and folder.is_dir() and not any(folder.iterdir()):
        return Archive.create(place)
    try:
        return Archive.open(place)
    except ArchiveMissing:
        return Archive.create(place)


def fill_with_samples(place: str) -> None:
    """Make an archive of the sample articles; one that has articles already is left as it is."""
    with open_or_create(place) as archive:
        if archive.statistics().articles:
            click.echo(f"{place} has articles already, and is left as it is", err=True)
            return
        with samples.folder() as folder, closing(TerminalProgress()) as progress:
            summary = index(archive, find_files([folder]), progress)
    click.echo(f"{place}: {summary_line(summary)}", err=True)


def summary_line(summary: Summary) -> str:
    """A run, in one line for a person.

    >>> summary_line(Summary(added=3, failed=1, seconds=1.5))
    '3 articles read: 3 added, 0 replaced, 0 unchanged; 1 failed; 1.5 s'
    >>> summary_line(Summary(removed=1))
    '0 articles read: 0 added, 0 replaced, 0 unchanged; 1 removed; 0 failed; 0.0 s'
    """
    taken_back = f"; {summary.removed} removed" if summary.removed else ""
    return (
        f"{summary.read} articles read: {summary.added} added, {summary.replaced} replaced, "
        f"{summary.unchanged} unchanged{taken_back}; {summary.failed} failed; "
        f"{summary.seconds:.1f} s"
    )


def summary_to_json(summary: Summary) -> dict[str, float]:
    """A run, for a program."""
    return {
        "read": summary.read,
        "added": summary.added,
        "replaced": summary.replaced,
        "unchanged": summary.unchanged,
        "removed": summary.removed,
        "failed": summary.failed,
        "seconds": round(summary.seconds, 3),
    }
