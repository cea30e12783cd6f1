"""Any bytes at all: articles or ReadErrors come out, never anything worse, in bounded time."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressespiegel.indexer.readers import FORMATS, Item, Removal, ninjs
from pressespiegel.indexer.readers.bylines import author_names, is_byline
from pressespiegel.indexer.readers.captions import caption_of
from pressespiegel.indexer.readers.datelines import dateline_of
from pressespiegel.indexer.readers.encodings import decode
from pressespiegel.indexer.readers.html import article_from_html
from pressespiegel.indexer.readers.reading import read_items, read_stream
from pressespiegel.indexer.readers.written_dates import read_date
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError

FUZZ = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

SCRAPS = [
    *"<html> <body> </div> <p> <article> <h1> <figure> <!-- --> <![CDATA[ </script> <br>".split(),
    *'<table><tr><td> "> <a&#32;href=\'//[ &#0; &#xD800; " [ ] { } , : \\u0000 \\ null'.split(),
    *"ß „ “ « 😀 a\u0308 \ufeff \u00ad \u202e \x00 (dpa) 0000-13-45 31.02.2022".split(),
    *("\n", "\n\n", "\r\n", "\x1a", "date 2022-01 ", "Foto: ", "Berlin - ", "Von Erika Muster"),
    '<script type="application/ld+json">',
    '<meta property="og:title" content="',
    '<meta charset="utf-16">',
    '{"@type":"NewsArticle","headline":',
    "Ein Satz, der lang genug ist, um in der Zeitung ein Absatz zu sein, und er hört nicht auf. ",
]
MARKUP = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=20)), max_size=60).map(
    "".join
)
XML_SCRAPS = [
    *"<newsItem <newsMessage> <itemSet> guid=' version='2' > </newsItem> <itemMeta> <nitf>".split(),
    *"<pubStatus qcode='stat:canceled'/> <headline> </headline> <contentMeta> <contentSet>".split(),
    *"<inlineXML> <inlineData> <body> <body.head> <body.content> <hl1> <hl2> <p> <pre>".split(),
    *"<subject qcode='medtop:04000000'> <name> <by> <located> <embargoed> <table><tr><td>".split(),
    *"<media><media-caption> <docdata management-status='canceled'> <doc-id id-string='".split(),
    *"<channel> <item> <entry> <title> <link> <guid> <encoded> <description>".split(),
    *"<!DOCTYPE a [ ]> <!ENTITY x 'y'> &x; & &nbsp; &#0; <![CDATA[ ]]> <?xml <html> <br/>".split(),
    *("\n", "' ", "2022-01-05T14:30:00Z", "0000-13-45", "Der Rat tagt am Montag. ", "\x00", "ä"),
]
XML = st.lists(st.one_of(st.sampled_from(XML_SCRAPS), st.text(max_size=10)), max_size=60).map(
    "".join
)
ROOTS = ["<newsItem>", "<newsMessage>", "<nitf>", "<rss>", "<feed>", "<?xml version='1.0'?>"]


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


LINES = st.sampled_from("abc\n-.,:;()/'\"„“ 0123ÄÖÜß©@|")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "text", "kind", "headline", "paragraphs", "sections", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=4,
)
ROWS = st.dictionaries(
    st.sampled_from(["id", "title", "text", "date", "authors", "url", "captions", "keywords"]),
    VALUES,
    max_size=9,
)


def check(items: list[Item]) -> None:
    for item in items:
        if isinstance(item, ReadError):
            assert "\n" not in item.message
            assert item.file == "f"
        elif isinstance(item, Removal):
            assert item.id
        else:
            # What an archive will do with it.
            assert item.title.strip()
            item.text.encode()
            assert item.id


def read_all(data: bytes) -> list[Item]:
    stream = io.BufferedReader(io.BytesIO(data), 65536)
    try:
        return list(read_stream(stream, "f"))
    except ReadError as error:
        return [error]


@FUZZ
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(read_all(data))


@pytest.mark.parametrize("reader", FORMATS, ids=[each.name for each in FORMATS])
@FUZZ
@given(data=st.one_of(MARKUP.map(lambda text: text.encode("utf-8", "replace")), st.binary()))
def test_any_bytes_in_any_reader(reader: object, data: bytes) -> None:
    stream = io.BufferedReader(io.BytesIO(data), 65536)
    read = getattr(reader, "read")  # noqa: B009 - parametrize knows no types
    try:
        check(list(read(stream, "f")))
    except ReadError as error:
        check([error])


@FUZZ
@given(MARKUP)
def test_any_markup(markup: str) -> None:
    check(read_all(f"<html><body>{markup}".encode("utf-8", "replace")))


@FUZZ
@given(
    st.sampled_from(
        ["<newsItem>", "<newsMessage>", "<nitf>", "<rss>", "<feed>", "<?xml version='1.0'?>"]
    ),
    XML,
)
def test_any_xml(start: str, rest: str) -> None:
    check(read_all((start + rest).encode("utf-8", "replace")))


@FUZZ
@given(MARKUP, st.sampled_from(["utf-8", "utf-16", "windows-1252"]))
def test_any_text(text: str, encoding: str) -> None:
    check(read_all(text.encode(encoding, "replace")))


@FUZZ
@given(st.lists(ROWS, max_size=3))
def test_any_values(rows: list[dict[str, object]]) -> None:
    found = read_all("\n".join(map(json.dumps, rows)).encode("utf-8", "replace"))

    check(found)
    assert len(found) == max(len(rows), 1)


NINJS = st.fixed_dictionaries(
    {"uri": st.text(max_size=5)},
    optional={
        name: VALUES | st.lists(st.dictionaries(st.sampled_from(["role", "value"]), VALUES))
        for name in (
            *("headline", "headlines", "bodies", "body_html", "body_text", "descriptions"),
            *("subject", "associations", "authors", "pubstatus", "firstcreated", "located"),
        )
    },
)


@FUZZ
@given(NINJS)
def test_any_ninjs(row: dict[str, object]) -> None:
    check(list(ninjs.items_of(row, "f", "")))


@FUZZ
@given(st.lists(st.dictionaries(st.sampled_from(["id", "url", "title", "tags"]), VALUES) | VALUES))
def test_any_json_feed(entries: list[object]) -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": entries}
    found = read_all(json.dumps(feed).encode("utf-8", "replace"))

    check(found)
    assert len(found) == max(len(entries), 1)


@FUZZ
@given(st.text(st.sampled_from('";,\t\n\r\x00 aä'), max_size=300), st.sampled_from(",;\t|"))
def test_any_table(rows: str, delimiter: str) -> None:
    check(read_all(f"title{delimiter}text\n{rows}".encode()))


PDF_SCRAPS = [
    *"%PDF-1.4 obj endobj stream endstream xref trailer startxref << >> [ ] /Type /Pages".split(),
    *"/Kids /Count /Parent /Contents /Root /Length /Filter /FlateDecode /Prev BT ET Tj".split(),
    *("1 0 obj", "1 0 R", "2 0 R", "(Der Rat tagt.)", "\n", " 9999999999 ", " -1 ", "%%EOF"),
]


@FUZZ
@given(st.lists(st.sampled_from(PDF_SCRAPS), max_size=60).map(" ".join), st.binary(max_size=50))
def test_any_pdf(rest: str, data: bytes) -> None:
    check(read_all(b"%PDF-1.4\n" + rest.encode() + data))


WARC_SCRAPS = [
    *("WARC/1.0\r\n", "WARC-Type: response\r\n", "Content-Length: 40\r\n", "\r\n", "\r\n\r\n"),
    *("WARC-Target-URI: http://a.example/\r\n", "HTTP/1.1 200 OK\r\n", "<html><p>Der Rat."),
    *("Content-Type: text/html\r\n", "Content-Encoding: gzip\r\n", "Content-Length: -5\r\n"),
    *("Transfer-Encoding: chunked\r\n", "WARC-Date: x\r\n", "ä", "\x00"),
]


@FUZZ
@given(st.lists(st.sampled_from(WARC_SCRAPS) | st.text(max_size=9), max_size=30).map("".join))
def test_any_web_archive(rest: str) -> None:
    check(read_all(b"WARC/1.0\r\n" + rest.encode("utf-8", "replace")))


MAIL_SCRAPS = [
    *"Subject: From: Date: Message-ID: Content-Type: Content-Transfer-Encoding: base64".split(),
    *"multipart/mixed; boundary=x --x --x-- text/html; charset=utf-7 =?utf-8?q?=C3?= <p>".split(),
    *("\n", "\n\n", "\nFrom ", "\r\n", " ", "=?x?b?", "Der Rat tagt am Montag.", "\x00"),
]


@FUZZ
@given(st.lists(st.sampled_from(MAIL_SCRAPS) | st.text(max_size=10), max_size=40).map("".join))
def test_any_mail(rest: str) -> None:
    start = "MIME-Version: 1.0\nFrom: x\nTo: y\n"
    check(read_all((start + rest).encode("utf-8", "replace")))


@FUZZ
@given(at=st.integers(0, 1200), damage=st.binary(max_size=20), kind=st.sampled_from(["zip", "tar"]))
def test_any_damage_to_archives(at: int, damage: bytes, kind: str) -> None:
    packed = (zipped if kind == "zip" else tarred)({"a.txt": b"Der Rat tagt.", "b.txt": b"Nein."})
    check(read_all(packed[:at] + damage + packed[at + len(damage) :]))


@FUZZ
@given(data=st.binary(max_size=500), at=st.integers(0, 600), damage=st.binary(max_size=20))
def test_any_damage_to_packed_data(
    data: bytes, at: int, damage: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    packed = gzip.compress(data)
    path = tmp_path_factory.getbasetemp() / "f"
    path.write_bytes(packed[:at] + damage + packed[at + len(damage) :])

    for item in read_items(path):
        assert isinstance(item, Article | Removal | ReadError)


@FUZZ
@given(st.text(max_size=200) | st.lists(LINES, max_size=300).map("".join))
def test_any_line(line: str) -> None:
    author_names([line])
    is_byline(line)
    caption_of(line)
    dateline_of(line)
    read_date(line)
    decode(line.encode("utf-16", "replace"), line)


NESTED = 100_000
HOSTILE = {
    "nested elements": b"<div>" * NESTED + b"<p>Text</p>",
    "nested lists": b"<ul><li>" * NESTED,
    "nested tables": b"<table><tr><td>" * 5_000,
    "nested formatting": b"<b><i>" * NESTED + b"x",
    "open figures": b"<figure><figcaption>x" * 5_000,
    "many attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x</p>",
    "a long attribute": b'<p class="' + b"teaser " * 50_000 + b'">x</p>',
    "many classes": b"<div class='a b c d e f g'>x</div>" * 10_000,
    "many paragraphs": b"<p>Ein Satz, der hier steht, und sonst nichts weiter sagt.</p>" * 10_000,
    "many headings": b"<h1>Rat</h1>" * 10_000,
    "many bylines": b"<p class=author>Von Erika Muster</p>" * 5_000,
    "many figures": b"<figure><img><figcaption>Foto: dpa</figcaption></figure>" * 5_000,
    "many links": b"<p>" + b"<a href=x>und</a> " * 20_000,
    "many dates": b"<time>1. Januar 2022</time>" * 10_000,
    "a long line": b"<p>" + b"a" * 1000_000,
    "a line of blanks": b"<p>" + b" \xc2\xa0" * 200_000 + b"x",
    "a line of quotes": b"<p>" + b"\"'\"'" * 100_000 + b"x",
    "a long byline": b"<h1>Rat</h1><p>Von " + b"Erika Muster und " * 10_000,
    "brackets": b"<h1>Rat</h1><p>" + b"(" * 100_000,
    "many meta elements": b"<meta name=keywords content=a,b,c>" * 20_000,
    "deep JSON-LD": b"<script type='application/ld+json'>" + b'{"@graph":[' * 20_000,
    "broken JSON-LD": b"<script type='application/ld+json'>" + b'{"@type":"A",}' * 10_000,
    "much JSON-LD": b"<script type='application/ld+json'>["
    + b",".join([b'{"@type":"Person","name":"x"}'] * 10_000)
    + b"]</script>",
    "escapes in JSON-LD": b"<script type='application/ld+json'>" + b"\\" * 200_000,
    "entities": b"<p>" + b"&amp;amp;" * 50_000,
    "an entity bomb": b'<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx">'
    + b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (n + 1, n, n) for n in range(40))
    + b"]><html><p>&a40;</p>",
    "comments": b"<!--" * 100_000,
    "unclosed tags": b"<" * 200_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name: str) -> None:
    page = b"<html><head><title>Rat</title></head><body><h1>Rat</h1>" + HOSTILE[name]
    page += b"<p>Der Rat tagt am Montag, und am Dienstag tagt er nach dem Mittag wieder.</p>"

    try:
        check([article_from_html(page, "f")])
    except ReadError as error:
        check([error])


@pytest.mark.slow
@pytest.mark.parametrize("letter", list("a. (\"'-–:/,|©@ÄF0\n\t\u00a0„"))
def test_long_lines_of_one_letter_end(letter: str) -> None:
    for text in (letter * 200_000, (letter + "a") * 100_000, ("A" + letter) * 100_000):
        check(read_all(text.encode()))
        check(read_all(("Rat tagt\n\n" + text + "\n\nFoto: x").encode()))


def test_a_file_outside_is_never_read() -> None:
    page = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<html><head><title>Rat</title></head><body><h1>Rat tagt</h1><p>Der Rat tagt am Montag "
        b"im Rathaus der Stadt, sagte er: &x; Dann ging er nach Hause und schlief.</p></html>"
    )

    article = article_from_html(page, "f")

    assert "root:" not in article.text
