"""Lines of a plain text become paragraphs and subheads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressespiegel.search.article import Block

LONGEST_SUBHEAD = 90
MOST_SUBHEAD_WORDS = 12
SHORTEST_PARAGRAPH = 100

# Russland sieht sich bedroht | "Kein Weg zurück" | Was nun? | 12.31 Uhr: Neue Gespräche
_SUBHEAD = re.compile(r"(?:\d[\d.,:]*\s)?[\"'„“»«‚›‹(…]?\w.*[\w?!\"'“”«»‘’‹›)%…]")
# ein Satz, der weitergeht: "sagte er", "(dpa)"
_NO_SUBHEAD = re.compile(
    r"[-–—•*·>]\s|\(?(?:dpa|afp|epd|kna|sid|apa|rtr|reuters)\b|von:?\s|mehr (?:zum|dazu)|"
    r"https?:|www\.|foto:|quelle:|stand:",
    re.IGNORECASE,
)
_LOWER_START = re.compile(r"[\"'„“»«‚›‹(]?[a-zäöüß]")


def blocks_of(paragraphs: Sequence[str]) -> tuple[Block, ...]:
    """Tell subheads from paragraphs: a short line without a full stop, before a paragraph.

    >>> text = "Das Amt warnte am Montag vor Hochwasser an Ober- und Unterlauf der Leine. " * 2
    >>> [block.kind for block in blocks_of([text, "Pegel steigen weiter", text])]
    ['paragraph', 'subhead', 'paragraph']
    """
    last = len(paragraphs) - 1
    return tuple(
        Block(
            "subhead"
            if len(text) <= LONGEST_SUBHEAD
            and 0 < number < last
            and _stands_over(text, paragraphs[number + 1])
            else "paragraph",
            text,
        )
        for number, text in enumerate(paragraphs)
    )


def looks_like_headline(text: str) -> bool:
    """Whether a line could stand over a text: short, one line, no sentence that ends.

    >>> looks_like_headline("Ängste schüren für Zugeständnisse?"), looks_like_headline("Nein.")
    (True, False)
    """
    return (
        len(text) <= LONGEST_SUBHEAD
        and text.count(" ") < MOST_SUBHEAD_WORDS
        and _SUBHEAD.fullmatch(text) is not None
        and not _NO_SUBHEAD.match(text)
    )


def _stands_over(text: str, below: str) -> bool:
    return (
        looks_like_headline(text)
        and not _LOWER_START.match(text)
        and not _is_spoken(text)
        and (len(below) >= SHORTEST_PARAGRAPH or below.rstrip("\"'“”«»‹›").endswith((".", ":")))
    )


def _is_spoken(text: str) -> bool:
    # "Das geht nicht!", sagte er
    return bool(re.search(r"[\"“”«»],?\s+(?:sagt|sagte|so|meint|erklärt)\b", text))
