"""What a finder of entities gives: spans of a text; and what such a finder is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pressespiegel.search.article import EntityKind


@dataclass(frozen=True, slots=True)
class Span:
    """One name in a text: `text` is what stands from character `start` to `end`."""

    start: int
    end: int
    kind: EntityKind
    text: str


class Finder(Protocol):
    """Anything that finds people, organisations and places in running German text.

    The annotation of articles calls it once for all running text of an article. Spans come in
    order, do not overlap, and satisfy `text[span.start:span.end] == span.text`. No input raises an
    error, and the same text always gives the same spans.
    """

    def find(self, text: str) -> list[Span]:
        """The names in the text, in the order of print."""
        ...
