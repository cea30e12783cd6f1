"""What goes wrong, said clearly: as a page to readers, as problem+json (RFC 9457) to programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict
from urllib.parse import urlencode

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from pressespiegel.search import ArchiveMissing, PressespiegelError
from pressespiegel.web.config import LONGEST_QUERY, MOST_FILTERS
from pressespiegel.web.localisation import number
from pressespiegel.web.search_state import NoSuchPage, QueryTooLong, SearchState, TooManyFilters
from pressespiegel.web.shared_archive import shared_archive

API_PREFIX = "/api/"
RETRY_SECONDS = 10


def register(app: Flask) -> None:
    """Let an application answer all errors in these ways."""
    app.register_error_handler(QueryTooLong, query_too_long)
    app.register_error_handler(TooManyFilters, too_many_filters)
    app.register_error_handler(NoSuchPage, no_such_page)
    app.register_error_handler(ArchiveMissing, no_archive)
    app.register_error_handler(PressespiegelError, broken_archive)
    app.register_error_handler(HTTPException, http_error)


class Problem(TypedDict):
    """What went wrong: `title` names it, `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str


def problem(status: int, title: str, detail: str) -> Response:
    """An error for programs."""
    response = jsonify(Problem(type="about:blank", title=title, status=status, detail=detail))
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def message(
    status: int,
    title: str,
    text: Sequence[str],
    *,
    command: str = "",
    state: SearchState | None = None,
    passing: bool = False,
) -> Response:
    """An error for readers: what happened, and what they can do.

    `command` is shown to be typed, `state` is led back to; what is `passing` may be tried again.
    What was searched for stays in the search field.
    """
    page = render_template(
        "message.html",
        title=title,
        text=text,
        command=command,
        query=request.args.get("q", "")[:LONGEST_QUERY],
        back_to=state,
        again="?" + urlencode([*request.args.items(multi=True)]) if passing else "",
    )
    return make_response(page, status)


def for_program() -> bool:
    """Whether the present request expects JSON."""
    return request.path.startswith(API_PREFIX)


def query_too_long(error: QueryTooLong) -> Response:
    """Answer a query that is longer than any question."""
    if for_program():
        return problem(400, "Query too long", str(error))
    return message(
        400,
        _("Diese Suche ist zu lang"),
        [
            _(
                "Eine Suche darf höchstens %(limit)s Zeichen haben. "
                "Ihr Anfang steht noch im Suchfeld.",
                limit=number(LONGEST_QUERY),
            ),
            _("Oft genügen wenige kennzeichnende Wörter, oder ein Satz in Anführungszeichen."),
        ],
    )


def too_many_filters(error: TooManyFilters) -> Response:
    """Answer an address with too many facet values."""
    if for_program():
        return problem(400, "Too many filters", str(error))
    return message(
        400,
        _("Zu viele Filter"),
        [_("Es lassen sich höchstens %(limit)s Werte wählen.", limit=number(MOST_FILTERS))],
    )


def no_such_page(error: NoSuchPage) -> Response:
    """Answer a page number beyond the last page, or one that is none."""
    return message(
        404,
        _("Diese Seite gibt es nicht"),
        [
            _("Die Trefferliste reicht nicht so weit, oder die Seitenzahl ist keine.")
            if error.state.page == 1
            else _("Die Trefferliste endet mit Seite %(last)s.", last=number(error.state.page))
        ],
        state=error.state,
    )


def no_archive(error: ArchiveMissing) -> Response:
    """Answer while there is no archive."""
    shared_archive().forget()
    if for_program():
        return retry(problem(503, "No archive", "there is no archive yet"))
    return retry(
        message(
            503,
            _("Noch kein Archiv"),
            [
                _("An der Stelle, an der diese Seiten ihr Archiv suchen, liegt noch keines."),
                _(
                    "Ein Archiv entsteht, sobald Artikel eingelesen werden. "
                    "Danach genügt es, diese Seite neu zu laden."
                ),
            ],
            command=_("pressespiegel index ORDNER"),
            passing=True,
        )
    )


def broken_archive(error: PressespiegelError) -> Response:
    """Answer when the archive cannot be read; the log has the reason, which names its place."""
    current_app.logger.error("%s (%s)", error.message, error.hint or "no hint")
    shared_archive().forget()
    if for_program():
        return retry(problem(503, "Archive not readable", "the server's log has the reason"))
    return retry(
        message(
            503,
            _("Das Archiv lässt sich nicht lesen"),
            [
                _("Was an seiner Stelle liegt, ist beschädigt, kein Archiv oder gesperrt."),
                _("Den Grund nennt das Protokoll des Servers."),
            ],
            passing=True,
        )
    )


def http_error(error: HTTPException) -> Response:
    """Answer everything that HTTP has a number for, failures of the program included."""
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if for_program():
        answer = problem(status, error.name, error.description or error.name)
    elif status == 404:
        answer = message(
            404,
            _("Diese Seite gibt es nicht"),
            [_("Die Adresse führt zu keiner Seite dieses Archivs. Vielleicht hilft eine Suche.")],
        )
    elif status == 405:
        answer = message(405, _("So geht es nicht"), [_("Diese Seite lässt sich nur lesen.")])
    elif status < 500:
        answer = message(
            status,
            _("Diese Anfrage ist nicht verständlich"),
            [_("Der Server kann mit ihr nichts anfangen. Vielleicht hilft eine neue Suche.")],
        )
    else:
        answer = message(
            status,
            _("Hier ist etwas schiefgegangen"),
            [
                _("Der Fehler liegt nicht bei Ihnen und steht im Protokoll des Servers."),
                _("Ein zweiter Versuch schadet nicht."),
            ],
            passing=True,
        )
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def retry(response: Response) -> Response:
    """Say when to ask again."""
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
