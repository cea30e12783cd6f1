"""A page as lines of text: what stands between two block elements, with where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.furniture import SKIPPED_TAGS, Role, role_of
from pressespiegel.indexer.readers.html.page import Element

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = HEADINGS | frozenset(
    """
    p div section article main header body html ul ol li dl dt dd blockquote pre table tbody
    thead tr td th figure figcaption address hr details summary center
    """.split()
)

SENTENCE_END = re.compile(r"[.!?…:][\"'“”«»‘’‹›)\]]*$")
SHORTEST_PARAGRAPH = 60
HOLDS_STORY = 0.35
"""The share of all paragraphs from which an element is no furniture, whatever its name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `owner` is the block element it stands in, `linked` how many of its
    characters are links, `figure` the picture that it belongs to."""

    text: str
    owner: Element
    role: Role
    linked: int = 0
    figure: Element | None = None

    @property
    def tag(self) -> str:
        """The name of the owner's element."""
        return str(self.owner.tag)

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text: long enough, no heading, not mostly links."""
        return (
            self.role == "story"
            and len(self.text) >= SHORTEST_PARAGRAPH
            and self.linked < 0.5 * len(self.text)
            and self.tag not in HEADINGS
            and (self.tag == "p" or SENTENCE_END.search(self.text) is not None)
        )

    @property
    def look(self) -> tuple[str, str]:
        """What lines of the same kind have in common on a page."""
        return self.tag, self.owner.get("class") or ""


def lines_of(root: Element) -> list[Line]:
    """The lines under an element in order; linear in the page."""
    return list(_Walk(root).lines())


def masses(root: Element) -> dict[Element, int]:
    """Characters of running text in `<p>` under each element that has any."""
    found: dict[Element, int] = {}
    for paragraph in root.iter("p"):
        size = sum(map(len, paragraph.itertext()))
        if size < SHORTEST_PARAGRAPH:
            continue
        size -= sum(len(text) for link in paragraph.iter("a") for text in link.itertext())
        if size < SHORTEST_PARAGRAPH:
            continue
        element: Element | None = paragraph
        while element is not None:
            found[element] = found.get(element, 0) + size
            element = element.getparent()
    return found


class _Walk:
    """One pass over the tree, without recursion: pages may be nested 100,000 deep."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._mass = masses(root)
        self._enough = HOLDS_STORY * self._mass.get(root, 0)
        self._cards_beside = self._articles_are_cards()
        self._owners: list[Element] = [root]
        self._roles: list[tuple[Role, Element | None]] = [("story", None)]
        self._in_link = 0
        self._parts: list[str] = []
        self._linked = 0

    def _articles_are_cards(self) -> bool:
        """Whether small `<article>`s are cards of other articles: one of them holds the story,
        and most of it is not in smaller ones, as the entries of a live blog are."""
        articles = [each for each in self._mass if each.tag == "article"]
        holding = [each for each in articles if self._mass[each] >= self._enough]
        small = sum(self._mass[each] for each in articles if self._mass[each] < self._enough)
        return bool(holding) and small < 0.5 * self._mass[self._root]

    def lines(self) -> Iterator[Line]:
        stack: list[tuple[Element, bool]] = [(self._root, False)]
        while stack:
            element, leaving = stack.pop()
            tag = element.tag
            if not isinstance(tag, str) or tag in SKIPPED_TAGS:
                self._add(element.tail)
                continue
            is_block = tag in _BLOCKS
            if is_block:
                yield from self._flush()
            if leaving:
                self._leave(element, is_block)
            else:
                role = self._enter(element, is_block)
                if role != self._roles[-2][0] and not is_block:
                    yield from self._flush()
                self._add(element.text)
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
        yield from self._flush()

    def _enter(self, element: Element, is_block: bool) -> Role:
        if is_block:
            self._owners.append(element)
        elif element.tag == "a":
            self._in_link += 1
        elif element.tag == "br":
            self._add("\n")
        role, figure = self._roles[-1]
        if element is not self._root and role != "beside":
            holds = self._mass.get(element, 0) >= self._enough > 0
            own = role_of(element, holds_story=holds)
            if element.tag == "article" and not holds and self._cards_beside:
                own = "beside"
            if own == "figure" and role != "figure":
                role, figure = own, element
            elif own == "beside" and role == "story":
                role = own
        self._roles.append((role, figure))
        return role

    def _leave(self, element: Element, is_block: bool) -> None:
        self._roles.pop()
        if is_block:
            self._owners.pop()
        elif element.tag == "a":
            self._in_link -= 1
        if element is not self._root:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if self._in_link:
                self._linked += len(text.strip())

    def _flush(self) -> Iterator[Line]:
        if not self._parts:
            return
        source = "".join(self._parts)
        linked = self._linked
        self._parts, self._linked = [], 0
        # <br><br> parts paragraphs; a single <br> is a blank
        pieces = [text for piece in source.split("\n\n") if (text := one_line(piece))]
        size = sum(map(len, pieces))
        role, figure = self._roles[-1]
        for text in pieces:
            yield Line(text, self._owners[-1], role, linked * len(text) // size, figure)
