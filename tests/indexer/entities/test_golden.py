"""What is found in articles written for these tests, about invented people and towns.

Each file in `articles/` is an article, a line of equals signs, and what a careful reader finds:
all its people, with the role that the text gives them, and the organisations and places that
nobody would dispute.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from pressespiegel.indexer.entities import annotate, annotate_all
from pressespiegel.search import Article
from pressespiegel.search.article import ENTITY_KINDS, Entity, EntityKind

FILES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


@dataclass(frozen=True)
class Golden:
    article: Article
    expected: tuple[Entity, ...]

    def names(self, kind: EntityKind) -> set[str]:
        return {entity.name for entity in self.expected if entity.kind == kind}


def read_golden(path: Path) -> Golden:
    text, _, listed = path.read_text("utf-8").partition("=====\n")
    title, _, story = text.partition("\n\n")
    expected = []
    for line in listed.splitlines():
        kind, _, rest = line.partition(": ")
        name, _, role = rest.partition(" | ")
        assert kind in ENTITY_KINDS
        expected.append(Entity(kind, name, role))
    return Golden(Article.from_text(id=path.stem, title=title, text=story), tuple(expected))


def found_names(article: Article, kind: EntityKind) -> set[str]:
    return {entity.name for entity in annotate(article).entities if entity.kind == kind}


@dataclass
class Tally:
    """Names over all articles: found and right, missed, found and wrong."""

    right: int
    missed: Counter[str]
    wrong: Counter[str]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong.total())

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed.total())


def tally(kind: EntityKind) -> Tally:
    total = Tally(0, Counter(), Counter())
    for golden in map(read_golden, FILES):
        found, expected = found_names(golden.article, kind), golden.names(kind)
        total.right += len(found & expected)
        total.missed.update(expected - found)
        if kind == "person":
            total.wrong.update(found - expected)
        else:
            # what is disputable is not listed, but nothing may be listed under another kind
            total.wrong.update(found & {each.name for each in golden.expected if each.kind != kind})
    return total


def test_people() -> None:
    people = tally("person")
    assert people.precision >= 0.95, people.wrong
    assert people.recall >= 0.95, people.missed


def test_organisations() -> None:
    organisations = tally("organisation")
    assert organisations.precision == 1, organisations.wrong
    assert organisations.recall >= 0.85, organisations.missed


def test_places() -> None:
    places = tally("place")
    assert places.precision == 1, places.wrong
    assert places.recall >= 0.95, places.missed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_roles(path: Path) -> None:
    golden = read_golden(path)
    roles = {entity.name: entity.role for entity in annotate(golden.article).entities}
    named = {entity.name: entity.role for entity in golden.expected if entity.role}
    assert {name: role for name, role in roles.items() if name in named} == named


def test_mentions_say_where_the_names_stand() -> None:
    for golden in map(read_golden, FILES):
        for entity in annotate(golden.article).entities:
            for mention in entity.mentions:
                text = golden.article.field_text(mention.field)[mention.start : mention.end]
                # a surname or an abbreviation at least shares its first letter with some word
                initials = {word[0].lower() for word in entity.name.replace("-", " ").split()}
                assert text, entity
                assert entity.kind != "person" or text[0].lower() in initials or " " in text


def test_articles_together_get_what_each_gets() -> None:
    articles = [read_golden(path).article for path in FILES]
    assert annotate_all(articles) == [annotate(article) for article in articles]
    assert annotate_all([]) == []
