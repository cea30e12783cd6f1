"""Pressespiegel end to end: articles into an `Archive`, pages of results out of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus import PlainArticle

from drivers import FACETS, TOP, Page, PageDriver, PageSession
from pressespiegel.search import Archive, Article


class ArchiveSession:
    """An archive, wherever it lies."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def page(self, typed: str) -> Page:
        return self._page(typed, ())

    def faceted_page(self, typed: str) -> Page:
        return self._page(typed, FACETS)

    def _page(self, typed: str, facets: tuple[str, ...]) -> Page:
        results = self._archive.search(typed, limit=TOP, facets=facets)
        return Page(
            tuple(hit.article.id for hit in results.hits),
            tuple(snippet.text for hit in results.hits for snippet in hit.snippets),
            results.total,
        )


class _ArchivePages:
    def index(self, folder: Path, articles: Iterable[PlainArticle]) -> None:
        with Archive.create(folder) as archive:
            fill(archive, articles)

    def open(self, folder: Path) -> PageSession:
        return ArchiveSession(Archive.open(folder))


def fill(archive: Archive, articles: Iterable[PlainArticle]) -> None:
    """Put articles into an archive, as one commit."""
    with archive.writer() as writer:
        for each in articles:
            writer.put(
                Article.from_text(
                    id=each.id,
                    title=each.title,
                    text=each.body,
                    published=each.date,
                    source=each.source,
                    section=each.section,
                )
            )


def driver() -> PageDriver:
    return _ArchivePages()
