"""The people, organisations and places of German press articles.

`find` gives the names in a text; `annotate` gives an article its entities. Another model than
the one carried here can stand behind `Finder`.
"""

from pressespiegel.indexer.entities.annotation import annotate, annotate_all
from pressespiegel.indexer.entities.finding import find
from pressespiegel.indexer.entities.span import Finder, Span

__all__ = ["Finder", "Span", "annotate", "annotate_all", "find"]
