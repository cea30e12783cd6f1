"""Whether a page has only the beginning of its article, the rest being kept for those who pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pressespiegel.indexer.readers.html.json_ld import JsonObject, text_of
from pressespiegel.indexer.readers.html.page import Page, element_text
from pressespiegel.search.article import Block

FEW_WORDS = 150
"""Words below which a locked article that says nothing of its length is taken for a stub."""

LOCKED_SHARE = 0.6
"""A locked article with less than this part of the words that it says it has is a stub."""

SHARE = 0.25
"""So is a short one that is not locked, with less than this part of them."""

LEAST_DECLARED = 80
"""Words that an article must say it has, to be believed: some count other things."""

SHORTEST_PART = 300
"""Characters from which the part that is kept for those who pay is taken to be all there."""

_SELECTED = re.compile(r"\w*((?:[.#][\w-]+)+)$")
_LOCKED_TIERS = frozenset(("locked", "premium", "paid"))


def is_stub(page: Page, blocks: Sequence[Block]) -> bool:
    """Whether `blocks` are less than the article, by what the page itself says.

    Structured data say that an article is not free (`isAccessibleForFree`), in which element the
    part is that must be paid for (`hasPart`, `cssSelector`), and how many words it has
    (`wordCount`). A page that shows that part to those who pay is no stub.
    """
    words = sum(len(block.text.split()) for block in blocks)
    declared = _declared(page.data)
    if not _is_locked(page):
        # Some count letters and call it words.
        return words < min(FEW_WORDS, SHARE * declared)
    if declared:
        return words < LOCKED_SHARE * declared
    parts = list(_locked_parts(page))
    if parts:
        return max(parts) < SHORTEST_PART
    return words < FEW_WORDS


def _declared(data: JsonObject) -> int:
    said = text_of(data.get("wordCount")).strip()
    count = int(said) if said.isdecimal() and len(said) < 7 else 0
    if not count:
        count = len(text_of(data.get("articleBody")).split())
    return count if count >= LEAST_DECLARED else 0


def _is_locked(page: Page) -> bool:
    data = page.data
    if any(_says_no(each.get("isAccessibleForFree")) for each in (data, *_parts(data))):
        return True
    return page.first("article:content:tier").lower() in _LOCKED_TIERS


def _says_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")


def _parts(data: JsonObject) -> Iterator[JsonObject]:
    value = data.get("hasPart")
    for each in value[:20] if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each


def _locked_parts(page: Page) -> Iterator[int]:
    """The characters in each of the elements that are kept for those who pay; 0 for one that is
    named, and is not on the page."""
    names: set[str] = set()
    for part in _parts(page.data):
        if _says_no(part.get("isAccessibleForFree")):
            for selector in text_of(part.get("cssSelector")).split(","):
                if match := _SELECTED.search(selector.strip()):
                    names.add(match[1])
    if not names:
        return
    yield 0
    wanted = [_conditions(name) for name in names]
    for element in page.tree.iter("*"):
        classes = set((element.get("class") or "").split())
        id = element.get("id")
        if any(needed <= classes and (not ids or id in ids) for needed, ids in wanted):
            yield len(element_text(element))


def _conditions(name: str) -> tuple[set[str], set[str]]:
    """The classes that an element must have, and the ids of which it must have one."""
    parts = re.findall(r"[.#][\w-]+", name)
    classes = {part[1:] for part in parts if part[0] == "."}
    return classes, {part[1:] for part in parts if part[0] == "#"}
