"""Web archives: pages out of records."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

Items = Callable[[str, bytes], list[Item]]
PAGE = (
    "<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
    "<p>Der Rat der Stadt tagt am Montag im Rathaus, und er berät über die Schwimmhalle.</p>"
    "<p>Danach gibt es Kaffee in der Kantine, wie es seit vielen Jahren Brauch ist.</p>"
    "</body></html>"
)


def page(title: str, head: str = "") -> bytes:
    return PAGE.format(title=title, head=head).encode()


def record(kind: str, headers: dict[str, str], block: bytes) -> bytes:
    lines = [f"WARC-Type: {kind}", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(block)}", "", ""])
    return head.encode() + block + b"\r\n\r\n"


def archive(*records: tuple[str, str, bytes, dict[str, str]], packed: bool = True) -> bytes:
    """Records of address, day, payload, and what differs from a page that was found."""
    data = [record("warcinfo", {"Content-Type": "application/warc-fields"}, b"software: test\r\n")]
    for url, day, payload, other in records:
        lines = [f"HTTP/1.1 {other.get('status', '200 OK')}"]
        lines.append(f"Content-Type: {other.get('type', 'text/html; charset=utf-8')}")
        if "encoding" in other:
            lines.append(f"Content-Encoding: {other['encoding']}")
        headers = {"WARC-Target-URI": url, "WARC-Date": f"{day}T10:00:00Z"}
        headers["Content-Type"] = "application/http; msgtype=response"
        block = "\r\n".join([*lines, "", ""]).encode() + payload
        data.append(record(other.get("record", "response"), headers, block))
    return b"".join(gzip.compress(each) if packed else each for each in data)


URL = "https://www.bote.example/rat"


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_articles_and_all_else_is_passed_over(packed: bool, items: Items) -> None:
    dated = '<meta property="article:published_time" content="2024-03-05T08:15:00+01:00">'
    first, second = items(
        "x.warc.gz",
        archive(
            (URL, "2024-03-06", page("Rat tagt", dated), {}),
            ("https://bote.example/a.png", "2024-03-06", b"\x89PNG", {"type": "image/png"}),
            ("https://bote.example/weg", "2024-03-06", page("Weg"), {"status": "404 Not Found"}),
            (URL, "2024-03-06", b"", {"record": "revisit"}),
            (URL + "2", "2024-03-06", page("Noch ein Rat"), {}),
            packed=packed,
        ),
    )

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.url, first.source) == ("Rat tagt", URL, "bote.example")
    assert str(first.published) == "2024-03-05T08:15+01:00"
    assert str(second.published) == "2024-03-06T10:00+00:00"
    assert first.origin.place == f"record 2, {URL}"


def test_one_article_per_page_and_day(items: Items) -> None:
    dated = '<meta property="article:published_time" content="2024-03-0{}T08:15:00+01:00">'
    found = items(
        "x.warc",
        archive(
            (URL, "2024-03-06", page("Ticker", dated.format(5)), {}),
            (URL, "2024-03-07", page("Ticker", dated.format(5)), {}),
            (URL, "2024-03-08", page("Ticker", dated.format(8)), {}),
        ),
    )
    ids = [item.id for item in found if isinstance(item, Article)]

    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("-2024-03-05")


def test_packed_pages(items: Items) -> None:
    (item,) = items(
        "x.warc",
        archive((URL, "2024-03-06", gzip.compress(page("Rat tagt")), {"encoding": "gzip"})),
    )

    assert isinstance(item, Article)
    assert item.title == "Rat tagt"


def test_a_page_without_an_article_is_an_error_of_its_own(items: Items) -> None:
    error, item = items(
        "x.warc",
        archive((URL, "2024-03-06", b"<html></html>", {}), (URL, "2024-03-06", page("Rat"), {})),
    )

    assert isinstance(error, ReadError)
    assert error.place == f"record 2, {URL}"
    assert error.reason.startswith("HTML without an article")
    assert isinstance(item, Article)


@pytest.mark.parametrize("cut", [1, 30, 300])
def test_an_archive_that_ends_too_early(cut: int, items: Items) -> None:
    data = archive((URL, "2024-03-06", page("Eins"), {}), (URL, "2024-03-06", page("Zwei"), {}))

    first, *others = items("x.warc", data[:-cut])

    assert isinstance(first, Article)
    assert any(isinstance(item, ReadError) for item in others)


def test_an_archive_without_pages(failure: Callable[[str, bytes], ReadError]) -> None:
    assert failure("x.warc", archive()).reason == "a web archive without pages: 1 records"


def test_a_page_larger_than_an_article(items: Items) -> None:
    big = gzip.compress(page("Rat") + bytes(34_000_000))
    (error,) = items(
        "x.warc", archive((URL, "2024-03-06", big, {"encoding": "gzip"}), packed=False)
    )

    assert isinstance(error, ReadError)
    assert error.reason == "a page of more than 32 MiB"
