"""The command that shows what became of a story in other papers: printings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from pressespiegel.search.archive import Archive
from pressespiegel.search.console import (
    archive_option,
    echo_json,
    json_option,
    no_article,
    printable,
)
from pressespiegel.search.printings import Printing, Printings
from pressespiegel.search.report import printings_to_json


@click.command()
@archive_option
@json_option
@click.argument("id")
def printings(archive: str, as_json: bool, id: str) -> None:
    """Show the printings of one story, given the ID of one of them.

    Earliest first, each with how much it kept of the longest, and what it has that the longest
    has not.
    """
    with Archive.open(archive) as opened:
        found = opened.printings(id)
    if not found.printings:
        raise no_article(id, archive)
    if as_json:
        echo_json(printings_to_json(found))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Printings) -> Iterator[str]:
    count = len(found.printings)
    yield f"{count} printing{'' if count == 1 else 's'}"
    for number, each in enumerate(found.printings, 1):
        yield ""
        yield f"{number:>3}. {_inline(each.article.title)}"
        yield f"     {_facts(each, found)}"
        for passage in each.added:
            text = each.article.field_text(passage.field)[passage.start : passage.end]
            yield f"     + {_inline(text)}"


def _facts(each: Printing, found: Printings) -> str:
    article = each.article
    longest = found.longest is not None and found.longest.id == article.id
    published = str(article.published) if article.published else "undated"
    kept = "the longest" if longest else f"kept {each.kept:.0%}, {each.shared:.0%} of it shared"
    facts = (article.source, published, ", ".join(article.agencies), f"id {article.id}", kept)
    return _inline(" | ".join(fact for fact in facts if fact))


def _inline(text: str) -> str:
    return printable(re.sub(r"\s+", " ", text))


commands = (printings,)
