"""From what a reader found to what an archive keeps: agencies, entities, words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from pressespiegel.indexer.agencies import with_agencies
from pressespiegel.indexer.entities import annotate
from pressespiegel.indexer.readers import Item, Removal, read_items
from pressespiegel.search import ReadError
from pressespiegel.search.document import VALUE_GAP, Document, document

Prepared: TypeAlias = "Document | Removal | ReadError"

MOST_WORDS = 1_000_000
"""So many distinct words are remembered; after that all are analysed and sent once more."""


def read_safely(path: Path) -> Iterator[Item]:
    """What is in a file; no file, however odd, raises anything."""
    try:
        yield from read_items(path)
    except Exception as error:  # a reader's own fault must not cost the files after this one
        yield ReadError(f"cannot be read: {_fault(error)}", str(path))


class Preparation:
    """Finds an article's agencies and entities, and splits it into words for the engine.

    With `analyse` each distinct word is analysed the first time it is met, and travels with that
    document. Where documents do not travel the engine does that, and only for those that changed.
    """

    def __init__(self, *, analyse: bool) -> None:
        self._analyse = analyse
        self._met = {VALUE_GAP}

    def __call__(self, item: Item) -> Prepared:
        """The document of an article; an error where that cannot be made, all else as it is."""
        if isinstance(item, ReadError | Removal):
            return item
        try:
            prepared = document(annotate(with_agencies(item)))
            if self._analyse:
                prepared = prepared.analysed(self._met)
        except Exception as error:  # as in read_safely, for one article
            origin = item.origin
            return ReadError(
                f"article {item.id} cannot be prepared: {_fault(error)}", origin.file, origin.place
            )
        if len(self._met) > MOST_WORDS:
            self._met = {VALUE_GAP}
        self._met.update(surface for surface, _, _ in prepared.analyses)
        return prepared


def _fault(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
