"""Random queries of Whoosh's own classes, over the terms of the random archives."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from whoosh import query
from whoosh.query import spans

from .stock_whoosh import FIELDS

Queries = st.SearchStrategy[Any]


def queries(terms: tuple[str, ...]) -> Queries:
    """Trees of every class, deeply nested."""
    # Stock Whoosh cannot estimate the size of span queries inside others.
    return st.one_of(st.recursive(_leaves(terms), _combined, max_leaves=6), _spans(_single(terms)))


def plain_queries(terms: tuple[str, ...]) -> Queries:
    """Trees of AND and OR, which stock Whoosh walks without losing its place."""

    def combined(parts: Queries) -> Queries:
        several = st.lists(parts, min_size=1, max_size=4)
        return st.builds(query.And, several) | st.builds(query.Or, several)

    return st.recursive(_leaves(terms), combined, max_leaves=6)


def _leaves(terms: tuple[str, ...]) -> Queries:
    fields = st.sampled_from(FIELDS)
    term = st.sampled_from(terms)
    return st.one_of(
        _single(terms),
        _single(terms),
        st.builds(query.Prefix, fields, term.map(lambda text: text[:2])),
        st.builds(query.Wildcard, fields, st.sampled_from(("=k*", "*a*", "=?a*", "=??"))),
        st.builds(query.Regex, fields, st.sampled_from(("=(ab)+", "=[kh].*", "k"))),
        st.builds(query.FuzzyTerm, fields, term, maxdist=st.integers(1, 2)),
        st.builds(_term_range, fields, term, term, st.booleans(), st.booleans()),
        _phrases(fields, term),
        st.builds(query.Every),
        st.builds(query.Every, fields),
    )


def _single(terms: tuple[str, ...]) -> Queries:
    boost = st.sampled_from((1.0, 1.0, 2.0, 0.5))
    return st.builds(query.Term, st.sampled_from(FIELDS), st.sampled_from(terms), boost)


def _term_range(field: str, one: str, other: str, open_start: bool, open_end: bool) -> Any:
    start, end = sorted((one, other))
    return query.TermRange(field, start, end, open_start, open_end)


def _phrases(fields: st.SearchStrategy[str], term: st.SearchStrategy[str]) -> Queries:
    words = st.lists(term, min_size=1, max_size=3)
    return st.builds(query.Phrase, fields, words, slop=st.integers(1, 3))


def _spans(single: Queries) -> Queries:
    """Span queries, whose parts must be of one field."""

    def in_one_field(field: str) -> Queries:
        parts = single.map(lambda each: query.Term(field, each.text))
        return st.one_of(
            st.builds(spans.SpanFirst, parts, st.integers(0, 2)),
            st.builds(spans.SpanNear, parts, parts, st.integers(1, 3), st.booleans()),
            st.builds(spans.SpanOr, st.lists(parts, min_size=1, max_size=3)),
            st.builds(spans.SpanBefore, parts, parts),
        )

    return st.sampled_from(FIELDS).flatmap(in_one_field)


def _combined(parts: Queries) -> Queries:
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        st.builds(query.And, several),
        st.builds(query.Or, several),
        st.builds(query.DisjunctionMax, several),
        st.builds(query.AndNot, parts, parts),
        st.builds(query.AndMaybe, parts, parts),
        st.builds(query.ConstantScoreQuery, parts, st.sampled_from((1.0, 3.0))),
        st.builds(lambda one, other: query.And([one, query.Not(other)]), parts, parts),
        st.builds(lambda one: query.Or([one, query.Not(one)]), parts),
    )
