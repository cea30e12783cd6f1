"""The stories of a page as they are listed."""

from __future__ import annotations

from flask_babel import ngettext

from pressespiegel.search import Folded, Results
from pressespiegel.web.localisation import number


def stories(found: Results, *, fold: bool) -> tuple[Folded, ...]:
    """What is listed of a page: its stories, or, without `fold`, each hit by itself."""
    return found.stories if fold else tuple(map(Folded, found.hits))


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
