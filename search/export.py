"""Many articles as one file: CSV, JSON Lines, RIS or BibTeX, written while they are read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pressespiegel.search.article import Article
from pressespiegel.search.citation import bibtex, ris
from pressespiegel.search.citation.bibtex import bibtex_entry
from pressespiegel.search.citation.ris import ris_record
from pressespiegel.search.report import article_to_json

COLUMNS: tuple[str, ...] = (
    *("id", "published", "source", "section", "kicker", "title", "lead", "text"),
    *("authors", "agencies", "place", "persons", "organisations", "places"),
    *("keywords", "language", "url", "rights"),
)
"""The columns of CSV, in their order; several values of one are parted by "; "."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that a file is UTF-8; without it they show umlauts wrongly."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A kind of file: its type, the ending of its name, and how articles are written."""

    mime_type: str
    ending: str
    written: Callable[[Iterable[Article]], Iterator[str]]


def csv_lines(articles: Iterable[Article]) -> Iterator[str]:
    """A table after RFC 4180, with a heading.

    No cell is a formula to a spreadsheet: one that begins like one has an apostrophe before it.
    """
    yield BYTE_ORDER_MARK + _row(COLUMNS)
    for article in articles:
        yield _row(map(_defused, _cells(article)))


def json_lines(articles: Iterable[Article]) -> Iterator[str]:
    """One JSON object a line, as `pressespiegel show --json` gives an article."""
    for article in articles:
        yield json.dumps(article_to_json(article), ensure_ascii=False) + "\n"


FORMATS: dict[str, ExportFormat] = {
    "csv": ExportFormat("text/csv", "csv", csv_lines),
    "jsonl": ExportFormat("application/x-ndjson", "jsonl", json_lines),
    "ris": ExportFormat(ris.MIME_TYPE, "ris", lambda articles: map(ris_record, articles)),
    "bibtex": ExportFormat(bibtex.MIME_TYPE, "bib", lambda articles: map(bibtex_entry, articles)),
}
"""All kinds of files, by name."""


def _cells(article: Article) -> Iterator[str]:
    yield article.id
    yield str(article.published or "")
    yield from (article.source, article.section, article.kicker, article.title, article.lead)
    yield article.text
    yield "; ".join(article.authors)
    yield "; ".join(article.agencies)
    yield article.place
    yield "; ".join(article.names("person"))
    yield "; ".join(article.names("organisation"))
    yield "; ".join(article.names("place"))
    yield "; ".join(article.keywords)
    yield from (article.language, article.url, article.rights)


def _defused(cell: str) -> str:
    """A cell that no spreadsheet works out.

    >>> _defused("=1+1"), _defused(" @x"), _defused("a=b")
    ("'=1+1", "' @x", 'a=b')
    """
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([cell.replace("\0", "") for cell in cells])
    return line.getvalue()
