"""Searches over time: one beside all articles there are, or several in one plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from pressespiegel.search import Results
from pressespiegel.web.addresses import compare_address, timeline_address
from pressespiegel.web.asking import ask
from pressespiegel.web.config import LONGEST_QUERY, MOST_COMPARED
from pressespiegel.web.page_parts.timelines import NO_DATES, Plot, bounds, plot_of
from pressespiegel.web.search_state import QueryTooLong, SearchState
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("timeline", __name__)


@dataclass(frozen=True, slots=True)
class Series:
    """One search of a plot, and what it found."""

    state: SearchState
    found: Results


@blueprint.get("/verlauf")
def timeline() -> str:
    """The hits of a search over time, as a plot and as a table; `relative` to all articles."""
    state = SearchState.from_arguments(request.args).at_page(1)
    relative = read_relative()
    series = series_of([state])
    return render_template(
        "timeline.html",
        state=state,
        series=series,
        plot=plot(series, state, relative=relative),
        relative=relative,
        bounds=bounds(state),
        address=lambda other, relative: timeline_address(other, relative=relative),
    )


@blueprint.get("/vergleich")
def compare() -> str:
    """Several searches (`q`, each of its own) in one plot."""
    given = [query.strip() for query in request.args.getlist("q")]
    if any(len(query) > LONGEST_QUERY for query in given):
        raise QueryTooLong
    queries = list(dict.fromkeys(query for query in given if query))
    time = SearchState.from_arguments(request.args)
    state = SearchState().during(time.since, time.until)
    relative = read_relative()
    compared = queries[:MOST_COMPARED]
    series = series_of([state.asking(query) for query in compared])
    return render_template(
        "compare.html",
        state=state,
        series=series,
        plot=plot(series, state, relative=relative) if series else None,
        relative=relative,
        left_out=queries[MOST_COMPARED:],
        most=MOST_COMPARED,
        bounds=bounds(state),
        hidden=[("q", query) for query in compared] + [("relative", "1")] * relative,
        address=lambda other, relative: compare_address(compared, other, relative=relative),
    )


def read_relative() -> bool:
    """Whether the address asks for percentages of all articles."""
    return request.args.get("relative") == "1"


def series_of(states: Sequence[SearchState]) -> list[Series]:
    """Ask the archive for each search, without hits."""
    opened = archive()
    return [Series(state, ask(opened, state, limit=0, dates=True)) for state in states]


def plot(series: Sequence[Series], state: SearchState, *, relative: bool) -> Plot | None:
    """All searches in one plot over the time of the address; None where nothing has a date."""
    dates = [each.found.dates or NO_DATES for each in series]
    return plot_of(archive(), dates, state, relative=relative)
