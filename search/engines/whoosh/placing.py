"""Where the terms of a query stand in the documents found, from stored positions and places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from pressespiegel.search.article import TEXT_FIELDS, TextField
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.engines.marked import terms_of
from pressespiegel.search.engines.runs import runs
from pressespiegel.search.engines.whoosh.expansion import expanded_terms
from pressespiegel.search.engines.whoosh.scored import Docs
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.query import tree


def matched_spans(
    segment: Segment, documents: Sequence[int], node: tree.Node
) -> dict[int, tuple[MatchedSpan, ...]]:
    """The spans of each document at which the tree's terms stand, in order, each once.

    Only in running text; what stands under a Not is not looked for. One pass over the terms of
    the tree serves all documents.
    """
    docs = np.array(sorted(documents), dtype=np.uint32)
    leaves = terms_of(node)
    words = [leaf for leaf in leaves if isinstance(leaf, tree.Word)]
    patterns = {leaf for leaf in leaves if isinstance(leaf, tree.Expansion)}
    sequences = {leaf for leaf in leaves if isinstance(leaf, tree.Sequence)}
    spans: dict[int, list[MatchedSpan]] = {document: [] for document in documents}
    for field in sorted(TEXT_FIELDS):
        terms = {each.term for leaf in words if field in leaf.fields for each in leaf.alternatives}
        numbers = _numbers(segment, field, terms)
        for pattern in patterns:
            if field in pattern.fields:
                numbers += _fitting(segment, field, pattern)
        marked = _positions(segment, docs, numbers)
        for sequence in sequences:
            if field in sequence.fields:
                for document, positions in _run_positions(segment, docs, field, sequence).items():
                    marked.setdefault(document, set()).update(positions)
        for document, positions in marked.items():
            spans[document] += _spans(segment, document, field, positions)
    return {document: tuple(found) for document, found in spans.items()}


def _spans(
    segment: Segment, document: int, field: TextField, positions: set[int]
) -> list[MatchedSpan]:
    """The characters at some positions of a field of a document, in order."""
    places = segment.places(field, document)
    if places is None:
        return []
    starts, widths = places
    ordered = sorted(positions)
    while ordered and ordered[-1] >= len(starts):
        ordered.pop()
    begins, lengths = starts[ordered].tolist(), widths[ordered].tolist()
    return [
        MatchedSpan(field, begin, begin + length)
        for begin, length in zip(begins, lengths, strict=True)
    ]


def _fitting(segment: Segment, field: str, pattern: tree.Expansion) -> list[int]:
    return expanded_terms(
        segment.dictionary, field, pattern.kind, pattern.pattern, pattern.distance, pattern.limit
    )


def _run_positions(
    segment: Segment, docs: Docs, field: str, leaf: tree.Sequence
) -> dict[int, set[int]]:
    """The positions at which a sequence stands, in each document that has it."""
    slots = []
    for slot in leaf.slots:
        numbers = _numbers(segment, field, (each.term for each in slot.alternatives))
        slots.append(_positions(segment, docs, numbers))
        if not slots[-1]:
            return {}
    offsets = [slot.offset for slot in leaf.slots]
    found: dict[int, set[int]] = {}
    for document in slots[0]:
        positions = [sorted(slot.get(document, ())) for slot in slots]
        if all(positions):
            marked = found.setdefault(document, set())
            for run in runs(positions, offsets, leaf.slop, leaf.ordered):
                marked.update(run)
    return found


def _numbers(segment: Segment, field: str, terms: Iterable[str]) -> list[int]:
    find = segment.dictionary.find
    found = [find(field, term.encode("utf-8", "surrogatepass")) for term in terms]
    return [number for number in found if number >= 0]


def _positions(segment: Segment, docs: Docs, numbers: Iterable[int]) -> dict[int, set[int]]:
    """The positions of any of the terms in each document that has them."""
    found: dict[int, set[int]] = {}
    documents = docs.tolist()
    for number in numbers:
        postings = segment.postings(number)
        places = postings.docs.searchsorted(docs)
        after = postings.docs.searchsorted(docs, "right")
        for document, place, beyond in zip(documents, places.tolist(), after.tolist(), strict=True):
            if place == beyond:
                continue
            end = int(segment.position_ends(number)[place])
            count = int(postings.freqs[place])
            positions = segment.positions(number)[end - count : end]
            found.setdefault(document, set()).update(positions.tolist())
    return found
