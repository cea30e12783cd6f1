"""The API described: to programs as OpenAPI, to people as a page."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from markupsafe import Markup, escape

from pressespiegel.web.api.openapi import PROBLEMS, document, summary_of
from pressespiegel.web.api.routes import ROUTES

blueprint = Blueprint("api_pages", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI 3.1 document."""
    return jsonify(document(request.root_path))


@blueprint.get("/")
def index() -> str:
    """What a person wants to know before writing a program."""
    routes = [(route, summary_of(route)[1]) for route in ROUTES]
    return render_template("api.html", routes=routes, problems=PROBLEMS, with_code=with_code)


def with_code(text: str) -> Markup:
    """A text of the description as markup: what stands between backticks is code.

    >>> with_code("`q` < 3")
    Markup('<code>q</code> &lt; 3')
    """
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
