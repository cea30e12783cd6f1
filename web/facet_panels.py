"""The facets beside a result: which values are seen at once, and where choosing one leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressespiegel.search import FacetCount
from pressespiegel.web.config import FACET_VALUES_OPEN
from pressespiegel.web.localisation import facet_value
from pressespiegel.web.search_state import SearchState

CHRONOLOGICAL = frozenset({"year", "month"})
"""Facets whose values are read in the order of time, newest first, not of frequency."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value as it is shown, and the search that choosing it (or not any more) leads to."""

    label: str
    count: int
    selected: bool
    leads_to: SearchState


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One facet: the choices that are seen, and those folded away below them."""

    name: str
    chronological: bool
    seen: tuple[Choice, ...]
    folded: tuple[Choice, ...]


def facet_panels(
    facets: Mapping[str, Sequence[FacetCount]], state: SearchState
) -> list[FacetPanel]:
    """Panels for the facets that have values, in the order given; chosen values come first."""
    panels = []
    for name, counts in facets.items():
        if not counts:
            continue
        ranked = list(counts)
        chronological = name in CHRONOLOGICAL
        if chronological:
            ranked.sort(key=lambda each: each.value, reverse=True)
        ranked.sort(key=lambda each: not each.selected)
        choices = tuple(
            Choice(
                facet_value(name, each.value),
                each.count,
                each.selected,
                state.toggled(name, each.value),
            )
            for each in ranked
        )
        selected = sum(each.selected for each in choices)
        seen = max(FACET_VALUES_OPEN, selected)
        if len(choices) - seen == 1:
            seen += 1
        panels.append(FacetPanel(name, chronological, choices[:seen], choices[seen:]))
    return panels
