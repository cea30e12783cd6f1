"""The advanced form: fields to fill in, which become a query in the address of the results."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request

from pressespiegel.search.query import FIELD_NAMES
from pressespiegel.web.addresses import results_address
from pressespiegel.web.config import LONGEST_QUERY, OFFERED_NAMES
from pressespiegel.web.localisation import FACET_LABELS, language
from pressespiegel.web.page_parts.timelines import bounds
from pressespiegel.web.page_parts.written_query import NAME_FIELDS, FormFields, written_query
from pressespiegel.web.search_state import (
    LARGEST_HALF_LIFE,
    LEAST_HALF_LIFE,
    NUMBER,
    QueryTooLong,
    SearchState,
    written_half_life,
)
from pressespiegel.web.shared_archive import archive

OFFERED: dict[str, str] = {"quelle": "source", "ressort": "section", "agentur": "agency"}
"""Fields with few enough values to offer them, and the facet that has these."""

blueprint = Blueprint("advanced", __name__)


@blueprint.get("/erweitert")
def form() -> Response:
    """Show the form, or lead to the results of what was filled in (`go`)."""
    state = SearchState.from_arguments(request.args)
    fields = read_fields()
    if "go" in request.args:
        query = written_query(fields, language())
        if len(query) > LONGEST_QUERY:
            raise QueryTooLong
        asked = SearchState(query=query, sort=state.sort, half_life=state.half_life)
        found = asked.during(state.since, state.until)
        return make_response(redirect(results_address(found)))
    opened = archive()
    offered = {
        name: [each.value for each in opened.facets(facet)[:OFFERED_NAMES]]
        for name, facet in OFFERED.items()
    }
    page = render_template(
        "advanced.html",
        fields=fields,
        names=NAME_FIELDS,
        name_labels={name: FACET_LABELS[FIELD_NAMES[name].searches[0]] for name in NAME_FIELDS},
        offered=offered,
        state=state,
        bounds=bounds(state),
        half_life=written_half_life(state.half_life) if state.half_life else "",
        half_lives=(LEAST_HALF_LIFE, LARGEST_HALF_LIFE),
    )
    return make_response(page)


def read_fields() -> FormFields:
    """What the address says of the form's fields."""
    given = request.args
    between = given.get("between", "")
    return FormFields(
        words=given.get("words", ""),
        phrase=given.get("phrase", ""),
        either=given.get("either", ""),
        without=given.get("without", ""),
        title=given.get("title", ""),
        near=given.get("near", ""),
        between=int(between) if NUMBER.fullmatch(between) else FormFields().between,
        names={name: given.get(name, "") for name in NAME_FIELDS},
    )
