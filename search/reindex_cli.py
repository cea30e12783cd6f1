"""The command that makes an archive anew: `pressespiegel reindex`."""

from __future__ import annotations

import sys
import time

import click

from pressespiegel.search.archive import Archive
from pressespiegel.search.console import archive_option, echo_json, json_option, wait_option

SHOW_EVERY = 0.5
"""Seconds between two counts on a terminal."""


@click.command()
@archive_option
@click.option(
    "--to",
    metavar="PLACE",
    required=True,
    help="Where to: a folder or an address, which may be that of the archive itself.",
)
@wait_option
@json_option
def reindex(archive: str, to: str, wait: float, as_json: bool) -> None:
    """Make an archive anew from all that another one has.

    From a folder or a cluster to a folder or a cluster. What is there already serves its readers
    until the new one is whole, and is kept. A run that was interrupted is simply started again.
    """
    shown = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and (time.monotonic() - shown > SHOW_EVERY or done == total):
            shown = time.monotonic()
            end = "\n" if done == total else ""
            click.echo(f"\r{done} of {total} articles{end}", err=True, nl=False)

    began = time.monotonic()
    made = Archive.rebuild(archive, to, wait=wait, progress=progress)
    seconds = time.monotonic() - began
    if as_json:
        echo_json(
            {
                "articles": made.articles,
                "before": made.before,
                "kept": made.kept,
                "seconds": round(seconds, 3),
            }
        )
        return
    earlier = f", {made.before} of them in an earlier run" if made.before else ""
    click.echo(f"{made.articles} articles in {to}{earlier}; {seconds:.1f} s")
    if made.kept:
        click.echo(f"what was there before is kept: {made.kept}")


commands: tuple[click.Command, ...] = (reindex,)
