"""Questions of many words, as people paste them: more clauses than a cluster takes as it comes."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.engines.opensearch.queries import MOST_CLAUSES, Compiler, clauses
from pressespiegel.search.query import parse, tree
from pressespiegel.search.ranking import Ranking

WORDS = (
    "Brücke Hafen Bahnhof Verkehrsminister Sturmflut Deichbruch Bürgermeisterin Feuerwehr "
    "Schulausschuss Landesregierung Wochenmarkt Stadtbibliothek Fährverbindung Küstenschutz "
    "Jahresbericht Sommerferien Krankenhaus Bundesstraße Fußgängerzone Wasserwerk"
).split()
QUESTION = " ".join(WORDS)


@pytest.mark.slow
def test_a_long_question_finds_what_it_finds_in_a_folder(
    tmp_path: Path, new_place: Callable[[], str]
) -> None:
    chance = random.Random(3)
    articles = [
        Article.from_text(
            id=f"a{number:03}",
            title=" ".join(chance.sample(WORDS, 2)),
            text=" ".join(chance.choices(WORDS, k=12)),
        )
        for number in range(120)
    ]
    found = []
    for place in (str(tmp_path / "archive"), new_place()):
        with closing(Archive.create(place)) as archive:
            with archive.writer() as writer:
                for article in articles:
                    writer.put(article)
            results = archive.search(QUESTION, limit=200)
            ids = {hit.article.id for hit in results.hits}
            found.append((results.total, results.partial_total, ids))
    assert found[0] == found[1]
    assert found[0][1] > 0


def test_the_parts_of_a_query_are_counted() -> None:
    compiler = Compiler(Ranking(), lambda node, field: ())
    word = compiler.compiled(parse("Brücke").tree)
    assert 6 <= clauses(word) <= 24
    assert clauses(compiler.compiled(parse('"große Brücke"').tree)) > clauses(word)
    weighed = tree.AnyOf(tuple(parse(each).tree for each in WORDS), 700, (60,) * len(WORDS))
    assert clauses(compiler.compiled(tree.Not(weighed))) < MOST_CLAUSES
