"""Articles as BibTeX entries, safe to be typeset: nothing in them is a command."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from pressespiegel.search.article import Article
from pressespiegel.search.citation.sentence import AuthorName, author_names, one_line

MIME_TYPE = "application/x-bibtex"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
"""What TeX reads as a command, and how the sign itself is written.

Braces become words, as BibTeX counts them even where a backslash stands before them.
"""

_LANGUAGES = {"de": "ngerman", "en": "english", "fr": "french", "it": "italian"}

_NOT_IN_ADDRESSES = re.compile(r"[^!$&'()*+,\-./:;=?@_~#%\[\]A-Za-z0-9]")


def bibtex_entry(article: Article, *, accessed: date | None = None) -> str:
    """One article as an `@article`, an empty line behind it.

    `accessed` is the day on which the original was looked at; it is named where there is one.
    """
    fields = [f"  {name} = {value}," for name, value in _fields(article, accessed)]
    return "\n".join([f"@article{{{bibtex_key(article)},", *fields, "}", "", ""])


def bibtex_key(article: Article) -> str:
    """A key that is readable and of one article alone: author or outlet, year, hash of the id.

    >>> bibtex_key(Article(id="1", title="T", source="Süddeutsche Zeitung"))
    'suddeutschezeitung-undated-1eb7a1'
    """
    names = author_names(article)
    begin = _plain(names[0].family if names else article.source) or "article"
    year = str(article.published.local().year) if article.published else "undated"
    data = article.id.encode("utf-8", "surrogatepass")
    return f"{begin}-{year}-{hashlib.blake2b(data, digest_size=3).hexdigest()}"


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", apart)[:30]


def _fields(article: Article, accessed: date | None) -> Iterator[tuple[str, str]]:
    if names := author_names(article):
        yield "author", _braced(" and ".join(map(_author, names)))
    # A second pair of braces keeps the capitals of German nouns.
    yield "title", _braced(_braced(_escaped(one_line(article.title))))
    for name, text in (("journal", article.source), ("abstract", article.lead)):
        if text.strip():
            yield name, _braced(_escaped(one_line(text)))
    if article.published:
        here = article.published.local()
        yield "year", _braced(f"{here.year:04d}")
        if here.month:
            yield "month", _MONTHS[here.month - 1]
        if here.day:
            yield "day", _braced(str(here.day))
    if article.keywords:
        yield "keywords", _braced(", ".join(_escaped(one_line(each)) for each in article.keywords))
    if language := _LANGUAGES.get(article.language):
        yield "langid", _braced(language)
    if address := one_line(article.url):
        yield "url", _braced(_NOT_IN_ADDRESSES.sub(lambda sign: quote(sign[0]), address))
        if accessed:
            yield "urldate", _braced(accessed.isoformat())
    if article.rights.strip():
        yield "note", _braced(_escaped(one_line(article.rights)))


def _author(name: AuthorName) -> str:
    """A name whose parts BibTeX cannot part otherwise: by a comma, or whole, in braces."""
    family, given = _escaped(name.family), _escaped(name.given)
    if not given:
        return _braced(family)
    if re.search(r"(?i)\band\b|,", f"{family} {given}"):
        return _braced(f"{given} {family}")
    return f"{family}, {given}"


def _escaped(text: str) -> str:
    """A text that TeX shows as it is.

    >>> print(_escaped("Müller & Söhne: 100 % {Deich"))
    Müller \\& Söhne: 100 \\% \\textbraceleft{}Deich
    """
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _braced(text: str) -> str:
    return f"{{{text}}}"
