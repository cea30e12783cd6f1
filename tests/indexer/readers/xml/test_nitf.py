"""NITF, element by element."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, Removal, read_items
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

FULL = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf baselang="de-AT">
  <head>
    <title>Titel des Kopfes</title>
    <tobject tobject.type="news">
      <tobject.subject tobject.subject.refnum="06000000" tobject.subject.type="environment"/>
      <tobject.subject tobject.subject.refnum="15054000" tobject.subject.matter="Fußball"/>
    </tobject>
    <docdata management-status="usable">
      <doc-id id-string="tnd-4711" regsrc="TND"/>
      <date.issue norm="20240305T0815+0100"/>
      <date.release norm="20240306T060000+0100"/>
      <doc.copyright holder="TND" year="2024"/>
      <key-list><keyword key="Hochwasser"/><keyword key="Wörla"/></key-list>
      <identified-content><location>Königswörth</location></identified-content>
    </docdata>
    <revision-history norm="20240305T090000+0100"/>
    <revision-history norm="20240305T110000+0100"/>
    <pubdata position.section="Land" name="Tannmark-Dienst" date.publication="20240307"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Pegel &uuml;ber vier Meter</hl1><hl2>Hochwasser</hl2></hedline>
      <byline>Von <person>Erika Muster</person>, <byttl>Korrespondentin</byttl></byline>
      <distributor>dpa</distributor>
      <dateline><location><city>Königswörth</city></location><story.date norm="2024"/></dateline>
      <abstract><p>Die Wörla steigt weiter.</p></abstract>
    </body.head>
    <body.content>
      <p>Königswörth (dpa) - Der <em>Pegel</em> liegt bei <num>4,12</num> Metern.</p>
      <media media-type="image">
        <media-caption>Der Markt am Morgen. Foto: Enno Harms</media-caption>
      </media>
      <hl2>Deiche weich</hl2>
      <block><p>Erste Zeile,<br/>zweite Zeile.</p><note><p>An die Redaktion</p></note></block>
      <ul><li>Ein Punkt</li><li>Noch einer</li></ul>
      <table><tr><td>Pegel</td><td>4,12</td></tr></table>
      <p>&lt;div class="embed"&gt;&lt;/div&gt;</p>
      <hl2>Nichts mehr</hl2>
    </body.content>
    <body.end><tagline>Mit Material von Reuters</tagline></body.end>
  </body>
</nitf>
"""


def nitf(content: str, head: str = "", top: str = "<hedline><hl1>Rat tagt</hl1></hedline>") -> str:
    return (
        f"<nitf><head>{head}</head><body><body.head>{top}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


def test_every_field(article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", FULL)

    assert found.id == "tnd-4711"
    assert found.title == "Pegel über vier Meter"
    assert found.kicker == "Hochwasser"
    assert found.lead == "Die Wörla steigt weiter."
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert found.source == "Tannmark-Dienst"
    assert found.section == "Land"
    assert found.authors == ("Erika Muster",)
    assert found.place == "Königswörth"
    assert found.language == "de"
    assert found.keywords == ("Umwelt", "Sport", "Fußball", "Hochwasser", "Wörla", "Königswörth")
    assert found.captions == (Caption("Der Markt am Morgen.", "Enno Harms"),)
    assert found.rights == "© TND 2024"
    assert str(found.embargo) == "2024-03-06T06:00+01:00"
    assert str(found.updated) == "2024-03-05T11:00+01:00"
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Königswörth (dpa) - Der Pegel liegt bei 4,12 Metern."),
        ("subhead", "Deiche weich"),
        ("paragraph", "Erste Zeile, zweite Zeile."),
        ("paragraph", "Ein Punkt"),
        ("paragraph", "Noch einer"),
        ("paragraph", "Pegel | 4,12"),
        ("paragraph", "Mit Material von Reuters"),
    ]


def test_a_byline_without_markup_and_an_agency_as_the_source(
    article: Callable[[str, str], Article],
) -> None:
    top = "<hedline><hl1>T</hl1><hl2>Unterzeile</hl2></hedline><byline>Von Max Meier, <byttl>Autor"
    top += "</byttl></byline><distributor>Deutsche Presse-Agentur</distributor>"
    found = article("a.xml", nitf("<p>Der Rat tagt.</p>", top=top))

    assert found.authors == ("Max Meier",)
    assert (found.kicker, found.lead) == ("", "Unterzeile")
    assert (found.source, found.agencies) == ("dpa", ("dpa",))


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("MÜNSTER, Montag (dpa)", "MÜNSTER"),
        ("Wien (APA) - ", "Wien"),
        ("Bad Homburg", "Bad Homburg"),
        ("<story.date norm='20240101'>1.1.</story.date>", ""),
    ],
)
def test_datelines(dateline: str, place: str, article: Callable[[str, str], Article]) -> None:
    top = f"<hedline><hl1>T</hl1></hedline><dateline>{dateline}</dateline>"

    assert article("a.xml", nitf("<p>Der Rat tagt.</p>", top=top)).place == place


