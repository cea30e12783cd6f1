"""The text of an article in NITF: paragraphs, subheads, lists, tables; captions apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressespiegel.indexer.readers.blocks import blocks_of
from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.paragraphs import paragraphs_of
from pressespiegel.indexer.readers.xml.documents import Element, local_name
from pressespiegel.indexer.readers.xml.tree import attribute, children, descendants, text_of
from pressespiegel.search.article import Block, Caption

_SUBHEADS = frozenset(("hl1", "hl2", "h1", "h2", "h3", "h4"))
_PARAGRAPHS = frozenset(("p", "li", "dt", "dd", "tr", "credit", "datasource"))
_BESIDE = frozenset(("media", "fn", "note", "tagline", "hr", "byline", "dateline"))
_IS_LEAD = frozenset(("true", "yes", "lead", "1"))
_EMBEDDED = re.compile(r"<[a-zA-Z/!][^>]*>")


@dataclass(frozen=True, slots=True)
class NitfText:
    """Blocks, captions, and the paragraph marked as the lead, which is none of the blocks."""

    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    lead: str = ""


def nitf_text(content: Element | None, end: Element | None = None) -> NitfText:
    """The text under `<body.content>`, and the tagline under `<body.end>` as its last paragraph."""
    if content is None:
        return NitfText()
    lead = ""
    blocks: list[Block] = []
    for element, block in _blocks(content):
        if not lead and not blocks and block.kind == "paragraph" and _is_lead(element):
            lead = block.text
        else:
            blocks.append(block)
    while blocks and blocks[-1].kind == "subhead":
        blocks.pop()  # a heading over nothing
    if tagline := text_of(end, "tagline"):
        blocks.append(Block("paragraph", tagline))
    captions = (_caption(media) for media in descendants(content, "media"))
    kept = dict.fromkeys(each for each in captions if each.text or each.credit)
    if not blocks and lead:
        return NitfText((Block("paragraph", lead),), tuple(kept))
    return NitfText(tuple(blocks), tuple(kept), lead)


def _blocks(element: Element) -> Iterator[tuple[Element, Block]]:
    for each in children(element):
        name = local_name(each)
        if name in _BESIDE:
            continue
        if name in _SUBHEADS:
            if text := text_of(each):
                yield each, Block("subhead", text)
        elif name == "pre":
            for block in blocks_of(paragraphs_of("".join(each.itertext()))):
                yield each, block
        elif name in _PARAGRAPHS or not len(each):
            if text := _paragraph(each):
                yield each, Block("paragraph", text)
        else:
            yield from _blocks(each)


def _paragraph(element: Element) -> str:
    if local_name(element) == "tr":
        return " | ".join(text for cell in children(element) if (text := text_of(cell)))
    text = "".join(" " if part is None else part for part in _parts(element))
    # An embedded player, its markup written out: &lt;div class="embed"&gt;
    return one_line(_EMBEDDED.sub(" ", text) if text.lstrip().startswith("<") else text)


def _parts(element: Element) -> Iterator[str | None]:
    """The text of an element; None where a line breaks, and what is beside the text left out."""
    yield element.text or ""
    for each in element:
        if isinstance(each.tag, str) and local_name(each) not in _BESIDE:
            if local_name(each) == "br":
                yield None
            yield from _parts(each)
        yield each.tail or ""


def _is_lead(element: Element) -> bool:
    names = (attribute(element, name).lower() for name in ("lead", "lede", "class"))
    return any(name in _IS_LEAD for name in names)


def _caption(media: Element) -> Caption:
    said = " ".join(text for each in children(media, "media-caption") if (text := text_of(each)))
    caption = caption_of(said)
    producer = text_of(media, "media-producer")
    return Caption(caption.text, caption.credit or producer)
