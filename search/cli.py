"""Commands for those who look for articles: search, show, delete, stats."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import click

from pressespiegel.search.archive import Archive
from pressespiegel.search.article import Article
from pressespiegel.search.console import (
    FAILED,
    archive_option,
    complain,
    echo_json,
    json_option,
    no_article,
    printable,
    wait_option,
)
from pressespiegel.search.document import FACETS
from pressespiegel.search.engine import Sort
from pressespiegel.search.query import Language
from pressespiegel.search.report import article_to_json, results_to_json, statistics_to_json
from pressespiegel.search.results import FacetCount, Highlight, Hit, Results

SHOWN_VALUES = 5
"""How many values of a facet a person is shown; JSON has more."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said about how a query was met, in the language in which it is read back."""

    suggestion: str
    one_partial: str
    partial: str
    missing: str


WORDINGS: Mapping[Language, Wording] = MappingProxyType(
    {
        "de": Wording(
            suggestion="Meinten Sie",
            one_partial="1 Artikel passt nur zum Teil",
            partial="{} Artikel passen nur zum Teil",
            missing="Ohne",
        ),
        "en": Wording(
            suggestion="Did you mean",
            one_partial="1 article matches only in part",
            partial="{} articles match only in part",
            missing="Without",
        ),
    }
)


