"""Help with words: did you mean, completion, similar articles, and why an article was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search import Archive, Article, Correction, Entity, known_names
from pressespiegel.search.words.edits import edit_distances
from pressespiegel.search.words.slips import slip_cost
from pressespiegel.search.words.suggest import Suggestion, suggestions
from pressespiegel.search.words.vocabulary import Vocabulary


def story(id: str, title: str, text: str, *names: tuple[str, str], source: str = "") -> Article:
    article = Article.from_text(id=id, title=title, text=text, source=source)
    entities = []
    for kind, name in names:
        assert kind in ("person", "organisation", "place")
        entities.append(Entity(kind, name))  # type: ignore[arg-type]  # checked above
    return replace(article, entities=tuple(entities))


ADA = ("person", "Ada Kern")
MUENSINGEN = ("place", "Münsingen")
ARTICLES = (
    story("bridge", "Brücke in Oberau gesperrt", "Risse im Beton der Talbrücke: Ada Kern vom "
          "Brückenamt in Münsingen lässt die Statik prüfen.",
          ADA, MUENSINGEN, source="Der Talbote"),
    story("repair", "Sanierung beginnt", "Die Talbrücke bekommt neuen Beton, die Statik der "
          "Brücke hat Ada Kern berechnet.", ADA, source="Der Talbote"),
    story("goal", "Sieg im letzten Spiel", "Der Torwart hält, die Mannschaft jubelt.",
          ("organisation", "Münchner Kickers"), source="Sportblatt"),
    story("loss", "Niederlage", "Die Mannschaft verliert ohne ihren Torwart.", source="Sportblatt"),
    *(
        story(f"reform{number}", f"Steuerreform {number}",
              "Die Regierung verteidigt die Reform der Steuern vor der Opposition.")
        for number in range(30)
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("help") / "archive") as archive:
        with archive.writer() as writer:
            for article in ARTICLES:
                writer.put(article)
        yield archive


# Did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("Regirung", "Regierung"), ("regeirung", "regierung"), ("Torwrat", "Torwart")),
        *(("Mannschafft", "Mannschaft"), ("Oposition", "Opposition"), ("Bruecke", "Brücke")),
        *(("brucke", "brücke"), ("STATTIK", "STATIK"), ("Sanierumg", "Sanierung")),
    ],
)
def test_the_word_meant_comes_first(archive: Archive, typed: str, meant: str) -> None:
    assert archive.suggest(typed)[0].text == meant


def test_suggestions_say_how_far_and_how_frequent(archive: Archive) -> None:
    first = archive.suggest("Regirung")[0]
    assert (first.text, first.distance, first.articles) == ("Regierung", 1, 30)


def test_a_word_is_no_suggestion_for_itself(archive: Archive) -> None:
    assert "regierung" not in [each.text for each in archive.suggest("regierung")]


def test_nothing_is_close_to_nonsense(archive: Archive) -> None:
    for typed in ("xqzzyx", "", "   ", "!", "a" * 500, "\ud800", "12345"):
        assert archive.suggest(typed) == []


def test_frequent_words_and_likely_slips_come_first() -> None:
    assert suggestions("haud", Vocabulary.of({"haus": 900, "haut": 2}))[0].text == "haus"
    assert suggestions("naus", Vocabulary.of({"maus": 40, "paus": 40}))[0].text == "maus"


def test_neighbours_decide_between_words_alike() -> None:
    vocabulary = Vocabulary.of({"hose": 20, "rose": 20})
    assert suggestions("gose", vocabulary)[0].text == "hose"
    found = suggestions("gose", vocabulary, usage=Counted(neighbours={"rose": 9}))
    assert [each.text for each in found] == ["rose", "hose"]


@dataclass(frozen=True)
class Counted:
    """What articles tell of words, written down."""

    texts: Mapping[str, int] = field(default_factory=dict)
    neighbours: Mapping[str, int] = field(default_factory=dict)

    def beside(self, text: str) -> int:
        return self.neighbours.get(text, 0)

    def phrase(self, text: str) -> int:
        return self.texts.get(text, 0)

    def compound(self, text: str) -> int:
        return self.texts.get(text, 0)


def test_words_run_together_are_parted_where_they_stand_together() -> None:
    vocabulary = Vocabulary.of({"zum": 900, "zweiten": 300, "zweite": 200, "zuzeiten": 1})
    used = Counted({"zum zweiten": 40})
    assert suggestions("Zumzweiten", vocabulary, usage=used)[0] == Suggestion("Zum zweiten", 1, 40)
    assert " " not in suggestions("Zumzweiten", vocabulary, usage=Counted())[0].text


def test_compounds_are_mended_in_the_part_that_is_misspelt() -> None:
    vocabulary = Vocabulary.of({"talbrücke": 9, "talbrücken": 4, "sanierung": 8, "fest": 70})
    for typed in ("Talbrückensanirung", "Talbrückkensanierung"):
        found = suggestions(typed, vocabulary, usage=Counted({"talbrückensanierung": 3}))
        assert found == [Suggestion("Talbrückensanierung", 1, 3)]
        assert suggestions(typed, vocabulary, usage=Counted()) == []


@pytest.mark.parametrize(
    ("typed", "meant", "edits"),
    [
        *(("fisik", "physik", 3), ("kwal", "qual", 2), ("niwo", "niveau", 4)),
        *(("filosofie", "philosophie", 4), ("internationationale", "internationale", 5)),
    ],
)
def test_what_sounds_alike_is_found_beyond_two_edits(typed: str, meant: str, edits: int) -> None:
    found = suggestions(typed, Vocabulary.of({meant: 3, "gamma": 90}))
    assert found == [Suggestion(meant, edits, 3)]


@pytest.mark.parametrize(
    ("typed", "likely", "unlikely"),
    [
        *(("maschiene", "maschine", "maschinen"), ("weitgehen", "weitgehend", "weiteren")),
        *(("wier", "wie", "bier"), ("tip", "tipp", "tie"), ("gemeide", "gemeinde", "gemeine")),
        *(("rythmus", "rhythmus", "rhetmus"), ("stat", "statt", "star")),
    ],
)
def test_the_commoner_slip_decides(typed: str, likely: str, unlikely: str) -> None:
    assert suggestions(typed, Vocabulary.of({likely: 20, unlikely: 20}))[0].text == likely


def test_new_words_are_known_after_a_commit(tmp_path: pytest.TempPathFactory) -> None:
    with Archive.create(str(tmp_path) + "/archive") as archive:
        assert archive.suggest("Fahrad") == []
        assert archive.complete("Fahr") == []
        with archive.writer() as writer:
            writer.put(story("a", "Verkehr", "Das Fahrrad steht im Hof."))
        assert archive.suggest("Fahrad")[0].text == "Fahrrad"
        assert archive.complete("Fahr")[0].text == "fahrrad"


def test_few_hits_offer_another_query(archive: Archive) -> None:
    results = archive.search("Regirung Reform")
    assert results.total == 0
    assert results.suggestion == Correction("Regierung Reform", 30)
    assert archive.search("Regirung -Steuern").suggestion is None


def test_a_query_that_nothing_has_all_of_is_corrected_where_its_words_stand_apart(
    archive: Archive,
) -> None:
    results = archive.search("Regirung Talbrücke")
    assert results.suggestion == Correction("Regierung Talbrücke", 0)
    corrected = archive.search("Regierung Talbrücke")
    assert corrected.total == 0
    assert corrected.partial_total > results.partial_total
    assert corrected.suggestion is None
    assert archive.search("titel:Regirung").suggestion is None


def test_parted_words_are_offered_joined(archive: Archive) -> None:
    assert archive.search("Regie rung Reform").suggestion == Correction("Regierung Reform", 30)
    assert archive.search("Ober au").suggestion is None


def test_names_that_the_archive_lacks_are_left_alone(archive: Archive) -> None:
    for query in ("Xaver Brücke", "Torte", "Spinat Beton", "Xylander"):
        assert archive.search(query).suggestion is None


def test_a_query_that_finds_enough_is_never_corrected(archive: Archive) -> None:
    assert archive.search("Regierung Reform").suggestion is None
    assert archive.search("Torwart").suggestion is None


words = st.text(alphabet="abcäß", max_size=7)


@given(words, st.lists(words.filter(bool), min_size=1, max_size=5))
@settings(deadline=None)
def test_distances_are_those_of_the_textbook(typed: str, others: list[str]) -> None:
    distinct = {other: 1 for other in others if len(other) > 1}
    for most in (1, 2):
        close = {each.text: each.distance for each in Vocabulary.of(distinct).close_to(typed, most)}
        assert close == {
            other: distance
            for other in distinct
            if typed and 0 < (distance := alignment(typed, other)) <= most
        }


def alignment(left: str, right: str) -> int:
    """Optimal string alignment distance, as it is defined."""
    table = [
        [i + j if not i * j else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)
    ]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (left[i - 1] != right[j - 1]),
            )
            if i > 1 and j > 1 and left[i - 2 : i] == right[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(words, words)
def test_costs_are_distances(typed: str, meant: str) -> None:
    cost = slip_cost(typed, meant)
    assert cost >= 0
    assert (cost == 0) == (typed == meant)


def test_edit_distances_of_no_words() -> None:
    import numpy as np

    none = edit_distances(
        np.array([1], np.uint8), np.zeros((0, 1), np.uint8), np.zeros(0, np.int64)
    )
    assert len(none) == 0


# Completion


@pytest.mark.parametrize(
    ("prefix", "text", "kind"),
    [
        *(("ad", "Ada Kern", "person"), ("kern", "Ada Kern", "person")),
        *(("müns", "Münsingen", "place"), ("muens", "Münsingen", "place")),
        *(("Münchner K", "Münchner Kickers", "organisation"), ("talb", "Der Talbote", "source")),
        *(("regier", "regierung", "word"), ("ADA K", "Ada Kern", "person")),
        ("Brücke in Ober", "Brücke in Oberau gesperrt", "title"),
    ],
)
def test_what_is_typed_is_completed(archive: Archive, prefix: str, text: str, kind: str) -> None:
    first = archive.complete(prefix)[0]
    assert (first.text, first.kind) == (text, kind)
    assert first.articles > 0


def test_new_names_are_completed_before_all_are_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_names, "FEW_NAMES", 0)
    monkeypatch.setattr(known_names, "CHANGED_SHARE", 10.0)
    with Archive.create(tmp_path / "archive") as archive:
        for id, names in (
            ("a", ["Ada Kern"]),
            ("b", ["Bo Lind", "Ada Kerns"]),
            ("c", ["Cleo Mai"]),
        ):
            with archive.writer() as writer:
                writer.put(story(id, "Neu", "Text.", *(("person", name) for name in names)))
            assert [each.text for each in archive.complete(names[0][:2])] == [names[0]]
            assert [each.text for each in archive.complete("ad")] == ["Ada Kern"]
        with archive.writer() as writer:
            writer.delete("c")
        assert archive.complete("cl") == []


def test_names_come_before_words(archive: Archive) -> None:
    assert archive.complete("t")[0].text == "Der Talbote"


@pytest.mark.parametrize("prefix", ["", " ", "xqz", "…", "\ud800", "a" * 10_000, "*", '"'])
def test_odd_beginnings_complete_nothing(archive: Archive, prefix: str) -> None:
    assert archive.complete(prefix) == []


def test_no_more_than_asked_for_and_nothing_twice(archive: Archive) -> None:
    for limit in (0, 1, 3, 100):
        found = archive.complete("s", limit)
        assert len(found) <= limit
        assert len(set(found)) == len(found)


# Similar articles


def test_articles_about_the_same_are_similar(archive: Archive) -> None:
    first = archive.similar("bridge")[0]
    assert first.article.id == "repair"
    assert {"Talbrücke", "Beton", "Statik"} <= set(first.words)
    assert [each.article.id for each in archive.similar("goal")] == ["loss"]


def test_words_of_other_fields_make_articles_similar(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with Archive.create(tmp_path_factory.mktemp("fields") / "archive") as archive:
        with archive.writer() as writer:
            writer.put(story("a", "Neues vom Stausee", "Am Ufer wird gebaut."))
            writer.put(
                story("b", "Ausflug", "Wir fahren zum Stausee, der Ägyptische Garten blüht.")
            )
            writer.put(story("c", "Reise", "Der Ägyptische Turm ist offen."))
        assert [(each.article.id, each.words) for each in archive.similar("a")] == [
            ("b", ("Stausee",))
        ]
        assert "Ägyptische" in archive.similar("c")[0].words


def test_nothing_is_similar_to_nothing(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert archive.similar("nowhere") == []
    with Archive.create(tmp_path_factory.mktemp("one") / "archive") as lonely:
        with lonely.writer() as writer:
            writer.put(ARTICLES[0])
        assert lonely.similar("bridge") == []


# Why an article was found


def test_an_explanation_adds_up(archive: Archive) -> None:
    for query in ("Brücke Beton", '"Ada Kern" statik', "brück* Risse", "brücke person:kern"):
        for hit in archive.search(query).hits:
            explanation = archive.explain(hit)
            assert explanation.id == hit.article.id
            assert explanation.score == pytest.approx(hit.score, rel=1e-3)


def test_an_explanation_says_as_what_and_where(archive: Archive) -> None:
    query = "Bruecke Risse"
    hit = next(hit for hit in archive.search(query).hits if hit.article.id == "bridge")
    bridge, cracks = archive.explain(hit).words
    assert (bridge.typed, query[bridge.span.start : bridge.span.end]) == ("Bruecke", "Bruecke")
    assert {finding.reason for finding in bridge.findings} == {"stem", "part"}
    places = {place.text: finding.reason for finding in bridge.findings for place in finding.places}
    assert places["Brücke"] == "stem"
    assert places["Talbrücke"] == "part"
    for finding in (*bridge.findings, *cracks.findings):
        assert finding.score > 0
        assert finding.fields
        for place in finding.places:
            text = hit.article.field_text(place.field)  # type: ignore[arg-type]  # running text
            assert text[place.start : place.end] == place.text
    assert "form" in {finding.reason for finding in cracks.findings}


def test_missing_words_are_explained_by_nothing(archive: Archive) -> None:
    hit = archive.search("Torwart Beton Statik").hits[0]
    assert not hit.complete
    words = {word.typed: word for word in archive.explain(hit).words}
    assert words["Torwart"].findings == ()
    assert words["Beton"].findings
