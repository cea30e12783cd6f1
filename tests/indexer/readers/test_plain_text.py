"""Plain text: what of a file is headline, caption, byline, dateline, story, subhead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import read
from pressespiegel.indexer.readers.plain_text import article_from_text
from pressespiegel.indexer.readers.titles import shortened
from pressespiegel.search.article import Article, Caption
from pressespiegel.search.errors import ReadError

FIRST = (
    "Im Streit um die neue Seebrücke haben sich Stadt und Reederei auf einen Plan geeinigt. "
    "Der Rat soll ihn am kommenden Donnerstag beschließen, sagte die Bürgermeisterin."
)
SECOND = (
    "Die Brücke soll 120 Meter lang werden und im Winter geschlossen sein. Naturschützer hatten "
    "vor Schäden für brütende Vögel gewarnt und zuletzt mit einer Klage gedroht."
)
THIRD = (
    "Die Reederei will vom Frühjahr an zweimal am Tag anlegen. Über die Preise wird noch "
    "verhandelt, hieß es aus dem Rathaus, ein Ergebnis sei bis Ostern zu erwarten."
)


def subheads(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind == "subhead"]


def paragraphs(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind == "paragraph"]


def test_the_shared_sample(shared: Path) -> None:
    (path,) = (shared / "samples").glob("*.txt")

    (article,) = read(path)

    assert str(article.published) == "2022-01"
    assert article.published is not None
    assert article.published.precision == "month"
    assert article.place == "Brüssel"
    (caption,) = article.captions
    assert caption.text.startswith("Nato-Generalsekretär Jens Stoltenberg (r) begrüßt")
    assert caption.text.endswith("in Brüssel.")
    assert caption.credit == "Olivier Hoslet/Pool EPA/AP/dpa"
    assert "Hoslet" not in article.text
    assert "begrüßt den stellvertretenden" not in article.text
    assert subheads(article) == [
        "Beschwerden aus Moskau",
        "Ängste schüren für Zugeständnisse?",
        "Russland sieht sich bedroht",
    ]
    assert len(paragraphs(article)) == 9
    assert article.title.startswith("Angesichts der Sorgen vor einem neuen Krieg in Osteuropa")
    assert article.title.endswith(" …")
    assert len(article.title) <= 103
    assert article.text.startswith("Brüssel - Angesichts")
    assert article.origin.file == str(path)


@pytest.mark.parametrize(
    ("mark", "published"),
    [
        ("date 2019-07", "2019-07"),
        (" date 2019-07-03", "2019-07-03"),
        ("date 2019", "2019"),
        ("Datum: 2019-07-03", "2019-07-03"),
        ("Datum: 3. Juli 2019", "2019-07-03"),
        ("3. Juli 2019", "2019-07-03"),
        ("Stand: 03.07.2019, 14:30 Uhr", "2019-07-03T14:30"),
    ],
)
def test_a_date_before_the_story(mark: str, published: str) -> None:
    article = article_from_text(f"{mark}\n\nKiel - {FIRST}\n\n{SECOND}")

    assert str(article.published) == published
    assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


@pytest.mark.parametrize("mark", ["date 2019-13", "date 2019-02-30"])
def test_a_date_that_is_none_leaves_the_article_undated(mark: str) -> None:
    article = article_from_text(f"{mark}\n\nKiel - {FIRST}\n\n{SECOND}")

    assert article.published is None
    assert article.text.endswith(SECOND)


def test_a_story_that_begins_with_a_word_like_the_mark_keeps_it() -> None:
    story = f"Daten 2019 erhoben, heute ausgewertet: {FIRST}"

    article = article_from_text(story)

    assert article.published is None
    assert article.text == story


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        (
            "Die Seebrücke im Herbst. Foto: Enno Harms/dpa",
            Caption("Die Seebrücke im Herbst.", "Enno Harms/dpa"),
        ),
        (
            "Die Seebrücke im Herbst (Foto: Enno Harms)",
            Caption("Die Seebrücke im Herbst", "Enno Harms"),
        ),
        ("Die Seebrücke im Herbst. (Bild: dpa)", Caption("Die Seebrücke im Herbst.", "dpa")),
        (
            "Die Seebrücke im Herbst. Archivfoto: Enno Harms",
            Caption("Die Seebrücke im Herbst.", "Enno Harms"),
        ),
        (
            "Die Seebrücke im Herbst. © Enno Harms/dpa",
            Caption("Die Seebrücke im Herbst.", "Enno Harms/dpa"),
        ),
        ("Foto: Enno Harms", Caption("", "Enno Harms")),
    ],
)
def test_captions_and_credits_are_no_part_of_the_story(line: str, caption: Caption) -> None:
    for text in (
        f"{line}\n\nKiel - {FIRST}\n\n{SECOND}",
        f"date 2019-07 {line}\n\nKiel - {FIRST}\n\n{SECOND}",
        f"Einigung über die Seebrücke\n\n{line}\n\nKiel - {FIRST}\n\n{SECOND}",
        f"Kiel - {FIRST}\n\n{line}\n\n{SECOND}",
    ):
        article = article_from_text(text)

        assert article.captions == (caption,)
        assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


def test_a_headline_line_is_the_title() -> None:
    article = article_from_text(f"Einigung über die Seebrücke\n\nKiel - {FIRST}\n\n{SECOND}")

    assert article.title == "Einigung über die Seebrücke"
    assert article.place == "Kiel"
    assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


def test_kicker_headline_lead_and_byline() -> None:
    article = article_from_text(
        "Küstenschutz:\n"
        "Einigung über die Seebrücke\n"
        "Stadt und Reederei legen ihren Streit bei.\n"
        "Von Erika Harms und Tom Brodersen\n\n"
        f"Kiel (dpa/lno) - {FIRST}\n\n{SECOND}"
    )

    assert article.kicker == "Küstenschutz"
    assert article.title == "Einigung über die Seebrücke"
    assert article.lead == "Stadt und Reederei legen ihren Streit bei."
    assert article.authors == ("Erika Harms", "Tom Brodersen")
    assert article.agencies == ("dpa",)
    assert article.place == "Kiel"
    assert paragraphs(article) == [f"Kiel (dpa/lno) - {FIRST}", SECOND]


def test_named_lines_before_the_story() -> None:
    article = article_from_text(
        "Quelle: Fördeblatt\nRessort: Lokales\nAutor: Erika Harms\nTitel: Einigung an der Förde\n"
        f"Link: https://blatt.example/1\n\n{FIRST}\n\n{SECOND}"
    )

    assert article.source == "Fördeblatt"
    assert article.section == "Lokales"
    assert article.authors == ("Erika Harms",)
    assert article.title == "Einigung an der Förde"
    assert article.url == "https://blatt.example/1"
    assert paragraphs(article) == [FIRST, SECOND]


def test_without_headline_the_first_sentence_is_the_title() -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{SECOND}")

    assert article.title == (
        "Im Streit um die neue Seebrücke haben sich Stadt und Reederei auf einen Plan geeinigt."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 3. Juli hat Dr. Harms die Brücke freigegeben.",
        "Rund 2,5 Mio. Euro kostet z. B. die neue Brücke.",
        "„Das wird teuer.“",
        "Wer zahlt das?",
    ],
)
def test_a_full_stop_within_the_first_sentence_does_not_end_it(sentence: str) -> None:
    article = article_from_text(f"Kiel - {sentence} Das sagte sie am Montag. {FIRST}\n\n{SECOND}")

    assert article.title == sentence


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    sentence = "Die Stadt und " + "sehr " * 40 + "viele andere haben sich geeinigt."

    article = article_from_text(f"{sentence} {FIRST}")

    assert article.title.endswith(" sehr …")
    assert len(article.title) <= 102
    assert sentence.startswith(article.title.removesuffix(" …"))


def test_a_word_longer_than_a_title_is_cut_where_it_must() -> None:
    assert len(shortened("x" * 500)) <= 102


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("Kiel - ", "Kiel"),
        ("Kiel – ", "Kiel"),
        ("Kiel (dpa) - ", "Kiel"),
        ("Bad Segeberg (dpa/lno) – ", "Bad Segeberg"),
        ("Frankfurt/Main (AFP) - ", "Frankfurt/Main"),
        ("Frankfurt (Oder) (dpa) - ", "Frankfurt (Oder)"),
        ("KIEL (dpa). ", "Kiel"),
        ("New York. ", "New York"),
        ("Wien/Berlin - ", "Wien/Berlin"),
        ("Rotenburg an der Wümme - ", "Rotenburg an der Wümme"),
        ("Kiel, 3. Juli (dpa) - ", "Kiel"),
        ("St. Pölten (APA) - ", "St. Pölten"),
        ("(dpa) - ", ""),
        ("", ""),
        ("Die Stadt - so viel ist klar - zahlt. ", ""),
        ("Vorbei. ", ""),
        ("Kommentar - ", ""),
        ("Ja. ", ""),
    ],
)
def test_datelines(start: str, place: str) -> None:
    article = article_from_text(f"Einigung über die Seebrücke\n\n{start}{FIRST}\n\n{SECOND}")

    assert article.place == place
    assert article.text.startswith(start + FIRST)


@pytest.mark.parametrize(
    "line",
    [
        "Klage ist vom Tisch",
        "Wer zahlt am Ende?",
        "„Kein Weg zurück“",
        "«Kein Weg zurück»",
        '"Kein Weg zurück"',
        "Preise noch offen",
        "120 Meter über die Förde",
    ],
)
def test_short_lines_over_paragraphs_are_subheads(line: str) -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}")

    assert subheads(article) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Das war es.",
        "sagte die Bürgermeisterin",
        "- die Brücke",
        "• die Brücke",
        "„Das geht so nicht“, sagte Harms",
    ],
)
def test_other_short_lines_are_none(line: str) -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}")

    assert subheads(article) == []
    assert line in article.text


def test_the_last_line_is_no_subhead() -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{SECOND}\n\nBericht folgt")

    assert subheads(article) == []
    assert article.text.endswith("Bericht folgt")


@pytest.mark.parametrize("quotes", ["„…“", "«…»", "»…«", '"…"', "“…”", "‚…‘", "‹…›", "'…'"])
def test_every_style_of_quotes_stays_as_it_is(quotes: str) -> None:
    opening, closing = quotes.split("…")
    spoken = f"{opening}Die Brücke kommt.{closing} So sagte es Harms. {FIRST}"

    article = article_from_text(f"Kiel - {spoken}\n\n{SECOND}")

    assert article.text == f"Kiel - {spoken}\n\n{SECOND}"
    assert article.title == f"{opening}Die Brücke kommt.{closing}"


def test_lines_broken_at_a_width_become_paragraphs() -> None:
    broken = (
        "Im Streit um die neue Seebrücke haben sich Stadt und Reede-\n"
        "rei auf einen Plan geeinigt. Der Rat soll ihn am kommenden\n"
        "Donnerstag beschließen, sagte die Bürgermeisterin.\n"
        "\n"
        "Die Brücke soll 120 Meter lang werden und im Winter ge-\n"
        "schlossen sein. Naturschützer hatten vor Schäden gewarnt.\n"
    )

    assert paragraphs(article_from_text(broken)) == [
        FIRST,
        "Die Brücke soll 120 Meter lang werden und im Winter geschlossen sein. Naturschützer "
        "hatten vor Schäden gewarnt.",
    ]


def test_a_paragraph_a_line_stays_a_paragraph() -> None:
    assert paragraphs(article_from_text(f"{FIRST}\n{SECOND}\n{THIRD}")) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_every_kind_of_line_end(end: str) -> None:
    article = article_from_text(end.join(["Einigung", "", f"Kiel - {FIRST}", "", SECOND, ""]))

    assert article.title == "Einigung"
    assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


@pytest.mark.parametrize(
    ("ending", "agencies"),
    [
        ("(dpa)", ("dpa",)),
        ("dpa/lno", ("dpa",)),
        ("(afp/kna)", ("AFP", "KNA")),
        ("Mit Material von Reuters", ("Reuters",)),
        ("© dpa-infocom, dpa:190703-99-123456/2", ("dpa",)),
    ],
)
def test_what_a_story_ends_with_names_its_agencies(ending: str, agencies: tuple[str, ...]) -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{SECOND}\n\n{ending}")

    assert article.agencies == agencies
    assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


def test_an_agency_after_the_last_sentence_leaves_the_sentence() -> None:
    assert article_from_text(f"Kiel - {FIRST}\n\nDer Rat tagt. (dpa)").text.endswith("tagt. (dpa)")


def test_initials_at_the_end_stay_for_the_table_that_resolves_them() -> None:
    assert article_from_text(f"Kiel - {FIRST}\n\n{SECOND}\n\n(gro)").text.endswith("(gro)")


def test_rights_and_byline_at_the_end() -> None:
    article = article_from_text(
        f"Kiel - {FIRST}\n\n{SECOND}\n\nVon Erika Harms\n\n© 2019 Blatt. Alle Rechte vorbehalten."
    )

    assert article.rights == "© 2019 Blatt. Alle Rechte vorbehalten."
    assert article.authors == ("Erika Harms",)
    assert paragraphs(article) == [f"Kiel - {FIRST}", SECOND]


def test_what_is_said_of_times_beside_the_publication() -> None:
    article = article_from_text(
        "Sperrfrist: 6. März 2024, 6 Uhr\nDatum: 5.3.2024\n"
        f"Aktualisiert: 7. März 2024, 14.30 Uhr\n\nKiel - {FIRST}\n\n{SECOND}"
    )

    assert str(article.published) == "2024-03-05"
    assert str(article.embargo) == "2024-03-06T06:00"
    assert str(article.updated) == "2024-03-07T14:30"


def test_the_last_change_dates_what_has_no_other_date() -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\n{SECOND}\n\nAktualisiert am 7. März 2024")

    assert (str(article.published), article.updated) == ("2024-03-07", None)


def test_one_short_line_is_a_story() -> None:
    article = article_from_text("Die Brücke ist gesperrt.\n")

    assert article.title == "Die Brücke ist gesperrt."
    assert article.text == "Die Brücke ist gesperrt."


def test_headline_and_one_short_line() -> None:
    article = article_from_text("Brücke gesperrt\n\nDie Brücke ist bis Montag gesperrt.\n")

    assert article.title == "Brücke gesperrt"
    assert article.text == "Die Brücke ist bis Montag gesperrt."


def test_invisible_characters_are_no_part_of_words() -> None:
    article = article_from_text(f"Kiel - {FIRST}\n\nDie See\u00adbrücke\u200b kommt.\ufeff")

    assert article.text.endswith("Die Seebrücke kommt.")


def test_decomposed_letters_become_composed() -> None:
    assert article_from_text("Bru\u0308cke gesperrt.").text == "Brücke gesperrt."


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\ufeff", "\u00ad\u200b"])
def test_nothing_is_no_article(text: str) -> None:
    with pytest.raises(ReadError, match="no text"):
        article_from_text(text, "leer.txt")


def test_the_id_is_the_same_whatever_the_file_is_called(
    article: Callable[[str, str], Article],
) -> None:
    text = f"Kiel - {FIRST}\n\n{SECOND}"

    assert article("a.txt", text).id == article("b.txt", text).id
    assert article("a.txt", text).id != article("b.txt", text + " Ende.").id


def test_markdown_and_typed_text_are_plain_text_too(article: Callable[[str, str], Article]) -> None:
    read_article = article("a.md", f"# Einigung über die Seebrücke\n\nKiel - {FIRST}\n\n{SECOND}")

    assert read_article.title == "Einigung über die Seebrücke"
