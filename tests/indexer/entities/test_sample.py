"""The article that the project started from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressespiegel.indexer.entities import annotate
from pressespiegel.indexer.readers import read
from pressespiegel.search import Article, ReadError


@pytest.fixture(scope="module")
def article(shared: Path) -> Article:
    (path,) = (shared / "samples").iterdir()
    (item,) = read(path)
    assert not isinstance(item, ReadError)
    return annotate(item)


def test_the_people_are_those_of_the_story(article: Article) -> None:
    """No photographer, no agency, nobody twice."""
    assert {entity.name for entity in article.entities if entity.kind == "person"} == {
        "Jens Stoltenberg",
        "Alexander Gruschko",
        "Alexander Fomin",
        "Andreas Michaelis",
        "Wendy Sherman",
    }


def test_roles(article: Article) -> None:
    roles = {entity.name: entity.role for entity in article.entities}
    assert roles["Jens Stoltenberg"] == "Nato-Generalsekretär"
    assert roles["Alexander Gruschko"] == "Vize-Außenminister"
    assert roles["Andreas Michaelis"] == "Staatssekretär"


def test_the_places(article: Article) -> None:
    places = {entity.name for entity in article.entities if entity.kind == "place"}
    assert places >= {"Brüssel", "Ukraine", "Moskau", "Genf", "Wien"}


def test_surname_and_genitive_belong_to_the_full_name(article: Article) -> None:
    (person,) = (entity for entity in article.entities if entity.name == "Jens Stoltenberg")
    printed = {
        article.field_text(mention.field)[mention.start : mention.end]
        for mention in person.mentions
    }
    assert printed >= {"Stoltenberg"}
    assert len(person.mentions) > 3
