"""Where the terms of a query stand in the documents found, from stored positions and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pressespiegel.search.article import TEXT_FIELDS, TextField
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.engines.whoosh.expansion import expanded_terms
from pressespiegel.search.engines.whoosh.queries import terms_of
from pressespiegel.search.engines.whoosh.scored import Docs, places_in
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sequences import runs
from pressespiegel.search.query import tree


def matched_spans(
    segment: Segment, documents: Sequence[int], node: tree.Node
) -> dict[int, tuple[MatchedSpan, ...]]:
    """The spans of each document at which the tree's terms stand, in order, each once.

    Only in running text; what stands under a Not is not looked for. One pass over the terms of
    the tree serves all documents.
    """
    docs = np.array(sorted(documents), dtype=np.uint32)
    marked: dict[tuple[int, TextField], set[int]] = {}
    for leaf in terms_of(node):
        for field in TEXT_FIELDS:
            if field in leaf.fields:
                for document, positions in _leaf_positions(segment, docs, field, leaf).items():
                    marked.setdefault((document, field), set()).update(positions)
    spans: dict[int, list[MatchedSpan]] = {document: [] for document in documents}
    for (document, field), positions in sorted(marked.items()):
        places = segment.places(field, document)
        if places is None:
            continue
        starts, widths = places
        for position in sorted(positions):
            if position < len(starts):
                start = int(starts[position])
                end = start + int(widths[position])
                spans[document].append(MatchedSpan(field, start, end))
    return {document: tuple(found) for document, found in spans.items()}


def _leaf_positions(
    segment: Segment, docs: Docs, field: str, leaf: tree.Word | tree.Sequence | tree.Expansion
) -> dict[int, set[int]]:
    if isinstance(leaf, tree.Sequence):
        return _sequence_positions(segment, docs, field, leaf)
    if isinstance(leaf, tree.Expansion):
        numbers = expanded_terms(
            segment.dictionary, field, leaf.kind, leaf.pattern, leaf.distance, leaf.limit
        )
    else:
        numbers = _numbers(segment, field, (each.term for each in leaf.alternatives))
    found: dict[int, set[int]] = {}
    for document, positions in _positions(segment, docs, numbers).items():
        found[document] = set(positions)
    return found


def _sequence_positions(
    segment: Segment, docs: Docs, field: str, leaf: tree.Sequence
) -> dict[int, set[int]]:
    slots = [
        _positions(segment, docs, _numbers(segment, field, (a.term for a in slot.alternatives)))
        for slot in leaf.slots
    ]
    offsets = [slot.offset for slot in leaf.slots]
    found: dict[int, set[int]] = {}
    for document in docs.tolist():
        positions = [sorted(set(slot.get(document, ()))) for slot in slots]
        if all(positions):
            marked = found.setdefault(document, set())
            for run in runs(positions, offsets, leaf.slop, leaf.ordered):
                marked.update(run)
    return found


def _numbers(segment: Segment, field: str, terms: Iterable[str]) -> list[int]:
    found = (
        segment.dictionary.find(field, term.encode("utf-8", "surrogatepass")) for term in terms
    )
    return [number for number in found if number >= 0]


def _positions(segment: Segment, docs: Docs, numbers: Sequence[int]) -> dict[int, list[int]]:
    """The positions of any of the terms in each document that has them."""
    found: dict[int, list[int]] = {}
    for number in numbers:
        postings = segment.postings(number)
        places, there = places_in(postings.docs, docs)
        if not there.any():
            continue
        positions = segment.positions(number)
        chosen = places[there]
        ends = segment.position_ends(number)[chosen]
        counts = postings.freqs[chosen]
        for document, end, count in zip(
            docs[there].tolist(), ends.tolist(), counts.tolist(), strict=True
        ):
            found.setdefault(document, []).extend(positions[end - count : end].tolist())
    return found
