"""The face of an archive: what a programmer may rely on, whatever engine is underneath."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressespiegel.search import (
    FACETS,
    Archive,
    ArchiveExists,
    ArchiveInvalid,
    ArchiveMissing,
    Article,
    Entity,
    FacetCount,
    Origin,
    PressDate,
    PressespiegelError,
)
from pressespiegel.search.article import EntityKind
from pressespiegel.search.document import facet_values
from pressespiegel.search.engine import Sort


class OnPurpose(Exception):
    """Ends a set of changes."""


def press(
    id: str,
    title: str,
    published: str = "",
    source: str = "",
    section: str = "",
    authors: tuple[str, ...] = (),
    **entities: tuple[str, ...],
) -> Article:
    """An article about the Rhine bridge of an invented town; `entities` are names by kind."""
    article = Article.from_text(
        id=id,
        title=title,
        text=f"{title}. Die Brücke von Oberau bleibt ein Thema.",
        published=published,
        source=source,
        section=section,
        authors=authors,
    )
    found = [Entity(cast(EntityKind, k), name) for k, names in entities.items() for name in names]
    return replace(article, entities=tuple(found))


ARTICLES = (
    press("a1", "Gutachten zur Brücke", "2021-12-30", "Talbote", "Lokales", person=("Ada Kern",)),
    press("a2", "Brücke gesperrt", "2022-01", "Talbote", "Lokales", person=("Ada Kern", "Bo Lang")),
    press("a3", "Pendler im Stau", "2022-01-05", "Talbote", "Verkehr", place=("Oberau",)),
    press("a4", "Land zahlt", "2022-01-05T09:30+01:00", "Abendblick", "Politik", ("Ina Feder",)),
    press("a5", "Kommentar: Brücken bauen", "2022", "Abendblick", "Meinung", person=("Bo Lang",)),
    press("a6", "Aus dem Archiv", "", "Abendblick"),
    press("a7", "Ohne Quelle", ""),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as archive:
        yield archive


@pytest.fixture
def archive(empty: Archive) -> Archive:
    with empty.writer() as writer:
        for each in ARTICLES:
            assert writer.put(each) == "added"
    return empty


def found(archive: Archive, query: str = "", sort: Sort = "oldest") -> list[str]:
    hits = archive.search(query, limit=100, sort=sort).hits
    return [hit.article.id for hit in hits if hit.complete]


def counts(counted: tuple[FacetCount, ...]) -> dict[str, int]:
    return {each.value: each.count for each in counted}


# Places


def test_an_archive_can_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    Archive.create(tmp_path).close()
    with Archive.open(str(tmp_path)) as archive:
        assert archive.statistics().articles == 0
        assert archive.search("brücke").total == 0


def test_nothing_is_made_where_something_is(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive").close()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Liebe Ada")
    for place in ("archive", "letters", "letters/a.txt"):
        with pytest.raises(ArchiveExists):
            Archive.create(tmp_path / place)
    assert (tmp_path / "letters" / "a.txt").read_text() == "Liebe Ada"


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path / "nowhere")
    (tmp_path / "a.txt").write_text("Liebe Ada")
    for place in (tmp_path, tmp_path / "a.txt"):
        with pytest.raises(ArchiveInvalid) as raised:
            Archive.open(place)
        assert raised.value.hint


# Writing


def test_put_tells_what_it_did(archive: Archive) -> None:
    changed = replace(ARTICLES[0], section="Politik")
    moved = replace(ARTICLES[1], origin=Origin("elsewhere.jsonl", "line 3"))
    with archive.writer() as writer:
        assert writer.put(ARTICLES[0]) == "unchanged"
        assert writer.put(changed) == "replaced"
        assert writer.put(changed) == "unchanged"
        assert writer.put(moved) == "unchanged"
        assert writer.put(press("new", "Skizze")) == "added"
        assert writer.put(press("new", "Reinschrift")) == "replaced"
    assert archive.statistics().articles == len(ARTICLES) + 1
    assert archive.article("a1") == changed
    assert archive.article("new") == press("new", "Reinschrift")
    assert archive.search("skizze").total == 0
    assert archive.search("reinschrift").total == 1


def test_delete_tells_what_it_did(archive: Archive) -> None:
    with archive.writer() as writer:
        assert writer.delete("a1")
        assert not writer.delete("a1")
        assert not writer.delete("nowhere")
        assert writer.put(press("new", "Skizze")) == "added"
        assert writer.delete("new")
        assert writer.delete("a2")
        assert writer.put(ARTICLES[1]) == "added"
    assert sorted(archive.ids()) == ["a2", "a3", "a4", "a5", "a6", "a7"]
    assert archive.article("a1") is None
    assert archive.search("gutachten").total == 0
    assert "2021" not in counts(archive.facets("year"))


def test_nothing_is_visible_before_the_commit(archive: Archive) -> None:
    with archive.writer() as writer:
        writer.put(press("new", "Seilbahn"))
        writer.put(press("a1", "Ganz anders"))
        writer.delete("a2")
        assert archive.search("seilbahn").total == 0
        assert archive.article("a1") == ARTICLES[0]
        assert archive.article("a2") == ARTICLES[1]
    assert archive.search("seilbahn").total == 1
    assert archive.article("a2") is None


def test_an_exception_leaves_nothing_behind(archive: Archive) -> None:
    before = archive.statistics()

    def change_and_fail() -> None:
        with archive.writer() as writer:
            writer.put(press("new", "Seilbahn"))
            writer.put(press("a1", "Ganz anders"))
            writer.delete("a2")
            raise OnPurpose

    with pytest.raises(OnPurpose):
        change_and_fail()
    assert archive.statistics() == before
    assert found(archive) == ["a1", "a2", "a5", "a3", "a4", "a6", "a7"]
    assert archive.article("a1") == ARTICLES[0]
    with archive.writer(wait=0) as writer:
        assert writer.put(press("new", "Seilbahn")) == "added"
    assert archive.search("seilbahn").total == 1


def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for each in ARTICLES:
                writer.put(each)
        with archive.writer() as writer:
            writer.delete("a1")
    with Archive.open(tmp_path / "archive") as archive:
        assert sorted(archive.ids()) == ["a2", "a3", "a4", "a5", "a6", "a7"]
        assert [archive.article(each.id) for each in ARTICLES[1:]] == list(ARTICLES[1:])
        with archive.writer() as writer:
            assert writer.put(ARTICLES[1]) == "unchanged"
            assert writer.put(ARTICLES[0]) == "added"


def test_two_handles_see_the_same_archive(tmp_path: Path) -> None:
    with (
        Archive.create(tmp_path / "archive") as one,
        Archive.open(tmp_path / "archive") as other,
    ):
        with other.writer() as writer:
            writer.put(ARTICLES[0])
        with one.writer() as writer:
            assert writer.put(ARTICLES[0]) == "unchanged"
            assert writer.put(ARTICLES[1]) == "added"
    with Archive.open(tmp_path / "archive") as opened:
        assert sorted(opened.ids()) == ["a1", "a2"]


def test_a_commit_is_seen_whole_or_not_at_all(archive: Archive) -> None:
    seen: set[int] = set()
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                results = archive.search("gondel", facets=("source",))
                seen.add(results.total)
                assert counts(results.facets["source"]) in ({}, {"Bergpost": results.total})
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    try:
        for commit in range(3):
            with archive.writer() as writer:
                for number in range(5):
                    writer.put(press(f"g{commit}{number}", "Gondel steht", source="Bergpost"))
    finally:
        done.set()
        for each in readers:
            each.join()
    assert not failures
    assert seen <= {0, 5, 10, 15}
    assert archive.search("gondel").total == 15


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.sampled_from("abcde"), st.sampled_from(["", "Seil", "Bahn", "Rad"])),
                max_size=6,
            ),
            st.booleans(),
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_any_run_of_changes_ends_as_a_dictionary_would(
    runs: list[tuple[list[tuple[str, str]], bool, bool]],
) -> None:
    """Each run is (changes, commit it?, open the archive again?); "" as a title deletes."""
    with TemporaryDirectory() as folder:
        archive = Archive.create(Path(folder) / "archive")
        kept: dict[str, str] = {}
        for changes, commits, reopens in runs:
            ahead = dict(kept)
            try:
                with archive.writer() as writer:
                    for id, title in changes:
                        if title:
                            change = writer.put(press(id, title))
                            same = ahead.get(id) == title
                            expected = (
                                "unchanged" if same else "replaced" if id in ahead else "added"
                            )
                            assert change == expected
                            ahead[id] = title
                        else:
                            assert writer.delete(id) == (ahead.pop(id, None) is not None)
                    if not commits:
                        raise OnPurpose
            except OnPurpose:
                ahead = kept
            kept = ahead
            if reopens:
                archive.close()
                archive = Archive.open(Path(folder) / "archive")
            assert sorted(archive.ids()) == sorted(kept)
            assert archive.statistics().articles == len(kept)
            for title in ("Seil", "Bahn", "Rad"):
                ids = sorted(id for id, each in kept.items() if each == title)
                assert sorted(found(archive, title.lower())) == ids
                assert sorted(found(archive, f"{title} oberau")) == ids
        archive.close()


# Searching


def test_the_shape_of_results(archive: Archive) -> None:
    results = archive.search("gutachten", facets=("person", "place", "month"))
    assert (results.query, results.total) == ("gutachten", 1)
    assert "gutachten" in results.reading.lower()
    assert results.warnings == ()
    assert results.seconds > 0
    (hit,) = results.hits
    assert hit.article == ARTICLES[0]
    assert hit.score > 0
    assert hit.title.text == "Gutachten zur Brücke"
    assert [hit.title.text[start:end] for start, end in hit.title.spans] == ["Gutachten"]
    assert hit.snippets
    assert hit.snippets[0].text
    assert results.facets == {
        "person": (FacetCount("Ada Kern", 1),),
        "place": (),
        "month": (FacetCount("2021-12", 1),),
    }


def test_words_are_all_required_and_found_in_other_forms(archive: Archive) -> None:
    assert sorted(found(archive, "Pendlern")) == ["a3"]
    assert sorted(found(archive, "brücken gesperrt")) == ["a2"]
    assert found(archive, "brücke seilbahn") == []


def test_an_empty_query_finds_everything(archive: Archive) -> None:
    results = archive.search("")
    assert results.total == len(ARTICLES)
    assert {hit.score for hit in results.hits} == {0.0}


def test_undated_articles_come_last_in_both_orders(archive: Archive) -> None:
    assert found(archive, sort="oldest") == ["a1", "a2", "a5", "a3", "a4", "a6", "a7"]
    assert found(archive, sort="newest") == ["a4", "a3", "a2", "a5", "a1", "a6", "a7"]


def test_relevance_puts_the_title_first(archive: Archive) -> None:
    ids = found(archive, "brücke", sort="relevance")
    assert set(ids[:3]) == {"a1", "a2", "a5"}
    scores = [hit.score for hit in archive.search("brücke").hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["", "brücke"])
def test_pages_follow_each_other(archive: Archive, sort: Sort, query: str) -> None:
    whole = found(archive, query, sort)
    paged: list[str] = []
    for offset in range(0, 9, 2):
        page = archive.search(query, limit=2, offset=offset, sort=sort)
        assert page.total == len(whole)
        paged += [hit.article.id for hit in page.hits]
    assert paged == whole
    assert archive.search(query, limit=0, sort=sort).total == len(whole)
    assert archive.search(query, offset=10**6, sort=sort).hits == ()


# Facets and filters


def test_all_nine_facets_are_counted(archive: Archive) -> None:
    facets = archive.search("", facets=FACETS).facets
    assert tuple(facets) == FACETS
    assert {name: counts(counted) for name, counted in facets.items()} == {
        "person": {"Ada Kern": 2, "Bo Lang": 2},
        "organisation": {},
        "place": {"Oberau": 1},
        "source": {"Abendblick": 3, "Talbote": 3},
        "section": {"Lokales": 2, "Meinung": 1, "Politik": 1, "Verkehr": 1},
        "author": {"Ina Feder": 1},
        "agency": {},
        "year": {"2022": 4, "2021": 1},
        "month": {"2022-01": 3, "2021-12": 1},
    }


def test_the_most_frequent_come_first_and_ties_by_name(archive: Archive) -> None:
    counted = archive.search("", facets=("section",)).facets["section"]
    assert [each.value for each in counted] == ["Lokales", "Meinung", "Politik", "Verkehr"]
    few = archive.search("", facets=("section",), facet_limit=2).facets["section"]
    assert few == counted[:2]


def test_a_chosen_value_narrows_and_its_facet_counts_what_others_would_add(
    archive: Archive,
) -> None:
    results = archive.search(
        "", facets=("source", "section", "year"), filters={"source": ("Talbote",)}
    )
    assert sorted(hit.article.id for hit in results.hits) == ["a1", "a2", "a3"]
    assert set(results.facets["source"]) == {
        FacetCount("Talbote", 3, selected=True),
        FacetCount("Abendblick", 3),
    }
    assert counts(results.facets["section"]) == {"Lokales": 2, "Verkehr": 1}
    assert counts(results.facets["year"]) == {"2022": 2, "2021": 1}


def test_values_of_one_facet_widen_and_facets_narrow_each_other(archive: Archive) -> None:
    results = archive.search(
        "",
        facets=("source", "year"),
        filters={"source": ("Talbote", "Abendblick"), "year": ("2022",)},
    )
    assert sorted(hit.article.id for hit in results.hits) == ["a2", "a3", "a4", "a5"]
    assert counts(results.facets["source"]) == {"Talbote": 2, "Abendblick": 2}
    assert counts(results.facets["year"]) == {"2022": 4, "2021": 1}
    assert [each.selected for each in results.facets["year"]] == [True, False]


def test_a_chosen_value_is_listed_though_nothing_has_it(archive: Archive) -> None:
    results = archive.search("", facets=("source",), filters={"source": ("Morgenruf",)})
    assert results.total == 0
    assert FacetCount("Morgenruf", 0, selected=True) in results.facets["source"]
    assert counts(results.facets["source"]) == {"Abendblick": 3, "Talbote": 3, "Morgenruf": 0}


def test_values_and_times_can_be_kept_out(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for day, source in (("2024-03-01", "Bote"), ("2024-03-02", "Kurier"), ("2024", "Bote")):
                writer.put(
                    Article.from_text(
                        id=f"{source} {day}", title="Kai", text="Kai", published=day, source=source
                    )
                )
        without = archive.search("kai", excluded={"source": ("Bote",)}, facets=("source",))
        assert [hit.article.id for hit in without.hits] == ["Kurier 2024-03-02"]
        assert without.facets["source"] == (FacetCount("Kurier", 1),)
        later = archive.search("kai", since=PressDate(2024, 3, 2), dates=True)
        assert {hit.article.id for hit in later.hits} == {"Kurier 2024-03-02", "Bote 2024"}
        assert later.dates is not None
        assert sum(later.dates.ranges.values()) == 2
        month = archive.search("kai", since=PressDate(2024, 2), until=PressDate(2024, 3, 1))
        assert month.total == 2
        with pytest.raises(ValueError, match="unknown facet"):
            archive.search("kai", excluded={"colour": ("red",)})


def test_no_values_chosen_is_no_filter(archive: Archive) -> None:
    assert archive.search("", filters={"source": ()}).total == len(ARTICLES)


VALUES = ["Ada Kern", "Bo Lang", "Talbote", "Abendblick", "Lokales", "2021", "2022", "2022-01", "-"]

chosen_filters = st.dictionaries(
    st.sampled_from(["person", "source", "section", "year", "month"]),
    st.lists(st.sampled_from(VALUES), max_size=2, unique=True).map(tuple),
    max_size=3,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=chosen_filters, query=st.sampled_from(["", "brücke", "oberau gesperrt"]))
def test_counts_are_those_of_looking_at_every_article(
    archive: Archive, filters: Mapping[str, tuple[str, ...]], query: str
) -> None:
    matching = [each for each in ARTICLES if each.id in set(found(archive, query))]

    def passes(each: Article, but: str = "") -> bool:
        have = facet_values(each)
        return all(
            name == but or not values or set(values) & set(have[name])
            for name, values in filters.items()
        )

    results = archive.search(query, limit=100, facets=FACETS, filters=filters)
    complete = {hit.article.id for hit in results.hits if hit.complete}
    assert complete == {e.id for e in matching if passes(e)}
    for name in FACETS:
        expected = Counter(v for e in matching if passes(e, name) for v in facet_values(e)[name])
        expected.update(dict.fromkeys(filters.get(name, ()), 0))
        assert counts(results.facets[name]) == dict(expected)


def test_a_month_is_counted_by_the_clock_here(empty: Archive) -> None:
    with empty.writer() as writer:
        writer.put(press("n", "Neujahr", published="2021-12-31T23:30Z"))
    assert counts(empty.facets("month")) == {"2022-01": 1}
    assert empty.search("", filters={"year": ("2022",)}).total == 1


# Mistakes of the caller


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": -1},
        {"offset": -1},
        {"sort": "random"},
        {"half_life": 0},
        {"half_life": -1.5},
        {"facets": ("colour",)},
        {"filters": {"colour": ("red",)}},
    ],
)
def test_wrong_arguments_are_value_errors(archive: Archive, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"limit|unknown|half_life"):
        archive.search("brücke", **wrong)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(ValueError, match="unknown facet 'colour'"):
        archive.facets("colour")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_query_is_an_error(archive: Archive, query: str) -> None:
    results = archive.search(query, limit=3)
    assert 0 <= len(results.hits) <= results.total <= len(ARTICLES)


# Reading


def test_articles_come_back_as_they_went_in(archive: Archive) -> None:
    for each in ARTICLES:
        assert archive.article(each.id) == each
    assert archive.article("nowhere") is None
    assert archive.article("") is None


def test_odd_ids_are_ids(empty: Archive) -> None:
    odd = ["https://example.org/a?b=1#c", "mit Leerzeichen", "Ü" * 500, "a/../../b", "'; --", "*"]
    with empty.writer() as writer:
        for id in odd:
            assert writer.put(press(id, "T")) == "added"
    assert sorted(empty.ids()) == sorted(odd)
    for id in odd:
        article = empty.article(id)
        assert article is not None
        assert article.id == id


def test_a_hit_can_be_asked_for(archive: Archive) -> None:
    hit = archive.hit("a1", "gutachten seilbahn")
    assert hit is not None
    assert hit.article == ARTICLES[0]
    assert [hit.title.text[start:end] for start, end in hit.title.spans] == ["Gutachten"]
    assert archive.hit("nowhere", "gutachten") is None


def test_statistics(archive: Archive) -> None:
    statistics = archive.statistics()
    assert (statistics.articles, statistics.sources) == (7, 2)
    assert (statistics.first, statistics.last) == ("2021-12-30", "2022-01-05")
    assert statistics.segments >= 1


def test_an_empty_archive_has_statistics(empty: Archive) -> None:
    statistics = empty.statistics()
    assert (statistics.articles, statistics.sources) == (0, 0)
    assert (statistics.first, statistics.last) == ("", "")


def test_facets_of_the_whole_archive(archive: Archive) -> None:
    assert archive.facets("source") == (FacetCount("Abendblick", 3), FacetCount("Talbote", 3))
    assert counts(archive.facets("month")) == {"2022-01": 3, "2021-12": 1}
    assert archive.facets("agency") == ()


def test_every_error_is_of_one_tree(tmp_path: Path) -> None:
    with pytest.raises(PressespiegelError) as raised:
        Archive.open(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in str(raised.value)
    assert raised.value.hint


def test_precision_is_kept(archive: Archive) -> None:
    dates = {each.id: archive.article(each.id) for each in ARTICLES}
    written = {id: str(each.published) for id, each in dates.items() if each and each.published}
    assert written == {
        "a1": "2021-12-30",
        "a2": "2022-01",
        "a3": "2022-01-05",
        "a4": "2022-01-05T09:30+01:00",
        "a5": "2022",
    }
    assert PressDate.parse(written["a2"]).precision == "month"
