"""Mail: a newsletter a message, one in a file (EML) or many (mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.html.fragment import Fragment, fragment_of
from pressespiegel.indexer.readers.identity import article_id
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.streams import LARGEST_ARTICLE
from pressespiegel.indexer.readers.titles import first_sentence
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.search.article import Article, Block, Origin
from pressespiegel.search.errors import ReadError

_HEADERS = re.compile(rb"(?:[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_NAME = re.compile(rb"^([!-9;-~]{1,60}):", re.MULTILINE)
_SURE = frozenset((b"message-id", b"mime-version", b"received", b"return-path"))
_USUAL = frozenset((b"from", b"to", b"subject", b"date"))
_FROM = b"From "
MOST_PARTS = 200

# Newsletter abbestellen | Im Browser ansehen | Impressum | Datenschutz
_FURNITURE = re.compile(
    r"abbestell|abmelden|unsubscribe|im browser|online[- ](?:version|ansehen|lesen)|webversion|"
    r"impressum|datenschutz|weiterempfehlen|diese (?:e-?mail|nachricht)|newsletter (?:wurde|ist)",
    re.IGNORECASE,
)
LONGEST_FURNITURE = 160


def recognises(head: bytes) -> bool:
    """Whether it begins with the headers of a message."""
    if head.startswith(_FROM):
        head = head.partition(b"\n")[2]
    headers = _HEADERS.match(head)
    if headers is None:
        return False
    names = {name.lower() for name in _NAME.findall(headers[0])}
    return len(names & (_SURE | _USUAL)) >= 3 and (bool(names & _SURE) or names >= _USUAL)


def read(stream: BinaryIO, file: str) -> Iterator[Item]:
    """One article per message."""
    several = False
    for number, source in enumerate(_messages(stream, file), 1):
        if isinstance(source, ReadError):
            yield source
            continue
        several = several or source.startswith(_FROM)
        yield _item(source, Origin(file, f"message {number}" if several else ""))


def _messages(stream: BinaryIO, file: str) -> Iterator[bytes | ReadError]:
    """The sources of the messages: in an mbox, a line "From …" after an empty one begins each."""
    lines: list[bytes] = []
    size = number = 0
    is_box = after_empty = False
    while line := stream.readline(LARGEST_ARTICLE + 1):
        if line.startswith(_FROM) and (not lines or (is_box and after_empty)):
            is_box = True
            if lines:
                number += 1
                yield _message(lines, size, file, number)
                lines, size = [], 0
        size += len(line)
        if size <= LARGEST_ARTICLE:
            lines.append(line)
        after_empty = not line.strip()
    yield _message(lines, size, file, number + 1)


def _message(lines: list[bytes], size: int, file: str, number: int) -> bytes | ReadError:
    if size > LARGEST_ARTICLE:
        limit = f"a message of more than {LARGEST_ARTICLE // 1024**2} MiB"
        return ReadError(limit, file, f"message {number}", "a newsletter is smaller")
    return b"".join(lines)


def _item(source: bytes, origin: Origin) -> Item:
    try:
        message = BytesParser().parsebytes(source)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return ReadError("a message that cannot be parsed", origin.file, origin.place)
    title = _header(message, "Subject")
    body = _body(message, title)
    blocks = tuple(block for block in body.blocks if not _is_furniture(block))
    if not blocks:
        return ReadError("a message without a text", origin.file, origin.place)
    name, address = parseaddr(_header(message, "From"))
    dateline = dateline_of(blocks[0].text)
    published = read_date(_header(message, "Date"))
    source_name = one_line(name) or address.rpartition("@")[2]
    title = title or first_sentence(blocks[0].text)
    return Article(
        id=article_id(
            given=_header(message, "Message-ID").strip("<> "),
            source=source_name,
            published=published,
            title=title,
            text=(block.text for block in blocks),
        ),
        title=title,
        blocks=blocks,
        published=published,
        source=source_name,
        place=dateline.place if dateline else "",
        language=language_code(_header(message, "Content-Language")),
        captions=body.captions,
        origin=origin,
    )


def _body(message: Message, title: str) -> Fragment:
    """The HTML of a message, else its plain text; what is attached is left out."""
    texts: dict[str, str] = {}
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number == MOST_PARTS:
            break
        if part.get_content_disposition() == "attachment" or kind in texts:
            continue
        if kind in ("text/html", "text/plain"):
            texts[kind] = _text(part)
    for kind in ("text/html", "text/plain"):
        body = fragment_of(texts.get(kind, ""), (title,))
        if body.blocks:
            return body
    return Fragment()


def _text(part: Message) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return decode(data, charset) if isinstance(data, bytes) else ""


def _header(message: Message, name: str) -> str:
    value = message.get(name, "")
    try:
        return one_line(str(make_header(decode_header(value))))
    except (ValueError, LookupError, TypeError, AttributeError):
        return one_line(str(value))


def _is_furniture(block: Block) -> bool:
    return len(block.text) <= LONGEST_FURNITURE and _FURNITURE.search(block.text) is not None
