"""The hits of a page as they are listed: one by one, or the printings of a story together."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import ngettext

from pressespiegel.search import Archive, Folded, Hit
from pressespiegel.web.localisation import number


def listed(archive: Archive, hits: Iterable[Hit], *, fold: bool) -> tuple[Folded, ...]:
    """Hits in their order; with `fold` the printings of one story under the first of them."""
    return archive.fold(tuple(hits)) if fold else tuple(map(Folded, hits))


def printings_label(folded: Folded) -> str:
    """How many further printings of a story there are, "auch in 3 weiteren Medien"."""
    sources = {each.article.source for each in (folded.hit, *folded.printings)}
    count = len(folded.printings)
    if "" not in sources and len(sources) == count + 1:
        return ngettext(
            "auch in %(count)s weiteren Medium",
            "auch in %(count)s weiteren Medien",
            count,
            count=number(count),
        )
    return ngettext(
        "%(count)s weitere Fassung", "%(count)s weitere Fassungen", count, count=number(count)
    )
