"""A whole result as a file, sent while it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _

from pressespiegel.search.export import FORMATS
from pressespiegel.web.asking import ask
from pressespiegel.web.error_pages import message
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive, shared_archive

blueprint = Blueprint("export", __name__)

PIECE = 64 * 1024
"""Characters that are sent at once, as soon as there are so many."""

LONGEST_NAME = 60


@blueprint.get("/export")
def show() -> Response:
    """All articles that a search found, as `format` says: `csv`, `jsonl`, `ris` or `bibtex`.

    Takes the arguments of a result page; all is of one state of the archive.
    """
    state = SearchState.from_arguments(request.args)
    chosen = FORMATS.get(request.args.get("format", "csv")) or abort(404)
    if ask(archive(), state.at_page(1), limit=0).cut_short:
        return message(
            503,
            _("Diese Suche dauert zu lange"),
            [_("Sie lässt sich erst herunterladen, wenn sie enger gefasst ist.")],
            state=state,
        )
    # The file may take longer than a search has time.
    articles = (
        shared_archive()
        .get()
        .every(
            state.query,
            sort=state.sort,
            half_life=state.half_life,
            filters=state.filters,
            excluded=state.excluded,
            since=state.since,
            until=state.until,
        )
    )
    response = Response(pieces(chosen.written(articles)), mimetype=chosen.mime_type)
    response.headers["Content-Type"] = f"{chosen.mime_type}; charset=utf-8"
    name = f"{file_name(state.query)}-{date.today():%Y-%m-%d}.{chosen.ending}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def pieces(texts: Iterable[str], size: int = PIECE) -> Iterator[bytes]:
    """Texts as UTF-8, put together until there is enough to send.

    >>> list(pieces(["ab", "c", "d"], 3))
    [b'abc', b'd']
    """
    waiting: list[str] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= size:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting).encode("utf-8", "replace")


def file_name(query: str) -> str:
    """The beginning of a file's name, from a query, in plain letters.

    >>> file_name('"Müller" ODER ort:Köln'), file_name("")
    ('pressespiegel-muller-oder-ort-koln', 'pressespiegel-alle')
    """
    plain = unicodedata.normalize("NFKD", query.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_NAME].strip("-")
    return f"pressespiegel-{words or 'alle'}"
