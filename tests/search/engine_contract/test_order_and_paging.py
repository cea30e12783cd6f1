"""Which article comes first, and how pages fit together."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from pressespiegel.search.engine import Engine, Request, Sort
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

from .invented_documents import document, word, write


def order(
    engine: Engine, node: tree.Node, sort: Sort = "relevance", *, limit: int = 100, offset: int = 0
) -> list[str]:
    matches = engine.search(Request(node, limit, offset, sort)).matches
    return [match.id for match in matches]


@pytest.fixture
def dated(engine: Engine) -> Engine:
    write(engine, document("b", "kai", published="2022-01-05"), document("u2", "kai"))
    write(
        engine, document("a", "kai", published="2022-01-05"), document("c", "kai", published="2020")
    )
    write(engine, document("u1", "kai"), document("d", "kai", published="2022-01-05T10:00"))
    return engine


def test_newest(dated: Engine) -> None:
    assert order(dated, word("kai"), "newest") == ["d", "a", "b", "c", "u1", "u2"]


def test_oldest(dated: Engine) -> None:
    assert order(dated, word("kai"), "oldest") == ["c", "a", "b", "d", "u1", "u2"]


def test_equal_scores_are_ordered_by_date_then_id(dated: Engine) -> None:
    expected = ["d", "a", "b", "c", "u1", "u2"]
    assert order(dated, word("kai")) == expected
    assert order(dated, tree.Everything()) == expected


def test_equal_articles_score_equally_in_every_segment(engine: Engine) -> None:
    write(engine, document("a", "kai am deich"), *(document(f"f{n}", "hafen") for n in range(9)))
    write(engine, document("b", "kai am deich"), document("c", "kai"))
    scores = {match.id: match.score for match in engine.search(Request(word("kai"))).matches}
    assert scores["a"] == scores["b"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_join_to_the_whole(engine: Engine, sort: Sort) -> None:
    chance = random.Random(5)
    for part in range(3):
        write(
            engine,
            *(
                document(
                    f"{part}-{number}",
                    " ".join(chance.choices(["kai", "deich", "hafen", "boot"], k=6)),
                    published=chance.choice(["", "2020", "2021-03", "2021-03-04"]),
                )
                for number in range(20)
            ),
        )
    node = tree.AnyOf((word("kai"), word("boot")))
    whole = order(engine, node, sort)
    total = engine.search(Request(node, limit=0)).total
    assert len(whole) == total > 30
    for size in (1, 7, 10):
        pages = [order(engine, node, sort, limit=size, offset=at) for at in range(0, total, size)]
        assert [id for page in pages for id in page] == whole


def test_pages_beyond_the_end_are_empty(dated: Engine) -> None:
    answer = dated.search(Request(word("kai"), limit=10, offset=6))
    assert answer.matches == ()
    assert answer.total == 6
    assert order(dated, word("kai"), offset=10**9) == []
    assert order(dated, word("kai"), limit=0) == []
    assert len(order(dated, word("kai"), limit=10**9)) == 6


def test_more_of_a_word_is_more_relevant(engine: Engine) -> None:
    write(engine, document("one", "kai deich deich"), document("two", "kai kai deich"))
    assert order(engine, word("kai")) == ["two", "one"]


def test_more_words_are_more_relevant(engine: Engine) -> None:
    write(engine, document("one", "kai hafen"), document("both", "kai deich"))
    node = tree.AnyOf((word("kai"), word("deich")))
    assert order(engine, node) == ["both", "one"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_an_article_keeps_its_place_whatever_page_is_asked_for(dated: Engine, sort: Sort) -> None:
    whole = order(dated, word("kai"), sort)
    for page in (Request(word("kai"), sort=sort), Request(word("kai"), 1, 3, sort)):
        assert [dated.place(page, id) for id in whole] == list(range(len(whole)))


def test_what_is_no_match_has_no_place(dated: Engine) -> None:
    write(dated, document("other", "hafen"))
    assert dated.place(Request(word("kai")), "other") is None
    assert dated.place(Request(word("kai")), "nowhere") is None


def scores(engine: Engine, half_life: float | None, node: tree.Node) -> dict[str, float]:
    request = Request(node, 10_000, ranking=Ranking(half_life=half_life))
    return {match.id: match.score for match in engine.search(request).matches}


EITHER = tree.AnyOf((word("kai"), word("deich")))


@pytest.mark.parametrize("node", [word("kai"), EITHER])
def test_a_score_halves_with_every_half_life(engine: Engine, node: tree.Node) -> None:
    write(engine, document("older", "kai", published="2022-01-11"), document("undated", "kai"))
    write(engine, document("new", "kai", published="2022-01-31T12:00"), document("x", "hafen"))
    write(engine, document("oldest", "kai", published="2022-01-01T12:00"))
    plain, fading = scores(engine, None, node), scores(engine, 10.0, node)
    assert list(fading) == ["new", "older", "oldest", "undated"]
    shares = {id: fading[id] / plain[id] for id in plain}
    # "2022-01-11" begins half a day before noon: it is 20.5 days old.
    expected = {"new": 1, "older": 0.5**2.05, "undated": 1 / 8, "oldest": 1 / 8}
    assert shares == pytest.approx(expected, rel=1e-5)


def test_ages_count_from_the_newest_article_that_is_there(engine: Engine) -> None:
    write(engine, document("a", "kai", published="2022-01-01"))
    write(engine, document("b", "hafen", published="2022-01-11"))
    write(engine, document("c", "hafen", published="2022-02-11"))
    writer = engine.writer(wait=10)
    writer.delete("c")
    writer.commit()
    plain, fading = (scores(engine, days, word("kai"))["a"] for days in (None, 10))
    assert fading == pytest.approx(plain / 2)


def test_without_any_date_nothing_fades(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", "kai kai"))
    assert scores(engine, 1.0, word("kai")) == scores(engine, None, word("kai"))


def test_what_scores_nothing_still_scores_nothing(dated: Engine) -> None:
    assert scores(dated, 1.0, tree.Everything()) == dict.fromkeys(
        ["d", "a", "b", "c", "u1", "u2"], 0.0
    )


@pytest.mark.parametrize("days", [5e-324, 0.001, 1.0, 1e308, float("inf")])
def test_nothing_is_lost_by_its_age(dated: Engine, days: float) -> None:
    for node in (word("kai"), EITHER):
        found = scores(dated, days, node)
        assert list(found) == ["d", "a", "b", "c", "u1", "u2"]
        request = Request(node, limit=0, ranking=Ranking(half_life=days))
        assert dated.search(request).total == 6


def test_pages_and_places_are_those_of_scores_that_fade(engine: Engine) -> None:
    chance = random.Random(7)
    for part in range(3):
        write(
            engine,
            *(
                document(
                    f"{part}-{number}",
                    " ".join(chance.choices(["kai", "deich", "hafen", "boot"], k=6)),
                    published=chance.choice(["", "2020", "2021-03", f"2021-03-{number + 10}"]),
                )
                for number in range(20)
            ),
        )
    request = Request(EITHER, 100, ranking=Ranking(half_life=50))
    whole = [match.id for match in engine.search(request).matches]
    assert whole != order(engine, EITHER)
    assert len(whole) > 30
    pages = [
        engine.search(replace(request, limit=7, offset=at)).matches
        for at in range(0, len(whole), 7)
    ]
    assert [match.id for page in pages for match in page] == whole
    assert [engine.place(request, id) for id in whole] == list(range(len(whole)))
    assert [stored.split()[0].decode() for stored in engine.every(request)] == whole


@pytest.mark.parametrize("days", [0, -1, float("nan")])
def test_a_half_life_is_above_nothing(days: float) -> None:
    with pytest.raises(ValueError, match="half_life"):
        Ranking(half_life=days)
