"""Any Whoosh query for the archive's own executor: whole, or with parts left to Whoosh."""

from __future__ import annotations

from whoosh import matching, query
from whoosh.query.wrappers import WrappingQuery
from whoosh.searching import SearchContext, Searcher

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import VALUE_FIELDS

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


class Evaluated(WrappingQuery):  # type: ignore[misc]  # Whoosh has no types
    """A query whose documents and scores are found on arrays, all at once.

    For any searcher over an archive: `searcher.search(Evaluated(q))` finds what
    `searcher.search(q)` does, scored by BM25F with the usual parameters, and several times as
    fast. Which terms matched where is not recorded (`terms=True`).
    """

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> matching.Matcher:
        """A matcher over the documents found."""
        found = searcher.reader().evaluate(self.child)
        if not len(found):
            return matching.NullMatcher()
        scores = [0.0] * len(found) if found.scores is None else found.scores.tolist()
        return matching.ListMatcher(found.docs.tolist(), scores)


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
