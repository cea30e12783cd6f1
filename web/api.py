"""The JSON API, and the answer to "are you well?"."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from pressespiegel.search import FACETS, PressespiegelError
from pressespiegel.search.engine import Sort
from pressespiegel.search.report import results_to_json
from pressespiegel.web.config import LARGEST_API_PAGE, LAST_PAGE, LONGEST_QUERY, PAGE_SIZE
from pressespiegel.web.error_pages import problem
from pressespiegel.web.localisation import language
from pressespiegel.web.search_state import NUMBER, SORTS, QueryTooLong, read_filters
from pressespiegel.web.shared_archive import archive, shared_archive

blueprint = Blueprint("api", __name__)


class BadParameter(ValueError):
    """A parameter of a request has no value that is allowed; the message says which are."""


@blueprint.get("/api/search")
def search() -> Response:
    """Answer as `pressespiegel search --json` does.

    Parameters: `q`; `limit` (10, at most 100); `offset`; `sort`; facet names, each any number of
    times, to narrow by; `lang` for the reading and the warnings.
    """
    query = request.args.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        raise QueryTooLong
    found = archive().search(
        query,
        limit=_whole_number("limit", PAGE_SIZE, LARGEST_API_PAGE),
        offset=_whole_number("offset", 0, LAST_PAGE * PAGE_SIZE),
        sort=_sort(),
        facets=FACETS,
        filters=read_filters(request.args),
        language=language(),
    )
    return jsonify(results_to_json(found))


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


@blueprint.errorhandler(BadParameter)
def bad_parameter(error: BadParameter) -> Response:
    """Answer a parameter that is not allowed."""
    return problem(400, "Bad parameter", str(error))


def _whole_number(name: str, usual: int, largest: int) -> int:
    text = request.args.get(name, str(usual))
    if not NUMBER.fullmatch(text) or int(text) > largest:
        raise BadParameter(f"{name} is a whole number from 0 to {largest}")
    return int(text)


def _sort() -> Sort:
    wanted = request.args.get("sort", "relevance")
    for sort in SORTS:
        if sort == wanted:
            return sort
    raise BadParameter(f"sort is one of {', '.join(SORTS)}")
