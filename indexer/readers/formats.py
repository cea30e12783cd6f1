"""The formats that are read. A new one is a module with a reader, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pressespiegel.indexer.readers import (
    csv_rows,
    html,
    json_document,
    json_lines,
    mail,
    pdf,
    plain_text,
    warc,
)
from pressespiegel.indexer.readers.items import Item
from pressespiegel.indexer.readers.xml import feeds, newsml, nitf

Reader = Callable[[BinaryIO, str], Iterator[Item]]
"""Reads a stream; the text names the file, for errors and for `Article.origin`.

It holds one article at a time. A place that cannot be read is yielded as a `ReadError` and the
rest goes on; what ends the file is raised.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A press format: `recognises` looks at the first 64 KiB of a file, `read` reads all of it."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Reader


FORMATS: tuple[Format, ...] = (
    Format("NewsML-G2", newsml.recognises, newsml.read),
    Format("NITF", nitf.recognises, nitf.read),
    Format("RSS and Atom", feeds.recognises, feeds.read),
    Format("JSONL", json_lines.recognises, json_lines.read),
    Format("JSON", json_document.recognises, json_document.read),
    Format("CSV", csv_rows.recognises, csv_rows.read),
    Format("Mail", mail.recognises, mail.read),
    Format("WARC", warc.recognises, warc.read),
    Format("PDF", pdf.recognises, pdf.read),
    Format("HTML", html.recognises, html.read),
    Format("plain text", plain_text.recognises, plain_text.read),
)
"""In the order in which they are asked: the first that recognises a file reads it."""


def format_of(head: bytes) -> Format | None:
    """The format of a file that begins with `head`, None where no reader knows it."""
    return next((each for each in FORMATS if each.recognises(head)), None)
