"""Documents on their way to a segment: gathered by a writer, then written by its thread aside,
while the writer gathers the next. Until they have arrived they can be found by their ids here."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from pressespiegel.search.document import Document
from pressespiegel.search.engines.whoosh.aside import Aside
from pressespiegel.search.engines.whoosh.builder import SegmentBuilder


class Gathered:
    """The documents of a segment to be, and which of them were deleted or replaced meanwhile."""

    def __init__(self, builder: SegmentBuilder) -> None:
        self._builder = builder
        self._numbers: dict[str, int] = {}
        self._written: Future[None] | None = None
        self.path = Path()
        self.deleted: set[int] = set()

    def __len__(self) -> int:
        return len(self._builder)

    @property
    def memory(self) -> int:
        """About how many bytes are taken until it is written."""
        return self._builder.memory

    def add(self, document: Document) -> None:
        """Take in a document of an id that is not here, or no more."""
        self._numbers[document.id] = self._builder.add(document)

    def fingerprint(self, id: str) -> bytes | None:
        """The fingerprint of the document of this id, None where there is none."""
        number = self._numbers.get(id)
        return None if number is None else self._builder.fingerprint(number)

    def delete(self, id: str) -> bool:
        """Remove the document of this id; False where there is none."""
        number = self._numbers.pop(id, None)
        if number is None:
            return False
        self.deleted.add(number)
        return True

    def leave(self, path: Path, aside: Aside) -> None:
        """Begin to write the segment; nothing is added any more."""
        self.path = path
        write = self._builder.finish()
        self._written = aside.begin(lambda: write(path))

    def arrive(self) -> None:
        """Wait until it is written.

        Raises:
            OSError: the disk is full, or the file cannot be written.
        """
        if self._written is not None:
            self._written.result()
