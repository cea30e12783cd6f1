"""The commands that look after an archive: check, compact."""

from __future__ import annotations

from collections.abc import Iterator

import click

from pressespiegel.search.archive import Archive
from pressespiegel.search.console import (
    FAILED,
    archive_option,
    complain,
    echo_json,
    json_option,
    wait_option,
)
from pressespiegel.search.engine import Check
from pressespiegel.search.results import Statistics


@click.command()
@archive_option
@click.option(
    "--repair",
    is_flag=True,
    help="Keep what is whole, put back what can still be read, set damaged files aside.",
)
@wait_option
@json_option
def check(archive: str, repair: bool, wait: float, as_json: bool) -> None:
    """Say whether the archive is whole, or repair it.

    Reads every byte. Ends with 0 where all is well or has been repaired without a loss.
    """
    found = Archive.check(archive, repair=repair, wait=wait)
    if as_json:
        echo_json(
            {
                "damages": [{"file": each.file, "what": each.what} for each in found.damages],
                "repaired": found.repaired,
                "rescued": found.rescued,
                "lost": found.lost,
                "returned": found.returned,
            }
        )
    else:
        click.echo("\n".join(_lines(found, archive)))
    if found.damages and not found.repaired:
        complain(f"{archive} is damaged", "pressespiegel check --repair keeps what is whole")
    if found.damages and (not found.repaired or found.lost != 0):
        raise click.exceptions.Exit(FAILED)


def _lines(found: Check, archive: str) -> Iterator[str]:
    if not found.damages:
        yield f"{archive} is whole"
    for damage in found.damages:
        yield f"{damage.file}: {damage.what}"
    if found.repaired:
        lost = "an unknown number of" if found.lost is None else str(found.lost)
        articles = f"{found.rescued} article{'' if found.rescued == 1 else 's'}"
        yield f"{articles} read from damaged files and put back, {lost} lost"
        yield "the damaged files are kept in the archive's folder, with .damaged behind their names"
    if found.returned:
        yield f"up to {found.returned} deleted articles may be back"


@click.command()
@archive_option
@wait_option
@json_option
def compact(archive: str, wait: float, as_json: bool) -> None:
    """Bring all articles into one segment.

    Searching is quickest then, and what deleted articles took is free. Needs the archive's size
    once more on the disk while it works.
    """
    with Archive.open(archive) as opened:
        before = opened.statistics()
        opened.compact(wait=wait)
        after = opened.statistics()
    if as_json:
        echo_json({"before": _size(before), "after": _size(after)})
    else:
        click.echo(f"{_size_line(before)} before, {_size_line(after)} now")


def _size(statistics: Statistics) -> dict[str, int]:
    return {"segments": statistics.segments, "bytes": statistics.bytes}


def _size_line(statistics: Statistics) -> str:
    count = statistics.segments
    return f"{count} segment{'' if count == 1 else 's'}, {statistics.bytes / 1_000_000:.1f} MB"


commands = (check, compact)
