"""The texts of an article as markup: hits are marked, names and sentences have links."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from markupsafe import Markup, escape

from pressespiegel.search import Article, MatchedSpan
from pressespiegel.search.article import BREAK, BlockKind, EntityKind, TextField
from pressespiegel.search.sentences import sentence_key, sentences
from pressespiegel.web.page_parts.layered_markup import Element, layered
from pressespiegel.web.page_parts.marking import joined, marks

# "Foto: Ada Kern", "Fotografiert von Ada Kern", "© dpa"
CREDIT_WORD = re.compile(r"\W*(?:foto|photo|bild|grafik|illustration|quelle|collage)|\s*©", re.I)

_END = Markup("</a>")


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
class PlacedHit:
    """A marked place: its number, the text marked, and how much of the page stands before it,
    from 0 to 1."""

    number: int
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """The texts of an article, its marked places in the order of the page, and the keys of its
    sentences."""

    title: Markup
    kicker: Markup
    lead: Markup
    blocks: tuple[MarkedBlock, ...]
    captions: tuple[MarkedCaption, ...]
    hits: tuple[PlacedHit, ...]
    sentences: frozenset[str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where names and sentences lead, each None where they are not to lead anywhere.

    `name` is called with kind and name of an entity, `sentence` with a sentence's key. `label`
    says what the link of a paragraph's first sentence is.
    """

    name: Callable[[EntityKind, str], str] | None = None
    sentence: Callable[[str], str] | None = None
    label: str = ""


def mark_article(
    article: Article, spans: Iterable[MatchedSpan], addresses: Addresses | None = None
) -> MarkedArticle:
    """Mark the matched spans in all texts of an article, numbered in the order of the page."""
    writer = _PageWriter(article, spans, addresses or Addresses())
    kicker = writer.write("kicker", [article.kicker])[0]
    title = writer.write("title", [article.title])[0]
    lead = writer.write("lead", [article.lead], cited=(True,))[0]
    captions = writer.write("caption", [each.text for each in article.captions])
    texts = [block.text for block in article.blocks]
    cited = [block.kind == "paragraph" for block in article.blocks]
    blocks = writer.write("text", texts, cited=cited)
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
        hits=tuple(
            PlacedHit(number, text, before / max(writer.length, 1))
            for number, (text, before) in enumerate(writer.hits, start=1)
        ),
        sentences=frozenset(writer.keys),
    )


Name = tuple[int, int, EntityKind, str]


@dataclass
class _PageWriter:
    """Writes the texts of one article in the order of the page, and counts as it goes."""

    article: Article
    spans: Iterable[MatchedSpan]
    addresses: Addresses
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    times: Counter[str] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    hits: list[tuple[str, int]] = field(default_factory=list)
    length: int = 0

    def __post_init__(self) -> None:
        self.found: dict[str, list[tuple[int, int]]] = {}
        for span in self.spans:
            self.found.setdefault(span.field, []).append((span.start, span.end))
        self.names: dict[str, list[Name]] = {}
        for entity in self.article.entities if self.addresses.name else ():
            for mention in entity.mentions:
                name = (mention.start, mention.end, entity.kind, entity.name)
                self.names.setdefault(mention.field, []).append(name)

    def write(
        self, name: TextField, parts: Sequence[str], *, cited: Sequence[bool] = ()
    ) -> list[Markup]:
        """The parts of a field; spans count from its beginning, `BREAK` between the parts.

        Those that are `cited` have links to their sentences.
        """
        whole = BREAK.join(parts)
        found = joined(self.found.get(name, ()), whole)
        names = _apart(self.names.get(name, ()))
        written = []
        begin = 0
        for place, part in enumerate(parts):
            end = begin + len(part)
            here = ((start - begin, last - begin) for start, last in _within(found, begin, end))
            own = joined(here, part)
            self.hits += [(part[start:end], self.length + start) for start, end in own]
            layers: list[Sequence[Element]] = [marks(own, self.numbers)]
            if names:
                layers.insert(0, self._names(names, begin, len(part)))
            if place < len(cited) and cited[place]:
                layers.insert(0, self._sentences(part))
            written.append(layered(part, layers))
            self.length += len(part)
            begin = end + len(BREAK)
        return written

    def _names(self, names: Sequence[Name], begin: int, length: int) -> list[Element]:
        address = self.addresses.name
        assert address is not None
        elements = []
        for place in range(bisect_right(names, begin, key=lambda each: each[1]), len(names)):
            start, end, kind, name = names[place]
            first, last = start - begin, end - begin
            if first >= length:
                break
            opening = Markup('<a class="name {}" href="{}">').format(kind, address(kind, name))
            elements.append(Element(max(first, 0), min(last, length), opening, _END, opening))
        return elements

    def _sentences(self, part: str) -> list[Element]:
        address, label = self.addresses.sentence, self.addresses.label
        if address is None:
            return []
        elements: list[Element] = []
        for start, end in sentences(part):
            key = sentence_key(part[start:end])
            if not key:
                continue
            self.times[key] += 1
            if self.times[key] > 1:
                key = f"{key}-{self.times[key]}"
            self.keys.append(key)
            # A key is of letters and digits, so that nothing but the address needs escaping.
            opening = Markup(f'<span class="sentence" id="satz-{key}">')
            href = escape(address(key))
            kind = _POINTER_ALONE if elements else Markup(' aria-label="{}"').format(label)
            closing = Markup(f'</span><a class="to-sentence" href="{href}"{kind}></a>')
            elements.append(Element(start, end, opening, closing, opening))
        return elements


_POINTER_ALONE = Markup(' tabindex="-1" aria-hidden="true"')
"""Only the first sentence of a paragraph stops the tabulator and is read out."""


def _within(spans: Sequence[tuple[int, int]], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Those of some spans, in order and apart, that reach into characters `begin` to `end`."""
    for place in range(bisect_right(spans, begin, key=lambda each: each[1]), len(spans)):
        if spans[place][0] >= end:
            return
        yield spans[place]


def _apart(names: Iterable[Name]) -> list[Name]:
    """Names in order, without those that begin inside another; of two at one place the longer."""
    kept: list[Name] = []
    for each in sorted(names, key=lambda name: (name[0], -name[1])):
        if each[0] < each[1] and (not kept or each[0] >= kept[-1][1]):
            kept.append(each)
    return kept
