"""XML as elements: mended where it can be, bounded, nothing fetched or resolved."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.indexer.readers.xml.documents import (
    MOST_ELEMENTS,
    Element,
    elements,
    root_name,
)
from pressespiegel.search.errors import ReadError


def found(document: bytes, *names: str) -> list[Element | ReadError]:
    return list(read(document, *names))


def read(document: bytes, *names: str) -> Iterator[Element | ReadError]:
    return elements(io.BufferedReader(io.BytesIO(document)), "f", names or ("a",))


def texts(document: bytes, *names: str) -> list[str]:
    """The text of each element, which is gone when the next is asked for."""
    return [
        each.reason if isinstance(each, ReadError) else "".join(each.itertext())
        for each in read(document, *names)
    ]


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"<nitf>", "nitf"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?>\n<n:newsItem\n guid="x">', "newsItem"),
        (b"<!-- <html> --><?style a?><rss>", "rss"),
        (b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>', "nitf"),
        (b'<!DOCTYPE nitf [<!ENTITY a "<b>">\n ] ><nitf>', "nitf"),
        (b"Der Rat tagt <nitf>", ""),
        (b"<!-- never ends <nitf>", ""),
        (b"<!DOCTYPE nitf [ <nitf>", ""),
        (b"<", ""),
        (b"", ""),
    ],
)
def test_the_outermost_element(start: bytes, name: str) -> None:
    assert root_name(start) == name


@given(st.lists(st.sampled_from(["<?", "?>", "<!--", "-->", "<!DOCTYPE", "[", "]", ">", "<a"])))
def test_the_outermost_element_of_anything(parts: list[str]) -> None:
    assert root_name(" ".join(parts).encode()) in ("", "a")


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("<a>Brüssel „heute“</a>".encode(), "Brüssel „heute“"),
        ("\ufeff<a>Brüssel</a>".encode(), "Brüssel"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>Ö „x“</a>'.encode("cp1252"), "Ö „x“"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'.encode("iso8859-2"), "Łódź"),
        # The stream is in UTF-8 by then, whatever the declaration still says.
        ('<?xml version="1.0" encoding="UTF-16"?><a>Ö</a>'.encode(), "Ö"),
        ('<?xml version="1.0" encoding="nonsense"?><a>Ö</a>'.encode(), "Ö"),
        ('<?xml version="1.0" encoding="hex"?><a>Ö</a>'.encode("cp1252"), "Ö"),
        (b"<a>&Uuml;ber &nbsp;&euro; &lt;b&gt; &amp; &#228;</a>", "Über \xa0€ <b> & ä"),
        (b"<a>M\xc3\xbcller & Co. K&G</a>", "Müller & Co. K&G"),
        (b"<a><![CDATA[a & b &nbsp; <i>]]> &auml;</a>", "a & b &nbsp; <i> ä"),
        (b"<a>A\x01\x00B</a>", "AB"),
    ],
)
def test_characters(document: bytes, text: str) -> None:
    assert texts(document) == [text]


@pytest.mark.parametrize("size", [65_500, 65_530, 65_536, 65_540])
def test_characters_across_the_pieces_a_file_is_read_in(size: int) -> None:
    document = b"<r><a>" + b"x" * size + b"&Uuml; & \xc3\xa4<![CDATA[&auml;]]></a></r>"

    assert texts(document) == ["x" * size + "Ü & ä&auml;"]


def test_elements_are_outermost_and_have_what_is_above_them() -> None:
    document = b"<r><title>T</title><p:a xmlns:p='u'>1<a>2</a></p:a>-<b/><a>3</a></r>"
    seen = []
    for each in read(document):
        assert not isinstance(each, ReadError)
        root = each.getparent()
        assert root is not None
        seen.append(("".join(each.itertext()), root.findtext("title")))

    assert seen == [("12", "T"), ("3", "T")]


def test_many_elements_need_no_more_memory_than_one() -> None:
    class Many(io.RawIOBase):
        left = 20_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object, /) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]  # as the base class says
            item = b"<a><b>Der Rat tagt am Montag.</b><c>Im Rathaus.</c></a>\n"
            count = min(len(view) // len(item), self.left)
            start = b"<r>" if self.left == 20_000 else b""
            self.left -= max(count - 1, 0) if start else count
            data = start + item * (max(count - 1, 0) if start else count)
            view[: len(data)] = data
            return len(data)

    items = elements(io.BufferedReader(Many(), 65_536), "f", ("a",))
    next(items)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(1 for each in items if not isinstance(each, ReadError))

    assert count == 19_999
    kilobytes = 1024 if sys.platform == "darwin" else 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 5_000 * kilobytes


def test_a_document_that_ends_too_early_gives_what_is_whole() -> None:
    first, error = found(b"<r><a>eins</a>\n<a>zwei")

    assert not isinstance(first, ReadError)
    assert isinstance(error, ReadError)
    assert error.place == "line 2"
    assert error.reason.startswith("broken XML: Premature end")


@pytest.mark.parametrize(
    "document",
    [
        b"<r><a>eins <b></a></r>",
        b"<r><a>1 < 2</a></r>",
        b"<a>" * 300 + b"x",
        b"<r><a>" + b"x" * 11_000_000 + b"</a></r>",
        b"<r>",
        b"<" + b"a" * 100_000,
    ],
    ids=["overlapping", "a bare sign", "deep", "a long text", "unfinished", "a long name"],
)
def test_what_is_broken_is_said(document: bytes) -> None:
    *_, last = found(document)

    assert isinstance(last, ReadError)
    assert last.reason.startswith("broken XML: ")
    assert last.place.startswith("line ")


def test_one_element_larger_than_an_article() -> None:
    with pytest.raises(ReadError, match="more than 32 MiB"):
        found(b"<r><a>" + b"<b>xxxx</b>y" * 1000 + b"<c>" + b"x" * 34_000_000)
    with pytest.raises(ReadError, match=f"more than {MOST_ELEMENTS} tags"):
        found(b"<r><a>" + b"<b/>" * (MOST_ELEMENTS + 100_000))


ENTITIES = b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n + 1, n, n) for n in range(40))
EXTERNAL = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file://%s"><!ENTITY %% p SYSTEM "file://%s"> %%p;]>'


@pytest.mark.parametrize(
    "body", [b"<a>x&a40;</a>", b'<a b="&a40;">x</a>', b"<a>" + b"&a1;" * 100_000 + b"</a>"]
)
def test_entities_are_not_unfolded(body: bytes) -> None:
    document = b'<!DOCTYPE r [<!ENTITY a0 "xxxxxxxxxx">' + ENTITIES + b"]><r>" + body + b"</r>"

    assert sum(map(len, texts(document))) < 10 * len(document)


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    name = str(secret).encode()
    document = EXTERNAL % (name, name) + b'<r><a b="&x;">&x;</a></r>'

    element, *_ = read(document)

    assert not isinstance(element, ReadError)
    assert "geheim" not in "".join(element.itertext())
    assert "geheim" not in (element.get("b") or "")


HOSTILE = {
    "many attributes": b"<r><a " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b">x</a>",
    "one attribute often": b"<r><a " + b'a="1" ' * 200_000 + b">x</a></r>",
    "many namespaces": b"<r><a " + b" ".join(b'xmlns:a%d="%d"' % (n, n) for n in range(50_000)),
    "many ampersands": b"<r><a>" + b"& &x &;" * 200_000 + b"</a></r>",
    "many unknown entities": b"<r><a>" + b"&nowhere;" * 200_000 + b"</a></r>",
    "many bad characters": b"<r><a>" + b"\x01\x02" * 500_000 + b"</a></r>",
    "many sections": b"<r><a>" + b"<![CDATA[" * 100_000 + b"</a></r>",
    "many comments": b"<r>" + b"<!--x-->" * 100_000 + b"<a/></r>",
    "many errors": b"<r>" + b"</x>" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end(name: str) -> None:
    for each in found(HOSTILE[name]):
        assert isinstance(each, Element | ReadError)
