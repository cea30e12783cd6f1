"""The library: what an article is, how German is read, how articles are kept and found.

    from pressespiegel.search import Archive, Article

What `__all__` names is promised; nothing else is.
"""

from __future__ import annotations

from pressespiegel.search.archive import Archive, Writer
from pressespiegel.search.article import (
    Article,
    Block,
    Caption,
    Entity,
    Mention,
    Origin,
)
from pressespiegel.search.dates import PressDate
from pressespiegel.search.document import FACETS
from pressespiegel.search.engine import MatchedSpan
from pressespiegel.search.errors import (
    ArchiveError,
    ArchiveExists,
    ArchiveInvalid,
    ArchiveLocked,
    ArchiveMissing,
    ArticleError,
    PressespiegelError,
    ReadError,
    StorageError,
)
from pressespiegel.search.query import Query, QueryWarning, parse
from pressespiegel.search.results import FacetCount, Highlight, Hit, Results, Statistics

__all__ = [
    "FACETS",
    "Archive",
    "ArchiveError",
    "ArchiveExists",
    "ArchiveInvalid",
    "ArchiveLocked",
    "ArchiveMissing",
    "Article",
    "ArticleError",
    "Block",
    "Caption",
    "Entity",
    "FacetCount",
    "Highlight",
    "Hit",
    "MatchedSpan",
    "Mention",
    "Origin",
    "PressDate",
    "PressespiegelError",
    "Query",
    "ReadError",
    "Results",
    "Statistics",
    "StorageError",
    "QueryWarning",
    "Writer",
    "parse",
]
