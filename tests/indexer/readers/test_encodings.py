"""Bytes: every encoding and packing that press files come in gives the same article."""

from __future__ import annotations

import bz2
import codecs
import gzip
import json
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, read_items
from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

TITLE = "Größter Fördekran wird abgewrackt"
STORY = (
    "Kiel - „Übermäßig schön war er nie“, sagt Frau Groß über den alten Kran. Er wird nächste "
    "Woche für 20 000 Euro abgebaut – nach 60 Jahren."
)
TEXT = f"{TITLE}\n\n{STORY}\n"
PAGE = f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
PAGE += f"<p>{STORY}</p></body></html>"
LINE = json.dumps({"title": TITLE, "text": STORY}, ensure_ascii=False) + "\n"

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16 with BOM": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-be with BOM": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-32 with BOM": lambda text: text.encode("utf-32"),
    "windows-1252": lambda text: text.encode("windows-1252"),
}
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "two gzip members": lambda data: gzip.compress(data[:90]) + gzip.compress(data[90:]),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "gzip in gzip": lambda data: gzip.compress(gzip.compress(data)),
}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("content", [TEXT, PAGE, LINE], ids=["text", "page", "line"])
def test_the_same_article_in_every_encoding_and_packing(
    content: str, encoding: str, packing: str, article: Callable[[str, bytes], Article]
) -> None:
    found = article("kran", PACKINGS[packing](ENCODINGS[encoding](content)))

    assert found.title == TITLE
    assert found.text == STORY


def test_latin_1_has_the_letters_and_no_dashes() -> None:
    assert decode("Größe für Frau Groß".encode("latin-1")) == "Größe für Frau Groß"


def test_declared_encodings_count_where_it_is_not_utf_8() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head></html>'

    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2") == "Łódź"
    assert decode("Größe".encode(), "iso-8859-2") == "Größe"
    assert decode(page.encode("iso-8859-2"), "no-such-encoding") == page


@pytest.mark.parametrize("declared", ["hex", "zip", "rot13", "idna", "unicode_escape", "utf-7", ""])
def test_an_encoding_that_is_none_for_text_is_not_used(declared: str) -> None:
    assert decode("Größe".encode("windows-1252"), declared) == "Größe"


def test_one_broken_byte_does_not_make_utf_8_windows_1252() -> None:
    assert decode("Übermäßig schön\xff für Größen".encode("utf-8", "replace")) != ""
    broken = "Übermäßig schön ".encode() + b"\xff" + " für Größen".encode()

    assert decode(broken) == "Übermäßig schön \N{REPLACEMENT CHARACTER} für Größen"


def test_a_byte_that_means_nothing_in_windows_1252_is_marked() -> None:
    assert decode(b"Gr\xf6\xdfe \x81") == "Größe \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "cut", [lambda data: data[:-1], lambda data: data[: len(data) // 2], lambda data: data[:12]]
)
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_data_that_end_too_early(
    pack: Callable[[bytes], bytes],
    cut: Callable[[bytes], bytes],
    failure: Callable[[str, bytes], ReadError],
) -> None:
    error = failure("kran.txt", cut(pack(TEXT.encode())))

    assert "byte" in error.place
    assert "packed data" in error.reason


def test_articles_before_the_damage_are_read(
    items: Callable[[str, bytes], list[Item]],
) -> None:
    lines = "".join(
        json.dumps({"id": str(number), "title": TITLE, "text": f"{number * 7919} {STORY}"}) + "\n"
        for number in range(2000)
    )
    packed = gzip.compress(lines.encode())

    found = items("kran.jsonl.gz", packed[: len(packed) * 3 // 4])

    articles = [item for item in found if isinstance(item, Article)]
    errors = [item for item in found if isinstance(item, ReadError)]
    assert len(articles) > 1000
    assert found[: len(articles)] == articles
    assert any("end too early" in error.reason for error in errors)


def test_damaged_packed_data(failure: Callable[[str, bytes], ReadError]) -> None:
    packed = bytearray(gzip.compress(TEXT.encode() * 50))
    packed[30:40] = b"\xff" * 10

    assert "damaged" in failure("kran.txt.gz", bytes(packed)).reason


def test_a_gzip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = tmp_path / "bombe.jsonl.gz"
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    start = LINE.encode() + b'{"title": "'
    with bomb.open("wb") as file:
        file.write(squeeze.compress(start))
        for _ in range(60):
            file.write(squeeze.compress(bytes(b"x" * 1024**2)))
        file.write(squeeze.flush())

    errors = [item for item in read_items(bomb) if isinstance(item, ReadError)]

    assert "times its size" in errors[-1].reason


def test_packing_is_opened_some_times_and_no_more(
    failure: Callable[[str, bytes], ReadError],
) -> None:
    data = TEXT.encode()
    for _ in range(20):
        data = gzip.compress(data)

    assert "packed" in failure("kran.gz", data).reason
