"""What NewsML-G2 names by codes: people, places, subjects, states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.languages import language_code
from pressespiegel.indexer.readers.xml.documents import Element
from pressespiegel.indexer.readers.xml.tree import (
    LANGUAGE,
    attribute,
    children,
    descendants,
    text_of,
)

_KNOWN_SCHEMES: Mapping[str, str] = MappingProxyType(
    {
        "medtop": "http://cv.iptc.org/newscodes/mediatopic/",
        "subj": "http://cv.iptc.org/newscodes/subjectcode/",
    }
)
"""Aliases that stand for the same in every agency's catalog."""


class Catalog:
    """The aliases that an item declares itself; catalogs elsewhere are never fetched."""

    def __init__(self, item: Element) -> None:
        self._schemes = dict(_KNOWN_SCHEMES)
        root = item.getroottree().getroot()
        for scheme in descendants(root, "scheme"):
            alias, uri = attribute(scheme, "alias"), attribute(scheme, "uri")
            if alias and uri:
                self._schemes[alias] = uri

    def code(self, concept: Element) -> str:
        """What a concept is named by: its address, or its QCode with the alias resolved."""
        if uri := attribute(concept, "uri"):
            return uri
        qcode = attribute(concept, "qcode")
        alias, colon, code = qcode.partition(":")
        if colon and alias in self._schemes:
            return self._schemes[alias] + code
        return qcode or attribute(concept, "literal")


def last_part(code: str) -> str:
    """The part of a QCode or an address that is the code itself.

    >>> last_part("stat:canceled"), last_part("http://cv.iptc.org/newscodes/pubstatusg2/usable")
    ('canceled', 'usable')
    """
    return code.replace("#", "/").replace(":", "/").rstrip("/").rpartition("/")[2]


def name_of(concept: Element | None, language: str) -> tuple[str, bool]:
    """The name of a concept and whether it is German: the German one of several, else the first.

    `language` is that of names which do not say theirs.
    """
    first: tuple[str, bool] = ("", False)
    for name in sorted(children(concept, "name"), key=_is_code):
        german = language_code(name.get(LANGUAGE) or language) == "de"
        if text := text_of(name):
            if german:
                return text, True
            first = first if first[0] else (text, False)
    return first


def _is_code(name: Element) -> bool:
    # nrol:mnemonic, nrol:short: "DEU" for Deutschland
    return last_part(attribute(name, "role")) in ("mnemonic", "short")


def party_name(party: Element | None, language: str) -> str:
    """What a person or organisation is called: by name, else as its code says it.

    An address says nothing to a reader, and gives none.
    """
    if party is None:
        return ""
    name = name_of(party, language)[0] or attribute(party, "literal")
    return name or last_part(attribute(party, "qcode"))


def is_of_type(concept: Element, *kinds: str) -> bool:
    """Whether the type of a concept (`cpnat:person`) is one of the kinds."""
    return last_part(attribute(concept, "type")).lower() in kinds


def texts(elements: Iterator[Element]) -> Iterator[str]:
    """The texts of elements that have any."""
    for element in elements:
        if text := one_line("".join(element.itertext())):
            yield text
