"""Where links lead: the addresses of searches and of articles.

They are written here and not by Flask, because a page has some two hundred of them, and Flask
matches its rules anew for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import g, url_for

from pressespiegel.web.search_state import SearchState

SAFE = "!$'()*,/:;?@"
"""What browsers show in an address as it is, and so do we."""


def results_address(state: SearchState) -> str:
    """Where the results of a search are."""
    return _address("pages.results", state.arguments())


def article_address(id: str, state: SearchState | None = None) -> str:
    """Where an article is, with the search that found it, if one did."""
    return _address("pages.article", {"id": id, **(state.arguments() if state else {})})


def _address(endpoint: str, arguments: Mapping[str, str | int | tuple[str, ...]]) -> str:
    paths: dict[str, str] = g.setdefault("paths", {})
    if endpoint not in paths:
        paths[endpoint] = url_for(endpoint)
    written = urlencode(arguments, doseq=True, safe=SAFE, errors="replace")
    return f"{paths[endpoint]}?{written}"
