"""Names that belong together, and words that are no names of the story."""

from __future__ import annotations

import pytest

from pressespiegel.indexer.entities import Span, annotate
from pressespiegel.indexer.entities.events import ends_like_event
from pressespiegel.indexer.entities.institutions import with_institutions
from pressespiegel.indexer.entities.organisations import canonical
from pressespiegel.indexer.entities.places import canonical as canonical_place
from pressespiegel.search import Article
from pressespiegel.search.article import EntityKind


class Marked:
    """A finder that finds what the test marks: [Anna Berger|person]."""

    def __init__(self, marked: str) -> None:
        self.text = ""
        self.spans: list[Span] = []
        for part in marked.split("["):
            name, bar, rest = part.partition("|")
            if not bar:
                self.text += part
                continue
            kind_name, _, after = rest.partition("]")
            kinds: dict[str, EntityKind] = {
                "p": "person",
                "o": "organisation",
                "l": "place",
            }
            start = len(self.text)
            self.spans.append(Span(start, start + len(name), kinds[kind_name], name))
            self.text += name + after

    def find(self, text: str) -> list[Span]:
        offset = text.index(self.text)
        return [
            Span(span.start + offset, span.end + offset, span.kind, span.text)
            for span in self.spans
        ]


def entities(marked: str) -> set[tuple[str, str, int]]:
    finder = Marked(marked)
    article = annotate(Article.from_text(id="a", title="", text=finder.text), finder)
    return {(each.kind, each.name, len(each.mentions)) for each in article.entities}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # what begins with a first name is a club's beside that club
        (
            "[Hertha BSC|o] verliert. [Hertha|p] fehlt [Herthas|p] Torwart.",
            {("organisation", "Hertha BSC", 3)},
        ),
        ("[Hertha Kern|p] jubelt mit [Hertha|p].", {("person", "Hertha Kern", 2)}),
        # a town's people before a noun, and before what is called so
        (
            "Der [Berliner Kiez|o], die [Mainzer Firma|o] und die [Wiener Symphoniker|o].",
            {("organisation", "Wiener Symphoniker", 1)},
        ),
        # abbreviations that name no one, illnesses, a state by its initials
        ("Die [GmbH|o] forscht zu [HIV|o], zur [Spanischen Grippe|o] und zum [ÖPNV|o].", set()),
        (
            "In [NRW|o] gilt das, in [Nordrhein-Westfalen|l] auch.",
            {("place", "Nordrhein-Westfalen", 2)},
        ),
        # surname, genitive
        ("Es sprach [Anna Berger|p]. [Bergers|p] Rede gefiel.", {("person", "Anna Berger", 2)}),
        # a genitive without the nominative beside it
        ("Dank [Anna Kobers|p] Griff gelang es.", {("person", "Anna Kober", 1)}),
        ("Wegen [Anna Kobers|p] angekündigtem Rückzug.", {("person", "Anna Kober", 1)}),
        # a name that ends in s is none
        ("Gestern traf [Anna Peters|p] Iwan den Großen.", {("person", "Anna Peters", 1)}),
        ("Gestern hat [Anna Maas|p] Russland besucht.", {("person", "Anna Maas", 1)}),
        ("Die Landrätin [Anna Peters|p] sprach.", {("person", "Anna Peters", 1)}),
        # cut at a small word
        ("Es kam [Anna|p] von der [Heide|l] zurück.", {("person", "Anna von der Heide", 1)}),
        ("Es kam [Anna|p] von der Heide zurück.", {("person", "Anna von der Heide", 1)}),
        # a king's number keeps its dot
        ("Es sprach [Karl III|p]. zum Volk.", {("person", "Karl III.", 1)}),
        # inhabitants, events, counted things and what stands in compounds are no people
        ("Viele [Berliner|p] kamen, [Berliner|p] gingen.", set()),
        ("Er sah die [Champions League|o].", set()),
        ("Sie gab einige [Tipps|p] dazu.", set()),
        ("Er kam wegen [Corona|p], die Corona-Regeln galten, [Corona|p] blieb.", set()),
        # two places side by side are a club
        ("Gegen [Bayern München|l] verlor er.", {("organisation", "Bayern München", 1)}),
        # a noun with "ein" before it elsewhere is no place
        ("In [Kita|l] und Schule. Eine Kita schließt.", set()),
        # a place that a museum is called by
        (
            "Das [Stadtmuseum Marenfurt|o] zeigt es. Als [Marenfurt|p] brannte, schlief er.",
            {("organisation", "Stadtmuseum Marenfurt", 1), ("place", "Marenfurt", 1)},
        ),
        # names end where a line, a dash, a genitive ends
        ("Es kommt von [Anna Berger\nRap|p] aus Halle.", {("person", "Anna Berger", 1)}),
        ("Wegen [Kerns Kurs|o] ging [Paul Kern|p].", {("person", "Paul Kern", 2)}),
        ("Da griff [Polens Armee|p] ein.", {("place", "Polen", 1)}),
        ("Es traf [Kiels Anna Berger|p].", {("person", "Anna Berger", 1)}),
        (
            "Dann endet [FC Halle - SV Kiel|o] 2:1.",
            {("organisation", "FC Halle", 1), ("organisation", "SV Kiel", 1)},
        ),
        # a noun before or behind a name is no part of it, a legal form is
        ("Die [Kohlekali AG|o] klagte.", {("organisation", "Kohlekali AG", 1)}),
        ("Die [Gewerkschaft GEW|o] klagte.", {("organisation", "GEW", 1)}),
        ("Die [ARD Mediathek|o] half.", {("organisation", "ARD", 1)}),
        # an adjective in -es is no genitive
        ("Das [Grünes Theater|o] tagt.", {("organisation", "Grünes Theater", 1)}),
        # a first name only goes on with "von"
        (
            "[Paul Kern|p] von [Anna Berger|p] abgelöst.",
            {("person", "Paul Kern", 1), ("person", "Anna Berger", 1)},
        ),
        # nouns are no names, adjectives neither
        ("Bei [Nieselregen|l] in der [Halle|l] fror er.", set()),
        # nouns that are towns' names, by the small word before them
        ("Die Polizei stoppt [Floß|l] mit einem langen [Horn|l].", set()),
        ("Sie fuhr im niedersächsischen [Lohne|l].", {("place", "Lohne", 1)}),
        (
            "Er war neben [Essen|l] auch in [Halle|l].",
            {("place", "Essen", 1), ("place", "Halle", 1)},
        ),
        ("Etwas [Humorvolles|p] mit [Leggings|p] und [Optischem|l].", set()),
        ("Kardiologe [Herzchirurg Paul Kern|p] riet ab.", {("person", "Paul Kern", 1)}),
        ("In [Halle|l] am [Bodensee|l].", {("place", "Halle", 1), ("place", "Bodensee", 1)}),
        # what stands before a name
        (
            "Die Region [Wirlach|p] und der Konzern [Tannkali|l].",
            {
                ("place", "Wirlach", 1),
                ("organisation", "Tannkali", 1),
            },
        ),
        (
            "Der VfL [Halle|l] schlug den 1. [FC Kiel|o].",
            {
                ("organisation", "VfL Halle", 1),
                ("organisation", "1. FC Kiel", 1),
            },
        ),
        ("Die Feuerwehr [Kiel|l] löschte.", {("organisation", "Feuerwehr Kiel", 1)}),
        ("Seit gestern ist Bad [Wirlach|l] zu.", {("place", "Bad Wirlach", 1)}),
        ("Die [Kurstadt Wirlach|o] wirbt.", {("place", "Wirlach", 1)}),
        ("Nun verliert [Kranhofen|p] seine Apotheke.", {("place", "Kranhofen", 1)}),
        ("Das sei falsch, sagte [Kranhofen|p] dazu.", {("person", "Kranhofen", 1)}),
        # a line-up
        (
            "Wirlach: [Ormund|l] - Abt, Kern, Lanz, Quast - Pohl, [Otmani|o] - Otto, "
            "Ruhl, [Ugrin|p] - Ulm",
            {("person", "Ormund", 1), ("person", "Otmani", 1), ("person", "Ugrin", 1)},
        ),
        # names of one club or paper, a work's title, a code, a venue
        (
            "Der [SV Werder Bremen|o], also [Werder|o], und der [TSV Wirlach|o], also [TSV|o].",
            {("organisation", "Werder Bremen", 2), ("organisation", "TSV Wirlach", 2)},
        ),
        ("Im [SPIEGEL|o] stand es.", {("organisation", "Spiegel", 1)}),
        ("Er sah „[Broken Waters|o]“ auf der [A7|o].", set()),
        ("Laut der Zeitung „[De Avond|o]“ kam er.", {("organisation", "De Avond", 1)}),
        ("Das Spiel im [Wirlacher Stadion|o].", {("place", "Wirlacher Stadion", 1)}),
        # a surname with its particle
        (
            "[Lina Le Fur|p] kam, für [Le Fur|l] ein Sieg.",
            {("person", "Lina Le Fur", 2)},
        ),
        # adjective and noun
        ("Schiffe im [Roten Meer|l].", {("place", "Rotes Meer", 1)}),
    ],
)
def test_joined(marked: str, expected: set[tuple[str, str, int]]) -> None:
    assert entities(marked) == expected


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Neuen Osnabrücker Zeitung", "Neue Osnabrücker Zeitung"),
        ("Technischen Universität Ilmenau", "Technische Universität Ilmenau"),
        ("Landgerichts Halle", "Landgericht Halle"),
        ("Deutschen Olympischen Sportbundes", "Deutscher Olympischer Sportbund"),
        ("NDR.", "NDR"),
        ("Mit Marenfurter Zeitung", "Marenfurter Zeitung"),
        ("French Open", ""),
    ],
)
def test_organisations_have_one_name(printed: str, name: str) -> None:
    text = Article.from_text(id="a", title="", text=f"Vom {printed} kam es.")
    finder = Marked(f"[{printed}|o]")
    assert [each.name for each in annotate(text, finder).entities] == ([name] if name else [])
    assert canonical(printed.rstrip(".")) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Vereinigten Staaten", "USA"),
        ("Russlands", "Russland"),
        ("Frankfurt/Main", "Frankfurt am Main"),
        ("Rote Meer", "Rotes Meer"),
        ("Hackeschen Markt", "Hackescher Markt"),
        ("Indischen Ozean", "Indischer Ozean"),
        ("Kanarischen Inseln", "Kanarische Inseln"),
        ("Olympia", ""),
        ("Berliner", ""),
    ],
)
def test_places_have_one_name(printed: str, name: str) -> None:
    assert canonical_place(printed) == name


