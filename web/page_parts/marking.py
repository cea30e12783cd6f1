"""From plain text and spans to escaped markup: the only place where `<mark>` is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from pressespiegel.search import Highlight
from pressespiegel.web.page_parts.layered_markup import Element

Spans = Iterable[tuple[int, int]]

# "kein ersatz" is one place, though its words are matched one by one.
JOINT = re.compile(r"\s+")

_MARK = Markup("<mark>")
_MARK_END = Markup("</mark>")


def marked(highlight: Highlight) -> Markup:
    """A highlight as markup; spans that overlap, touch or have only space between them become
    one mark.

    >>> marked(Highlight("Deich & Hafen", ((8, 13), (10, 13))))
    Markup('Deich &amp; <mark>Hafen</mark>')
    """
    text = highlight.text
    pieces: list[Markup] = []
    written = 0
    for start, end in joined(highlight.spans, text):
        pieces += (escape(text[written:start]), _MARK, escape(text[start:end]), _MARK_END)
        written = end
    return Markup("".join((*pieces, escape(text[written:]))))


def marks(spans: Spans, numbers: Iterator[int] | None = None) -> list[Element]:
    """Marks around spans that are in order and do not overlap.

    With `numbers` each is given an id, "treffer-" and the next number, to be led to.
    """
    return [
        Element(start, end, _MARK if numbers is None else _with_id(next(numbers)), _MARK_END, _MARK)
        for start, end in spans
    ]


def _with_id(number: int) -> Markup:
    return Markup('<mark id="treffer-{}">').format(number)


def joined(spans: Spans, text: str) -> list[tuple[int, int]]:
    """Spans in order, cut to the text, none of which could be read on into the next.

    >>> joined([(4, 8), (0, 2), (1, 3), (9, 99), (50, 60)], "Ebbe, Flut Meer")
    [(0, 3), (4, 8), (9, 15)]
    >>> joined([(6, 10), (11, 15)], "Ebbe, Flut Meer")
    [(6, 15)]
    """
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        start, end = max(start, 0), min(end, len(text))
        if start >= end:
            continue
        if apart and (start <= apart[-1][1] or JOINT.fullmatch(text, apart[-1][1], start)):
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
