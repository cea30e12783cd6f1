"""Read the labelled texts that the model is trained and measured on.

Every set becomes the same thing: a text and the spans of its people, organisations and places.
Where a set comes cut into tokens, the text is the tokens with single spaces between them, so
that what is measured is `find` on a text, cutting into tokens included.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pressespiegel.indexer.entities.span import Span
from pressespiegel.search.article import EntityKind

_KINDS: dict[str, EntityKind] = {
    "PER": "person",
    "ORG": "organisation",
    "LOC": "place",
    "person": "person",
    "organization": "organisation",
    "organization-company": "organisation",
    "location": "place",
    "location-city": "place",
    "location-street": "place",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the names that people marked in it."""

    text: str
    spans: tuple[Span, ...]


def germeval(path: Path) -> list[Labelled]:
    """GermEval 2014: outer spans only; OTH and everything with -deriv or -part left out."""
    found = []
    for rows in _sentences(path):
        tokens = [row for row in rows if row[0] != "#"]
        found.append(_from_tokens([row[1] for row in tokens], [row[2] for row in tokens]))
    return found


def wikiann(path: Path) -> list[Labelled]:
    """WikiANN: silver labels from Wikipedia; redirects and lists without a sentence left out."""
    found = []
    for rows in _sentences(path):
        words = [row[0] for row in rows]
        if len(words) < 5 or "WEITERLEITUNG" in words or "REDIRECT" in words:
            continue
        kept = [row for row in rows if row[0].strip("'*=")]
        found.append(_from_tokens([row[0] for row in kept], [row[1] for row in kept]))
    return found


def europarl(path: Path) -> list[Labelled]:
    """EuroParl NER: debates of the European Parliament, in the IO scheme."""
    return [
        _from_tokens([row[0] for row in rows], [row[4] for row in rows])
        for rows in _sentences(path)
    ]


def smartdata(path: Path) -> list[Labelled]:
    """SmartData: short news and tweets. Common nouns marked as mentions are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        content = file.read()
    decoder = json.JSONDecoder()
    found = []
    position = 0
    while position < len(content):
        document, position = decoder.raw_decode(content, position)
        while position < len(content) and content[position].isspace():
            position += 1
        text = document["text"]["string"]
        spans = []
        for mention in document["conceptMentions"]["array"]:
            kind = _KINDS.get(mention["type"])
            start, end = mention["span"]["start"], mention["span"]["end"]
            if kind and text[start:end].strip():
                spans.append(Span(start, end, kind, text[start:end]))
        found.append(Labelled(text, tuple(_outermost(spans))))
    return found


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _from_tokens(words: list[str], tags: list[str]) -> Labelled:
    text = " ".join(words)
    spans: list[Span] = []
    position = start = 0
    open_kind: EntityKind | None = None
    for word, tag in [*zip(words, tags, strict=True), ("", "O")]:
        kind = _KINDS.get(re.sub("^[BI]-", "", tag))
        if open_kind and (tag.startswith("B-") or kind != open_kind):
            end = position - 1
            spans.append(Span(start, end, open_kind, text[start:end]))
            open_kind = None
        if kind and not open_kind:
            start, open_kind = position, kind
        position += len(word) + 1
    return Labelled(text, tuple(spans))
