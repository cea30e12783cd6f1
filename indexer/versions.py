"""Which of an article's versions is the newest: files need not be read in the order they came."""

from __future__ import annotations

from pressespiegel.search import Archive
from pressespiegel.search.withdrawal import covers, joined


class Versions:
    """Knows the versions in an archive, what was taken back from it, and both since its last
    commit.

    Only articles whose publisher counts their versions are looked up. `even_withdrawn` lets in
    again what was taken back.
    """

    def __init__(self, archive: Archive, *, even_withdrawn: bool = False) -> None:
        self._archive = archive
        self._even_withdrawn = even_withdrawn
        self._put: dict[str, int] = {}
        self._withdrawn: dict[str, int] = {}

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

    def is_withdrawn(self, id: str, version: int) -> bool:
        """Whether this version of an article was taken back, now or earlier."""
        return not self._even_withdrawn and covers(self._known_withdrawn(id), version)

    def withdraw(self, id: str, version: int) -> None:
        """From now on this version of an article, and those before it, are taken back."""
        self._withdrawn[id] = joined(self._known_withdrawn(id), version)

    def committed(self) -> None:
        """The archive itself has them now."""
        self._put.clear()
        self._withdrawn.clear()

    def _known_withdrawn(self, id: str) -> int | None:
        known = self._withdrawn.get(id)
        return self._archive.withdrawn(id) if known is None else known
