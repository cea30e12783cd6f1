"""The text of a page's article: which lines of the page it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pressespiegel.indexer.readers.blocks import blocks_of, looks_like_headline
from pressespiegel.indexer.readers.bylines import is_byline
from pressespiegel.indexer.readers.captions import caption_of, has_credit
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.html.extraction import extracted_lines
from pressespiegel.indexer.readers.html.furniture import is_furniture_text
from pressespiegel.indexer.readers.html.json_ld import text_of
from pressespiegel.indexer.readers.html.lines import (
    HEADINGS,
    SENTENCE_END,
    SHORTEST_PARAGRAPH,
    Line,
    lines_of,
)
from pressespiegel.indexer.readers.html.metadata import Metadata
from pressespiegel.indexer.readers.html.page import Element, Page
from pressespiegel.search.article import Block, Caption

LITTLE_TEXT = 400
"""Characters of text below which a page is read a second time, by trafilatura."""
MUCH_MORE = 2
"""How many times more text trafilatura must find to be believed: short news are short."""

_SHORT_TAGS = HEADINGS | {"li", "td", "th", "dt", "dd", "blockquote", "pre"}
_LEAD_NAME = re.compile(
    r"lead|intro|vorspann|teaser|excerpt|summary|einleitung|preface|standfirst|subtitle|subline|"
    r"abstract|anriss|bulletpoints",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """The lead as printed, the text, the photo captions, and the dateline's place."""

    lead: str = ""
    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    place: str = ""


def body_of(page: Page, known: Metadata) -> Body:
    """The text of the article that `known` describes; no blocks where the page has none."""
    found = page.tree.find("body")
    root = page.tree if found is None else found
    lines = lines_of(root)
    top = _container(root, lines)
    inside = _between(lines, top)
    lead = _lead(lines, inside, known)
    told = _told(text_of(page.data.get("articleBody")), inside)
    kept = [line for line in inside if _belongs(line, known, lead)]
    if told is not None:
        kept = [line for line in kept if line.tag in HEADINGS or _plain(line.text) in told]
    blocks = _blocks(_trimmed(kept))
    if told is None and _size(blocks) < LITTLE_TEXT:
        blocks = _larger(blocks, lines, lambda: _extracted(page, known, lead))
    dateline = dateline_of(blocks[0].text) if blocks else None
    return Body(lead, blocks, captions_of(inside), dateline.place if dateline else "")


def _extracted(page: Page, known: Metadata, lead: str) -> tuple[Block, ...]:
    """What trafilatura makes of the page, if there is a paragraph in it at all."""
    lines = [
        line
        for line in extracted_lines(page)
        if line not in (lead, known.title, known.kicker) and not is_furniture_text(line)
    ]
    if not any(len(line) >= SHORTEST_PARAGRAPH and SENTENCE_END.search(line) for line in lines):
        return ()
    return blocks_of(lines)


def _larger(
    ours: tuple[Block, ...], lines: Iterable[Line], extract: Callable[[], tuple[Block, ...]]
) -> tuple[Block, ...]:
    """The other reading, if it has much more text; a page without more text is not read twice."""
    enough = MUCH_MORE * _size(ours)
    if sum(len(line.text) for line in lines) <= enough:
        return ours
    other = extract()
    return other if _size(other) > enough else ours


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _container(root: Element, lines: Iterable[Line]) -> Element:
    """The innermost element that holds most of the running text."""
    mass: dict[Element, int] = {}
    for line in lines:
        if line.is_paragraph:
            element: Element | None = line.owner
            while element is not None:
                mass[element] = mass.get(element, 0) + len(line.text)
                element = element.getparent()
    top = root
    for element in mass:
        if "articleBody" in (element.get("itemprop") or "") and mass[element] > 0.5 * mass[root]:
            return element
    while mass:
        child = max(top, key=lambda each: mass.get(each, 0), default=None)
        if child is None or child.tag == "p" or mass.get(child, 0) < 0.8 * mass[top]:
            break
        top = child
    return top


def _between(lines: Sequence[Line], top: Element) -> list[Line]:
    """The lines under an element, and paragraphs between it and the headline above."""
    under: dict[Element, bool] = {top: True}
    inside = [_is_under(line.owner, under) for line in lines]
    if True not in inside:
        return []
    first = inside.index(True)
    headlines = [n for n, line in enumerate(lines[:first]) if line.tag == "h1"]
    start = headlines[-1] if headlines else first
    return [
        line
        for number, line in enumerate(lines)
        if inside[number] or (start < number < first and line.is_paragraph)
    ]