def test_a_paragraph_may_be_marked_as_the_lead(article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", nitf("<p lead='true'>Vorspann.</p><p>Der Rat tagt.</p>"))

    assert (found.lead, found.text) == ("Vorspann.", "Der Rat tagt.")


def test_a_lead_alone_is_the_text(article: Callable[[str, str], Article]) -> None:
    assert article("a.xml", nitf("<p class='lead'>Der Rat tagt.</p>")).text == "Der Rat tagt."


def test_preformatted_text_is_read_as_plain_text(article: Callable[[str, str], Article]) -> None:
    content = "<pre>Der Rat tagt am Montag und am Diens-\ntag.\n\nDanach gibt es Kaffee.</pre>"

    assert [block.text for block in article("a.xml", nitf(content)).blocks] == [
        "Der Rat tagt am Montag und am Dienstag.",
        "Danach gibt es Kaffee.",
    ]


def test_without_a_headline_the_first_sentence_is_the_title(
    article: Callable[[str, str], Article],
) -> None:
    found = article("a.xml", nitf("<p>Tannau (dpa) - Der Rat tagt. Er berät.</p>", top=""))

    assert found.title == "Der Rat tagt."
    assert found.place == "Tannau"


def test_a_headline_alone_is_a_flash(article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", nitf(""))

    assert (found.title, found.blocks) == ("Rat tagt", ())


def test_nothing_at_all_is_an_error(failure: Callable[[str, str], ReadError]) -> None:
    assert failure("a.xml", nitf("", top="")).reason.startswith("NITF without an article")


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_is_taken_back_is_a_removal(status: str, write: Callable[[str, str], Path]) -> None:
    head = f"<docdata management-status='{status}'><doc-id id-string='x1'/></docdata>"
    (item,) = read_items(write("a.xml", nitf("<p>x</p>", head)))

    assert isinstance(item, Removal)
    assert item.id == "x1"


def test_versions_and_corrections_keep_the_id(article: Callable[[str, str], Article]) -> None:
    key = "<docdata><du-key key='lasting' version='3'/><doc-id id-string='x3'/></docdata>"
    correction = "<docdata><correction id-string='x1'/><doc-id id-string='x2'/></docdata>"

    lasting = article("a.xml", nitf("<p>x</p>", key))
    assert (lasting.id, lasting.version) == ("lasting", 3)
    assert article("b.xml", nitf("<p>x</p>", correction)).id == "x1"


def test_a_broken_document_gives_its_error(items: Callable[[str, str], list[Item]]) -> None:
    (error,) = items("a.xml", FULL[: FULL.index("Deiche weich")])

    assert isinstance(error, ReadError)
    assert error.reason.startswith("broken XML")
    assert error.place.startswith("line ")


def test_the_examples_of_agencies_are_read(shared: Path) -> None:
    files = [*(shared / "formats").glob("*nitf*.xml"), shared / "formats" / "pa2.xml"]
    for file in files:
        (item,) = read_items(file)
        assert isinstance(item, Article), item
        assert item.published is not None
        assert item.blocks
