"""What a program written for Whoosh does with an index, done with an archive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from whoosh import collectors, highlight, qparser, query, scoring, sorting

from pressespiegel.search.engines.whoosh.face import ArchiveIndex, Evaluated
from pressespiegel.search.engines.whoosh.queries import compiled
from pressespiegel.search.query import parse
from pressespiegel.search.ranking import Ranking


def parsed(index: ArchiveIndex, text: str) -> Any:
    parser = qparser.QueryParser("text", index.schema)
    parser.add_plugins([qparser.FuzzyTermPlugin(), qparser.RegexPlugin()])
    return parser.parse(text)


def found(index: ArchiveIndex, asked: Any, **options: Any) -> list[str]:
    with index.searcher() as searcher:
        return [hit["id"] for hit in searcher.search(asked, **options)]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Kriegsgefahr", {"w1"}),
        ("häuser", {"w1", "t1", "w2"}),
        ("Haus kostet", {"t1"}),
        ("haus NOT hausbau", {"w1", "w2"}),
        ("krieg*", {"w1", "w2"}),
        ("*bau", {"t1"}),
        ("h?us", {"t1"}),
        ("kreig~2", {"w2"}),
        ('r"krieg.+"', {"w1"}),
        ("[kein TO kostet]", {"t1", "w2"}),
        ('"kein krieg"', {"w2"}),
        ('"häuser kein krieg"', set()),
        ('"hausbau heute"~7', {"t1"}),
        ("Nato-Russland", {"w1"}),
        ("Russland-Nato", set()),
        ("title:hausbau", {"t1"}),
        ("author:deich", {"t1"}),
        ('author:"Ada Kai"', {"w1", "t1"}),
        ("source:bote", {"w1", "w2"}),
        ("id:w2", {"w2"}),
        ("year:2022", {"w1", "t1"}),
        ("month:2022-01", {"w1"}),
        ("date:2022", {"w1", "t1"}),
        ("date:20220105", {"w1"}),
        ("date:[20220106 TO]", {"t1"}),
        ("date_last:[20220228 TO 20220228]", {"t1"}),
        ("date:*", {"w1", "t1"}),
        ("*", {"w1", "t1", "w2"}),
    ],
)
def test_parsed_queries(newspaper: ArchiveIndex, typed: str, ids: set[str]) -> None:
    assert set(found(newspaper, parsed(newspaper, typed))) == ids


def test_several_fields_at_once(newspaper: ArchiveIndex) -> None:
    parser = qparser.MultifieldParser(["title", "text"], newspaper.schema, {"title": 3.0})
    assert found(newspaper, parser.parse("streit hausbau")) == ["t1"]


def test_the_archives_own_query_language(newspaper: ArchiveIndex) -> None:
    asked = compiled(parse("gefahr datum:2022 quelle:bote").tree, Ranking())
    assert found(newspaper, asked) == ["w1"]
    mixed = query.And([asked, query.Term("author", "kai")])
    assert found(newspaper, mixed) == ["w1"]


def test_queries_evaluated_whole(newspaper: ArchiveIndex) -> None:
    asked = parsed(newspaper, "haus OR krieg OR year:2022")
    plain, whole = found(newspaper, asked), found(newspaper, Evaluated(asked))
    assert whole == plain
    with newspaper.searcher() as searcher:
        results = searcher.search(Evaluated(asked), limit=2, groupedby="source")
        results.formatter = highlight.UppercaseFormatter()
        assert "HAUS" in "".join(hit.highlights("text") for hit in results)
    with pytest.raises(query.QueryError):
        query.Or([Evaluated(asked), asked])


def test_the_best_are_found_among_many(many: ArchiveIndex) -> None:
    """Whether or not it stops early, a search finds the best, also for a word typed twice."""
    words = [query.Term("text", f"=haus{number}") for number in (0, 1, 2, 5, 9)]
    asked = [
        *words,
        *(query.Or([word, word]) for word in words),
        *(query.Or([word, words[0]]) for word in words),
        *(query.And([word, words[1]]) for word in words),
    ]
    with many.searcher() as searcher:
        for each in asked:
            every = [hit.score for hit in searcher.search(each, limit=None)]
            assert len(every) > 128
            for one in (each, Evaluated(each)):
                best = [hit.score for hit in searcher.search(one, limit=10)]
                assert best == pytest.approx(every[:10], rel=1e-4)


def test_filters_masks_and_pages(newspaper: ArchiveIndex) -> None:
    every = query.Every()
    dated = query.DateRange("date", datetime(1900, 1, 1), None)
    assert set(found(newspaper, every, filter=dated)) == {"w1", "t1"}
    assert found(newspaper, every, mask=dated) == ["w2"]
    with newspaper.searcher() as searcher:
        page = searcher.search_page(every, 2, pagelen=2, sortedby="date")
        assert [hit["id"] for hit in page] == ["w2"]
        assert (page.pagecount, page.total) == (2, 3)


def test_sorting(newspaper: ArchiveIndex) -> None:
    every = query.Every()
    assert found(newspaper, every, sortedby="date") == ["w1", "t1", "w2"]
    newest = sorting.FieldFacet("date", reverse=True)
    assert found(newspaper, every, sortedby=newest) == ["t1", "w1", "w2"]
    assert found(newspaper, every, sortedby=["source", "date"]) == ["t1", "w1", "w2"]
    by_source = sorting.FieldFacet("source", reverse=True)
    assert found(newspaper, every, sortedby=[by_source, newest]) == ["w1", "w2", "t1"]


def test_grouping(newspaper: ArchiveIndex) -> None:
    author = sorting.FieldFacet("author", allow_overlap=True)
    quarters = sorting.DateRangeFacet(
        "date", datetime(2022, 1, 1), datetime(2022, 3, 1), timedelta(days=31)
    )
    source, day = sorting.FieldFacet("source"), sorting.FieldFacet("date")
    with newspaper.searcher() as searcher:
        asked = searcher.search(
            query.Every(),
            groupedby={"author": author, "quarter": quarters, "source": source, "day": day},
            maptype=sorting.Count,
        )
    assert asked.groups("source") == {"Wörlatal-Bote": 2, "Tannmärkische Allgemeine": 1}
    assert asked.groups("author") == {"Ada Kai": 2, "Bea Deich": 1}
    assert asked.groups("day") == {
        datetime(2022, 1, 5, 10, 30): 1,
        datetime(2022, 2, 1): 1,
        None: 1,
    }
    first = (datetime(2022, 1, 1), datetime(2022, 2, 1))
    assert asked.groups("quarter")[first] == 1


def test_collapsing(newspaper: ArchiveIndex) -> None:
    assert found(newspaper, query.Every(), sortedby="date", collapse="source") == ["w1", "t1"]


def test_other_weightings(newspaper: ArchiveIndex) -> None:
    asked = parsed(newspaper, "haus")
    for weighting in (scoring.TF_IDF(), scoring.Frequency(), scoring.BM25F(B=0.1, text_B=0.5)):
        with newspaper.searcher(weighting=weighting) as searcher:
            scores = {hit["id"]: hit.score for hit in searcher.search(asked)}
            assert set(scores) == {"w1", "t1", "w2"}
            assert min(scores.values()) > 0


def test_time_limit(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        limited = collectors.TimeLimitCollector(searcher.collector(limit=10), 60)
        searcher.search_with_collector(query.Every(), limited)
        assert len(limited.results()) == 3


def test_stored_fields(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        fields = searcher.document(id="t1")
    assert fields["title"] == "Streit um den Hausbau"
    assert fields["source"] == "Tannmärkische Allgemeine"
    assert fields["author"] == ["Ada Kai", "Bea Deich"]
    assert fields["date"] == datetime(2022, 2, 1)
    assert fields["date_last"] == datetime(2022, 2, 28, 23, 59)
    assert fields["published"] == "2022-02"
    assert fields["month"] == "2022-02"
    assert fields.get("person") is None
    assert "person" not in fields
    assert fields == dict(fields)
    assert fields.article.id == "t1"


def test_highlights(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        for options in ({}, {"terms": True}):
            results = searcher.search(parsed(newspaper, "haus"), **options)
            results.formatter = highlight.UppercaseFormatter()
            marked = {hit["id"]: hit.highlights("text") for hit in results}
            assert "Ein HAUS kostet" in marked["t1"]
            assert "HÄUSERN" in marked["w1"]
            assert "keine HÄUSER" in marked["w2"]


def test_highlights_from_kept_places(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        results = searcher.search(parsed(newspaper, "haus"), terms=True)
        results.fragmenter = highlight.PinpointFragmenter()
        results.formatter = highlight.UppercaseFormatter()
        assert results.highlighter.can_load_chars(results, "text")
        marked = {hit["id"]: hit.highlights("text") for hit in results}
        assert "In den HÄUSERN war es" in marked["w1"]
        assert "Ein HAUS kostet heute mehr" in marked["t1"]


def test_matched_terms(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        results = searcher.search(parsed(newspaper, "haus OR krieg"), terms=True)
        terms = {hit["id"]: set(hit.matched_terms()) for hit in results}
    assert terms["t1"] == {("text", b"haus")}
    assert terms["w2"] == {("text", b"haus"), ("text", b"krieg")}


def test_similar_articles(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        number = searcher.document_number(id="t1")
        terms = dict(searcher.key_terms([number], "text"))
        assert "hausbau" in terms
        assert "t1" not in {hit["id"] for hit in searcher.more_like(number, "text", numterms=20)}
        results = searcher.search(parsed(newspaper, "hausbau"))
        assert results.key_terms("text")


def test_spelling(newspaper: ArchiveIndex) -> None:
    with newspaper.searcher() as searcher:
        assert searcher.suggest("text", "Hausbua") == ["hausbau"]
        assert searcher.suggest("text", "kreig", prefix=2) == ["krieg"]
        asked = parsed(newspaper, "hausbuu")
        assert searcher.correct_query(asked, "hausbuu").string == "hausbau"
