"""RSS and Atom, element by element."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item
from pressespiegel.indexer.readers.feed_entries import Feed
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
)
CHANNEL = "<title>Tannauer Bote</title><link>https://tannauerbote.example</link>"
TEXT = "&lt;p&gt;Der Rat hat zugestimmt.&lt;/p&gt;&lt;p&gt;Im Herbst wird gebaut.&lt;/p&gt;"


def rss(*items: str, channel: str = CHANNEL) -> str:
    entries = "".join(f"<item>{each}</item>" for each in items)
    return f'<rss version="2.0" {MODULES}><channel>{channel}{entries}</channel></rss>'


def test_every_field_of_rss(article: Callable[[str, str], Article]) -> None:
    found = article(
        "feed.xml",
        rss(
            "<media:title>Bild</media:title><title>Rat &amp;amp; Bad</title>"
            "<link>https://tannauerbote.example/bad?utm_source=rss</link>"
            '<guid isPermaLink="false">7</guid><pubDate>Tue, 05 Mar 2024 08:15:00 +0100</pubDate>'
            "<author>e@bote.example (Erika Muster)</author><dc:creator>Max Meier</dc:creator>"
            "<category>Bäder</category><category><![CDATA[Rat]]></category>"
            "<description>&lt;p&gt;Elf Millionen.&lt;/p&gt;</description>"
            "<excerpt:encoded>Auszug</excerpt:encoded>"
            f"<content:encoded>{TEXT}</content:encoded>"
            '<media:group><media:content url="a.jpg"><media:description>Das Bad</media:description>'
            "<media:credit>Enno Harms</media:credit></media:content></media:group>"
            '<enclosure url="a.mp3"/>',
            channel=CHANNEL + "<language>de-at</language><copyright>© Bote</copyright>"
            '<atom:link rel="self" href="https://elsewhere.example/feed"/>',
        ),
    )

    assert found.title == "Rat & Bad"
    assert found.url == "https://tannauerbote.example/bad?utm_source=rss"
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert found.authors == ("Erika Muster", "Max Meier")
    assert (found.section, found.keywords) == ("", ("Bäder", "Rat"))
    assert found.lead == "Elf Millionen."
    assert [block.text for block in found.blocks] == [
        "Der Rat hat zugestimmt.",
        "Im Herbst wird gebaut.",
    ]
    assert found.captions == (Caption("Das Bad", "Enno Harms"),)
    assert (found.source, found.language, found.rights) == ("Tannauer Bote", "de", "© Bote")
    assert found.origin.place == "item 1"


def test_every_field_of_atom(article: Callable[[str, str], Article]) -> None:
    found = article(
        "feed.xml",
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
        <title>Politik - Tannauer Bote</title>
        <link rel="self" href="https://tannauerbote.example/feed"/>
        <link href="https://tannauerbote.example/"/>
        <author><name>Redaktion Bote</name></author><rights>© Bote</rights>
        <entry><title type="html">Rat &lt;b&gt;tagt&lt;/b&gt;</title>
          <link rel="edit" href="https://x.example"/>
          <link rel="alternate" href="https://tannauerbote.example/rat"/>
          <id>tag:bote,2024:1</id><updated>2024-03-06T00:00:00Z</updated>
          <published>2024-03-05T08:15:00+01:00</published>
          <category term="lokal" label="Lokales"/>
          <summary>Der Rat hat</summary>
          <content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Der Rat hat
            zugestimmt.</x:p><x:h3>Danach</x:h3><x:p>Im Herbst wird gebaut.</x:p></x:div></content>
        </entry></feed>""",
    )

    assert (found.title, found.url) == ("Rat tagt", "https://tannauerbote.example/rat")
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert (str(found.updated), found.stub) == ("2024-03-06T00:00+00:00", False)
    assert (found.source, found.authors) == ("Tannauer Bote", ("Redaktion Bote",))
    assert (found.section, found.keywords) == ("Lokales", ("Lokales",))
    assert found.lead == ""
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Der Rat hat zugestimmt."),
        ("subhead", "Danach"),
        ("paragraph", "Im Herbst wird gebaut."),
    ]


