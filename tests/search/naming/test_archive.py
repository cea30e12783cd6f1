"""One name for an entity in all that an archive shows, without indexing anything again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article, Entity, Mention

ARTICLES: dict[str, Sequence[Entity]] = {
    "a": (Entity("place", "USA"), Entity("person", "Angela Merkel")),
    "b": (Entity("place", "US"), Entity("place", "USA"), Entity("person", "Merkel")),
    "c": (Entity("place", "Vereinigte Staaten"), Entity("place", "Split")),
    "d": (Entity("organisation", "AKN", long="Alpenkreis Nord"),),
    "e": (Entity("organisation", "Alpenkreis Nord"), Entity("person", "Angela Merkels")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.create(folder) as archive:
        for ids in ("abc", "de"):
            with archive.writer() as writer:
                for id in ids:
                    article = Article.from_text(id=id, title=id, text="Es regnet.")
                    writer.put(replace(article, entities=tuple(ARTICLES[id])))
        yield archive


def facet(archive: Archive, name: str) -> dict[str, int]:
    counted = archive.search("", facets=(name,)).facets[name]
    assert counted == archive.facets(name)
    return {each.value: each.count for each in counted}


def found(archive: Archive, query: str = "", **filters: str) -> set[str]:
    chosen = {name: (value,) for name, value in filters.items()}
    return {hit.article.id for hit in archive.search(query, filters=chosen).hits if hit.complete}


def owner_says(folder: Path, lines: str) -> None:
    (folder / "namen.txt").write_text(lines, "utf-8")


def test_countries_are_one(archive: Archive) -> None:
    assert facet(archive, "place") == {"USA": 3, "Split": 1}
    for name in ("USA", "US", "Vereinigte Staaten", "U.S."):
        assert found(archive, place=name) == {"a", "b", "c"}, name
        assert found(archive, f'ort:"{name}"') == {"a", "b", "c"}, name


def test_what_one_article_states_counts_for_all(archive: Archive) -> None:
    assert facet(archive, "organisation") == {"AKN": 2}
    assert found(archive, organisation="Alpenkreis Nord") == {"d", "e"}
    assert found(archive, "org:AKN") == found(archive, 'org:"Alpenkreis Nord"') == {"d", "e"}
    with archive.writer() as writer:
        writer.delete("d")
    assert facet(archive, "organisation") == {"Alpenkreis Nord": 1}
    assert found(archive, "org:AKN") == set()


def test_the_chosen_value_is_named_as_the_facet_names_it(archive: Archive) -> None:
    results = archive.search("", facets=("place",), filters={"place": ("US", "USA", "Nirgendwo")})
    assert results.filters == {"place": ("USA", "Nirgendwo")}
    assert [(each.value, each.count, each.selected) for each in results.facets["place"]] == [
        ("USA", 3, True),
        ("Split", 1, False),
        ("Nirgendwo", 0, True),
    ]


def test_the_owners_list_counts_at_once(archive: Archive, folder: Path) -> None:
    assert facet(archive, "person") == {"Angela Merkel": 1, "Angela Merkels": 1, "Merkel": 1}
    owner_says(folder, "person: Angela Merkel = Merkel = Angela Merkels\n- ort: Split\n")
    assert facet(archive, "person") == {"Angela Merkel": 3}
    assert facet(archive, "place") == {"USA": 3}
    assert found(archive, person="Merkel") == {"a", "b", "e"}
    assert found(archive, 'person:"Angela Merkel"') == {"a", "b", "e"}
    assert found(archive, "person:Merkel") == {"a", "b", "e"}
    assert found(archive, place="Split") == {"c"}
    (folder / "namen.txt").unlink()
    assert facet(archive, "person") == {"Angela Merkel": 1, "Angela Merkels": 1, "Merkel": 1}


def test_outlets_too(archive: Archive, folder: Path) -> None:
    with archive.writer() as writer:
        for id, source in (("x", "SZ"), ("y", "Süddeutsche Zeitung")):
            writer.put(replace(Article.from_text(id=id, title=id, text="Ja."), source=source))
    assert archive.statistics().sources == 2
    owner_says(folder, "quelle: Süddeutsche Zeitung = SZ")
    assert facet(archive, "source") == {"Süddeutsche Zeitung": 2}
    assert archive.statistics().sources == 1
    assert found(archive, "quelle:sz") == {"x", "y"}
    assert found(archive, "sz") == set()


def test_the_reading_says_so(archive: Archive, folder: Path) -> None:
    owner_says(folder, "person: Angela Merkel = Merkel")
    assert archive.search("person:Merkel").reading == (
        "Person: Merkel, Merkel auch als „Angela Merkel“"
    )


def test_completion_offers_the_one_name(archive: Archive, folder: Path) -> None:
    assert [each.text for each in archive.complete("Vereinigte St")] == ["USA"]
    assert [each.text for each in archive.complete("Alpenkr")] == ["AKN"]
    owner_says(folder, "- Split\nperson: Kanzlerin a. D. = Angela Merkel = Merkel")
    assert archive.complete("Spli") == []
    completions = [each for each in archive.complete("Merk") if each.kind == "person"]
    assert [(each.text, each.articles) for each in completions] == [
        ("Kanzlerin a. D.", 2),
        ("Angela Merkels", 1),
    ]


def test_the_entities_of_an_article(archive: Archive, folder: Path) -> None:
    owner_says(folder, "- Split\nAngela Merkel = Merkel")
    title, text = Mention("title", 0, 1), Mention("text", 0, 2)
    article = replace(
        Article.from_text(id="m", title="m", text="Es regnet."),
        entities=(
            Entity("place", "Split", mentions=(text,)),
            Entity("person", "Merkel", mentions=(title,)),
            Entity("person", "Angela Merkel", "Kanzlerin", (text,)),
        ),
    )
    with archive.writer() as writer:
        writer.put(article)
    assert archive.entities(article) == (
        Entity("person", "Angela Merkel", "Kanzlerin", (title, text)),
    )


def test_mistakes_are_warnings_with_their_line(
    archive: Archive, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    owner_says(folder, "# Namen\nUSA\nperson: Angela Merkel = Merkel\n")
    (warning,) = archive.name_warnings()
    assert warning.line == 2
    assert "namen.txt, line 2: there is no “=”" in caplog.text
    assert facet(archive, "person")["Angela Merkel"] == 2


def test_a_file_that_cannot_be_read_is_a_warning(archive: Archive, folder: Path) -> None:
    (folder / "namen.txt").mkdir()
    (warning,) = archive.name_warnings()
    assert warning.line == 0
    assert facet(archive, "person")["Merkel"] == 1


def test_a_copy_of_an_article_keeps_the_long_form(archive: Archive) -> None:
    article = archive.article("d")
    assert article is not None
    assert article.entities[0].long == "Alpenkreis Nord"
