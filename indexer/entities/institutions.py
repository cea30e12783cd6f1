"""Organisations that their form gives away, found by rules where a model overlooks them.

Listed names ("Robert-Koch-Institut"), authorities of the state ("Bundesgerichtshof"), and nouns
that stand before their seat ("Technische Universität Ilmenau", "Landgericht Frankfurt am Main").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from pressespiegel.indexer.entities.names import Regions
from pressespiegel.indexer.entities.organisations import known_names
from pressespiegel.indexer.entities.span import Span

_OFFICE = (
    r"(?:ministeriums?|kanzleramts?|kanzleramtes|gerichts?|gerichtshofs?|gerichtshofes|bank|polizei|"
    r"wehr|netzagentur|kriminalamts?|kriminalamtes|kartellamts?|kartellamtes|rechnungshofs?)"
)
# these say little without what they are for: "Bundesamt für Strahlenschutz"
_OFFICE_FOR = (
    r"(?:amts?|amtes|agentur|anstalt|verbands?|verbandes|zentrale|vereinigung) "
    r"(?:für [A-ZÄÖÜ][\w-]+(?:(?:, [A-ZÄÖÜ][\w-]+)? und [A-ZÄÖÜ][\w-]+)?|"
    r"(?:der|des) (?:[A-ZÄÖÜ][a-zäöüß]+en )?[A-ZÄÖÜ][\w-]+)"
)
_SEAT = (
    r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*(?: (?:am|an der|im|in der) [A-ZÄÖÜ][a-zäöüß]+)?"
)
_SEATED = (
    r"(?:Universität|Hochschule|Fachhochschule|Musikhochschule|Kunsthochschule|Universitätsklinikum|"
    r"Klinikum|Landgerichts?|Amtsgerichts?|Oberlandesgerichts?|Verwaltungsgerichts?|Sozialgerichts?|"
    r"Arbeitsgerichts?|Staatsanwaltschaft|Stadtmuseums?|Polizeipräsidiums?|Handelskammer|"
    r"Universitätsmedizin|Stadtwerke|Uni|TU|FU|FH|LMU)"
)
_STATE = re.compile(
    rf"\bBundes[a-zäöü]{{0,20}}(?:{_OFFICE}|{_OFFICE_FOR})\b"
    rf"|\b(?:(?:Technischen?|Freien?|Pädagogischen?) )?{_SEATED} (?:in )?{_SEAT}\b"
)


def _reaches_over(spans: Sequence[Span], starts: Sequence[int], border: int) -> bool:
    """Whether one of the spans has characters on both sides of a place in the text."""
    number = bisect_left(starts, border) - 1
    return number >= 0 and spans[number].end > border


@cache
def _listed() -> re.Pattern[str]:
    names = sorted(known_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def with_institutions(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, and the organisations that rules find beside them, in the order of print.

    A rule's name takes the place of those inside it, as of "Frankfurt" in "Landgericht
    Frankfurt"; where another name reaches beyond it, that one stays.

    >>> [span.text for span in with_institutions("Das Landgericht Halle urteilte.", [])]
    ['Landgericht Halle']
    """
    starts = [span.start for span in spans]
    found: list[Span] = []
    for pattern in (_STATE, _listed()):
        taken = Regions((span.start, span.end) for span in found)
        for match in pattern.finditer(text):
            start, end = match.span()
            crossed = any(_reaches_over(spans, starts, border) for border in (start, end))
            if not crossed and not taken.overlap(start, end):
                found.append(Span(match.start(), match.end(), "organisation", match.group()))
    if not found:
        return list(spans)
    taken = Regions((span.start, span.end) for span in found)
    kept = [span for span in spans if not taken.overlap(span.start, span.end)]
    return sorted([*kept, *found], key=lambda span: span.start)
