"""Which documents have numbers of a sketch, over all segments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.whoosh.arrays import Ints, ranges
from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.engines.whoosh.sketches import SketchNumbers
from pressespiegel.search.engines.whoosh.snapshot import Snapshot
from pressespiegel.search.sketch import likeliest


def alike(snapshot: Snapshot, asked: tuple[Segment, int], limit: int) -> list[tuple[Segment, int]]:
    """The other documents that may be printings of a document's story, likeliest first.

    One pass over the sketches of its segment, to find its own, and a search for each number.
    """
    own = SketchNumbers.within(asked[0].sections)
    wanted = own.numbers[own.documents == asked[1]]
    counts = np.zeros(len(wanted), dtype=np.int64)
    found: list[tuple[npt.NDArray[np.uint32], Ints]] = []
    for segment in snapshot.segments:
        held = SketchNumbers.within(segment.sections)
        first = np.searchsorted(held.numbers, wanted, "left")
        lengths = np.searchsorted(held.numbers, wanted, "right") - first
        documents = held.documents[ranges(first, lengths)]
        which = np.repeat(np.arange(len(wanted)), lengths)
        if segment.deleted is not None:
            living = ~segment.deleted[documents]
            documents, which = documents[living], which[living]
        counts += np.bincount(which, minlength=len(wanted))
        found.append((documents, which))
    worth = 1.0 / np.maximum(counts, 1)
    places: list[tuple[Segment, int]] = []
    shared: list[npt.NDArray[np.integer]] = [np.zeros(0, dtype=np.int64)]
    worths: list[npt.NDArray[np.float64]] = [np.zeros(0)]
    for segment, (documents, which) in zip(snapshot.segments, found, strict=True):
        distinct, numbers = np.unique(documents, return_inverse=True)
        places += [(segment, document) for document in distinct.tolist()]
        shared.append(np.bincount(numbers, minlength=len(distinct)))
        added = np.bincount(numbers, weights=worth[which], minlength=len(distinct))
        worths.append(added.astype(np.float64, copy=False))
    best = likeliest(np.concatenate(shared), np.concatenate(worths), len(wanted), limit + 1)
    return [places[place] for place in best.tolist() if places[place] != asked][:limit]
