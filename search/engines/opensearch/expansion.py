"""Patterns over the vocabulary: prefixes, wildcards, misspelt words, regular expressions."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from pressespiegel.search.engines.opensearch.blocks import ClusterPart
from pressespiegel.search.engines.opensearch.forms import MOST_LOOKED_AT, Forms
from pressespiegel.search.engines.patterns import fixed_beginning, wildcard
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import Expansion, SearchField


def expanded_terms(
    parts: Sequence[ClusterPart],
    forms: Callable[[], Forms],
    node: Expansion,
    field: SearchField,
) -> tuple[str, ...]:
    """The terms of kind "form" that fit, the first `limit` in their order.

    A pattern that begins with fixed letters looks only at terms that begin with them; else `forms`
    are all there are.
    """
    marker = MARKERS["form"]
    if node.kind == "fuzzy":
        near = forms().close(node.pattern, node.distance)
        return tuple(marker + form for form in near[: node.limit])
    fixed = fixed_beginning(node.kind, node.pattern)
    begin = len(marker)
    some = (term[begin:] for term in living_terms(parts, field, marker + fixed))
    found: Iterable[str] = islice(some, MOST_LOOKED_AT)
    if not fixed and node.kind != "prefix":
        found = forms().forms
    if node.kind != "prefix":
        fits = _fits(node)
        if fits is None:
            return ()
        literal = max(re.split(r"[*?]", node.pattern), key=len) if node.kind == "wildcard" else ""
        found = (form for form in found if literal in form and fits(form))
    return tuple(marker + form for form in islice(found, node.limit))


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
    pattern = wildcard(node.pattern) if node.kind == "wildcard" else node.pattern
    try:
        return re.compile(pattern, re.DOTALL).fullmatch
    except (re.error, OverflowError, RecursionError):
        return None
