"""Where few articles have all the words, those with most of them follow, and say what they lack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article

TEXTS = {
    "bridge": "Die Brücke in Oberau bleibt bis Mai gesperrt, sagt der Minister.",
    "tunnel": "Der Tunnel bei Oberau wird im Mai eröffnet.",
    "school": "Die Schule in Unterau bekommt ein neues Dach.",
    "danger": "Im Krieg wächst die Gefahr für alle.",
    "war": "Die Kriegsgefahr wächst.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("partial") / "archive") as archive:
        with archive.writer() as writer:
            for number, (id, text) in enumerate(TEXTS.items(), 1):
                published = f"2022-01-0{number}"
                writer.put(
                    Article.from_text(
                        id=id, title=id, text=text, published=published, source="Talbote"
                    )
                )
            for number in range(20):
                text = f"Heute gibt es Kuchen mit Sahne, Folge {number}."
                writer.put(Article.from_text(id=f"cake{number}", title="Kuchen", text=text))
        yield archive


def answered(archive: Archive, query: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    hits = archive.search(query, limit=100).hits
    return [(hit.article.id, hit.complete, hit.missing) for hit in hits]


def test_articles_with_most_of_the_words_follow(archive: Archive) -> None:
    results = archive.search("Brücke Oberau Mai")
    assert (results.total, results.partial_total) == (1, 1)
    assert answered(archive, "Brücke Oberau Mai") == [
        ("bridge", True, ()),
        ("tunnel", False, ("Brücke",)),
    ]


def test_a_long_question_finds_what_it_asks_for(archive: Archive) -> None:
    question = "Wann wird eigentlich der Tunnel bei Oberau für den Verkehr freigegeben?"
    results = archive.search(question)
    assert results.total == 0
    assert results.hits[0].article.id == "tunnel"
    assert not results.hits[0].complete
    assert "Verkehr" in results.hits[0].missing


def test_who_has_more_of_the_words_comes_first(archive: Archive) -> None:
    found = answered(archive, "Unterau Brücke gesperrt Dach Minister")
    assert [id for id, _, _ in found] == ["bridge", "school"]


def test_words_that_no_article_has_do_not_count(archive: Archive) -> None:
    assert [id for id, _, _ in answered(archive, "Tunnel Xylophon Yttrium Zibebe")] == ["tunnel"]


def test_parts_of_a_compound_anywhere_are_better_than_nothing(archive: Archive) -> None:
    assert answered(archive, "Kriegsgefahr") == [
        ("war", True, ()),
        ("danger", False, ("Kriegsgefahr",)),
    ]


def test_a_query_that_finds_enough_is_left_alone(archive: Archive) -> None:
    results = archive.search("Kuchen Sahne", limit=100)
    assert (results.total, results.partial_total, len(results.hits)) == (20, 0, 20)
    assert all(hit.complete for hit in results.hits)


@pytest.mark.parametrize(
    "query",
    [
        *('+"Brücke gesperrt" titel:tunnel', "brücke -mai", "Oberau NAHE/1 Brücke", "xylophon"),
        *("", "*", "brücke", "tunnel ODER brücke", "=Brücken", "datum:2022-01-01"),
    ],
)
def test_only_plain_words_may_be_missing(archive: Archive, query: str) -> None:
    results = archive.search(query, limit=100)
    assert results.partial_total == 0
    assert len(results.hits) == results.total


def test_fields_dates_and_exclusions_stay_required(archive: Archive) -> None:
    query = "Oberau Mai Brücke Eis datum:2022-01-02"
    assert [id for id, _, _ in answered(archive, query)] == ["tunnel"]
    assert [id for id, _, _ in answered(archive, "Oberau Mai Eis -Brücke")] == ["tunnel"]
    assert answered(archive, "Oberau Mai Eis quelle:abendblatt") == []


def test_pages_go_on_with_them(archive: Archive) -> None:
    query = "Brücke Oberau Mai"
    pages = [archive.search(query, limit=1, offset=offset).hits for offset in range(3)]
    assert [[hit.article.id for hit in page] for page in pages] == [["bridge"], ["tunnel"], []]


def test_facets_count_the_complete_ones_if_there_are_any(archive: Archive) -> None:
    one = archive.search("Brücke Oberau Mai", facets=("source",)).facets["source"]
    assert [(each.value, each.count) for each in one] == [("Talbote", 1)]
    none = archive.search("Oberau Mai Eis", facets=("source",)).facets["source"]
    assert [(each.value, each.count) for each in none] == [("Talbote", 2)]


def test_filters_hold_for_them_too(archive: Archive) -> None:
    filtered = archive.search("Oberau Mai Eis", filters={"source": ("Abendblatt",)})
    assert filtered.hits == ()


def test_marked_is_what_was_asked_for(tmp_path: Path) -> None:
    """Not the parts of a compound, by which articles without the whole word are found."""
    texts = {"a": "Das Hochwasser stieg, das Wasser auch.", "b": "Das Wasser stieg hoch."}
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for id, text in texts.items():
                writer.put(Article.from_text(id=id, title="Am Fluss", text=text))
        (hit,) = [
            hit for hit in archive.search("hochwasser lastwagen").hits if hit.article.id == "a"
        ]
        snippet = hit.snippets[0]
        marked = [snippet.text[start:end] for start, end in snippet.spans]
    assert marked == ["Hochwasser"]


def test_what_a_plus_sign_requires_is_never_missing(archive: Archive) -> None:
    assert [id for id, _, _ in answered(archive, "Oberau Mai Eis +Tunnel")] == ["tunnel"]
    assert [id for id, _, _ in answered(archive, "Oberau Mai Eis +(Tunnel Mai)")] == ["tunnel"]
    assert answered(archive, "Oberau Mai +Eis") == []
    assert answered(archive, '+"Oberau bleibt offen" Mai') == []


def test_the_words_of_a_phrase_are_better_than_nothing(archive: Archive) -> None:
    headline = "„Brücke bei Oberau bleibt gesperrt“"
    assert answered(archive, headline)[0] == ("bridge", False, (headline,))
    found = answered(archive, "Minister: „Brücke wird eröffnet“")
    assert [id for id, _, _ in found] == ["bridge", "tunnel"]
    # but one that is found was meant as a phrase
    assert [id for id, _, _ in answered(archive, "„Tunnel bei Oberau“")] == ["tunnel"]


def test_a_rare_word_says_more_than_a_frequent_one(archive: Archive) -> None:
    assert answered(archive, "Dach Sahne")[0] == ("school", False, ("Sahne",))


def test_words_near_each_other_come_first(tmp_path: Path) -> None:
    texts = {
        "apart": "Die Brücke ist gesperrt. Das steht im Brief. Oben am Hang liegt der neue Tunnel.",
        "near": "Oben am Hang liegt der neue Tunnel an der Brücke. Das steht im Brief, gesperrt.",
    }
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for id, text in texts.items():
                writer.put(Article.from_text(id=id, title="Am Fluss", text=text))
        found = answered(archive, "Brücke Tunnel Schwimmbad")
    assert [id for id, _, _ in found] == ["near", "apart"]
