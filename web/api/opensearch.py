"""The archive as a search engine of the browser: its description, and suggestions as one types.

After OpenSearch 1.1 and its extension for suggestions, as Firefox and Chromium read them.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from pressespiegel.web.page_parts.completion import KIND_LABELS, asked_completions

blueprint = Blueprint("opensearch", __name__)


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """What a browser must know to search here."""
    response = make_response(render_template("opensearch.xml"))
    response.mimetype = "application/opensearchdescription+xml"
    return response


@blueprint.get("/opensearch/vorschlaege")
def suggestions() -> Response:
    """What may be being typed: the text so far, the queries it may become, and of what kind each
    is."""
    found = asked_completions()
    queries = [each.query for each in found]
    kinds = [str(KIND_LABELS[each.completion.kind]) for each in found]
    response = jsonify([request.args.get("q", ""), queries, kinds])
    response.mimetype = "application/x-suggestions+json"
    return response
