"""The facets beside a result: which values are seen at once, and where choosing one leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pressespiegel.search import FacetCount
from pressespiegel.web.addresses import choice_addresses, results_address
from pressespiegel.web.config import FACET_VALUES, FACET_VALUES_LISTED, FACET_VALUES_OPEN
from pressespiegel.web.localisation import facet_value, number
from pressespiegel.web.search_state import SearchState

CHRONOLOGICAL = frozenset({"year", "month"})
"""Facets whose values are read in the order of time, newest first, not of frequency."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value as it is shown, and the addresses of the results if it is chosen (or not any more)
    and if it is left out."""

    label: str
    count: int
    selected: bool
    address: str
    without: str


def filled_in(row: str, choice: Choice) -> Markup:
    """A row of markup with `{label}`, `{count}`, `{address}` and `{without}` filled in, escaped.

    >>> filled_in(Markup("<b>{label}</b>: {count}"), Choice("Kern & Co", 3, False, "/", "/"))
    Markup('<b>Kern &amp; Co</b>: 3')
    """
    # What is filled in is escaped already; Markup's own format would do it a second time, slowly.
    return Markup(
        str.format(
            row,
            label=escape(choice.label),
            count=number(choice.count),
            address=escape(choice.address),
            without=escape(choice.without),
        )
    )


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One facet: the choices that are seen, and those folded away below them.

    `more` says that there are others still; `excluded` are values left out, and the addresses of
    the results with them.
    """

    name: str
    chronological: bool
    seen: tuple[Choice, ...]
    folded: tuple[Choice, ...]
    more: bool = False
    excluded: tuple[tuple[str, str], ...] = ()


def choices(name: str, counts: Iterable[FacetCount], state: SearchState) -> tuple[Choice, ...]:
    """Values of one facet as they are shown."""
    addresses = choice_addresses(name, state)
    known = {*state.filters.get(name, ()), *state.excluded.get(name, ())}
    return tuple(
        Choice(
            facet_value(name, each.value),
            each.count,
            each.selected,
            *(_changed(name, each.value, state) if each.value in known else addresses(each.value)),
        )
        for each in counts
    )


def _changed(name: str, value: str, state: SearchState) -> tuple[str, str]:
    """The two addresses of a value that is chosen or left out already."""
    return (
        results_address(state.toggled(name, value)),
        results_address(state.excluding(name, value)),
    )


def facet_panels(
    facets: Mapping[str, Sequence[FacetCount]], state: SearchState
) -> list[FacetPanel]:
    """Panels for the facets that have values, in the order given; chosen values come first."""
    panels = []
    for name, counts in facets.items():
        excluded = tuple(
            (facet_value(name, value), results_address(state.excluding(name, value)))
            for value in state.excluded.get(name, ())
        )
        if not counts and not excluded:
            continue
        chosen = [each for each in counts if each.selected]
        others = [each for each in counts if not each.selected]
        chronological = name in CHRONOLOGICAL
        listed = FACET_VALUES if chronological else FACET_VALUES_LISTED
        more, others = len(others) > listed, others[:listed]
        if chronological:
            for each_of in (chosen, others):
                each_of.sort(key=lambda each: each.value, reverse=True)
        shown = choices(name, (*chosen, *others), state)
        seen = max(FACET_VALUES_OPEN, len(chosen))
        if len(shown) - seen == 1:
            seen += 1
        panel = FacetPanel(name, chronological, shown[:seen], shown[seen:], more, excluded)
        panels.append(panel)
    return panels