def test_rss_in_rdf(article: Callable[[str, str], Article]) -> None:
    found = article(
        "feed.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {MODULES}><channel rdf:about="x">'
        "<title>Tannauer Bote</title></channel><item rdf:about='y'><title>Rat tagt</title>"
        "<link>https://tannauerbote.example/rat</link><dc:date>2024-03-05</dc:date>"
        f"<content:encoded>{TEXT}</content:encoded></item></rdf:RDF>",
    )

    assert (found.title, found.source, str(found.published)) == (
        "Rat tagt",
        "Tannauer Bote",
        "2024-03-05",
    )


def test_a_teaser_is_a_lead_and_does_not_replace_the_article(
    article: Callable[[str, str], Article],
) -> None:
    link = "<title>T</title><link>https://tannauerbote.example/rat</link>"
    teaser = article("a.xml", rss(f"{link}<description>Kurz gesagt &amp;hellip;</description>"))
    full = article("b.xml", rss(f"{link}<content:encoded>{TEXT}</content:encoded>"))

    assert (teaser.lead, teaser.blocks) == ("Kurz gesagt …", ())
    assert (teaser.stub, full.stub) == (True, False)
    assert teaser.id == "https://tannauerbote.example/rat"
    assert full.id != teaser.id


def test_a_text_in_the_description(article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", rss(f"<title>T</title><description>{TEXT}</description>"))

    assert (found.lead, len(found.blocks)) == ("", 2)


def test_the_end_that_a_weblog_adds_is_left_out(article: Callable[[str, str], Article]) -> None:
    end = "&lt;p&gt;Der Beitrag &lt;a href='x'&gt;T&lt;/a&gt; erschien zuerst auf Bote.&lt;/p&gt;"
    found = article("a.xml", rss(f"<title>T</title><content:encoded>{TEXT}{end}</content:encoded>"))

    assert len(found.blocks) == 2


def test_an_entry_without_anything_is_an_error_of_its_own(
    items: Callable[[str, str], list[Item]],
) -> None:
    first, error, last = items(
        "a.xml", rss("<title>Eins</title>", "<link>https://x.example</link>", "<title>Drei</title>")
    )

    assert isinstance(first, Article)
    assert isinstance(error, ReadError)
    assert (error.place, error.reason) == ("item 2", "an entry with neither title nor text")
    assert isinstance(last, Article)


def test_a_feed_that_breaks_off_gives_what_is_whole(
    items: Callable[[str, str], list[Item]],
) -> None:
    document = rss("<title>Eins</title>", "<title>Zwei &amp; mehr</title>")
    found = items("a.xml", document[: document.index("& mehr".replace("&", "&amp;"))])

    assert [type(each) for each in found] == [Article, ReadError]


def test_a_packed_feed_that_breaks_off(items: Callable[[str, bytes], list[Item]]) -> None:
    packed = gzip.compress(rss("<title>Eins</title>", "<title>Zwei</title>").encode())

    assert [type(each) for each in items("a.xml.gz", packed[:-9])] == [Article, Article, ReadError]


def test_a_feed_without_entries(failure: Callable[[str, str], ReadError]) -> None:
    assert failure("a.xml", rss()).reason == "a feed without entries"


@pytest.mark.parametrize(
    ("title", "url", "outlet"),
    [
        ("Tannauer Bote", "https://bote.example", "Tannauer Bote"),
        ("Politik | Tannauer Bote", "https://www.tannauer-bote.example", "Tannauer Bote"),
        ("Lokales | Süßener Bote", "https://suessener-bote.example", "Süßener Bote"),
        ("BOTE ONLINE - Politik", "https://www.boteonline.example", "BOTE ONLINE"),
        ("Bote: Alle Meldungen", "", "Bote"),
        ("bote.example - die Nachrichten", "https://www.bote.example", "bote.example"),
        ("", "https://www.bote.example", "bote.example"),
    ],
)
def test_the_outlet_in_a_title(title: str, url: str, outlet: str) -> None:
    assert Feed(title=title, url=url).outlet == outlet
