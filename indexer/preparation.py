"""From what a reader found to what an archive keeps: agencies, entities, words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from pressespiegel.indexer.agencies import with_agencies
from pressespiegel.indexer.entities import annotate
from pressespiegel.indexer.readers import Item, read_items
from pressespiegel.search import ReadError
from pressespiegel.search.document import Document, document

Prepared: TypeAlias = "Document | ReadError"


def read_safely(path: Path) -> Iterator[Item]:
    """What is in a file; no file, however odd, raises anything."""
    try:
        yield from read_items(path)
    except Exception as error:  # a reader's own fault must not cost the files after this one
        yield ReadError(f"cannot be read: {_fault(error)}", str(path))


def prepare(item: Item) -> Prepared:
    """Find an article's agencies and entities, and split it into words for the engine."""
    if isinstance(item, ReadError):
        return item
    try:
        return document(annotate(with_agencies(item)))
    except Exception as error:  # as in read_safely, for one article
        origin = item.origin
        return ReadError(
            f"article {item.id} cannot be prepared: {_fault(error)}", origin.file, origin.place
        )


def _fault(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
