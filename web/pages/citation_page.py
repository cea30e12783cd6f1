"""Articles as others cite them, to be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, request

from pressespiegel.search import Article
from pressespiegel.search.citation import bibtex, ris
from pressespiegel.search.citation.bibtex import bibtex_entry, bibtex_key
from pressespiegel.search.citation.ris import ris_record
from pressespiegel.search.citation.sentence import cited
from pressespiegel.web.localisation import language
from pressespiegel.web.pages.article_page import no_such_article
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("citation", __name__)


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A way to cite an article that was looked at on a day: its name, type and text."""

    name: str
    mime_type: str
    written: Callable[[Article, date], str]


FORMATS: dict[str, CitationFormat] = {
    "ris": CitationFormat("RIS", ris.MIME_TYPE, lambda each, day: ris_record(each, accessed=day)),
    "bib": CitationFormat(
        "BibTeX", bibtex.MIME_TYPE, lambda each, day: bibtex_entry(each, accessed=day)
    ),
    "txt": CitationFormat(
        "Text",
        "text/plain",
        lambda each, day: cited(each, accessed=day, language=language()) + "\n",
    ),
}
"""By the ending of the file."""


@blueprint.get("/zitat")
def show() -> Response:
    """One article as a file of citations: `format` is `ris`, `bib` or `txt`."""
    ending = request.args.get("format", "txt")
    chosen = FORMATS.get(ending) or abort(404)
    article = archive().article(request.args.get("id", ""))
    if article is None:
        return no_such_article()
    text = chosen.written(article, date.today())
    response = Response(text.encode("utf-8", "replace"), mimetype=chosen.mime_type)
    response.headers["Content-Type"] = f"{chosen.mime_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={bibtex_key(article)}.{ending}"
    return response
