"""The same story in several papers: found, ordered, and told apart from what only looks alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import Archive, Article, Passage, Results
from pressespiegel.search.engine import Sort
from pressespiegel.search.printings import find_printings
from pressespiegel.search.story_text import StoryText

STORY = (
    "Die Brücke über die Wörla bleibt bis zum Herbst gesperrt. Bei einer Prüfung waren Risse in "
    "zwei Trägern gefunden worden, teilte das Landesamt am Dienstag in Königswörth mit.",
    "Der Verkehr wird über Lindenhall umgeleitet. Für Fußgänger und Radfahrer richtet die Stadt "
    "eine Fähre ein, die alle zwanzig Minuten ablegt und nichts kostet.",
    "Bürgermeisterin Frauke Deich sprach von einer Geduldsprobe für die ganze Gegend. Sie hoffe "
    "auf Hilfe aus der Hauptstadt, denn allein könne die Gemeinde den Neubau nicht bezahlen.",
    "Die Brücke wurde 1931 gebaut und zuletzt vor zwölf Jahren erneuert. Jeden Tag fuhren im "
    "Mittel neuntausend Autos darüber, die meisten von ihnen Pendler.",
)
OTHER = (
    "Wieder ist im Wörlatal eine Brücke gesperrt worden. Wer nach Königswörth will, braucht seit "
    "gestern Geduld, und viele Pendler klagen über den langen Weg durch Lindenhall.",
    "An der Fähre standen am Morgen hundert Menschen. Eine Schülerin sagte, sie komme nun jeden "
    "Tag zu spät; der Fährmann zuckte mit den Schultern und sprach vom Wetter.",
)
OFFER = (
    "Lesen Sie alles aus Ihrer Gegend, jeden Morgen ab sechs Uhr, auf Papier und am Bildschirm. "
    "Das erste Vierteljahr kostet nur einen Euro im Monat, danach können Sie jederzeit kündigen. "
    "Haben Sie schon ein Abo, dann melden Sie sich hier mit Ihrer Kundennummer an."
)


def article(id: str, *paragraphs: str, day: str = "2024-05-07", **other: str) -> Article:
    return Article.from_text(
        id=id,
        title=other.get("title", "Brücke bleibt gesperrt"),
        text="\n\n".join(paragraphs),
        lead=other.get("lead", ""),
        published=day,
        source=other.get("source", f"Blatt {id}"),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as made:
        yield made


def put(archive: Archive, *articles: Article) -> None:
    with archive.writer() as writer:
        for each in articles:
            writer.put(each)


def ids(archive: Archive, id: str) -> list[str]:
    return [each.article.id for each in archive.printings(id).printings]


def test_three_papers_print_one_story_in_different_cuts(archive: Archive) -> None:
    put(
        archive,
        article("ganz", *STORY, day="2024-05-07T14:00"),
        article("kurz", *STORY[:2], day="2024-05-08", title="Brücke bis Herbst dicht"),
        article("ende", "Bald fährt hier eine Fähre.", STORY[3], STORY[1], day="2024-05-07T09:00"),
        article("anders", *OTHER),
    )

    assert ids(archive, "ganz") == ids(archive, "ende") == ["ende", "ganz", "kurz"]
    assert ids(archive, "anders") == ["anders"]
    found = archive.printings("kurz")
    assert getattr(found.longest, "id", "") == "ganz"
    ende, ganz, kurz = found.printings
    assert (ganz.kept, ganz.shared, ganz.cuts, ganz.added) == (1.0, 1.0, (), ())
    assert 0.4 < kurz.kept < 0.6
    assert (kurz.shared, kurz.added) == (1.0, ())
    (cut,) = kurz.cuts
    assert ganz.article.text[cut.start : cut.end] == "\n\n".join(STORY[2:]).rstrip(".")
    (span,) = kurz.title.spans
    assert kurz.title.text[span[0] : span[1]] == "bis Herbst dicht"
    assert ende.added == (Passage("text", 0, len("Bald fährt hier eine Fähre")),)


def test_a_changed_word_is_one_short_passage(archive: Archive) -> None:
    put(
        archive,
        article("a", *STORY),
        article("b", STORY[0].replace("Dienstag", "Mittwoch"), *STORY[1:], day="2024-05-08"),
    )
    other = archive.printings("a").printings[1]
    assert [other.article.text[each.start : each.end] for each in other.added] == ["Mittwoch"]


def test_a_lead_is_part_of_the_story(archive: Archive) -> None:
    put(archive, article("a", *STORY), article("b", *STORY[1:], lead=STORY[0]))
    assert [each.kept for each in archive.printings("b").printings] == [1.0, 1.0]


def test_two_thirds_meet_through_the_whole(archive: Archive) -> None:
    put(
        archive,
        article("ganz", *STORY),
        article("anfang", *STORY[:2], day="2024-05-08"),
        article("ende", *STORY[2:], day="2024-05-09"),
    )
    assert ids(archive, "ende") == ["ganz", "anfang", "ende"]


def test_what_an_outlet_prints_every_day_is_no_story(archive: Archive) -> None:
    texts = ("Der Rat tagt.", "Ein Kater fehlt.", "Die Schule feiert.", "Es regnet viel.")
    put(
        archive,
        *(
            article(
                f"stub-{day}", f"{text} Mehr davon.", OFFER, day=f"2024-05-{day:02d}", source="B"
            )
            for day, text in enumerate(texts * 2, 1)
        ),
    )
    assert ids(archive, "stub-3") == ["stub-3"]


def test_many_outlets_on_one_day_are_one_story(archive: Archive) -> None:
    put(archive, *(article(f"p{number:02d}", *STORY) for number in range(30)))
    assert ids(archive, "p07") == [f"p{number:02d}" for number in range(30)]


def test_groups_follow_what_is_added_replaced_and_deleted(archive: Archive) -> None:
    put(archive, article("a", *STORY))
    for number in range(6):  # enough commits for segments to be merged
        put(archive, article(f"b{number}", *STORY[1:], day=f"2024-06-0{number + 1}"))
    assert "b5" in ids(archive, "a")

    put(archive, article("b5", *OTHER, day="2024-06-06"))
    with archive.writer() as writer:
        writer.delete("b4")
    assert not {"b4", "b5"} & set(ids(archive, "a"))
    assert "b3" in ids(archive, "a")
    assert ids(archive, "b4") == []


def test_hits_are_folded_under_the_first_printing(archive: Archive) -> None:
    put(
        archive,
        article("a", *STORY, day="2024-05-07"),
        article("b", *STORY[:3], day="2024-05-09"),
        article("c", *OTHER, day="2024-05-08"),
        article("d", *STORY[1:], day="2024-05-06"),
    )
    found = archive.search("brücke", sort="newest", fold=True)
    assert stories(found) == [("b", ["a", "d"]), ("c", [])]
    assert (found.total, found.told_before) == (4, 0)
    assert archive.search("nirgends", fold=True).stories == ()
    assert archive.search("brücke").stories == ()


def stories(found: Results) -> list[tuple[str, list[str]]]:
    return [
        (each.hit.article.id, [hit.article.id for hit in each.printings]) for each in found.stories
    ]


@pytest.mark.parametrize("sort", get_args(Sort))
@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_a_story_is_told_once_however_the_pages_are_cut(
    archive: Archive, sort: Sort, limit: int
) -> None:
    # Two thirds that share nothing meet through the whole, which comes in between or last.
    put(
        archive,
        article("anfang", *STORY[:2], day="2024-05-06"),
        article("ganz", *STORY, day="2024-05-07"),
        article("ende", *STORY[2:], day="2024-05-08"),
        article("anfang-2", *STORY[:2], day="2024-05-09", source="Nachdruck"),
        article("anders", *OTHER, day="2024-05-07"),
        *(article(f"n{each}", f"Brücke {each}.", day=f"2024-05-1{each}") for each in range(4)),
    )
    whole = archive.search("brücke", sort=sort, limit=100, fold=True)
    assert whole.total == len(whole.hits) == 9
    pages = [
        archive.search("brücke", sort=sort, limit=limit, offset=offset, fold=True)
        for offset in range(0, 9, limit)
    ]
    assert [story for page in pages for story in stories(page)] == stories(whole)
    told = [id for first, others in stories(whole) for id in (first, *others)]
    assert sorted(told) == sorted(hit.article.id for hit in whole.hits)
    assert [hit.article.id for page in pages for hit in page.hits] == [
        hit.article.id for hit in whole.hits
    ]


def test_only_printings_that_the_query_finds_are_put_together(archive: Archive) -> None:
    put(
        archive,
        article("a", *STORY, day="2024-05-07"),
        article("b", *STORY[1:], day="2024-05-09"),
        article("c", *STORY[:3], day="2024-05-06", source="Bote"),
    )
    found = archive.search(
        "brücke", sort="newest", limit=1, fold=True, excluded={"source": ("Bote",)}
    )
    assert stories(found) == [("b", ["a"])]
    second = archive.search("brücke", sort="newest", limit=1, offset=1, fold=True)
    assert (stories(second), second.told_before) == ([], 1)


def test_nothing_to_compare(archive: Archive) -> None:
    put(archive, article("kurz", "Es regnet."), article("noch", "Es regnet."))
    found = archive.printings("kurz")
    assert [(each.article.id, each.kept) for each in found.printings] == [("kurz", 1.0)]
    assert archive.printings("fehlt").longest is None


@dataclass(frozen=True)
class AllAreKin:
    """Takes all articles for printings of one story, also one that is gone."""

    texts: dict[str, StoryText]

    def article(self, id: str) -> Article | None:
        return self.texts[id].article if id in self.texts else None

    def text(self, id: str) -> StoryText | None:
        return self.texts.get(id)

    def printings(self, id: str) -> frozenset[str]:
        return frozenset({*self.texts, "gone"} - {id})


@given(st.lists(st.text(max_size=40), max_size=8), st.lists(st.text(max_size=40), max_size=8))
def test_any_two_texts_can_be_compared(one: list[str], other: list[str]) -> None:
    texts = {
        id: Article.from_text(id=id, title="T", text="\n\n".join(parts), lead="".join(parts[:1]))
        for id, parts in (("a", [*one, *other]), ("b", [*other, *one]), ("c", one))
    }
    found = find_printings("a", AllAreKin({id: StoryText.of(each) for id, each in texts.items()}))
    assert found.longest is not None
    for each in found.printings:
        assert 0 <= min(each.kept, each.shared) <= max(each.kept, each.shared) <= 1
        for passages, article in ((each.added, each.article), (each.cuts, found.longest)):
            for passage in passages:
                length = len(article.field_text(passage.field))
                assert 0 <= passage.start < passage.end <= length
        assert bool(each.added) == (each.shared < 1)


def test_the_command(
    archive: Archive, tmp_path: Path, command: Callable[..., CompletedProcess[str]]
) -> None:
    put(archive, article("a", *STORY), replace(article("b", *STORY[:3], "Neu."), title="Neues"))
    place = ("--archive", tmp_path / "archive")
    shown = command("printings", *place, "b")
    assert shown.returncode == 0
    assert shown.stdout.startswith("2 printings\n\n  1. Brücke bleibt gesperrt\n")
    assert "the longest" in shown.stdout
    assert "     + Neu\n" in shown.stdout
    report = json.loads(command("printings", *place, "--json", "a").stdout)
    assert report["longest"] == "a"
    assert [each["id"] for each in report["printings"]] == ["a", "b"]
    assert report["printings"][1]["added"] == ["Neu"]
    assert command("printings", *place, "fehlt").returncode == 1


def test_words_keep_their_places() -> None:
    text = StoryText.of(article("a", "Eins zwei.", lead="Null?"))
    assert text.passages(text.shared_with(text) | True) == (
        Passage("lead", 0, 4),
        Passage("text", 0, 9),
    )
