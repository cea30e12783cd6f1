"""A set of changes to an archive, one atomic commit."""

from __future__ import annotations

from types import TracebackType

from pressespiegel.search.article import Article
from pressespiegel.search.document import Document, document
from pressespiegel.search.engine import Change, EngineWriter
from pressespiegel.search.withdrawal import ALL_VERSIONS

DEFAULT_WAIT = 10.0
"""Seconds a writer waits for another one to finish."""

LEAST_MEMORY = 1024 * 1024
"""A writer needs some memory to write at all."""


class Writer:
    """A set of changes to an archive: all of it becomes visible when its `with` block ends, and
    nothing of it when the block ends with an exception. Made by `Archive.writer`."""

    def __init__(self, engine_writer: EngineWriter) -> None:
        self._writer = engine_writer

    def put(self, article: Article) -> Change:
        """Add an article, or replace the one of its id; says which, or that it was equal."""
        return self.put_document(document(article))

    def put_document(self, prepared: Document) -> Change:
        """As `put`, for an article that another process prepared with `document`."""
        return self._writer.put(prepared)

    def delete(self, id: str) -> bool:
        """Remove an article; False where there was none of this id."""
        return self._writer.delete(id)

    def withdraw(self, id: str, version: int = ALL_VERSIONS) -> bool:
        """Remove an article that its publisher took back in a version, and remember that.

        `Archive.withdrawn` tells of it from then on, so that those who fill the archive can keep
        older versions away. False where there was no article of this id.
        """
        return self._writer.withdraw(id, version)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._writer.commit()
        else:
            self._writer.abort()