def test_institutions_take_the_place_of_names_inside_them() -> None:
    text = "Das Landgericht Frankfurt am Main und das Bundesamt für Strahlenschutz klagten."
    frankfurt = Span(16, 33, "place", "Frankfurt am Main")
    assert [(span.text, span.kind) for span in with_institutions(text, [frankfurt])] == [
        ("Landgericht Frankfurt am Main", "organisation"),
        ("Bundesamt für Strahlenschutz", "organisation"),
    ]


def test_institutions_leave_longer_names_alone() -> None:
    text = "Der SPD Marenfurt schadet es."
    longer = Span(4, 17, "organisation", "SPD Marenfurt")
    assert with_institutions(text, [longer]) == [longer]


def test_events() -> None:
    assert ends_like_event("Olympischen Spielen")
    assert not ends_like_event("Spielwaren Krug")


@pytest.mark.parametrize(
    ("marked", "name", "long"),
    [
        ("Der [Alpenkreis Nord|o] (AKN) tagt.", "AKN", "Alpenkreis Nord"),
        # found by its initials only
        ("Chef der Neuen Alpinen Union ([NAU|o]) ist er.", "NAU", "Neue Alpine Union"),
        ("Des [Ländlichen Bundes|o] (LB) wegen.", "LB", "Ländlicher Bund"),
        ("Der [Alpenkreis Nord|o] tagt.", "Alpenkreis Nord", ""),
        # the long form of a name that is known by its short one anyway; where something is
        ("In den Vereinten Nationen ([VN|o]) ist er.", "UN", ""),
        ("Die [Unis Sankt Alban|o] (USA) gratuliert.", "Unis Sankt Alban", ""),
    ],
)
def test_the_long_form_is_kept(marked: str, name: str, long: str) -> None:
    finder = Marked(marked)
    (entity,) = annotate(Article.from_text(id="a", title="", text=finder.text), finder).entities
    assert (entity.name, entity.long) == (name, long)
