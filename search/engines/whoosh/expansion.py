"""Patterns over the term dictionary: prefixes, wildcards, misspelt words, regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressespiegel.search.engines.whoosh.dictionary import Dictionary
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import ExpansionKind

MOST_LOOKED_AT = 2_000_000
"""No pattern looks at more terms of a field than this."""


def expanded_terms(
    dictionary: Dictionary,
    field: str,
    kind: ExpansionKind,
    pattern: str,
    distance: int,
    limit: int,
) -> list[int]:
    """The numbers of the terms of kind "form" that fit, the first `limit` in their order.

    A pattern that begins with fixed letters looks only at terms that begin with them.
    """
    marker = MARKERS["form"]
    fixed = _fixed_beginning(kind, pattern)
    prefix = (marker + fixed).encode("utf-8", "surrogatepass")
    first, after = dictionary.with_prefix(field, prefix)
    if kind == "prefix":
        return list(range(first, min(after, first + limit)))
    after = min(after, first + MOST_LOOKED_AT)
    found: list[int] = []
    for number in _fitting(dictionary, first, after, kind, pattern, distance):
        found.append(number)
        if len(found) >= limit:
            break
    return found


def _fitting(
    dictionary: Dictionary, first: int, after: int, kind: ExpansionKind, pattern: str, distance: int
) -> Iterator[int]:
    marker = len(MARKERS["form"])
    if kind == "fuzzy":
        length = len(pattern)
        for number, term in dictionary.walk(first, after):
            word = term.decode("utf-8", "surrogatepass")[marker:]
            if abs(len(word) - length) <= distance and edits(pattern, word, distance) <= distance:
                yield number
        return
    try:
        fits = re.compile(wildcard(pattern) if kind == "wildcard" else pattern, re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return
    for number, term in dictionary.walk(first, after):
        if fits.fullmatch(term.decode("utf-8", "surrogatepass")[marker:]):
            yield number


def wildcard(pattern: str) -> str:
    """A pattern of `*` and `?` as a regular expression.

    >>> wildcard("a*b?")
    'a.*b.'
    """
    parts = re.split(r"([*?])", pattern)
    return "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in parts)


def _fixed_beginning(kind: ExpansionKind, pattern: str) -> str:
    if kind == "prefix":
        return pattern
    if kind == "wildcard":
        return re.split(r"[*?]", pattern, maxsplit=1)[0]
    return ""


def edits(left: str, right: str, most: int) -> int:
    """Edits between two words, a swap of neighbours counted as one; `most + 1` for any more.

    Optimal string alignment distance, O(len(left) * len(right)).

    >>> edits("merkle", "merkel", 2), edits("haus", "maus", 1), edits("a", "xyz", 1)
    (1, 1, 2)
    """
    older: list[int] = []
    row = list(range(len(right) + 1))
    for i, x in enumerate(left, 1):
        before, row = row, [i]
        for j, y in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == right[j - 2] and left[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not older or min(before) > most):
            return most + 1
        older = before
    return min(row[-1], most + 1)
