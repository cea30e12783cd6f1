"""The query language: what the user typed (parser) and what it means (tree)."""

from __future__ import annotations

from pressespiegel.search.query.parser import Language, Query, QueryWarning, parse

__all__ = ["Language", "Query", "QueryWarning", "parse"]