def _is_under(element: Element, known: dict[Element, bool]) -> bool:
    path = []
    above: Element | None = element
    while above is not None and above not in known:
        path.append(above)
        above = above.getparent()
    result = above is not None and known[above]
    known.update(dict.fromkeys(path, result))
    return result


def _lead(lines: Sequence[Line], inside: Sequence[Line], known: Metadata) -> str:
    """The lead that is printed: the page's description, or what is named one before the story."""
    described = {_plain(text) for text in known.descriptions}
    for line in lines:
        if line.role != "figure" and len(line.text) > 30 and _plain(line.text) in described:
            return line.text
    first = next((line for line in inside if line.is_paragraph), None)
    started = False
    for line in lines:
        if line is first:
            break
        if line.tag == "h1" or _plain(line.text) == _plain(known.title):
            started = True
        elif (
            started
            and len(line.text) >= 50
            and _is_named_lead(line.owner)
            and line.role != "figure"
        ):
            return line.text
    return ""


def _is_named_lead(element: Element) -> bool:
    above = element.getparent()
    for each in (element, *(() if above is None else (above,))):
        if _LEAD_NAME.search(f"{each.get('class') or ''} {each.get('itemprop') or ''}"):
            return True
    return False


def _told(body: str, inside: Iterable[Line]) -> str | None:
    """The text in the structured data, if it is all of the text: then it says what belongs."""
    told = _plain(body)
    if len(told) < 300:
        return None
    seen = sum(len(text) for line in inside if (text := _plain(line.text)) and text in told)
    return told if seen >= 0.85 * len(told) else None


def _belongs(line: Line, known: Metadata, lead: str) -> bool:
    if line.role != "story" or line.tag == "h1" or line.text in (lead, known.title, known.kicker):
        return False
    if is_furniture_text(line.text) or line.linked > 0.7 * len(line.text):
        return False
    return not (len(line.text) <= 160 and (is_byline(line.text) or has_credit(line.text)))


def _trimmed(lines: list[Line]) -> list[Line]:
    """Without short lines that look like no paragraph, and without what comes before the first
    and after the last sentence."""
    looks = _looks(lines)
    beside = {line.owner.getparent() for line in lines if line.is_paragraph}
    kept = [
        line
        for line in lines
        if len(line.text) >= SHORTEST_PARAGRAPH
        or line.tag in _SHORT_TAGS
        or line.look in looks
        or (_is_interline(line, looks) and line.owner.getparent() in beside)
    ]
    proper = [
        number
        for number, line in enumerate(kept)
        if line.is_paragraph or (line.look in looks and SENTENCE_END.search(line.text))
    ]
    if not proper:
        return []
    start = proper[0]
    while start and kept[start - 1].tag in HEADINGS:
        start -= 1
    return kept[start : proper[-1] + 1]


def _looks(lines: Iterable[Line]) -> set[tuple[str, str]]:
    return {line.look for line in lines if line.is_paragraph}


def _is_interline(line: Line, looks: set[tuple[str, str]]) -> bool:
    """Whether it is a subhead that the page marks as a paragraph of another look."""
    return line.tag == "p" and line.look not in looks and looks_like_headline(line.text)


def _blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    looks = _looks(lines)
    blocks: list[Block] = []
    for line in reversed(lines):
        if line.tag in HEADINGS or _is_interline(line, looks):
            # A heading over nothing is a list of other articles.
            if blocks and blocks[-1].kind == "paragraph":
                blocks.append(Block("subhead", line.text))
        else:
            blocks.append(Block("paragraph", line.text))
    return tuple(reversed(blocks))


def captions_of(lines: Iterable[Line]) -> tuple[Caption, ...]:
    """The captions of the pictures that the lines stand in, each once."""
    figures: dict[Element, list[str]] = {}
    for line in lines:
        if line.figure is not None:
            figures.setdefault(line.figure, []).append(line.text)
    captions = (caption_of(" ".join(dict.fromkeys(texts))) for texts in figures.values())
    return tuple(dict.fromkeys(each for each in captions if each.text or each.credit))


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
