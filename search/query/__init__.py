"""The query language: what the user typed, what it means, and how it was understood.

`parse` is the way through it: lexemes -> grammar (the syntax tree) -> meaning (the tree that
engines run) and reading (the sentence for people).
"""

from __future__ import annotations

from pressespiegel.search.query.fields import FIELD_NAMES, FIELDS, Field
from pressespiegel.search.query.notices import Language
from pressespiegel.search.query.parser import Query, QueryWarning, parse
from pressespiegel.search.query.parts import Part, without_part

__all__ = [
    "FIELDS",
    "FIELD_NAMES",
    "Field",
    "Language",
    "Part",
    "Query",
    "QueryWarning",
    "parse",
    "without_part",
]
