"""Characters that are not part of what was written: taken out before anything looks at a text."""

from __future__ import annotations

import re
import unicodedata

# U+00AD soft hyphen, U+200B-F and U+2060 zero width, U+202A-E and U+2066-9 direction, U+FEFF BOM,
# control characters, and halves of surrogate pairs, which no file can hold.
_UNWRITTEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def cleaned(text: str) -> str:
    """A text in NFC without invisible characters, with "\\n" for every kind of line end.

    >>> cleaned("Nach\\u00adrichten\\x00 aus\\r\\nBerlin")
    'Nachrichten aus\\nBerlin'
    """
    if not _is_printed(text):
        text = _LINE_ENDS.sub("\n", _UNWRITTEN.sub("", text))
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """A cleaned text on one line, with single spaces.

    >>> one_line(" Die \\n  Lage\\u00a0heute ")
    'Die Lage heute'
    """
    return " ".join(cleaned(text).split())


def lines(text: str) -> list[str]:
    """The lines of a cleaned text, each with single spaces and trimmed; empty ones are kept."""
    text = cleaned(text)
    if "  " in text or "\u00a0" in text or not text.replace("\n", "").isprintable():
        return [" ".join(line.split()) for line in text.split("\n")]
    return [line.strip() for line in text.split("\n")]


def _is_printed(text: str) -> bool:
    """Whether every character is a letter, a sign or a blank: true of most texts, and quick."""
    return text.replace("\n", "").replace("\u00a0", "").isprintable()
