"""What facets count, and how a chosen value narrows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pressespiegel.search.engine import DateCounts, Engine, Matches, Request
from pressespiegel.search.query import tree

from .invented_documents import document, word, write


@pytest.fixture
def papers(engine: Engine) -> Engine:
    write(
        engine,
        document("1", "kai", source="bote", section="lokales", person=("ada", "bea")),
        document("2", "kai", source="bote", section="sport", person="ada"),
        document("3", "kai", source="kurier", section="sport"),
    )
    write(
        engine,
        document("4", "deich", source="bote", section="sport", person=("cem", "ada")),
        document("5", "kai", source="anzeiger", section="lokales", published="2022-01"),
    )
    return engine


def ask(
    engine: Engine,
    *facets: str,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    node: tree.Node | None = None,
    facet_limit: int = 20,
    limit: int = 10,
) -> Matches:
    return engine.search(
        Request(
            node or word("kai"),
            limit=limit,
            facets=facets,
            filters=filters or {},
            facet_limit=facet_limit,
        )
    )


def test_values_are_counted_over_all_matches(papers: Engine) -> None:
    facets = ask(papers, "source", "person", "year", limit=1).facets
    assert facets["source"] == (("bote", 2), ("anzeiger", 1), ("kurier", 1))
    assert facets["person"] == (("ada", 2), ("bea", 1))
    assert facets["year"] == (("2022", 1),)


def test_only_what_is_asked_for_is_counted(papers: Engine) -> None:
    assert list(ask(papers, "section").facets) == ["section"]
    assert ask(papers).facets == {}


def test_no_matches_no_values(papers: Engine) -> None:
    assert ask(papers, "source", node=tree.Nothing()).facets == {"source": ()}


def test_the_most_frequent_values_come_first_up_to_the_limit(papers: Engine) -> None:
    facets = ask(papers, "source", node=tree.Everything(), facet_limit=2).facets
    assert facets["source"] == (("bote", 3), ("anzeiger", 1))


def test_limit_0_still_counts(papers: Engine) -> None:
    answer = ask(papers, "source", limit=0)
    assert answer.matches == ()
    assert answer.total == 4
    assert answer.facets["source"][0] == ("bote", 2)


def test_a_chosen_value_narrows(papers: Engine) -> None:
    answer = ask(papers, filters={"source": ("bote",)})
    assert {match.id for match in answer.matches} == {"1", "2"}
    assert answer.total == 2


def test_any_of_several_values_of_all_filtered_facets(papers: Engine) -> None:
    filters = {"source": ("bote", "kurier"), "section": ("sport",)}
    assert {match.id for match in ask(papers, filters=filters).matches} == {"2", "3"}


def test_a_filtered_facet_counts_what_its_other_values_would_add(papers: Engine) -> None:
    filters = {"source": ("bote",), "section": ("sport",)}
    facets = ask(papers, "source", "section", "person", filters=filters).facets
    assert dict(facets["source"]) == {"bote": 1, "kurier": 1}
    assert dict(facets["section"]) == {"sport": 1, "lokales": 1}
    assert dict(facets["person"]) == {"ada": 1}


def test_chosen_values_are_listed_even_without_matches(papers: Engine) -> None:
    filters = {"source": ("unbekannt", "kurier")}
    facets = ask(papers, "source", filters=filters, facet_limit=1).facets
    assert dict(facets["source"]) == {"bote": 2, "kurier": 1, "unbekannt": 0}
    answer = ask(papers, "source", filters={"source": ("unbekannt",)})
    assert answer.total == 0
    assert dict(answer.facets["source"])["unbekannt"] == 0


def test_a_filter_does_not_change_scores(papers: Engine) -> None:
    whole = {match.id: match.score for match in ask(papers).matches}
    for match in ask(papers, filters={"section": ("sport",)}).matches:
        assert match.score == whole[match.id]


def test_values_of_replaced_and_deleted_articles_are_forgotten(papers: Engine) -> None:
    writer = papers.writer(wait=1)
    writer.put(document("1", "kai", source="kurier"))
    writer.delete("2")
    writer.commit()
    answer = ask(papers, "source", "person")
    assert answer.facets["source"] == (("kurier", 2), ("anzeiger", 1))
    assert answer.facets["person"] == ()
    assert papers.values("source") == {"kurier": 2, "anzeiger": 1, "bote": 1}


def test_values_of_the_whole_archive(papers: Engine) -> None:
    assert papers.values("source") == {"bote": 3, "kurier": 1, "anzeiger": 1}
    assert papers.values("person") == {"ada": 3, "bea": 1, "cem": 1}
    assert papers.values("agency") == {}


def test_a_value_is_counted_whole_and_exactly(engine: Engine) -> None:
    write(engine, document("1", "x", source="Der Bote"), document("2", "x", source="der bote"))
    assert engine.values("source") == {"Der Bote": 1, "der bote": 1}
    exact = Request(tree.Everything(), filters={"source": ("Der Bote",)})
    assert [match.id for match in engine.search(exact).matches] == ["1"]


def test_excluded_values_are_left_out_everywhere(papers: Engine) -> None:
    request = Request(
        word("kai"),
        facets=("source", "section"),
        filters={"section": ("sport",)},
        excluded={"source": ("bote",), "person": ("nobody",)},
    )
    answer = papers.search(request)
    assert {match.id for match in answer.matches} == {"3"}
    assert answer.facets["source"] == (("kurier", 1),)
    assert dict(answer.facets["section"]) == {"sport": 1, "lokales": 1}


def test_a_period_keeps_out_what_cannot_lie_in_it(papers: Engine) -> None:
    first, last = 27_349_920, 27_394_559  # January 2022
    answer = papers.search(Request(word("kai"), facets=("source",), period=tree.Dated(first, last)))
    assert {match.id for match in answer.matches} == {"5"}
    assert answer.facets["source"] == (("anzeiger", 1),)


def test_dates_are_counted_over_all_matches(engine: Engine) -> None:
    write(
        engine,
        document("1", "kai", published="1970-01-01"),
        document("2", "kai", published="1970-01-01T23:59", source="bote"),
        document("3", "kai", published="1970-01"),
        document("4", "kai"),
    )
    write(engine, document("5", "kai", published="1969-12-31"), document("6", "deich"))
    dates = engine.search(Request(word("kai"), limit=1, dates=True)).dates
    assert dates == DateCounts({(-1, -1): 1, (0, 0): 2, (0, 30): 1}, 1)
    narrowed = Request(word("kai"), filters={"source": ("bote",)}, dates=True)
    assert engine.search(narrowed).dates == DateCounts({(0, 0): 1}, 0)
    assert engine.search(Request(tree.Nothing(), dates=True)).dates == DateCounts({}, 0)
    assert engine.search(Request(word("kai"))).dates is None
