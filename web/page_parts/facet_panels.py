"""The facets beside a result: which values are seen at once, and where choosing one leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pressespiegel.search import FacetCount
from pressespiegel.web.config import FACET_VALUES, FACET_VALUES_LISTED, FACET_VALUES_OPEN
from pressespiegel.web.localisation import facet_value
from pressespiegel.web.search_state import SearchState

CHRONOLOGICAL = frozenset({"year", "month"})
"""Facets whose values are read in the order of time, newest first, not of frequency."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value as it is shown, the search that choosing it (or not any more) leads to, and the
    one that leaves it out."""

    label: str
    count: int
    selected: bool
    leads_to: SearchState
    without: SearchState


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One facet: the choices that are seen, and those folded away below them.

    `more` says that there are others still; `excluded` are values left out, and the searches that
    do not leave them out.
    """

    name: str
    chronological: bool
    seen: tuple[Choice, ...]
    folded: tuple[Choice, ...]
    more: bool = False
    excluded: tuple[tuple[str, SearchState], ...] = ()


def choices(name: str, counts: Iterable[FacetCount], state: SearchState) -> tuple[Choice, ...]:
    """Values of one facet as they are shown."""
    return tuple(
        Choice(
            facet_value(name, each.value),
            each.count,
            each.selected,
            state.toggled(name, each.value),
            state.excluding(name, each.value),
        )
        for each in counts
    )


def facet_panels(
    facets: Mapping[str, Sequence[FacetCount]], state: SearchState
) -> list[FacetPanel]:
    """Panels for the facets that have values, in the order given; chosen values come first."""
    panels = []
    for name, counts in facets.items():
        excluded = tuple(
            (facet_value(name, value), state.excluding(name, value))
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
