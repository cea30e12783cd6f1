"""What a place in a file turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pressespiegel.search.article import Article, Origin
from pressespiegel.search.errors import ReadError


@dataclass(frozen=True, slots=True)
class Removal:
    """A publisher took an article back: it is to leave the archive, if it is there.

    A newer version than `version` stays; 0 is any.
    """

    id: str
    origin: Origin
    version: int = 0


Item: TypeAlias = "Article | Removal | ReadError"
"""An article, an article taken back, or a place that cannot be read and why."""
