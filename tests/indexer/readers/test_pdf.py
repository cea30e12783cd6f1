"""PDF: the text layer as an article."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import pytest

from pressespiegel.indexer.readers.pdf_lines import paragraphs_of_pages
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

STORY = [
    "Tannau - Der Rat der Stadt hat dem Bau einer Schwimm-",
    "halle zugestimmt. Die Entscheidung fiel am Montag nach",
    "langer Debatte mit elf gegen neun Stimmen.",
    "Der Bau soll im Herbst beginnen, sagte die Leiterin der",
    "Ämter für Sport- und Freizeit. Er soll drei Jahre dauern",
    "und elf Millionen Euro kosten.",
]


def pdf(*pages: Sequence[str], info: str = "", filters: bytes = b"") -> bytes:
    """A document with these lines on its pages."""
    objects = [b"<</Type /Catalog /Pages 2 0 R>>", b""]
    font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
    objects.append(font.encode())
    kids = []
    for lines in pages:
        shown = " T* ".join(
            "({}) Tj".format(line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)"))
            for line in lines
        )
        content = f"BT /F 12 Tf 14 TL 50 700 Td {shown} ET".encode("cp1252")
        if filters:
            content = zlib.compress(content)
        objects.append(
            b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), filters, content)
        )
        objects.append(
            b"<</Type /Page /Parent 2 0 R /Contents %d 0 R /Resources <</Font <</F 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type /Pages /Kids [%s] /Count %d>>" % (b" ".join(kids), len(kids))
    objects.append(f"<<{info}>>".encode("cp1252"))
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + trailer % (len(objects) + 1, len(objects), start)


@pytest.mark.parametrize("filters", [b"", b"/Filter /FlateDecode"])
def test_an_article(filters: bytes, article: Callable[[str, bytes], Article]) -> None:
    lines = ["Schwimmhalle kommt", "Von Erika Muster", *STORY]
    found = article("a.pdf", pdf(lines, info="/CreationDate (D:20240305061500)", filters=filters))

    assert found.title == "Schwimmhalle kommt"
    assert found.authors == ("Erika Muster",)
    assert found.place == "Tannau"
    assert str(found.published) == "2024-03-05"
    assert [block.text for block in found.blocks] == [
        "Tannau - Der Rat der Stadt hat dem Bau einer Schwimmhalle zugestimmt. Die Entscheidung "
        "fiel am Montag nach langer Debatte mit elf gegen neun Stimmen.",
        "Der Bau soll im Herbst beginnen, sagte die Leiterin der Ämter für Sport- und Freizeit. "
        "Er soll drei Jahre dauern und elf Millionen Euro kosten.",
    ]


def test_a_printed_date_comes_before_that_of_the_file(
    article: Callable[[str, bytes], Article],
) -> None:
    lines = ["Tannauer Bote, Dienstag, 5. März 2024", "Schwimmhalle kommt", *STORY]

    assert (
        str(article("a.pdf", pdf(lines, info="/CreationDate (D:2020)")).published) == "2024-03-05"
    )


@pytest.mark.parametrize(
    ("title", "taken"), [("Schwimmhalle kommt nach Tannau", True), ("bote_v3_final.indd", False)]
)
def test_the_title_of_the_document(
    title: str, taken: bool, article: Callable[[str, bytes], Article]
) -> None:
    lines = ["Schwimmhalle kommt", "nach Tannau", *STORY]
    found = article("a.pdf", pdf(lines, info=f"/Title ({title}) /Author (Adobe)"))

    assert (found.title == title) is taken
    assert found.authors == ()


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        "\n".join(
            [
                "Tannauer Bote",
                *(f"{line[:-1]}{letter}" for line in STORY),
                f"Seite {number}",
                "https://bote.example/rat 1/3",
            ]
        )
        for number, letter in enumerate("abc", 1)
    ]

    text = " ".join(paragraphs_of_pages(pages))

    assert "Tannauer Bote" not in text
    assert "Seite" not in text
    assert "https" not in text
    assert text.count("Der Rat der Stadt") == text.count("elf Millionen Euro") == 3


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert paragraphs_of_pages(["\n".join([*STORY[:2], "1"]), "\n".join(["Bote", *STORY[2:3]])])[
        0
    ].startswith("Tannau - Der Rat der Stadt hat dem Bau einer Schwimmhalle zugestimmt.")


@pytest.mark.parametrize(
    ("page", "paragraphs"),
    [
        ("Das Haus Müller-\nMeier steht.", ["Das Haus Müller-Meier steht."]),
        ("Sport- und Freizeit-\nund andere Bäder.", ["Sport- und Freizeit- und andere Bäder."]),
        ("Die Schwimm\u00ad\nhalle steht.", ["Die Schwimmhalle steht."]),
        ("Die Schwimm‐\nhalle steht.", ["Die Schwimmhalle steht."]),
        ("", []),
        ("12\n", []),
    ],
)
def test_words_over_the_end_of_a_line(page: str, paragraphs: list[str]) -> None:
    assert paragraphs_of_pages([page]) == paragraphs


def test_without_a_text_layer(failure: Callable[[str, bytes], ReadError]) -> None:
    error = failure("a.pdf", pdf([]))

    assert error.reason == "a PDF without a text layer"
    assert "OCR" in error.hint


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 3],
        lambda data: data.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        lambda data: data.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        lambda data: data.replace(b"/Length", b"/Filter /LZWDecode /Length"),
        lambda data: data.replace(b"/Root 1 0 R", b"/Encrypt 1 0 R /Root 1 0 R"),
    ],
    ids=["cut", "pages of themselves", "no pages", "wrong filter", "wrong encryption"],
)
def test_damaged_documents(
    change: Callable[[bytes], bytes], failure: Callable[[str, bytes], ReadError]
) -> None:
    damaged = change(pdf(STORY))
    assert damaged != pdf(STORY)

    assert failure("a.pdf", damaged).reason.startswith("a PDF")


def test_a_bomb(failure: Callable[[str, bytes], ReadError]) -> None:
    content = zlib.compress(b"BT " + b" " * 300_000_000 + b"(x) Tj ET", 1)
    bomb = pdf(STORY).replace(b"<</Length", b"<</Filter /FlateDecode /Length", 1)
    start = bomb.index(b"stream\n") + 7
    bomb = bomb[:start] + content + bomb[bomb.index(b"\nendstream") :]

    assert failure("a.pdf", bomb).reason.startswith("a PDF")
