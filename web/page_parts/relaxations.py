"""What finds something where a search found nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from pressespiegel.search import Archive
from pressespiegel.web.asking import ask
from pressespiegel.web.localisation import FACET_LABELS, facet_value
from pressespiegel.web.search_state import SearchState

PLAIN_WORDS = re.compile(r"[\w-]+(?:\s+[\w-]+)+")
"""Two words or more, and no sign of the query language: `hafen streik`."""

BINDING = re.compile("""["“”„«»‹›()]""")
"""What makes one thing of several words."""

OPERATORS = frozenset({"AND", "NICHT", "NOT", "ODER", "OR", "UND"})
MOST_WORDS = 12
MOST_FILTERS_TRIED = 6


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A wider search that finds `total` articles; `change` says how it is wider."""

    state: SearchState
    change: str
    total: int


def relaxations(archive: Archive, state: SearchState, *, any_word: bool) -> list[Relaxation]:
    """Wider searches than one without hits, those only that find something; with `any_word` also
    one that is content with any of the words.

    Searches once for each that is tried: at most nine times.
    """
    found = []
    for wider, change in _wider(state, any_word):
        total = ask(archive, wider, limit=0).total
        if total:
            found.append(Relaxation(wider, change, total))
    return found


def _narrowings(state: SearchState) -> Iterator[tuple[SearchState, str]]:
    """The search without one of the things that narrow it, and what that is."""
    if state.since or state.until:
        yield state.during(None, None), _("ohne den Zeitraum")
    for facet, value in state.chosen():
        shown, label = facet_value(facet, value), FACET_LABELS[facet]
        change = _("ohne den Filter %(facet)s: %(value)s", facet=label, value=shown)
        yield state.toggled(facet, value), change
    for facet, value in state.left_out():
        shown, label = facet_value(facet, value), FACET_LABELS[facet]
        change = _("auch mit %(facet)s: %(value)s", facet=label, value=shown)
        yield state.excluding(facet, value), change


def _wider(state: SearchState, any_word: bool) -> Iterator[tuple[SearchState, str]]:
    narrower = list(_narrowings(state))
    if len(narrower) > 1:
        yield state.without_filters(), _("ohne alle Filter")
    yield from narrower[:MOST_FILTERS_TRIED]
    words = BINDING.sub(" ", state.query).split()
    loose = " ".join(words)
    if loose and BINDING.search(state.query):
        yield state.asking(loose), _("ohne Anführungszeichen und Klammern")
    plain = PLAIN_WORDS.fullmatch(loose) and not OPERATORS.intersection(words)
    if any_word and plain and len(words) <= MOST_WORDS:
        operator = _("ODER")
        either = f" {operator} ".join(words)
        yield state.asking(either), _("mit einem der Wörter statt allen")
