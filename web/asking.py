"""What a reader has chosen, put to the archive."""

from __future__ import annotations

from pressespiegel.search import Archive, Results
from pressespiegel.web.config import PAGE_SIZE
from pressespiegel.web.localisation import language
from pressespiegel.web.search_state import SearchState


def ask(
    archive: Archive,
    state: SearchState,
    *,
    limit: int = PAGE_SIZE,
    facets: tuple[str, ...] = (),
    facet_limit: int = 0,
    dates: bool = False,
    fold: bool = False,
) -> Results:
    """Search as an address says: its page of `limit` hits, narrowed as it is."""
    return archive.search(
        state.query,
        limit=limit,
        offset=(state.page - 1) * limit,
        sort=state.sort,
        half_life=state.half_life,
        facets=facets,
        filters=state.filters,
        excluded=state.excluded,
        since=state.since,
        until=state.until,
        facet_limit=facet_limit,
        dates=dates,
        fold=fold,
        language=language(),
    )
