"""Which documents have numbers of a sketch, over all segments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, ranges
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sketches import SketchNumbers
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.sketch import likeliest

Place = tuple[Segment, int]
"""A document of a segment."""

DOCUMENT_BITS = 32


def alike(snapshot: Snapshot, asked: Sequence[Place], limit: int) -> list[list[Place]]:
    """For each of some documents the others that may be printings of its story, likeliest first.

    One pass over the sketches of a segment, to find those of its documents that are asked for, and
    a search for each of their numbers, however many documents there are.
    """
    segments = snapshot.segments
    numbers, owners = _sketches(segments, asked)
    counts = np.zeros(len(numbers), dtype=np.int64)
    numbers_found = [np.zeros(0, dtype=np.int64)]
    places_found = [np.zeros(0, dtype=np.int64)]
    for place, segment in enumerate(segments):
        held = SketchNumbers.within(segment.sections)
        first = np.searchsorted(held.numbers, numbers, "left")
        lengths = np.searchsorted(held.numbers, numbers, "right") - first
        documents = held.documents[ranges(first, lengths)].astype(np.int64)
        which = np.repeat(np.arange(len(numbers)), lengths)
        if segment.deleted is not None:
            living = ~segment.deleted[documents]
            documents, which = documents[living], which[living]
        counts += np.bincount(which, minlength=len(numbers))
        numbers_found.append(which)
        places_found.append(documents | place << DOCUMENT_BITS)
    which, places = np.concatenate(numbers_found), np.concatenate(places_found)
    itself = np.array(
        [segments.index(segment) << DOCUMENT_BITS | document for segment, document in asked]
    )
    others = places != itself[owners[which]]
    which, places = which[others], places[others]
    order = np.lexsort((places, owners[which]))
    which, places = which[order], places[order]
    owner = owners[which]
    first = np.flatnonzero(_changes(owner) | _changes(places))
    shared = np.diff(first, append=len(places))
    worth = 1.0 / np.maximum(counts, 1)
    worths = np.add.reduceat(worth[which], first) if len(first) else np.zeros(0)
    sizes = np.bincount(owners, minlength=len(asked))
    found: list[list[Place]] = [[] for _ in asked]
    for best in likeliest(shared, worths, sizes[owner[first]], len(first)).tolist():
        own = found[owner[first[best]]]
        if len(own) < limit:
            place = int(places[first[best]])
            own.append((segments[place >> DOCUMENT_BITS], place & (1 << DOCUMENT_BITS) - 1))
    return found


def _changes(numbers: Ints) -> npt.NDArray[np.bool_]:
    """Where another number stands than before."""
    return np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]


def _sketches(
    segments: Sequence[Segment], asked: Sequence[Place]
) -> tuple[npt.NDArray[np.uint32], Ints]:
    """The numbers of some documents' sketches, and for each which of the documents has it."""
    numbers: list[npt.NDArray[np.uint32]] = [np.zeros(0, dtype=np.uint32)]
    owners: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for segment in segments:
        own = {document: owner for owner, (other, document) in enumerate(asked) if other is segment}
        if not own:
            continue
        held = SketchNumbers.within(segment.sections)
        is_asked = np.zeros(segment.count, dtype=np.bool_)
        is_asked[list(own)] = True
        theirs = np.flatnonzero(is_asked.take(held.documents))
        numbers.append(held.numbers[theirs])
        owners.append(np.array([own[document] for document in held.documents[theirs].tolist()]))
    return np.concatenate(numbers), np.concatenate(owners).astype(np.int64)
