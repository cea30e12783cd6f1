"""The pages of searching: start and results."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from pressespiegel.search import FACETS, without_part
from pressespiegel.search.article import ENTITY_KINDS
from pressespiegel.web.addresses import results_address
from pressespiegel.web.asking import ask
from pressespiegel.web.config import (
    FACET_VALUES,
    LATEST_ARTICLES,
    MOST_CHIPS,
    PAGE_SIZE,
    START_VALUES,
)
from pressespiegel.web.localisation import language
from pressespiegel.web.page_parts.examples import examples
from pressespiegel.web.page_parts.facet_panels import facet_panels
from pressespiegel.web.page_parts.listing import printings_label, stories
from pressespiegel.web.page_parts.paging import last_page, offered_pages
from pressespiegel.web.page_parts.relaxations import relaxations
from pressespiegel.web.page_parts.timelines import bounds, plot_of
from pressespiegel.web.search_state import NoSuchPage, SearchState
from pressespiegel.web.shared_archive import archive

START_FACETS = ("person", "organisation", "place", "source", "section", "month")

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def start() -> str:
    """The front page: what the archive holds, and how it is asked."""
    opened = archive()
    latest = opened.search(
        "",
        limit=LATEST_ARTICLES,
        sort="newest",
        facets=START_FACETS,
        facet_limit=START_VALUES,
        language=language(),
    )
    return render_template(
        "start.html",
        statistics=opened.statistics(),
        latest=latest,
        examples=examples(latest.hits, latest.facets),
    )


@blueprint.get("/suche")
def results() -> str:
    """What a search found; an empty query finds everything."""
    state = SearchState.from_arguments(request.args)
    opened = archive()
    found = ask(
        opened, state, facets=FACETS, facet_limit=FACET_VALUES + 1, dates=True, fold=state.fold
    )
    state = state.named_as(found)
    last = last_page(found.total + found.partial_total, PAGE_SIZE)
    if state.page > last:
        raise NoSuchPage(state.at_page(last))
    listed = stories(found, fold=state.fold)
    plot = plot_of(opened, [found.dates], state) if found.dates else None
    return render_template(
        "results.html",
        plot=plot if plot and len(plot.periods) > 1 else None,
        state=state,
        found=found,
        complete=[each for each in listed if each.hit.complete],
        partial=[each for each in listed if not each.hit.complete],
        printings_label=printings_label,
        chips=[
            (part.reading, state.asking(without_part(state.query, part)))
            for part in found.parts[:MOST_CHIPS]
        ],
        panels=facet_panels(found.facets, state),
        first_rank=(state.page - 1) * PAGE_SIZE + 1,
        last=last,
        offered=offered_pages(state.page, last),
        bounds=bounds(state),
        entity_kinds=ENTITY_KINDS,
        results_pages=lambda page: results_address(state.at_page(page)),
        relaxations=(
            () if found.total else relaxations(opened, state, any_word=not found.partial_total)
        ),
        statistics=None if found.hits else opened.statistics(),
    )
