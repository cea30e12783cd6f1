"""Where the terms of a query stand in an article, from its texts as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import Words
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.engines.marked import terms_of
from pressespiegel.search.engines.opensearch.queries import Resolve
from pressespiegel.search.engines.runs import runs
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query import tree


def marked_spans(
    fields: Mapping[tree.SearchField, Words], node: tree.Node, resolve: Resolve
) -> tuple[MatchedSpan, ...]:
    """The spans at which the tree's terms stand, in order, each once.

    Only in running text; what stands under a Not is not looked for. `resolve` tells the terms of
    a pattern.
    """
    leaves = terms_of(node)
    spans: list[MatchedSpan] = []
    for field in sorted(TEXT_FIELDS):
        own = [leaf for leaf in leaves if field in leaf.fields]
        if not own or field not in fields:
            continue
        wanted = {term for leaf in own for term in _terms(leaf, field, resolve)}
        places, bounds = _places(fields[field], wanted)
        positions: set[int] = set()
        for leaf in own:
            if isinstance(leaf, tree.Sequence):
                positions.update(_of_sequence(leaf, places))
            else:
                for term in _terms(leaf, field, resolve):
                    positions.update(places.get(term, ()))
        spans += [MatchedSpan(field, *bounds[position]) for position in sorted(positions)]
    return tuple(spans)


def _terms(
    leaf: tree.Word | tree.Sequence | tree.Expansion, field: tree.SearchField, resolve: Resolve
) -> Iterable[str]:
    match leaf:
        case tree.Word():
            return (each.term for each in leaf.alternatives)
        case tree.Sequence():
            return (each.term for slot in leaf.slots for each in slot.alternatives)
    return resolve(leaf, field)


def _places(
    words: Words, wanted: set[str]
) -> tuple[Mapping[str, Sequence[int]], Sequence[tuple[int, int]]]:
    """At which positions each wanted term stands, and which characters each position is."""
    places: dict[str, list[int]] = {}
    bounds: list[tuple[int, int]] = []
    for surface, start in zip(words.surfaces, words.starts, strict=True):
        analysis = analyse_word(surface)
        base = len(bounds)
        for term, shift in analysis.terms:
            if term in wanted:
                places.setdefault(term, []).append(base + shift)
        bounds += [(start + first, start + last) for first, last in analysis.spans]
    return places, bounds


def _of_sequence(leaf: tree.Sequence, places: Mapping[str, Sequence[int]]) -> set[int]:
    """The positions at which a sequence stands."""
    slots = [
        sorted({at for each in slot.alternatives for at in places.get(each.term, ())})
        for slot in leaf.slots
    ]
    if not slots or not all(slots):
        return set()
    offsets = [slot.offset for slot in leaf.slots]
    return {at for run in runs(slots, offsets, leaf.slop, leaf.ordered) for at in run}
