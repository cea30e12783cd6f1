"""All values of one facet of a result, with a field to look for one among them."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, abort, render_template, request

from pressespiegel.search import FACETS, FacetCount
from pressespiegel.search.german import fold
from pressespiegel.web.addresses import facet_address
from pressespiegel.web.asking import ask
from pressespiegel.web.config import FACET_PAGE_SIZE, LONGEST_FACET_SEARCH
from pressespiegel.web.page_parts.facet_panels import CHRONOLOGICAL, choices
from pressespiegel.web.page_parts.paging import last_page, offered_pages
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive

EVERY_VALUE = 2**31

blueprint = Blueprint("facets", __name__)


@blueprint.get("/facette")
def facet() -> str:
    """The values of a facet (`facet`) of a search that have some words (`find`), page by page."""
    state = SearchState.from_arguments(request.args)
    name = request.args.get("facet", "")
    if name not in FACETS:
        abort(404)
    wanted = request.args.get("find", "").strip()[:LONGEST_FACET_SEARCH]
    asked = state.at_page(1)
    found = ask(archive(), asked, limit=0, facets=(name,), facet_limit=EVERY_VALUE)
    asked = asked.named_as(found)
    asked = asked.named_as(found)
    values = having(found.facets[name], wanted)
    if name in CHRONOLOGICAL:
        values.sort(key=lambda each: each.value, reverse=True)
    last = last_page(len(values), FACET_PAGE_SIZE)
    page = min(state.page, last)
    begin = (page - 1) * FACET_PAGE_SIZE
    return render_template(
        "facet.html",
        state=asked,
        found=found,
        name=name,
        find=wanted,
        total=len(values),
        choices=choices(name, values[begin : begin + FACET_PAGE_SIZE], asked),
        page=page,
        last=last,
        offered=offered_pages(page, last),
        facet_pages=lambda other: facet_address(name, asked, wanted, other),
    )


def having(values: Iterable[FacetCount], words: str) -> list[FacetCount]:
    """The values in which all words stand, or parts of them, in any spelling.

    >>> [each.value for each in having([FacetCount("Wiebke Möhr", 2)], "moehr WIE")]
    ['Wiebke Möhr']
    """
    folded = [fold(word) for word in words.split()]
    if not any(folded):
        return list(values)
    return [each for each in values if all(word in fold(each.value) for word in folded)]