def _no_nan(_: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """A range lets "nan" through."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("it is not a number", param=option)
    return value


@click.command()
@archive_option
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, metavar="N")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Skip N hits.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Undated articles come last in both orders by date.",
)
@click.option(
    "--half-life",
    type=click.FloatRange(min=0, min_open=True),
    callback=_no_nan,
    metavar="DAYS",
    help="Newer first: halve the score for every so many days that an article is older.",
)
@click.option(
    "--facet",
    "facets",
    multiple=True,
    type=click.Choice(FACETS),
    metavar="NAME",
    help=f"Count only this facet; may be repeated. One of {', '.join(FACETS)}.",
)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only articles with this value of a facet; may be repeated.",
)
@click.option(
    "--language",
    type=click.Choice(["de", "en"]),
    default="de",
    show_default=True,
    help="The language in which the query is read back.",
)
@json_option
@click.argument("query")
def search(
    archive: str,
    limit: int,
    offset: int,
    sort: str,
    half_life: float | None,
    facets: tuple[str, ...],
    filters: tuple[str, ...],
    language: str,
    as_json: bool,
    query: str,
) -> None:
    """Find articles.

    QUERY is words, "phrases", UND/ODER/NICHT, word*, field:value. Put it in quotation marks.
    Where few articles have all of the words, those with most of them follow, under a line of
    their own.
    """
    spoken = cast(Language, language)
    chosen = parse_filters(filters)
    with Archive.open(archive) as opened:
        results = opened.search(
            query,
            limit=limit,
            offset=offset,
            sort=cast(Sort, sort),
            half_life=half_life,
            facets=facets or FACETS,
            filters=chosen,
            language=spoken,
        )
    if as_json:
        echo_json(results_to_json(results))
    else:
        click.echo("\n".join(results_lines(results, offset, spoken)))


@click.command()
@archive_option
@json_option
@click.argument("id")
def show(archive: str, as_json: bool, id: str) -> None:
    """Print the article of this ID."""
    with Archive.open(archive) as opened:
        article = opened.article(id)
    if article is None:
        raise no_article(id, archive)
    if as_json:
        echo_json(article_to_json(article))
    else:
        click.echo("\n".join(article_lines(article)))


@click.command()
@archive_option
@wait_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def delete(archive: str, wait: float, ids: Sequence[str]) -> None:
    """Remove the articles of these IDs."""
    distinct = dict.fromkeys(ids)
    with Archive.open(archive) as opened, opened.writer(wait=wait) as writer:
        missing = [id for id in distinct if not writer.delete(id)]
    click.echo(f"{len(distinct) - len(missing)} deleted")
    for id in missing:
        complain(f"there is no article {id!r} in {archive}")
    if missing:
        raise click.exceptions.Exit(FAILED)


@click.command()
@archive_option
@json_option
def stats(archive: str, as_json: bool) -> None:
    """Say how much the archive holds."""
    with Archive.open(archive) as opened:
        statistics = opened.statistics()
    if as_json:
        echo_json(statistics_to_json(statistics))
        return
    click.echo(f"articles  {statistics.articles}")
    click.echo(f"outlets   {statistics.sources}")
    if statistics.first:
        click.echo(f"printed   {statistics.first} to {statistics.last}")
    click.echo(f"segments  {statistics.segments}")
    click.echo(f"on disk   {statistics.bytes / 1_000_000:.1f} MB")


commands: tuple[click.Command, ...] = (search, show, delete, stats)
"""What this package adds to `pressespiegel`."""


def parse_filters(filters: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Facet values chosen on a command line, by facet.

    >>> parse_filters(["source=dpa", "source=Die Zeit", "year=2022"])
    {'source': ('dpa', 'Die Zeit'), 'year': ('2022',)}

    Raises:
        click.UsageError: one is not NAME=VALUE, or names no facet.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for each in filters:
        name, sign, value = each.partition("=")
        if not sign or not value:
            raise click.UsageError(f"--filter {each!r}: write NAME=VALUE, as in source=dpa")
        if name not in FACETS:
            raise click.UsageError(f"--filter {each!r}: NAME is one of {', '.join(FACETS)}")
        chosen[name] = (*chosen.get(name, ()), value)
    return chosen


def results_lines(results: Results, offset: int = 0, language: Language = "de") -> Iterator[str]:
    """A page of results for a person; matches in bold, which `click.echo` drops in a pipe."""
    words = WORDINGS[language]
    count = f"{results.total} article{'' if results.total == 1 else 's'}"
    yield f"{count} in {results.seconds:.3f} s - {_inline(results.reading)}"
    for warning in results.warnings:
        yield f"Note: {_inline(warning.message)}"
    if found := results.suggestion:
        count = f" ({found.total})" if found.total else ""
        yield f"{words.suggestion}: {_inline(found.query)}{count}"
    complete = [hit for hit in results.hits if hit.complete]
    partial = [hit for hit in results.hits if not hit.complete]
    for number, hit in enumerate(complete, offset + 1):
        yield ""
        yield from _hit_lines(number, hit)
    if results.partial_total:
        text = words.one_partial if results.partial_total == 1 else words.partial
        yield ""
        yield text.format(results.partial_total) + (":" if partial else "")
    for number, hit in enumerate(partial, offset + len(complete) + 1):
        yield ""
        yield from _hit_lines(number, hit)
        if hit.missing:
            yield f"     {words.missing}: {_inline(', '.join(hit.missing))}"
    counted = {name: counts for name, counts in results.facets.items() if counts}
    if counted:
        yield ""
    for name, counts in counted.items():
        yield f"{name:<13}{_values(counts)}"


def article_lines(article: Article) -> Iterator[str]:
    """An article for a person, in the order of print."""
    dates = {"updated": article.updated, "embargo": article.embargo}
    if article.kicker:
        yield _inline(article.kicker)
    yield click.style(_inline(article.title), bold=True)
    yield _facts(article)
    if article.authors:
        yield _inline(", ".join(article.authors))
    if article.lead:
        yield from ("", printable(article.lead))
    for block in article.blocks:
        text = printable(block.text)
        yield from ("", click.style(text, bold=True) if block.kind == "subhead" else text)
    for caption in article.captions:
        credit = f" ({caption.credit})" if caption.credit else ""
        yield from ("", _inline(f"[{caption.text}{credit}]"))
    said = [("url", article.url), ("rights", article.rights)]
    said += [(name, str(date)) for name, date in dates.items() if date]
    if article.entities or any(value for _, value in said):
        yield ""
    for kind in ("person", "organisation", "place"):
        if names := article.names(kind):
            yield f"{kind:<13}{_inline(', '.join(names))}"
    for name, value in said:
        if value:
            yield f"{name:<13}{_inline(value)}"


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    yield f"{number:>3}. {_marked(hit.title)}"
    yield f"     {_facts(hit.article)}"
    for snippet in hit.snippets:
        if snippet.text.strip():
            yield f"     {_marked(snippet)}"


def _facts(article: Article) -> str:
    published = str(article.published) if article.published else "undated"
    agencies = ", ".join(article.agencies)
    stub = "only the beginning" if article.stub else ""
    facts = (article.source, published, article.section, agencies, stub, f"id {article.id}")
    return _inline(" | ".join(fact for fact in facts if fact))


def _marked(highlight: Highlight) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in highlight.spans:
        pieces.append(_inline(highlight.text[done:start]))
        pieces.append(click.style(_inline(highlight.text[start:end]), bold=True))
        done = end
    pieces.append(_inline(highlight.text[done:]))
    return "".join(pieces).strip()


def _values(counts: Sequence[FacetCount]) -> str:
    shown = [
        f"{'*' if each.selected else ''}{_inline(each.value)} ({each.count})"
        for each in counts[:SHOWN_VALUES]
    ]
    more = [f"and {len(counts) - SHOWN_VALUES} more"] if len(counts) > SHOWN_VALUES else []
    return ", ".join(shown + more)


def _inline(text: str) -> str:
    return printable(re.sub(r"\s+", " ", text))
