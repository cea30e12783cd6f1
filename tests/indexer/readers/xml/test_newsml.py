"""NewsML-G2, element by element."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import Item, Removal, read_items
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

NAR = "http://iptc.org/std/nar/2006-10-01/"
BODY = """
  <contentSet><inlineXML contenttype="application/xhtml+xml">
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
      <p>Königswörth (dpa) - Der Pegel liegt bei 4,12 Metern.</p>
      <h2>Deiche weich</h2>
      <figure><img src="a.jpg"/><figcaption>Der Markt. Foto: Enno Harms</figcaption></figure>
      <p>Weiter unten wird es enger.</p>
    </body></html>
  </inlineXML></contentSet>"""
FULL = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="{NAR}" guid="urn:newsml:tnd.example:4711" version="3" xml:lang="de">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <catalog><scheme alias="mt" uri="http://cv.iptc.org/newscodes/mediatopic/"/></catalog>
  <rightsInfo>
    <copyrightHolder literal="TND"/>
    <copyrightNotice>© TND 2024</copyrightNotice>
    <usageTerms>Nur für Kunden.</usageTerms>
  </rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="nprov:DPA"/>
    <versionCreated>2024-03-05T12:00:00+01:00</versionCreated>
    <firstCreated>2024-03-05T08:15:00+01:00</firstCreated>
    <embargoed>2024-03-06T06:00:00+01:00</embargoed>
    <pubStatus qcode="stat:usable"/>
    <link rel="irel:canonical" href="https://tnd.example/4711"/>
  </itemMeta>
  <contentMeta>
    <contentCreated>2024-03-05T08:00:00+01:00</contentCreated>
    <located qcode="geo:1">
      <name xml:lang="en">Koenigswoerth</name><name>Königswörth</name>
    </located>
    <creator qcode="staff:em"><name>Erika Muster</name></creator>
    <creator type="cpnat:organisation"><name>Redaktion Land</name></creator>
    <contributor role="ctr:writer"><name>Max Meier</name></contributor>
    <contributor role="ctr:editor"><name>Otto Ordner</name></contributor>
    <infoSource><name>Reuters</name></infoSource>
    <subject type="cpnat:abstract" qcode="medtop:06000000">
      <name xml:lang="en">environment</name>
    </subject>
    <subject qcode="mt:16000000"/>
    <subject qcode="medtop:20000480">
      <name xml:lang="en">flood</name><name xml:lang="de">Flut</name>
    </subject>
    <subject uri="http://cv.iptc.org/newscodes/mediatopic/17000000"/>
    <subject qcode="tndressort:5"><name>Land</name></subject>
    <subject type="cpnat:person" qcode="p:1"><name>Sabine Thölke</name></subject>
    <keyword>Wörla</keyword>
    <headline role="hlr:dachzeile">Hochwasser</headline>
    <headline>Pegel über vier Meter</headline>
    <description role="drol:caption">Ein Bild</description>
    <description role="drol:summary">Die Wörla steigt weiter.</description>
  </contentMeta>{BODY}
</newsItem>
"""


def item(inside: str, attributes: str = 'guid="x1"') -> str:
    return f'<newsItem xmlns="{NAR}" {attributes}>{inside}</newsItem>'


def message(*items: str) -> str:
    header = "<header><sent>2024-01-01</sent></header>"
    inside = f"{header}<itemSet>{''.join(items)}</itemSet>"
    return f'<newsMessage xmlns="{NAR}" xml:lang="de">{inside}</newsMessage>'


HEADLINE = "<contentMeta><headline>Rat tagt</headline></contentMeta>"


