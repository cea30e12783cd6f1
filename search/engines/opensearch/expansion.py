"""Patterns over the vocabulary: prefixes, wildcards, misspelt words, regular expressions."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice

from pressespiegel.search.engines.opensearch.blocks import ClusterPart
from pressespiegel.search.engines.patterns import edits, fixed_beginning, wildcard
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import Expansion, SearchField

MOST_LOOKED_AT = 2_000_000
"""No pattern looks at more terms of a field than this."""


def expanded_terms(
    parts: Sequence[ClusterPart], node: Expansion, field: SearchField
) -> tuple[str, ...]:
    """The terms of kind "form" that fit, the first `limit` in their order.

    A pattern that begins with fixed letters looks only at terms that begin with them.
    """
    marker = MARKERS["form"]
    prefix = marker + fixed_beginning(node.kind, node.pattern)
    terms = islice(living_terms(parts, field, prefix), MOST_LOOKED_AT)
    if node.kind == "prefix":
        return tuple(islice(terms, node.limit))
    fits = _fits(node)
    if fits is None:
        return ()
    begin = len(marker)
    return tuple(islice((term for term in terms if fits(term[begin:])), node.limit))


def living_terms(parts: Sequence[ClusterPart], field: SearchField, prefix: str) -> Iterator[str]:
    """The terms of a field that begin alike and that some article has, in order."""
    walks = [
        zip(part.terms(field, prefix), part.articles_with(field, prefix).tolist(), strict=True)
        for part in parts
    ]
    for term, same in groupby(heapq.merge(*walks), key=lambda each: each[0]):
        if any(count > 0 for _, count in same):
            yield term


def _fits(node: Expansion) -> Callable[[str], object] | None:
    """Tells whether a form fits; None where no form can."""
    if node.kind == "fuzzy":
        word, most = node.pattern, node.distance
        size = len(word)
        return lambda form: abs(len(form) - size) <= most and edits(word, form, most) <= most
    pattern = wildcard(node.pattern) if node.kind == "wildcard" else node.pattern
    try:
        return re.compile(pattern, re.DOTALL).fullmatch
    except (re.error, OverflowError, RecursionError):
        return None
