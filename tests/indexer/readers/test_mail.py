"""Newsletters, as mail programs keep them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item, mail
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

HEADERS = (
    "Return-Path: <x@y.example>\nReceived: from a\n\tby b\n"
    "From: =?utf-8?q?Tannauer_Bote?= <news@bote.example>\nTo: leser@x.example\n"
    "Subject: Der Morgen:\n =?iso-8859-1?q?f=FCr?= alle\n"
    "Date: Tue, 05 Mar 2024 06:00:00 +0100\nMessage-ID: <a1@bote.example>\n"
)
PLAIN = "Guten Morgen,\n\nder Rat hat zugestimmt.\n\nNewsletter abbestellen\n"
PARTS = f"""{HEADERS}MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset=utf-8

{PLAIN}
--a
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

<h1>Der Morgen</h1><table><tr><td>Im Browser ansehen</td></tr><tr><td><h2>Bad</h2>
<p>Die H=FCtte steht, und der Rat hat zugestimmt.</p></td></tr></table>
--a--
--m
Content-Type: text/html
Content-Disposition: attachment; filename="x.html"

<p>Anhang</p>
--m--
"""


def test_every_field(article: Callable[[str, str], Article]) -> None:
    found = article("a.eml", PARTS)

    assert found.id == "a1@bote.example"
    assert found.title == "Der Morgen: für alle"
    assert found.source == "Tannauer Bote"
    assert str(found.published) == "2024-03-05T06:00+01:00"
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("subhead", "Bad"),
        ("paragraph", "Die Hütte steht, und der Rat hat zugestimmt."),
    ]
    assert found.origin.place == ""


def test_plain_text(article: Callable[[str, str], Article]) -> None:
    found = article("a.eml", f"{HEADERS}\n{PLAIN}")

    assert [block.text for block in found.blocks] == ["Guten Morgen,", "der Rat hat zugestimmt."]


def test_windows_line_ends(article: Callable[[str, str], Article]) -> None:
    assert article("a.eml", PARTS.replace("\n", "\r\n")).title == "Der Morgen: für alle"


def test_many_messages(items: Callable[[str, str], list[Item]]) -> None:
    box = "".join(
        f"From x@y.example Tue Mar  5 06:00:00 2024\n{HEADERS}\nMeldung {number}.\nFrom da an.\n\n"
        for number in (1, 2, 3)
    )
    found = items("a.mbox", box)

    assert [item.text for item in found if isinstance(item, Article)] == [
        f"Meldung {number}. From da an." for number in (1, 2, 3)
    ] or [item.text for item in found if isinstance(item, Article)] == [
        f"Meldung {number}.\n\nFrom da an." for number in (1, 2, 3)
    ]
    assert [item.origin.place for item in found if isinstance(item, Article)] == [
        "message 1",
        "message 2",
        "message 3",
    ]


def test_a_message_without_text(failure: Callable[[str, str], ReadError]) -> None:
    assert failure("a.eml", HEADERS + "\n").reason == "a message without a text"


@pytest.mark.parametrize(
    "subject",
    ["=?nonsense?q?x?=", "=?utf-8?b?!!!?=", "=?utf-8?q?=FF?=", "=?hex?q?x?=", "\xff\xfe", ""],
)
def test_broken_headers(subject: str, article: Callable[[str, bytes], Article]) -> None:
    source = HEADERS.replace(
        "Subject: Der Morgen:\n =?iso-8859-1?q?f=FCr?= alle", f"Subject: {subject}"
    )

    assert article("a.eml", f"{source}\nDer Rat tagt.".encode("latin-1")).title


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [
        (HEADERS.encode(), True),
        (b"From: a\nTo: b\nSubject: c\nDate: d\n\n", True),
        (b"Titel: a\nQuelle: b\nDatum: c\nLink: d\n\n", False),
        (b"Date: a\nSubject: b\n\n", False),
        (b"Der Rat tagt: heute\n", False),
    ],
)
def test_recognition(head: bytes, is_mail: bool) -> None:
    assert mail.recognises(head) is is_mail


def test_parts_without_end(items: Callable[[str, str], list[Item]]) -> None:
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    for item in items("a.eml", f"{HEADERS}MIME-Version: 1.0\n{nested}\nText"):
        assert isinstance(item, Article | ReadError)
