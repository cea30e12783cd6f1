"""Any Whoosh query for the archive's own executor: whole, or with parts left to Whoosh."""

from __future__ import annotations

from whoosh import matching, query
from whoosh.query.wrappers import WrappingQuery
from whoosh.searching import SearchContext, Searcher

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import VALUE_FIELDS
from pressespiegel.search.engines.whoosh.face.found import FoundMatcher

_WORD_FIELDS = frozenset((*TEXT_FIELDS, *VALUE_FIELDS, "keyword"))
_JOINING = frozenset(
    (
        query.And,
        query.Or,
        query.Not,
        query.AndNot,
        query.AndMaybe,
        query.DisjunctionMax,
        query.ConstantScoreQuery,
    )
)


class Walked(WrappingQuery):  # type: ignore[misc]  # Whoosh has no types
    """A query that is to be walked with Whoosh's matchers, though the executor knows its class."""


class Evaluated:
    """A query whose documents and scores are found on arrays, all at once.

    For any searcher over an archive: `searcher.search(Evaluated(q))` finds what
    `searcher.search(q)` does, scored by BM25F with the usual parameters. Which terms matched
    where is not recorded (`terms=True`). It stands for a whole query: Whoosh refuses it as a part
    of another, because its joins lose documents when both sides pass over blocks of low scores.
    """

    def __init__(self, child: query.Query) -> None:
        self.child = child

    def __repr__(self) -> str:
        return f"Evaluated({self.child!r})"

    def __getattr__(self, name: str) -> object:
        """Whatever else is asked of a query, its child answers."""
        if name == "child":  # not there yet while an object is being copied
            raise AttributeError(name)
        return getattr(self.child, name)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> matching.Matcher:
        """A matcher over the documents found."""
        found = searcher.reader().evaluate(self.child)
        return FoundMatcher(found) if len(found) else matching.NullMatcher()


def for_executor(node: query.Query) -> query.Query:
    """The same query, with what the executor would take for something else marked as `Walked`.

    These are terms of fields that have no words of their own (ids, dates, years), and the bonus for
    several terms in one article, which only Whoosh's matchers know.

    >>> for_executor(query.Or([query.Term("text", "haus"), query.Term("year", "2022")]))
    Or([Term('text', 'haus'), Walked(Term('year', '2022'))])
    """
    kind = type(node)
    if kind is query.Term and node.fieldname not in _WORD_FIELDS:
        return Walked(node)
    if kind is query.Or and node.scale:
        return Walked(node)
    return node.apply(for_executor) if kind in _JOINING else node
