"""Articles as RIS, which reference managers read: one tag a line, one record an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pressespiegel.search.article import Article
from pressespiegel.search.citation.sentence import author_names, one_line

MIME_TYPE = "application/x-research-info-systems"

_LINE_END = "\r\n"


def ris_record(article: Article, *, accessed: date | None = None) -> str:
    """One article as a record of type NEWS, an empty line behind it.

    A value is one line, as a line end would begin the next tag. Authors and keywords have no
    asterisk, which the format forbids there. `accessed` is named where there is an address.
    """
    lines = [f"{tag}  - {value}" for tag, value in _tags(article, accessed) if value]
    return _LINE_END.join(["TY  - NEWS", *lines, "ER  - ", "", ""])


def _tags(article: Article, accessed: date | None) -> Iterator[tuple[str, str]]:
    for name in author_names(article):
        yield "AU", name.inverted.replace("*", "")
    yield "TI", one_line(article.title)
    yield "T2", one_line(article.source).replace("*", "")
    if article.published:
        here = article.published.local()
        yield "PY", f"{here.year:04d}"
        month, day = (f"{part:02d}" if part else "" for part in (here.month, here.day))
        yield "DA", f"{here.year:04d}/{month}/{day}/"
    yield "SE", one_line(article.section)
    yield "AB", one_line(article.lead)
    for keyword in article.keywords:
        yield "KW", one_line(keyword).replace("*", "")
    yield "LA", one_line(article.language)
    address = one_line(article.url)
    yield "UR", address
    if address and accessed:
        yield "Y2", accessed.strftime("%Y/%m/%d/")
    yield "N1", one_line(article.rights)
    yield "ID", one_line(article.id)
