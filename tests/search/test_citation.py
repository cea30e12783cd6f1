"""Articles as others cite them: DIN ISO 690, RIS and BibTeX, with what their rules forbid."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from pressespiegel.search import Article, PressDate
from pressespiegel.search.citation.bibtex import bibtex_entry, bibtex_key
from pressespiegel.search.citation.ris import ris_record
from pressespiegel.search.citation.sentence import cited
from pressespiegel.search.query import Language

TODAY = date(2026, 11, 27)

FULL = Article(
    id="2024/1",
    title="Die Hebebrücke bleibt oben",
    lead="Seit Montag klemmt das Gegengewicht.",
    published=PressDate.parse("2024-03-12T06:30+01:00"),
    source="Hallig-Bote",
    section="Küste",
    authors=("Ole Harms", "Anke von der Thun"),
    agencies=("dpa",),
    url="https://hallig-bote.example/a?b=1&c=2",
    keywords=("Verkehr", "Brücken"),
    rights="© Hallig-Bote",
)
BARE = Article.from_text(id="x", title="", text="Ein Text.")


@pytest.mark.parametrize(
    ("article", "language", "expected"),
    [
        (
            FULL,
            "de",
            "HARMS, Ole und Anke VON DER THUN. Die Hebebrücke bleibt oben. In: Hallig-Bote "
            "[online]. 12. März 2024 [Zugriff am: 27. November 2026]. Verfügbar unter: "
            "https://hallig-bote.example/a?b=1&c=2",
        ),
        (
            FULL,
            "en",
            "HARMS, Ole and Anke VON DER THUN. Die Hebebrücke bleibt oben. In: Hallig-Bote "
            "[online]. 12 March 2024 [viewed: 27 November 2026]. Available from: "
            "https://hallig-bote.example/a?b=1&c=2",
        ),
        (
            replace(FULL, authors=(), url="", published=PressDate(2024, 3)),
            "de",
            "DPA. Die Hebebrücke bleibt oben. In: Hallig-Bote. März 2024.",
        ),
        (
            replace(FULL, authors=("A B", "C D", "kli"), title="Wohin?", url=""),
            "de",
            "B, A, C D und KLI. Wohin? In: Hallig-Bote. 12. März 2024.",
        ),
        (BARE, "de", "Ohne Titel."),
    ],
)
def test_a_citation_names_what_is_known(
    article: Article, language: Language, expected: str
) -> None:
    assert cited(article, accessed=TODAY, language=language) == expected


def test_a_ris_record_has_its_tags_in_lines() -> None:
    assert ris_record(FULL, accessed=TODAY).split("\r\n") == [
        "TY  - NEWS",
        "AU  - Harms, Ole",
        "AU  - von der Thun, Anke",
        "TI  - Die Hebebrücke bleibt oben",
        "T2  - Hallig-Bote",
        "PY  - 2024",
        "DA  - 2024/03/12/",
        "SE  - Küste",
        "AB  - Seit Montag klemmt das Gegengewicht.",
        "KW  - Verkehr",
        "KW  - Brücken",
        "LA  - de",
        "UR  - https://hallig-bote.example/a?b=1&c=2",
        "Y2  - 2026/11/27/",
        "N1  - © Hallig-Bote",
        "ID  - 2024/1",
        "ER  - ",
        "",
        "",
    ]
    assert "DA  - 2024///" in ris_record(replace(FULL, published=PressDate(2024)))


def test_no_value_of_a_ris_record_begins_another_tag() -> None:
    evil = "a\r\nER  - \r\nTY  - BOOK\u2028AU  - x"
    record = ris_record(
        replace(FULL, title=evil, authors=(f"*{evil}",), keywords=(evil,), source=evil, url=evil)
    )
    assert len(re.findall(r"(?m)^TY  - ", record)) == len(re.findall(r"(?m)^ER  - ", record)) == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record.splitlines() if line)
    assert "*" not in record


def test_a_bibtex_entry_has_its_fields() -> None:
    assert bibtex_entry(FULL, accessed=TODAY).split("\n") == [
        f"@article{{{bibtex_key(FULL)},",
        "  author = {Harms, Ole and von der Thun, Anke},",
        "  title = {{Die Hebebrücke bleibt oben}},",
        "  journal = {Hallig-Bote},",
        "  abstract = {Seit Montag klemmt das Gegengewicht.},",
        "  year = {2024},",
        "  month = mar,",
        "  day = {12},",
        "  keywords = {Verkehr, Brücken},",
        "  langid = {ngerman},",
        "  url = {https://hallig-bote.example/a?b=1&c=2},",
        "  urldate = {2026-11-27},",
        "  note = {© Hallig-Bote},",
        "}",
        "",
        "",
    ]
    assert bibtex_entry(BARE).count("\n") == 5


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Müller & Söhne: 100 %", r"Müller \& Söhne: 100 \%"),
        ("$x_1^2$ #1 ~", r"\$x\_1\textasciicircum{}2\$ \#1 \textasciitilde{}"),
        ("} @book{x", r"\textbraceright{} @book\textbraceleft{}x"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("zwei\nZeilen", "zwei Zeilen"),
    ],
)
def test_nothing_in_a_bibtex_entry_is_a_command(title: str, written: str) -> None:
    entry = bibtex_entry(replace(FULL, title=title))
    assert f"title = {{{{{written}}}}}," in entry
    assert entry.count("{") == entry.count("}")


def test_names_that_bibtex_would_part_are_kept_whole() -> None:
    entry = bibtex_entry(replace(FULL, authors=("Salt and Pepper", "dpa", "Thun, Anke")))
    assert "author = {{Salt and Pepper} and {dpa} and Thun, Anke}," in entry


def test_an_address_cannot_end_its_field() -> None:
    entry = bibtex_entry(replace(FULL, url="https://x.example/}, note = {ü \\"))
    assert "url = {https://x.example/%7D,%20note%20=%20%7B%C3%BC%20%5C}," in entry


def test_a_key_is_of_one_article_and_has_no_sign_that_parts() -> None:
    other = replace(FULL, id="2024/2")
    assert bibtex_key(FULL) != bibtex_key(other)
    for article in (FULL, other, BARE, replace(FULL, authors=("{ü}, #",))):
        assert re.fullmatch(r"[a-z0-9]+-(\d{4}|undated)-[0-9a-f]{6}", bibtex_key(article))
