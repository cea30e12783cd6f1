"""What a request may not do: come too often, or bring too much."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from pressespiegel.web.config import LARGEST_BODY
from pressespiegel.web.error_pages import for_program, message, problem
from pressespiegel.web.localisation import number
from pressespiegel.web.serving.rate_limit import RateLimit
from pressespiegel.web.serving.settings import Settings

FREE = frozenset({"static", "health.health", "metrics.metrics"})
"""Endpoints that cost next to nothing, and are asked for beside every page or by machines."""


def register(app: Flask, settings: Settings) -> None:
    """Let an application keep these limits."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.before_request(refuse_large_body)
    if settings.requests_per_minute:
        limit = RateLimit(settings.requests_per_minute)

        def refuse_too_many() -> Response | None:
            if request.endpoint in FREE:
                return None
            seconds = limit.wait(request.remote_addr or "")
            return too_many(seconds) if seconds else None

        app.before_request(refuse_too_many)


def refuse_large_body() -> Response | None:
    """Answer a request whose body is larger than any that is of use here."""
    if (request.content_length or 0) <= LARGEST_BODY:
        return None
    if for_program():
        return problem(413, "Body too large", f"a request brings {LARGEST_BODY} bytes at most")
    return message(
        413,
        _("Das ist zu viel auf einmal"),
        [
            _(
                "Eine Anfrage darf höchstens %(limit)s Bytes mitbringen. "
                "Für eine Suche genügt die Adresse.",
                limit=number(LARGEST_BODY),
            )
        ],
    )


def too_many(seconds: int) -> Response:
    """Answer somebody who asks too often: what happened, and when to go on."""
    if for_program():
        response = problem(429, "Too many requests", f"ask again after {seconds} seconds")
    else:
        response = message(
            429,
            _("Zu viele Anfragen"),
            [
                _("Von dieser Adresse kamen in kurzer Zeit mehr Anfragen, als hier erlaubt sind."),
                ngettext(
                    "In %(count)s Sekunde geht es weiter.",
                    "In %(count)s Sekunden geht es weiter.",
                    seconds,
                    count=number(seconds),
                ),
            ],
            passing=True,
        )
    response.headers["Retry-After"] = str(seconds)
    return response
