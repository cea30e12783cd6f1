"""Organisations that their form gives away, found by rules where a model overlooks them.

Listed names ("Robert-Koch-Institut"), authorities of the state ("Bundesgerichtshof"), and nouns
that stand before their seat ("Technische Universität Ilmenau", "Landgericht Frankfurt am Main").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

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
    "Universität", "Hochschule", "Fachhochschule", "Musikhochschule", "Kunsthochschule",
    "Universitätsklinikum", "Klinikum", "Landgerichts?", "Amtsgerichts?", "Oberlandesgerichts?",
    "Verwaltungsgerichts?", "Sozialgerichts?", "Arbeitsgerichts?", "Staatsanwaltschaft",
    "Stadtmuseums?", "Polizeipräsidiums?", "Handelskammer", "Universitätsmedizin", "Stadtwerke",
    "Uni", "TU", "FU", "FH", "LMU",
)  # fmt: skip
_NOUNS = (
    "Universität", "ochschule", "linikum", "gericht", "Staatsanwaltschaft", "Stadtmuseum",
    "Polizeipräsidium", "Handelskammer", "Stadtwerke", "Uni ", "TU ", "FU ", "FH ", "LMU ",
)  # fmt: skip
"""One of these is in every text in which a noun before its seat can be found."""

_IN_SEAT = rf" (?:in )?{_SEAT}"
# each choice begins with fixed letters, which is found many times quicker than "a border, then ..."
_STATE = re.compile(
    r"(?:"
    + "|".join(
        [
            rf"Bundes[a-zäöü]{{0,20}}(?:{_OFFICE}|{_OFFICE_FOR})\b",
            *(
                rf"{adjective} (?:{'|'.join(_SEATED)}){_IN_SEAT}\b"
                for adjective in ("Technischen?", "Freien?", "Pädagogischen?")
            ),
            *(rf"{noun}{_IN_SEAT}\b" for noun in _SEATED),
        ]
    )
    + r")"
)
_HEAD = re.compile(r"[A-ZÄÖÜ][\w-]*")


def _reaches_over(spans: Sequence[Span], starts: Sequence[int], border: int) -> bool:
    """Whether one of the spans has characters on both sides of a place in the text."""
    number = bisect_left(starts, border) - 1
    return number >= 0 and spans[number].end > border


@cache
def _by_head() -> Mapping[str, list[tuple[int, str]]]:
    """The known names by their first word with a capital, each with its place by length."""
    names: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, name in enumerate(sorted(known_names(), key=len, reverse=True)):
        if head := _HEAD.search(name):
            names[head.group()].append((place, name))
    return dict(names)


def _found(text: str) -> Iterator[tuple[int, int]]:
    if "Bundes" in text or any(noun in text for noun in _NOUNS):
        yield from _of_state(text)
    names = _by_head()
    heads = names.keys() & _HEAD.findall(text)
    # the longest names first
    for _, name in sorted(chain.from_iterable(names[head] for head in heads)):
        position = text.find(name)
        while position >= 0:
            end = position + len(name)
            if not _inside_word(text, position - 1) and not _inside_word(text, end):
                yield position, end
            position = text.find(name, end)


def _of_state(text: str) -> Iterator[tuple[int, int]]:
    match = _STATE.search(text)
    while match:
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            end = start + 1
        else:
            yield start, end
        match = _STATE.search(text, end)


def _inside_word(text: str, position: int) -> bool:
    character = text[position : position + 1] if position >= 0 else ""
    return character.isalnum() or character in ("-", "_")


def with_institutions(text: str, spans: Sequence[Span]) -> list[Span]:
    """The same spans, and the organisations that rules find beside them, in the order of print.

    A rule's name takes the place of those inside it, as of "Frankfurt" in "Landgericht
    Frankfurt"; where another name reaches beyond it, that one stays.

    >>> [span.text for span in with_institutions("Das Landgericht Halle urteilte.", [])]
    ['Landgericht Halle']
    """
    starts = [span.start for span in spans]
    found: list[Span] = []
    taken: set[int] = set()
    for start, end in _found(text):
        crossed = any(_reaches_over(spans, starts, border) for border in (start, end))
        if not crossed and taken.isdisjoint((start, end - 1)):
            taken.update(range(start, end))
            found.append(Span(start, end, "organisation", text[start:end]))
    if not found:
        return list(spans)
    kept = [span for span in spans if taken.isdisjoint((span.start, span.end - 1))]
    return sorted([*kept, *found], key=lambda span: span.start)
