"""A piece of HTML that is known to be a story, as feeds and agencies carry it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pressespiegel.indexer.readers.blocks import blocks_of
from pressespiegel.indexer.readers.bylines import is_byline
from pressespiegel.indexer.readers.captions import caption_of, has_credit
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.body import captions_of
from pressespiegel.indexer.readers.html.furniture import is_furniture_text
from pressespiegel.indexer.readers.html.lines import HEADINGS, SHORTEST_PARAGRAPH, Line, lines_of
from pressespiegel.indexer.readers.html.page import Element, parse
from pressespiegel.indexer.readers.paragraphs import paragraphs_of
from pressespiegel.search.article import Block, Caption
from pressespiegel.search.errors import ReadError

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_MARKUP = re.compile(r"<[a-zA-Z/!]")
# Der Beitrag … erschien zuerst auf … | The post … appeared first on … | Weiterlesen … | […]
_FEED_END = re.compile(
    r"(?:der beitrag|the post)\b.{0,300}(?:erschien(?:en)? (?:zuerst|zunächst) |appeared first )"
    r"(?:auf|bei|in|on)\b.{0,100}|(?:weiterlesen|mehr lesen|read more|continue reading)\b.{0,80}|"
    r"[\[(]?(?:…|\.\.\.)[\])]?",
    re.IGNORECASE,
)
LONGEST_CREDITED = 300
_INLINE = ("span", "b", "strong", "i", "em", "a", "cite", "q", "time")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Its text, its captions, its main heading and the byline that it begins with."""

    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    heading: str = ""
    byline: str = ""

    @property
    def text(self) -> str:
        """All blocks on one line."""
        return " ".join(block.text for block in self.blocks)


def fragment_of(markup: str, known: Collection[str] = ()) -> Fragment:
    """The story in a piece of HTML, or in plain text; `known` lines (its title) are left out.

    >>> fragment = fragment_of("<p>Der Rat tagt.</p><h3>Danach</h3><p>Es gibt Kaffee.</p>")
    >>> [(block.kind, block.text) for block in fragment.blocks][1]
    ('subhead', 'Danach')
    """
    if not markup.strip():
        return Fragment()
    if not _MARKUP.search(markup):
        texts = [each for each in paragraphs_of(html.unescape(markup)) if each not in known]
        return Fragment(blocks_of(texts))
    try:
        page = parse(markup.encode("utf-8", "replace"), "")
    except ReadError:
        return Fragment()
    for element in page.tree.iter(*_INLINE):
        # Within a paragraph, names say how it looks: <span class="dateline">Berlin (dpa) - </span>
        element.attrib.pop("class", None)
    body = page.tree.find("body")
    lines = lines_of(page.tree if body is None else body)
    heading = next((line.text for line in lines if line.tag == "h1"), "")
    kept: list[Line] = []
    credited: list[Caption] = []
    byline = ""
    for line in lines:
        if not _belongs(line) or line.text in known:
            continue
        if len(line.text) <= LONGEST_CREDITED and has_credit(line.text):
            credited.append(caption_of(line.text))
        elif is_byline(line.text) and not byline and len(kept) <= 1:
            byline = line.text
        else:
            kept.append(line)
    captions = tuple(dict.fromkeys((*captions_of(lines), *credited)))
    return Fragment(tuple(_blocks(kept)), captions, heading, byline)


def plain_text_of(markup: str) -> str:
    """A short text, a title say, without the markup and entities that it may have.

    >>> plain_text_of("Rat &amp; <i>Verwaltung</i>"), plain_text_of("3 < 4")
    ('Rat & Verwaltung', '3 < 4')
    """
    return one_line(html.unescape(_TAG.sub(" ", markup)))


def _belongs(line: Line) -> bool:
    if line.role != "story" or line.tag == "h1":
        return False
    if is_furniture_text(line.text) or _FEED_END.fullmatch(line.text):
        return False
    if (
        len(line.text) < SHORTEST_PARAGRAPH
        and next(line.owner.iterancestors("header"), None) is not None
    ):
        return False  # a kicker, a list of subjects, a date beside the headline
    return line.linked <= 0.7 * len(line.text) or line.tag == "li"


def _in_header(element: Element) -> bool:
    return element.tag == "header" or next(element.iterancestors("header"), None) is not None


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    told = blocks_of([line.text for line in lines])
    end = len(lines)
    while end and lines[end - 1].tag in HEADINGS:
        end -= 1  # a heading over nothing
    for line, block in zip(lines[:end], told, strict=False):
        if line.tag in HEADINGS:
            yield Block("subhead", block.text)
        else:
            yield block if line.tag == "p" else Block("paragraph", block.text)
