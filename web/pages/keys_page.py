"""The keys that work on the pages, as a page; the script shows it in a dialog."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("keys", __name__)


@blueprint.get("/tasten")
def keys() -> str:
    """What which key does."""
    return render_template("keys.html")
