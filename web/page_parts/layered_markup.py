"""Spans of several kinds in one text, as elements that are well nested, however they overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Element:
    """Characters `start` to `end` of a text, and the tags before and after them.

    Where the end of an outer element cuts it, `again` opens it anew behind the cut.
    """

    start: int
    end: int
    opening: Markup
    closing: Markup
    again: Markup


def layered(text: str, layers: Sequence[Sequence[Element]]) -> Markup:
    """A text, escaped, with layers of elements, the outermost layer first.

    The elements of a layer are in order and do not overlap; those of different layers may.

    >>> strong = Element(0, 9, Markup("<b>"), Markup("</b>"), Markup("<b>"))
    >>> link = Element(5, 12, Markup("<a>"), Markup("</a>"), Markup("<a>"))
    >>> layered("Ebbe Flut & Meer", [[link], [strong]])
    Markup('<b>Ebbe </b><a><b>Flut</b> &amp; </a>Meer')
    """
    return Markup("").join(_pieces(text, 0, len(text), layers))


def _pieces(text: str, begin: int, end: int, layers: Sequence[Sequence[Element]]) -> list[Markup]:
    """Characters `begin` to `end` with what of the layers stands there."""
    if not layers:
        return [escape(text[begin:end])] if begin < end else []
    outermost, inner = layers[0], layers[1:]
    pieces: list[Markup] = []
    written = begin
    first_after = bisect_right(outermost, begin, key=lambda each: each.end)
    for place in range(first_after, len(outermost)):
        each = outermost[place]
        if each.start >= end:
            break
        first, last = max(each.start, begin), min(each.end, end)
        pieces += _pieces(text, written, first, inner)
        pieces.append(each.opening if each.start >= begin else each.again)
        pieces += _pieces(text, first, last, inner)
        pieces.append(each.closing)
        written = last
    pieces += _pieces(text, written, end, inner)
    return pieces
