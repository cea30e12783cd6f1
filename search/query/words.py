"""What a typed word stands for in the index, and what each way of standing for it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pressespiegel.search.german import analyse_word, split_words
from pressespiegel.search.query.tree import (
    Alternative,
    Node,
    Nothing,
    Reason,
    SearchField,
    Sequence,
    Slot,
    Span,
    Word,
)

WEIGHTS: Mapping[Reason, float] = MappingProxyType(
    {"form": 1.2, "stem": 1.0, "variant": 0.9, "synonym": 0.7, "part": 0.35}
)
"""What a match is worth by its reason: what was typed letter by letter ranks first."""


def word_node(
    text: str, span: Span, fields: tuple[SearchField, ...], *, exact: bool, parts: bool
) -> Node:
    """The node for one typed word; with `parts`, words that contain it count too."""
    surfaces, _ = split_words(text)
    if not surfaces:
        return Nothing()
    slots = word_slots(text, exact=exact)
    if len(slots) > 1:
        return Sequence(text, slots, fields, span=span)
    alternatives = slots[0].alternatives
    if parts and not exact:
        alternatives += tuple(
            Alternative("+" + each.term, WEIGHTS["part"], "part")
            for each in alternatives
            if each.reason == "stem"
        )
    return Word(text, alternatives, fields, span)


def word_slots(text: str, *, exact: bool) -> tuple[Slot, ...]:
    """The places that the words of a text take side by side, as in a phrase."""
    slots: list[Slot] = []
    base = 0
    for surface in split_words(text)[0]:
        analysis = analyse_word(surface)
        for offset in range(len(analysis.spans)):
            terms = [term for term, position in analysis.terms if position == offset]
            if found := _alternatives(terms, exact=exact):
                slots.append(Slot(found, base + offset))
        base += len(analysis.spans)
    return tuple(slots)


def _alternatives(terms: list[str], *, exact: bool) -> tuple[Alternative, ...]:
    found = [Alternative(term, WEIGHTS["form"], "form") for term in terms if term.startswith("=")]
    if not exact:
        found += [
            Alternative(term, WEIGHTS["stem"], "stem") for term in terms if term[0] not in "=+"
        ]
    return tuple(found)


def phrase_node(text: str, span: Span, fields: tuple[SearchField, ...], *, exact: bool) -> Node:
    """The node for words side by side; a phrase of one word is that word, without compounds."""
    slots = word_slots(text, exact=exact)
    if len(slots) > 1:
        return Sequence(text, slots, fields, span=span)
    return Word(text, slots[0].alternatives, fields, span) if slots else Nothing()
