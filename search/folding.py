"""Hits that are printings of one story, put together under the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pressespiegel.search.printings import MOST_CANDIDATES, Alike, same_story
from pressespiegel.search.results import Hit
from pressespiegel.search.story_text import StoryText


@dataclass(frozen=True, slots=True)
class Folded:
    """A hit, and further hits that are printings of the same story, in their order."""

    hit: Hit
    printings: tuple[Hit, ...] = ()


def fold_hits(hits: Sequence[Hit], alike: Alike) -> Iterator[Folded]:
    """Fold the hits of a page; texts are compared only where their sketches are alike."""
    left = {hit.article.id: hit for hit in hits}
    candidates = alike(tuple(left), MOST_CANDIDATES) if len(left) > 1 else {}
    for hit in hits:
        id = hit.article.id
        if left.pop(id, None) is None:
            continue
        ids = [other for other in candidates.get(id, ()) if other in left]
        found = {}
        if ids:
            found = same_story(StoryText.of(hit.article), ids, lambda other: left[other].article)
        yield Folded(hit, tuple(left.pop(other) for other in [*left] if other in found))
