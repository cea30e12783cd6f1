"""The answer to "are you well?"."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from pressespiegel.search import PressespiegelError
from pressespiegel.web.shared_archive import archive, shared_archive

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """Say whether searches can be answered: 200 when the archive is open, else 503."""
    try:
        articles = archive().search("", limit=0).total
    except PressespiegelError as error:
        shared_archive().forget()
        response = jsonify({"status": "unavailable", "reason": type(error).__name__})
        response.status_code = 503
        return response
    return jsonify({"status": "ok", "articles": articles})
