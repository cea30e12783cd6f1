"""Looking around in an element by local names: prefixes and versions of a format do not matter."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.xml.documents import Element, local_name

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names (of any, where none is given), in order."""
    if element is not None:
        for child in element:
            if isinstance(child.tag, str) and (not names or local_name(child) in names):
                yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, None where it ends."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """All elements of these names under an element, in order."""
    if element is not None:
        for each in element.iter("{*}*"):
            if each is not element and local_name(each) in names:
                yield each


def text_of(element: Element | None, *path: str) -> str:
    """The text of the first element down a path, on one line; "" where there is none."""
    found = child(element, *path)
    return one_line("".join(found.itertext())) if found is not None else ""


def attribute(element: Element | None, name: str) -> str:
    """An attribute without a namespace, on one line; "" where there is none."""
    value = element.get(name) if element is not None else None
    return one_line(value) if value else ""


def html_of(element: Element) -> str:
    """The markup inside an element as HTML, whatever prefixes it has; the element is changed."""
    for each in element.iter("{*}*"):
        # With a prefix, <x:p> would be no paragraph to an HTML parser.
        each.tag = local_name(each)
    element.tag, element.tail = "div", None
    etree.cleanup_namespaces(element)
    return str(etree.tostring(element, method="html", encoding="unicode"))
