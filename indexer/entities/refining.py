"""From what a model labels to the names of a text: their bounds, their kinds, what it overlooks."""

from __future__ import annotations

from collections.abc import Sequence

from pressespiegel.indexer.entities.bounds import with_bounds
from pressespiegel.indexer.entities.institutions import with_institutions
from pressespiegel.indexer.entities.span import Span
from pressespiegel.indexer.entities.surroundings import with_surroundings


def refined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of a model, corrected and completed by rules, in the order of print.

    >>> text = "Der VfL Halle klagte vor dem Landgericht Kiel."
    >>> [span.text for span in refined(text, [Span(8, 13, "place", "Halle")])]
    ['VfL Halle', 'Landgericht Kiel']
    """
    return with_institutions(text, with_surroundings(text, with_bounds(text, spans)))
