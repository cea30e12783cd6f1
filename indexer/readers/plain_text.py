"""Plain text: one article a file, as newsrooms and agencies hand it over.

    date 2022-01 A caption of the photo. Foto: Eva Muster/dpa

    Brüssel - The first paragraph …

Everything but the story is optional: date mark, named lines ("Quelle: …"), kicker, headline,
lead, byline, captions, dateline, subheads, closing credits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pressespiegel.indexer.agencies import agencies_in, agencies_of_mark, initials_in
from pressespiegel.indexer.readers.blocks import blocks_of, looks_like_headline
from pressespiegel.indexer.readers.bylines import author_names, is_byline
from pressespiegel.indexer.readers.captions import caption_of, has_credit
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.fields import FIELD_NAMES
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.paragraphs import paragraphs_of
from pressespiegel.indexer.readers.streams import whole
from pressespiegel.indexer.readers.titles import LONGEST_TITLE, first_sentence
from pressespiegel.indexer.readers.written_dates import read_date, read_update
from pressespiegel.search.article import Article, Caption, Origin
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

SHORTEST_STORY = 120
"""Characters that a paragraph has at least when it begins the story without a dateline."""

_DATE_MARK = re.compile(
    r"\s*(?:date|datum)\b[ :=]*(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?)(?![\d-])\s*",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(r"(?P<name>[A-Za-zÄÖÜäöü_]{3,20})\s*:\s+(?P<value>\S.*)")
_NAMED = {
    name: wanted
    for wanted in (
        "title",
        "kicker",
        "lead",
        "published",
        "source",
        "section",
        "authors",
        "place",
        "embargo",
    )
    for name in (*FIELD_NAMES[wanted], *(("by", "von") if wanted == "authors" else ()))
} | {"stand": "published", "aktualisiert": "updated", "url": "url", "link": "url"}
# © dpa-infocom, dpa:220112-99-678/3 | (c) 2022 Beispielblatt | Alle Rechte vorbehalten
_RIGHTS = re.compile(r"(?:©|\(c\)|Copyright\b|Alle Rechte vorbehalten).{0,160}", re.IGNORECASE)
# (dpa) | dpa/lby | (afp/kna) | dpa-infocom | Mit Material von Reuters | (Mit Agenturmaterial)
_ENDING = re.compile(
    r"\(?(?:[A-Za-zÄÖÜäöü]{2,10}(?:[/,-][A-Za-zäöü]{2,10}){0,3}"
    r"|(?:[Mm]it|[Uu]nter Verwendung von) (?:\w+ ){0,3}?(?:Agentur)?[Mm]aterial\b.{0,60})\)?\.?"
)
# ## Zwischentitel: Markdown
_MARKDOWN_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
# Aktualisiert: 12. Januar 2022, 14.30 Uhr | Stand: 12.01.2022
_UPDATED = re.compile(
    r"(?:Zuletzt )?(?:aktualisiert|update|stand|geändert)\b.{0,12}\d.*", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognises(head: bytes) -> bool:
    """Whether it is text at all: hardly a control character, and no markup or RTF."""
    if head.lstrip().startswith((b"<?xml", b"<!DOCTYPE", b"{\\rtf", b"%PDF")):
        return False
    return b"\x00" not in head and len(_CONTROL.findall(head)) * 200 <= len(head)


def read(stream: BinaryIO, file: str) -> Iterator[Article | ReadError]:
    """One article.

    Raises:
        ReadError: the file is larger than an article, or has no text.
    """
    yield article_from_text(decode(whole(stream, file)), file)


def article_from_text(text: str, file: str = "") -> Article:
    """Make an article of the text of a file.

    Raises:
        ReadError: no story is in it.
    """
    parts = _Parts(paragraphs_of(_MARKDOWN_HEADING.sub("", text)))
    if not parts.story:
        raise ReadError("no text in it", file, hint="a text has at least one paragraph")
    named = parts.named
    dateline = dateline_of(parts.story[0])
    blocks = blocks_of(parts.story)
    title = named.get("title") or parts.title or first_sentence(parts.story[0])
    filed_by = agencies_of_mark(dateline.agency) if dateline else ()
    agencies = (*filed_by, *parts.agencies)
    source = named.get("source", "")
    url = named.get("url", "")
    return Article(
        id=article_id(
            url=url, source=source, published=parts.published, title=title, text=parts.story
        ),
        title=title,
        kicker=named.get("kicker") or parts.kicker,
        lead=named.get("lead") or parts.lead,
        blocks=blocks,
        published=parts.published,
        source=source,
        section=named.get("section", ""),
        authors=author_names(parts.bylines) or parts.initials,
        agencies=tuple(dict.fromkeys(agencies)),
        place=named.get("place") or (dateline.place if dateline else ""),
        url=url,
        captions=tuple(parts.captions),
        rights=parts.rights,
        updated=parts.updated,
        embargo=parts.embargo,
        origin=Origin(file),
    )


@dataclass
class _Parts:
    """The lines of a text, sorted by what they are."""

    story: list[str]
    captions: list[Caption] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    agencies: list[str] = field(default_factory=list)
    initials: tuple[str, ...] = ()
    published: PressDate | None = None
    title: str = ""
    kicker: str = ""
    lead: str = ""
    rights: str = ""
    changes: list[str] = field(default_factory=list)
    updated: PressDate | None = None
    embargo: PressDate | None = None

    def __post_init__(self) -> None:
        if self.story and (mark := _DATE_MARK.match(self.story[0])):
            self.published = read_date(mark[1])
            rest = self.story[0][mark.end() :]
            self.story[:1] = [rest] if rest else []
        self._take_head()
        self._take_ending()
        self._take_captions()
        self.updated = read_update(self.changes, self.published)
        self.published = self.published or next(filter(None, map(read_date, self.changes)), None)

    def _take_head(self) -> None:
        heads: list[str] = []
        start = 0
        for start, line in enumerate(self.story):
            if self._take_line(line):
                continue
            if dateline_of(line) or (len(line) >= SHORTEST_STORY and heads and self.bylines):
                break
            if len(heads) == 3 or (len(line) >= SHORTEST_STORY and not self._is_lead(start)):
                break
            heads.append(line)
        else:
            start = len(self.story)
        if start == len(self.story) and heads:
            # Nothing but short lines: the headline is the first of them, if it looks like one.
            keep = 1 if len(heads) > 1 and looks_like_headline(heads[0]) else 0
            self.story, heads = heads[keep:], heads[:keep]
        else:
            self.story = self.story[start:]
        self._name_heads(heads)

    def _is_lead(self, number: int) -> bool:
        """A longer line before a byline or a dateline, under a headline, is the lead."""
        following = [line for line in self.story[number + 1 : number + 3] if not has_credit(line)]
        return bool(following) and (
            is_byline(following[0]) or (number > 0 and dateline_of(following[0]) is not None)
        )

    def _take_line(self, line: str) -> bool:
        """Put a line of the head where it belongs; False for what may be title or story."""
        if self._take_named_line(line):
            return True
        if has_credit(line):
            self.captions.append(caption_of(line))
        elif is_byline(line):
            self.bylines.append(line)
        elif _UPDATED.fullmatch(line):
            self.changes.append(line)
        elif len(line) <= 60 and (date := read_date(line)) and re.match(r"\W*\w*\W*\d", line):
            self.published = self.published or date
        else:
            return False
        return True

    def _take_named_line(self, line: str) -> bool:
        match = _NAMED_LINE.fullmatch(line)
        name = _NAMED.get(match["name"].lower()) if match else None
        if match is None or name is None:
            return False
        value = match["value"]
        if name == "published":
            self.published = self.published or read_date(value)
        elif name == "updated":
            self.changes.append(value)
        elif name == "embargo":
            self.embargo = self.embargo or read_date(value)
        elif name == "authors":
            self.bylines.append(value)
        else:
            self.named.setdefault(name, value)
        return True

    def _name_heads(self, heads: list[str]) -> None:
        titles = [line for line in heads if not _ends_sentence(line)]
        leads = [line for line in heads if _ends_sentence(line)]
        if not titles:
            # Sentences only: the first is the headline if it is short enough for one.
            if leads and len(leads[0]) <= LONGEST_TITLE:
                self.title = leads.pop(0)
        elif len(titles) == 1:
            self.title = titles[0]
        elif titles[0].endswith(":") or len(titles[0]) < min(len(titles[1]), 45):
            self.kicker, self.title = titles[0].rstrip(":"), titles[1]
            leads = titles[2:] + leads
        else:
            self.title = titles[0]
            leads = titles[1:] + leads
        self.lead = " ".join(leads)

    def _take_ending(self) -> None:
        while len(self.story) > 1:
            line = self.story[-1]
            if _RIGHTS.fullmatch(line):
                self.rights = f"{line} {self.rights}".strip()
                self.agencies[:0] = agencies_in(line)
            elif is_byline(line):
                self.bylines.append(line)
            elif _ENDING.fullmatch(line) and ((agencies := agencies_in(line)) or "aterial" in line):
                self.agencies[:0] = agencies
                self.initials = initials_in(line)
            elif _UPDATED.fullmatch(line):
                self.changes.append(line)
            elif not self._take_named_line(line):
                return
            self.story.pop()

    def _take_captions(self) -> None:
        """Captions between the paragraphs; a story of several paragraphs keeps at least one."""
        kept: list[str] = []
        for line in self.story:
            if has_credit(line) and len(line) <= 500 and len(self.story) > 1:
                self.captions.append(caption_of(line))
            else:
                kept.append(line)
        self.story = kept


def _ends_sentence(line: str) -> bool:
    return line.rstrip("\"'“”«»‘’‹›)").endswith((".", "…")) and not line.endswith(" …")
