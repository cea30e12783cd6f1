"""What the engines have in common about patterns: how words are compared with them."""

from __future__ import annotations

import re

from pressespiegel.search.query.tree import ExpansionKind


def wildcard(pattern: str) -> str:
    """A pattern of `*` and `?` as a regular expression.

    >>> wildcard("a*b?")
    'a.*b.'
    """
    parts = re.split(r"([*?])", pattern)
    return "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in parts)


def fixed_beginning(kind: ExpansionKind, pattern: str) -> str:
    """The letters with which all that fits begins."""
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
