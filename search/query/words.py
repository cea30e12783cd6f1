"""What a typed word stands for in the index: its forms, its stem, its parts, its spellings."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Row

from pressespiegel.search.german import QueryTerm, QueryWord, query_word, split_words
from pressespiegel.search.query.tree import (
    Alternative,
    AnyOf,
    Node,
    Nothing,
    SearchField,
    Sequence,
    Slot,
    Span,
    Word,
)

Fields = tuple[SearchField, ...]
Place = tuple[QueryTerm, ...]

MOST_LAYOUTS = 4
"""Ways to lay out a phrase whose compounds may be written in one or apart."""


def words_node(text: str, span: Span, fields: Fields, *, exact: bool, parts: bool) -> Node:
    """The node for what was typed without a space: one word, or words that belong together.

    With `parts`, longer words count that contain the one typed; with `exact`, only its form.
    """
    surfaces, _ = split_words(text)
    if len(surfaces) != 1 or exact:
        return phrase_node(text, span, fields, exact=exact)
    word = query_word(surfaces[0])
    whole = Word(text, alternatives(word.whole, parts=parts), fields, span)
    apart = _slots(_apart(word))
    if len(apart) < 2:
        return whole if whole.alternatives else Nothing()
    # written apart it is one word all the same, and "Nato-Rat" has both
    return AnyOf((whole, Sequence(text, apart, fields, span=span, weight=1 / len(apart))))


def phrase_node(text: str, span: Span, fields: Fields, *, exact: bool) -> Node:
    """The node for words side by side; a phrase of one place is a word, without compounds."""
    sequences: dict[Node, None] = {}
    for slots in _layouts(text, exact=exact):
        if len(slots) > 1:
            sequences[Sequence(text, slots, fields, span=span)] = None
        elif slots:
            sequences[Word(text, slots[0].alternatives, fields, span)] = None
    if not sequences:
        return Nothing()
    return AnyOf(tuple(sequences)) if len(sequences) > 1 else next(iter(sequences))


def phrase_slots(text: str, *, exact: bool) -> tuple[Slot, ...]:
    """The places that the words of a text take, just as they were typed."""
    return next(iter(_layouts(text, exact=exact)), ())


def alternatives(
    terms: Place, *, parts: bool = False, exact: bool = False
) -> tuple[Alternative, ...]:
    """Index terms as the tree has them; with `exact`, only the form letter by letter."""
    return tuple(
        Alternative(term.term, term.weight, term.found_as)
        for term in terms
        if (parts or term.found_as != "part") and (not exact or term.found_as == "form")
    )


def _layouts(text: str, *, exact: bool) -> list[tuple[Slot, ...]]:
    """The phrase as typed, then with one compound after the other written the other way."""
    words = [query_word(surface) for surface in split_words(text)[0]]
    typed: list[Row[Place]] = [word.positions for word in words]
    layouts = [_slots(_joined(typed), exact=exact)]
    if exact:
        return layouts
    for index, word in enumerate(words):
        if len(layouts) == MOST_LAYOUTS:
            break
        if other := _other_spelling(word):
            layouts.append(_slots(_joined([*typed[:index], other, *typed[index + 1 :]])))
    return layouts


def _other_spelling(word: QueryWord) -> Row[Place]:
    """Of a compound in one its parts, of a hyphenated one the word in one; () of other words."""
    return word.parts if len(word.positions) == 1 else (word.whole,)


def _apart(word: QueryWord) -> Row[Place]:
    return word.parts if len(word.positions) == 1 else word.positions


def _joined(rows: Iterable[Row[Place]]) -> list[Place]:
    return [place for row in rows for place in row]


def _slots(places: Row[Place], *, exact: bool = False) -> tuple[Slot, ...]:
    found = ((alternatives(place, exact=exact), offset) for offset, place in enumerate(places))
    return tuple(Slot(terms, offset) for terms, offset in found if terms)
