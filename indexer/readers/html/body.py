"""The text of a page's article."""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura

from pressespiegel.indexer.readers.blocks import blocks_of
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.html.metadata import Metadata
from pressespiegel.indexer.readers.html.page import Page
from pressespiegel.search.article import Block, Caption


@dataclass(frozen=True, slots=True)
class Body:
    """The text, the photo captions beside it, and the dateline's place."""

    blocks: tuple[Block, ...]
    captions: tuple[Caption, ...] = ()
    place: str = ""


def body_of(page: Page, known: Metadata) -> Body:
    """The text of the article that `known` describes; no blocks where the page has none."""
    text = trafilatura.extract(page.tree, include_comments=False, include_tables=False)
    lines = [line for part in (text or "").splitlines() if (line := one_line(part))]
    blocks = blocks_of(lines)
    dateline = dateline_of(blocks[0].text) if blocks else None
    return Body(blocks, (), dateline.place if dateline else "")