def test_every_field(article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", FULL)

    assert found.id == "urn:newsml:tnd.example:4711"
    assert found.version == 3
    assert found.title == "Pegel über vier Meter"
    assert found.kicker == "Hochwasser"
    assert found.lead == "Die Wörla steigt weiter."
    assert str(found.published) == "2024-03-05T08:15+01:00"
    assert found.source == "dpa"
    assert found.agencies == ("dpa", "Reuters")
    assert found.section == "Land"
    assert found.authors == ("Erika Muster", "Max Meier")
    assert found.place == "Königswörth"
    assert found.language == "de"
    assert found.url == "https://tnd.example/4711"
    assert found.keywords == (
        "Umwelt",
        "Konflikte, Krieg und Frieden",
        "Flut",
        "Wetter",
        "Sabine Thölke",
        "Wörla",
    )
    assert found.captions == (Caption("Der Markt.", "Enno Harms"),)
    assert found.rights == "© TND 2024. Nur für Kunden"
    assert str(found.embargo) == "2024-03-06T06:00+01:00"
    assert str(found.updated) == "2024-03-05T12:00+01:00"
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "Königswörth (dpa) - Der Pegel liegt bei 4,12 Metern."),
        ("subhead", "Deiche weich"),
        ("paragraph", "Weiter unten wird es enger."),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.content>"
        "<p>Der Rat tagt.</p><p>Er berät.</p></body.content></body></nitf></inlineXML>",
        "<inlineXML><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:body><x:p>Der Rat tagt.</x:p>"
        "<x:p>Er berät.</x:p></x:body></x:html></inlineXML>",
        "<inlineData contenttype='text/plain'>Der Rat tagt.\n\nEr berät.</inlineData>",
        "<inlineData contenttype='text/html'>&lt;p&gt;Der Rat tagt.&lt;p&gt;Er berät.</inlineData>",
        "<inlineData encoding='base64'>iVBORw0KGgo=</inlineData>"
        "<inlineXML><html><body><p>Der Rat tagt.</p><p>Er berät.</p></body></html></inlineXML>",
    ],
    ids=["NITF", "XHTML with a prefix", "plain", "HTML as text", "after a picture"],
)
def test_content(content: str, article: Callable[[str, str], Article]) -> None:
    found = article("a.xml", item(f"{HEADLINE}<contentSet>{content}</contentSet>"))

    assert [block.text for block in found.blocks] == ["Der Rat tagt.", "Er berät."]


def test_inline_nitf_says_what_the_item_does_not(article: Callable[[str, str], Article]) -> None:
    nitf = (
        "<nitf><body><body.head><hedline><hl1>Rat tagt</hl1></hedline><byline>Von Erika Muster"
        "</byline><abstract>Kurz.</abstract></body.head><body.content><p>Der Rat tagt.</p>"
        "</body.content></body></nitf>"
    )
    found = article(
        "a.xml", item(f"<contentSet><inlineXML>{nitf}</inlineXML></contentSet>", "guid='x'")
    )

    assert (found.title, found.lead, found.authors) == ("Rat tagt", "Kurz.", ("Erika Muster",))


def test_a_byline_comes_before_creators(article: Callable[[str, str], Article]) -> None:
    about = (
        "<headline>T</headline><by>Von Erika Muster, dpa</by><creator><name>X Y</name></creator>"
    )

    assert article("a.xml", item(f"<contentMeta>{about}</contentMeta>")).authors == (
        "Erika Muster",
        "dpa",
    )


def test_names_that_are_codes_or_accounts(article: Callable[[str, str], Article]) -> None:
    about = (
        "<headline>T</headline><creator><name>muster.erika</name></creator>"
        "<subject qcode='bcat:sp' type='btype:category'><name role='nrol:mnemonic'>sp</name>"
        "<name xml:lang='de'>Sport</name></subject>"
        "<subject qcode='c:1'><name role='nrol:short'>DEU</name><name>Deutschland</name></subject>"
    )
    rights = (
        "<rightsInfo><copyrightNotice xml:lang='en'>All rights reserved</copyrightNotice>"
        "<copyrightNotice xml:lang='de'>Alle Rechte vorbehalten</copyrightNotice></rightsInfo>"
    )
    found = article("a.xml", item(f"{rights}<contentMeta>{about}</contentMeta>"))

    assert (found.authors, found.section, found.keywords) == ((), "Sport", ("Deutschland",))
    assert found.rights == "Alle Rechte vorbehalten"


