"""From plain text and spans to escaped markup: the only place where `<mark>` is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

from pressespiegel.search import Article, Highlight
from pressespiegel.search.article import BREAK, BlockKind, TextField
from pressespiegel.search.engine import MatchedSpan

Spans = Iterable[tuple[int, int]]

HEAD: tuple[TextField, ...] = ("kicker", "title", "lead")
"""What stands above an article's text, in the order of the page."""

# "Foto: Ada Kern", "Fotografiert von Ada Kern", "© dpa"
CREDIT_WORD = re.compile(r"\W*(?:foto|photo|bild|grafik|illustration|quelle|collage)|\s*©", re.I)

# "kein ersatz" is one place, though its words are matched one by one.
JOINT = re.compile(r"\s+")


def marked(highlight: Highlight, numbers: Iterator[int] | None = None) -> Markup:
    """A highlight as markup; spans that overlap, touch or have only space between them become
    one mark.

    With `numbers` each mark is given an id, "hit-" and the next number, to be led to.

    >>> marked(Highlight("Deich & Hafen", ((8, 13), (10, 13))))
    Markup('Deich &amp; <mark>Hafen</mark>')
    """
    text = highlight.text
    pieces: list[Markup] = []
    written = 0
    for start, end in joined(highlight.spans, text):
        pieces.append(escape(text[written:start]))
        begin = Markup("<mark>") if numbers is None else mark_with_id(next(numbers))
        pieces.append(begin + escape(text[start:end]) + Markup("</mark>"))
        written = end
    pieces.append(escape(text[written:]))
    return Markup("").join(pieces)


def mark_with_id(number: int) -> Markup:
    """The beginning of a mark that links can lead to."""
    return Markup('<mark id="hit-{}">').format(number)


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


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A paragraph or subhead, ready to be shown."""

    kind: BlockKind
    text: Markup


@dataclass(frozen=True, slots=True)
class MarkedCaption:
    """A caption, ready to be shown, and the credit that stands apart from it."""

    text: Markup
    credit: str

    @property
    def name_alone(self) -> bool:
        """Whether the credit does not say itself what it is.

        >>> MarkedCaption(Markup(""), "Ada Kern").name_alone
        True
        >>> MarkedCaption(Markup(""), "Foto: Ada Kern").name_alone
        False
        """
        return CREDIT_WORD.match(self.credit) is None


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """The texts of an article with every match of a query marked; `matches` counts them."""

    title: Markup
    kicker: Markup
    lead: Markup
    blocks: tuple[MarkedBlock, ...]
    captions: tuple[MarkedCaption, ...]
    matches: int


def mark_article(article: Article, spans: Iterable[MatchedSpan]) -> MarkedArticle:
    """Mark the matched spans in all texts of an article, numbered in the order of the page."""
    found: dict[str, list[tuple[int, int]]] = {}
    for span in spans:
        found.setdefault(span.field, []).append((span.start, span.end))
    numbers = count(1)

    def parts(field: TextField, texts: Iterable[str]) -> list[Markup]:
        return mark_parts(texts, found.get(field, ()), numbers)

    kicker, title, lead = (parts(name, [article.field_text(name)])[0] for name in HEAD)
    captions = parts("caption", [each.text for each in article.captions])
    blocks = parts("text", [block.text for block in article.blocks])
    return MarkedArticle(
        title=title,
        kicker=kicker,
        lead=lead,
        captions=tuple(
            MarkedCaption(text, caption.credit)
            for text, caption in zip(captions, article.captions, strict=True)
        ),
        blocks=tuple(
            MarkedBlock(block.kind, text)
            for text, block in zip(blocks, article.blocks, strict=True)
        ),
        matches=next(numbers) - 1,
    )


def mark_parts(
    parts: Iterable[str], spans: Spans, numbers: Iterator[int] | None = None
) -> list[Markup]:
    """Mark the parts of a text whose spans count from its beginning, `BREAK` between the parts.

    >>> mark_parts(["Ebbe", "und Flut"], [(10, 14)])
    [Markup('Ebbe'), Markup('und <mark>Flut</mark>')]
    """
    spans = list(spans)
    texts = []
    begin = 0
    for part in parts:
        here = tuple((start - begin, end - begin) for start, end in spans)
        texts.append(marked(Highlight(part, here), numbers))
        begin += len(part) + len(BREAK)
    return texts
