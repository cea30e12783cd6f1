"""The library: what an article is, how German is read, how articles are kept and found.

    from pressespiegel.search import Archive, Article

What `__all__` names is promised; nothing else is.
"""

from __future__ import annotations

from pressespiegel.search.archive import Archive
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
from pressespiegel.search.engine import Check, Damage, DateCounts, MatchedSpan
from pressespiegel.search.errors import (
    ArchiveDamaged,
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
from pressespiegel.search.explain import ExplainedWord, Explanation, Finding, FoundPlace
from pressespiegel.search.owner_file import LineWarning
from pressespiegel.search.printings import Printing, Printings
from pressespiegel.search.query import Part, Query, QueryWarning, parse, without_part
from pressespiegel.search.query.tree import Span
from pressespiegel.search.results import (
    Correction,
    FacetCount,
    Folded,
    Highlight,
    Hit,
    Results,
    Similar,
    Statistics,
)
from pressespiegel.search.story_text import Passage
from pressespiegel.search.timeline import (
    Timeline,
    TimelinePeriod,
    make_timeline,
)
from pressespiegel.search.words.complete import Completion
from pressespiegel.search.words.suggest import Suggestion
from pressespiegel.search.writer import Writer

__all__ = [
    "FACETS",
    "Archive",
    "ArchiveError",
    "ArchiveExists",
    "ArchiveDamaged",
    "ArchiveInvalid",
    "ArchiveLocked",
    "ArchiveMissing",
    "Article",
    "ArticleError",
    "Block",
    "Caption",
    "Check",
    "Completion",
    "Correction",
    "Damage",
    "DateCounts",
    "Entity",
    "ExplainedWord",
    "Explanation",
    "FacetCount",
    "Finding",
    "Folded",
    "FoundPlace",
    "Highlight",
    "Hit",
    "LineWarning",
    "MatchedSpan",
    "Mention",
    "Origin",
    "Part",
    "Passage",
    "PressDate",
    "PressespiegelError",
    "Printing",
    "Printings",
    "Query",
    "QueryWarning",
    "ReadError",
    "Results",
    "Similar",
    "Span",
    "Statistics",
    "StorageError",
    "Suggestion",
    "Timeline",
    "TimelinePeriod",
    "Writer",
    "make_timeline",
    "parse",
    "without_part",
]