def test_the_head_of_an_inline_page_is_no_text(article: Callable[[str, str], Article]) -> None:
    page = (
        "<html><body><header><ul class='slugline'><li>Fußball</li></ul><time>11.10.2022</time>"
        "<p class='genre'>Extra</p><h1>Rat tagt</h1></header><section class='main'>"
        "<p><span class='dateline'>London <span class='credit'>(dpa)</span> - </span>Der Rat tagt."
        "</p></section></body></html>"
    )
    found = article("a.xml", item(f"<contentSet><inlineXML>{page}</inlineXML></contentSet>"))

    assert found.title == "Rat tagt"
    assert [block.text for block in found.blocks] == ["London (dpa) - Der Rat tagt."]
    assert found.place == "London"


def test_the_provider_is_no_author(article: Callable[[str, str], Article]) -> None:
    meta = "<itemMeta><provider literal='reuters.com'/></itemMeta>"
    about = "<contentMeta><creator literal='Reuters'/><headline>T</headline></contentMeta>"
    found = article("a.xml", item(meta + about))

    assert (found.source, found.agencies, found.authors) == ("Reuters", ("Reuters",), ())


def test_an_embargo_without_an_end_is_no_article_yet(
    failure: Callable[[str, str], ReadError],
) -> None:
    error = failure("a.xml", item(f"<itemMeta><embargoed/></itemMeta>{HEADLINE}"))
    assert error.reason == "under embargo, without an end that is known yet"


@pytest.mark.parametrize("status", ["stat:canceled", "stat:withheld"])
def test_what_is_taken_back_is_a_removal(
    status: str, items: Callable[[str, str], list[Item]]
) -> None:
    taken = item(f"<itemMeta><pubStatus qcode='{status}'/></itemMeta>{HEADLINE}")
    (found,) = items("a.xml", taken)

    assert isinstance(found, Removal)
    assert found.id == "x1"
    assert found.origin.file.endswith("a.xml")


def test_the_status_may_be_an_address(items: Callable[[str, str], list[Item]]) -> None:
    uri = "http://cv.iptc.org/newscodes/pubstatusg2/canceled"
    (found,) = items("a.xml", item(f"<itemMeta><pubStatus uri='{uri}'/></itemMeta>"))

    assert isinstance(found, Removal)


def test_a_message_gives_each_item_its_place(items: Callable[[str, str], list[Item]]) -> None:
    package = "<packageItem guid='p'><itemMeta/></packageItem>"
    picture = item("<itemMeta><itemClass qcode='ninat:picture'/></itemMeta>" + HEADLINE)
    first, second, error = items(
        "a.xml",
        message(
            package, item(HEADLINE, "guid='x1'"), picture, item(HEADLINE, "guid='x2'"), item("")
        ),
    )

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.origin.place) == ("x1", "item 2")
    assert (second.id, second.origin.place) == ("x2", "item 4")
    assert first.language == "de"
    assert isinstance(error, ReadError)
    assert error.place == "item 5"
    assert "neither headline nor text" in error.reason


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (f"<packageItem xmlns='{NAR}'/>", "a package that only names other items"),
        (f"<planningItem xmlns='{NAR}'/>", "a plan of what is to come"),
        (f"<knowledgeItem xmlns='{NAR}'/>", "a list of concepts"),
        (
            item("<itemMeta><itemClass qcode='ninat:picture'/></itemMeta>"),
            "an item of class picture",
        ),
        (message(), "a message without items"),
    ],
)
def test_what_is_no_article_is_said(
    document: str, reason: str, failure: Callable[[str, str], ReadError]
) -> None:
    assert failure("a.xml", document).reason == f"NewsML-G2 without an article: {reason}"


def test_a_comment_first_does_not_make_it_html(article: Callable[[str, str], Article]) -> None:
    assert article("a.xml", "<!-- <html> -->" + item(HEADLINE)).id == "x1"


def test_the_examples_are_read_or_explained(shared: Path) -> None:
    files = [*(shared / "formats").glob("LISTING*.xml"), *(shared / "formats").glob("s*.xml")]
    assert len(files) >= 8
    without = ("a package that only names other items", "neither headline nor text")
    for file in files:
        for found in read_items(file):
            if isinstance(found, ReadError):
                assert found.reason.endswith(without)
            else:
                assert isinstance(found, Article)
                assert found.title
                assert not found.origin.place
