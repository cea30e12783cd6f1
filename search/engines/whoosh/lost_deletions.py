"""What of a segment must have been deleted, when the list that said so is lost.

Three things tell: an article that was put anew stands in a segment written later (segments that
are merged leave behind what was deleted by then, so the later file has the later article), of two
with one id in a segment only the later one is found by it, and what a publisher took back is
remembered elsewhere. Nothing tells what was simply deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pressespiegel.search.engines.whoosh.segment import Segment
from pressespiegel.search.withdrawal import covers


def surely_deleted(
    segment: Segment,
    later: Sequence[Segment],
    withdrawn: Mapping[str, int],
    version_of: Callable[[bytes], int],
) -> list[int]:
    """The documents of a segment that were deleted; O(documents), in memory too.

    `later` are the segments with higher numbers. `version_of` is asked for the version of a stored
    article that was `withdrawn`.
    """
    found = segment.documents_with_ids().tolist()
    dead = set(range(segment.count)).difference(found)
    for document, id in zip(found, segment.ids(found), strict=True):
        if any(each.find(id) >= 0 for each in later) or (
            id in withdrawn and covers(withdrawn[id], version_of(segment.stored(document)))
        ):
            dead.add(document)
    return sorted(dead)
