"""Web and mail addresses, handles and hashtags: found as a whole and by their parts."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://|www\.|[^@]+@")
_PARTS = re.compile(r"[^\W_]{1,99}")
_NO_PART = frozenset({"http", "https", "www"})
_NOT_KEPT = re.compile(r"[\s|]")
_CAMEL_HUMP = re.compile(r"[A-ZÄÖÜ]+(?![a-zäöüß])|[A-ZÄÖÜ]?[a-zäöüß]+|\d+")

MOST_PARTS = 50
"""How many parts of an address are kept."""


def is_address(surface: str) -> bool:
    """Whether a surface is a web or mail address.

    >>> is_address("www.example.org"), is_address("leser@example.org"), is_address("@leser")
    (True, True, False)
    """
    return _ADDRESS.match(surface) is not None


def address_parts(surface: str) -> list[tuple[str, int, int]]:
    """What an address consists of, and where it stands, without "https" and "www".

    >>> address_parts("leser@example.org")
    [('leser', 0, 5), ('example', 6, 13), ('org', 14, 17)]
    """
    found = [(match.group(), *match.span()) for match in _PARTS.finditer(surface)]
    return [part for part in found if part[0].lower() not in _NO_PART][:MOST_PARTS] or found[:1]


def whole_address(surface: str) -> str:
    """An address as an index term may hold it: lower case, without what separates terms.

    >>> whole_address("Max_Muster@Example.org")
    'max-muster@example.org'
    """
    return _NOT_KEPT.sub("", surface.lower().replace("_", "-"))


def camel_humps(tag: str) -> list[str]:
    """The words of a hashtag written in humps; none where it has only one.

    >>> camel_humps("BlackLivesMatter"), camel_humps("Klima")
    (['Black', 'Lives', 'Matter'], [])
    """
    humps = _CAMEL_HUMP.findall(tag)
    return humps if len(humps) > 1 else []
