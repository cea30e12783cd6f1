"""Bytes to text, for the encodings that German press files come in."""

from __future__ import annotations

import codecs

_UNDEFINED_IN_WINDOWS = dict.fromkeys((0x81, 0x8D, 0x8F, 0x90, 0x9D), "�")


_LETTER_SETS = ("iso8859", "cp", "mac", "koi8", "gb", "big5", "euc", "shift")
"""What the names of encodings begin with that write letter after letter."""


def decode(data: bytes, declared: str = "") -> str:
    """The text of bytes: UTF-8 where they are UTF-8, else as declared, else Windows-1252.

    Windows-1252 is what "Latin-1" means in practice: it has „ “ – € where Latin-1 has control
    characters. Never fails; a byte that means nothing becomes U+FFFD.

    >>> decode("Brüssel".encode()), decode("„Brüssel“".encode("windows-1252"))
    ('Brüssel', '„Brüssel“')
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken byte in a long UTF-8 text does not make it Windows-1252.
        valid = data[: error.start].decode("utf-8")
        if _mostly_utf8(data, valid):
            return data.decode("utf-8", "replace")
    if declared and (text := _declared(data, declared)) is not None:
        return text
    return _windows_1252(data)


def encoding_of(start: bytes, declared: str = "") -> str:
    """The encoding of a text that begins so, by the rule of `decode`, for reading it in pieces.

    >>> encoding_of("Brüssel".encode()), encoding_of("„Brüssel“".encode("cp1252"), "ISO-8859-1")
    ('utf-8', 'cp1252')
    """
    start = start.removeprefix(codecs.BOM_UTF8)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
        is_utf8 = True
    except UnicodeDecodeError as error:
        is_utf8 = _mostly_utf8(start, start[: error.start].decode("utf-8"))
    if is_utf8 and not start.isascii():
        return "utf-8"
    try:
        name = codecs.lookup(declared).name if declared else "utf-8"
    except (LookupError, ValueError):
        name = "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    if name.startswith(_LETTER_SETS):
        return name
    return "utf-8" if is_utf8 else "cp1252"


def _mostly_utf8(data: bytes, valid: str) -> bool:
    if len(valid) < len(valid.encode()) and not valid.isascii():
        text = data.decode("utf-8", "replace")
        wide = sum(1 for c in text if ord(c) > 127 and c != "�")
        return text.count("�") * 4 <= wide
    return False


def _declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if name in ("utf-8", "iso8859-1", "cp1252", "ascii") or name.startswith("utf-"):
        return None
    try:
        text = data.decode(name, "replace")
    except (LookupError, ValueError, AssertionError):
        return None
    return text if isinstance(text, str) else None


def _windows_1252(data: bytes) -> str:
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_windows_table())


def _windows_table() -> dict[int, str]:
    table = {
        byte: bytes([byte]).decode("windows-1252")
        for byte in range(0x80, 0xA0)
        if byte not in _UNDEFINED_IN_WINDOWS
    }
    return {**table, **_UNDEFINED_IN_WINDOWS}
