"""Which of an article's versions is the newest: files need not be read in the order they came."""

from __future__ import annotations

from pressespiegel.search import Archive


class Versions:
    """Knows the versions in an archive, and those that were put since its last commit.

    Only articles whose publisher counts their versions are looked up.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._put: dict[str, int] = {}

    def is_outdated(self, id: str, version: int) -> bool:
        """Whether a newer version was read before; otherwise this one is the newest from now on."""
        if not version:
            return False
        known = self._put.get(id)
        if known is None:
            article = self._archive.article(id)
            known = article.version if article else 0
        if known > version:
            return True
        self._put[id] = version
        return False

    def committed(self) -> None:
        """The archive itself has them now."""
        self._put.clear()
