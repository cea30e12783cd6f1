"""Pages as trees, so that tests ask for elements and not for strings."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from werkzeug.test import TestResponse

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        expected = self.open.pop()
        assert tag == expected, f"</{tag}> where </{expected}> is due"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def tree(response: TestResponse) -> Element:
    """The page of a response; fails where its tags are not well nested."""
    assert response.mimetype == "text/html"
    reader = _Reader()
    reader.feed(response.get_data(as_text=True))
    reader.close()
    assert not reader.open, f"not closed: {reader.open}"
    return reader.builder.close()


def text(element: Element | None) -> str:
    """All text in an element, white space folded."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_class(page: Element, name: str) -> list[Element]:
    """All elements of a class."""
    return [each for each in page.iter() if name in each.get("class", "").split()]


def link(page: Element, label: str) -> str:
    """Where the first link leads whose text contains `label`."""
    for each in page.iter("a"):
        if label in text(each):
            return each.attrib["href"]
    raise AssertionError(f"no link {label!r} among {[text(each) for each in page.iter('a')]}")
