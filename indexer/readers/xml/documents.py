"""XML as a stream of elements: bounded, never fetching or resolving anything, mended where it can.

Entities that a document defines are not resolved, external ones never fetched. libxml2 ends at
256 levels and at ten million characters in one text; how many bytes and elements may lie in one
article is bounded here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Container, Iterator
from contextlib import suppress
from html.entities import html5
from typing import BinaryIO

from lxml import etree

from pressespiegel.indexer.readers.encodings import encoding_of
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE, head, next_piece
from pressespiegel.search.errors import ReadError

Element = etree._Element

MOST_ELEMENTS = 200_000
"""Tags of the largest article; what has more is no article."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DOCTYPE_END = re.compile(rb"\]\s*>")
_CDATA = re.compile(r"(<!\[CDATA\[|\]\]>)")
# &nbsp; | &Uuml; | & Co.
_ENTITY = re.compile(r"&(?:([A-Za-z]\w{1,31});|(?!#?\w{1,32};))")
_OWN_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_HELD_BACK = 40
"""Characters at the end of a piece that may be the beginning of an entity or a section."""

_MENDED = frozenset(
    """
    ERR_UNDECLARED_ENTITY WAR_UNDECLARED_ENTITY ERR_INVALID_CHAR ERR_INVALID_CHARREF
    ERR_DOCUMENT_END ERR_ATTRIBUTE_REDEFINED NS_ERR_UNDEFINED_NAMESPACE ERR_RESERVED_XML_NAME
    """.split()
)
"""Faults that cost nothing of the text."""


def root_name(start: bytes) -> str:
    """The local name of the outermost element of a document that begins so; "" where it is no XML.

    >>> root_name(b'<?xml version="1.0"?><!-- x --><!DOCTYPE nitf SYSTEM "x.dtd"> <n:nitf a="1">')
    'nitf'
    """
    position = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    while True:
        while start[position : position + 1].isspace():
            position += 1
        rest = start[position : position + 9]
        if rest.startswith(b"<?"):
            end = start.find(b"?>", position) + 2
        elif rest.startswith(b"<!--"):
            end = start.find(b"-->", position) + 3
        elif rest.upper() == b"<!DOCTYPE":
            end = _end_of_doctype(start, position)
        else:
            found = _ROOT.match(start, position)
            return found[1].decode("utf-8", "replace") if found else ""
        if end <= position:
            return ""
        position = end


def elements(stream: BinaryIO, file: str, names: Container[str]) -> Iterator[Element | ReadError]:
    """The outermost elements of the local names, one after another, whole.

    Each still has its ancestors, with what came before; it is emptied when the next is asked for.

    Raises:
        ReadError: what lies in one of them, or between two, is larger than an article.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    open_since: Element | None = None
    found = 0
    limit = _Limit(file)
    for piece in _pieces(stream):
        limit.add(piece)
        _feed(parser, piece)
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element) or not isinstance(element.tag, str):
                continue
            if event == "start":
                if open_since is None and local_name(element) in names:
                    open_since = element
            elif element is open_since:
                yield element
                open_since = None
                found += 1
                _empty(element)
                limit.reset()
    fault = _fault(parser)
    if fault and (fault[2] or open_since is not None or not found):
        yield ReadError(
            f"broken XML: {fault[0]}"[:200], file, f"line {fault[1]}", "the rest was read"
        )


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _feed(parser: etree.XMLPullParser[Element], piece: bytes) -> None:
    # It is in the log of errors, and what was read before is still there.
    with suppress(etree.XMLSyntaxError):
        parser.feed(piece)


def _fault(parser: etree.XMLPullParser[Element]) -> tuple[str, int, bool] | None:
    """The first fault of a document, its line, and whether text was lost by it."""
    with suppress(etree.XMLSyntaxError, AssertionError):
        parser.close()
    first: tuple[str, int, bool] | None = None
    for entry in parser.feed_error_log:
        lost = entry.type_name not in _MENDED and entry.level_name == "FATAL"
        if lost:
            return " ".join(entry.message.split()), entry.line, True
        first = first or (" ".join(entry.message.split()), entry.line, False)
    return first


def _empty(element: Element) -> None:
    element.clear(keep_tail=True)
    # The one before it is complete with its tail; this one's tail may still be growing.
    before = element.getprevious()
    parent = element.getparent()
    if before is not None and parent is not None and before.tag == element.tag:
        parent.remove(before)


class _Limit:
    """Counts what was read since the last whole element."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._read = 0
        self.reset()

    def reset(self) -> None:
        self._bytes = self._tags = 0

    def add(self, piece: bytes) -> None:
        self._bytes += len(piece)
        self._tags += piece.count(b"<")
        self._read += len(piece)
        if self._bytes > LARGEST_ARTICLE:
            raise ReadError(
                f"one piece of more than {LARGEST_ARTICLE // 1024**2} MiB",
                self._file,
                f"byte {self._read}",
                "an article is smaller",
            )
        if self._tags > MOST_ELEMENTS:
            raise ReadError(
                f"one piece of more than {MOST_ELEMENTS} tags",
                self._file,
                f"byte {self._read}",
                "an article has fewer",
            )


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """A document in UTF-8, with the characters that HTML has names for, and no bare "&"."""
    start = head(stream)
    declared = _DECLARED.search(start[:400])
    encoding = encoding_of(start, declared[1].decode("ascii") if declared else "")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    if start.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    waiting = ""
    in_section = False
    failure: ReadError | None = None
    while True:
        try:
            piece = next_piece(stream)
        except ReadError as error:  # what came before it is still to be read
            piece, failure = b"", error
        text = waiting + decoder.decode(piece, final=not piece)
        end = len(text) if not piece else _safe_end(text)
        waiting = text[end:]
        parts = []
        for part in _CDATA.split(text[:end]):
            if part in ("<![CDATA[", "]]>"):
                in_section = part == "<![CDATA["
            elif not in_section:
                part = _ENTITY.sub(_character, part)
            parts.append(part)
        if mended := "".join(parts).encode("utf-8", "replace"):
            yield mended
        if failure:
            raise failure
        if not piece:
            return


def _safe_end(text: str) -> int:
    tail = len(text) - _HELD_BACK
    ends = [at for sign in "&<]" if (at := text.find(sign, max(tail, 0))) >= 0]
    return min(ends, default=len(text))


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if name is None:
        return "&amp;"
    if name in _OWN_NAMES:
        return entity[0]
    character = html5.get(f"{name};", "")
    return character if character and not set(character) & set("<>&\"'") else entity[0]


def _end_of_doctype(start: bytes, position: int) -> int:
    end = start.find(b">", position) + 1
    if b"[" in start[position:end]:
        found = _DOCTYPE_END.search(start, position)
        return found.end() if found else 0
    return end
