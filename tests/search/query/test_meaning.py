"""What queries find: a dozen articles, and the ids that each query answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article, Caption, Entity

ARTICLES = (
    Article.from_text(
        id="bridge",
        title="Brücke über die Alte Lahr gesperrt",
        lead="Risse im Beton machen den Verkehr unmöglich.",
        text="Seit Montag ist die Brücke zu. Der Minister für Verkehr sagte, die Sperrung dauere "
        "bis Mai.\n\nDie Autofahrer müssen nun über Kronstadt fahren.",
        published="2022-01-05",
        source="Lahrer Bote",
        section="Lokales",
        authors=("Eva Muster",),
    ),
    Article.from_text(
        id="tax",
        title="Neue Steuern ab Sommer",
        text="Der Steuerzahler zahlt mehr. Die Steuerreform kostet zwei Milliarden. "
        "Finanzminister Anton Groß verteidigt sie.",
        published="2022-01",
        source="Die Rundschau",
        section="Wirtschaft",
    ),
    Article.from_text(
        id="summit",
        title="Gipfel der Nato in Madrund",
        text="Die Nato und Russland reden wieder. Der Nato-Russland-Rat tagt zum ersten Mal seit "
        "Jahren. Von einem kalten Krieg will niemand sprechen.",
        published="2021-12-20",
        source="Die Rundschau",
        section="Politik",
    ),
    Article.from_text(
        id="war",
        title="Kalter Krieg im Rathaus",
        text="Zwischen den Fraktionen herrscht ein kalter Krieg. Bürgermeister Müller schweigt.",
        published="2022-02-11",
        source="Lahrer Bote",
        section="Lokales",
    ),
    Article.from_text(
        id="council",
        title="Nato Russland Rat ohne Ergebnis",
        text="Das Treffen in Genf endete ohne Ergebnis. Russland wies alles zurück.",
        published="2022-03-01",
        source="Kurier",
        section="Politik",
    ),
    Article.from_text(
        id="name",
        title="Frau Mueller kauft ein",
        text="Auf dem Markt war Frau Mueller die Erste. Herr Meyer und Herr Maier kamen später.",
        published="2020",
        source="Kurier",
    ),
    Article.from_text(
        id="gender",
        title="Politikerinnen fordern mehr Geld",
        text="Alle Politiker:innen des Kreises stimmten zu, 2G-Regel und 3,5 Prozent inklusive.",
        published="2022-03-16",
        source="Kurier",
    ),
    Article.from_text(
        id="undated",
        title="Rezept für Apfelkuchen",
        text="Zuerst die Äpfel schälen. Dann der Teig. Zuletzt kommt Zimt auf den Kuchen.",
        source="Lahrer Bote",
    ),
    replace(
        Article.from_text(
            id="people", title="Besuch aus der Schweiz", text="Sie kam mit dem Zug an.",
            published="2022-01-12",
        ),
        captions=(Caption("Ankunft am Bahnhof von Kronstadt", "Foto: Rena Licht"),),
        entities=(
            Entity("person", "Ruth Ankerberg"),
            Entity("person", "Jon Lindt"),
            Entity("organisation", "Kantonalbank"),
            Entity("place", "Genf"),
        ),
        agencies=("dpa",),
        keywords=("Diplomatie",),
    ),
    replace(
        Article.from_text(
            id="agency", title="Genf erwartet Gäste", text="Die Stadt ist geschmückt.",
            published="2022-01-12T14:30",
        ),
        entities=(Entity("person", "Jon Ankerberg"), Entity("person", "Ruth Lindt")),
        agencies=("Reuters",),
    ),
)  # fmt: skip
EVERY_ID = {article.id for article in ARTICLES}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("meaning") / "archive"
    with Archive.create(folder) as archive:
        with archive.writer() as writer:
            for article in ARTICLES:
                writer.put(article)
        yield archive


def found(archive: Archive, query: str) -> set[str]:
    results = archive.search(query, limit=100)
    ids = {hit.article.id for hit in results.hits if hit.complete}
    assert len(ids) == results.total
    return ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("brücke", {"bridge"}),
        ("BRÜCKEN", {"bridge"}),
        ("bruecke", {"bridge"}),
        ("brücke gesperrt", {"bridge"}),
        ("brücke nato", set()),
        ("müller", {"war", "name"}),
        ("Mueller", {"war", "name"}),
        ("politiker", {"gender"}),
        ("Politiker*innen", {"gender"}),
        ("Politiker(innen)", {"gender"}),
        ("3,5", {"gender"}),
        ("Nato-Russland-Rat", {"summit", "council"}),
        ("NATO-RUSSLAND-RAT", {"summit", "council"}),
        ("diplomatie", {"people"}),
        ("Tagt der Nato-Russland-Rat?", {"summit"}),
        ("", EVERY_ID),
    ],
)
def test_words(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    "quoted",
    [
        *('"kalter krieg"', "„kalter Krieg“", "»kalter Krieg«", "«kalter Krieg»"),
        *("“kalter Krieg”", "‚kalter Krieg‘", "'kalter Krieg'", "„kalter Krieg", '»kalter Krieg"'),
    ],
)
def test_phrases_in_every_style(archive: Archive, quoted: str) -> None:
    assert found(archive, quoted) == {"summit", "war"}
    assert found(archive, "krieg kalter") == {"summit", "war"}
    assert found(archive, '"krieg kalter"') == set()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"Nato Russland Rat"', {"summit", "council"}),
        ('"der Nato-Russland-Rat tagt"', {"summit"}),
        ('"russland nato"', set()),
        ('"nato russland"~3', {"summit", "council"}),
        ('"russland nato"~3', {"summit", "council"}),
        ('="kalter krieg"', {"war"}),
        ("=Minister", {"bridge"}),
        ('="Ministers"', set()),
        ("ministers", {"bridge", "tax"}),
    ],
)
def test_phrases_and_forms(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("nato ODER brücke", {"summit", "council", "bridge"}),
        ("nato OR brücke", {"summit", "council", "bridge"}),
        ("nato UND genf", {"council"}),
        ("nato AND genf", {"council"}),
        ("nato NICHT genf", {"summit"}),
        ("nato UND NICHT genf", {"summit"}),
        ("nato -genf", {"summit"}),
        ("nato AND NOT genf", {"summit"}),
        ("nato genf ODER brücke", {"council", "bridge"}),
        ("(nato ODER brücke) genf", {"council"}),
        ("genf (nato ODER (stadt -zug))", {"council", "agency"}),
        ("-brücke -nato -krieg", EVERY_ID - {"bridge", "summit", "war", "council"}),
        ("brücke ODER NICHT (nato ODER krieg)", EVERY_ID - {"summit", "war", "council"}),
        ("nato -(genf ODER madrund)", set()),
        ("*", EVERY_ID),
        ("* -brücke", EVERY_ID - {"bridge"}),
        ("(((brücke", {"bridge"}),
        ("brücke)))", {"bridge"}),
        ("brücke UND", {"bridge"}),
    ],
)
def test_operators(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("nato NAHE/1 russland", {"summit", "council"}),
        ("russland NAHE/1 nato", {"summit", "council"}),
        ("russland VOR/0 rat", {"summit", "council"}),
        ("rat VOR/5 russland", set()),
        ("risse NEAR/9 unmöglich", {"bridge"}),
        ("risse NEAR/3 unmöglich", set()),
        ('"kalter krieg" NAHE/3 fraktionen', {"war"}),
        ("(brücke ODER autofahrer) VOR/6 kronstadt", {"bridge"}),
    ],
)
def test_nearness(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("steuer*", {"tax"}),
        ("Steuerz*", {"tax"}),
        ("*reform", {"tax"}),
        ("St*zahler", {"tax"}),
        ("M?yer", {"name"}),
        ("Me?er", {"name"}),
        ("M??er", {"name"}),
        ("Muell*", {"war", "name"}),
        ("Müll*", {"war", "name"}),
        ("Rathuas~", {"war"}),
        ("Borgermaister~2", {"war"}),
        ("Borgermaister~", set()),
        ("/ma[iy]er/", {"name"}),
        ("/m(ai|ey)er/", {"name"}),
        ("/steuer.+/", {"tax"}),
        ("-steuer* source:rundschau", {"summit"}),
    ],
)
def test_patterns(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("titel:krieg", {"war"}),
        ("title:krieg", {"war"}),
        ("text:krieg", {"summit", "war"}),
        ("titel:(nato ODER krieg)", {"summit", "war", "council"}),
        ("titel:(nato rat)", {"council"}),
        ('titel:"nato russland"', {"council"}),
        ("text:beton", {"bridge"}),
        ("lead:beton", {"bridge"}),
        ("bild:bahnhof", {"people"}),
        ("quelle:rundschau", {"tax", "summit"}),
        ('source:"Lahrer Bote"', {"bridge", "war", "undated"}),
        ('-quelle:"Lahrer Bote" -quelle:kurier -source:rundschau', {"people", "agency"}),
        ("ressort:lokales", {"bridge", "war"}),
        ("section:wirtschaft", {"tax"}),
        ('autor:"eva muster"', {"bridge"}),
        ("author:muster", {"bridge"}),
        ("person:ankerberg", {"people", "agency"}),
        ('person:"Ruth Ankerberg"', {"people"}),
        ("person:(ruth jon)", {"people", "agency"}),
        ('person:"Ankerberg Jon"', set()),
        ("organisation:kantonalbank", {"people"}),
        ("org:kantonalbank", {"people"}),
        ("ort:genf", {"people"}),
        ("place:genf", {"people"}),
        ("agentur:dpa", {"people"}),
        ("agency:reuters", {"agency"}),
        ("id:tax", {"tax"}),
        ("id:(tax war)", {"tax", "war"}),
        ("id:ta", set()),
        ("foo:brücke", set()),
        ("titel: brücke", {"bridge"}),
    ],
)
def test_fields(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("datum:2021", {"summit"}),
        ("datum:2022-01", {"bridge", "tax", "people", "agency"}),
        ("datum:Januar 2022", {"bridge", "tax", "people", "agency"}),
        ("datum:2022-01-05", {"bridge", "tax"}),
        ("datum:5.1.2022", {"bridge", "tax"}),
        ("datum:2022-01-12T14:30", {"tax", "people", "agency"}),
        ("datum:2022-01-06..2022-01-12", {"tax", "people", "agency"}),
        ("date:>=2022-02", {"war", "council", "gender"}),
        ("datum:>2022-02", {"council", "gender"}),
        ("vor:2021", {"name"}),
        ("before:2021-12-20", {"name"}),
        ("until:2021-12-20", {"name", "summit"}),
        ("nach:2022-02", {"council", "gender"}),
        ("since:2022-03-01", {"council", "gender"}),
        ("datum:(2020 ODER 2021)", {"name", "summit"}),
        ("datum:2022..2021 nato", {"summit", "council"}),
        ("-datum:2022", {"summit", "name", "undated"}),
        ("datum:quatsch nato", {"summit", "council"}),
    ],
)
def test_dates(archive: Archive, query: str, ids: set[str]) -> None:
    assert found(archive, query) == ids


def test_what_was_typed_literally_ranks_first(archive: Archive) -> None:
    assert [hit.article.id for hit in archive.search("Mueller").hits] == ["name", "war"]


def test_no_hits_for_a_word_still_say_how_it_was_read(archive: Archive) -> None:
    results = archive.search("xylophonkonzert quelle:kurier")
    assert results.total == 0
    assert results.reading == "das Wort xylophonkonzert, Quelle: kurier"
