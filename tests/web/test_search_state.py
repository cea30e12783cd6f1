from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pressespiegel.search import FACETS, FacetCount, PressDate
from pressespiegel.web.addresses import choice_addresses, results_address
from pressespiegel.web.page_parts.facet_panels import facet_panels
from pressespiegel.web.page_parts.paging import last_page, offered_pages
from pressespiegel.web.search_state import SORTS, NoSuchPage, SearchState, TooManyFilters

values = st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True).map(tuple)
days = st.builds(PressDate, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))
times = st.none() | days | st.builds(PressDate, st.integers(1900, 2100))
states = st.builds(
    SearchState,
    query=st.text(max_size=50).map(str.strip),
    filters=st.dictionaries(st.sampled_from(FACETS), values, max_size=4),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 10_000),
    fold=st.booleans(),
    excluded=st.dictionaries(st.sampled_from(FACETS), values, max_size=4),
    since=times,
    until=times,
    half_life=st.none() | st.floats(0.01, 100_000),
)


@given(states)
def test_a_state_survives_its_address(state: SearchState) -> None:
    arguments: MultiDict[str, str] = MultiDict()
    for name, value in state.arguments().items():
        arguments.setlist(name, list(value) if isinstance(value, tuple) else [str(value)])
    assert SearchState.from_arguments(arguments) == state


@given(states, st.sampled_from(FACETS), st.text(min_size=1))
def test_choosing_twice_changes_nothing_but_the_page(
    state: SearchState, facet: str, value: str
) -> None:
    twice = state.toggled(facet, value).toggled(facet, value)
    kept = {name: set(chosen) for name, chosen in state.filters.items()}
    assert {name: set(chosen) for name, chosen in twice.filters.items()} == kept
    assert (twice.query, twice.sort, twice.page) == (state.query, state.sort, 1)


@given(states, st.sampled_from(FACETS), st.text(min_size=1))
def test_a_value_is_chosen_or_left_out_and_never_both(
    state: SearchState, facet: str, value: str
) -> None:
    chosen, left_out = state.toggled(facet, value), state.excluding(facet, value)
    assert (facet, value) not in chosen.left_out()
    assert (facet, value) not in left_out.chosen()
    assert (chosen.page, left_out.page) == (1, 1)
    assert state.without_filters().toggled(facet, value).chosen() == [(facet, value)]
    assert state.without_filters().excluding(facet, value).left_out() == [(facet, value)]


@pytest.mark.parametrize(
    "day", ["2024-13", "24", "2024-02-30", "x", "2024-02-01T10:00", "1.2.2024"]
)
def test_what_is_no_day_is_left_out(day: str) -> None:
    assert SearchState.from_arguments(MultiDict([("since", day)])).since is None


@pytest.mark.parametrize("days", ["", "0", "-1", "nan", "inf", "1e9", "1_0", "30 ", "x"])
def test_what_is_no_half_life_is_left_out(days: str) -> None:
    assert SearchState.from_arguments(MultiDict([("half_life", days)])).half_life is None


def test_empty_repeated_and_unknown_arguments_are_left_out() -> None:
    arguments = MultiDict([("source", ""), ("source", "A"), ("source", "A"), ("colour", "red")])
    assert SearchState.from_arguments(arguments).filters == {"source": ("A",)}


def test_limits() -> None:
    with pytest.raises(NoSuchPage):
        SearchState.from_arguments(MultiDict([("page", "0")]))
    with pytest.raises(TooManyFilters):
        SearchState.from_arguments(MultiDict([("year", str(year)) for year in range(1900, 2001)]))
    half = [(name, str(year)) for name in ("year", "not.month") for year in range(1900, 1951)]
    with pytest.raises(TooManyFilters):
        SearchState.from_arguments(MultiDict(half))


def test_chosen_values_stand_first_and_are_never_folded(app: Flask) -> None:
    counts = [FacetCount(f"Ort {n}", 50 - n, selected=n in (30, 31)) for n in range(40)]
    state = SearchState("hafen", {"place": ("Ort 30", "Ort 31")})
    with app.test_request_context():
        (panel,) = facet_panels({"place": counts, "person": ()}, state)
    assert [each.label for each in panel.seen[:3]] == ["Ort 30", "Ort 31", "Ort 0"]
    assert not any(each.selected for each in panel.folded)
    assert len(panel.seen) + len(panel.folded) == 14
    assert panel.more
    assert panel.seen[0].address == "/suche?q=hafen&place=Ort+31"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(state=states, name=st.sampled_from(FACETS), value=st.text(min_size=1, max_size=20))
def test_addresses_of_choices_are_those_of_their_searches(
    app: Flask, state: SearchState, name: str, value: str
) -> None:
    assume(value not in (*state.filters.get(name, ()), *state.excluded.get(name, ())))
    with app.test_request_context("/", base_url="http://localhost/archiv"):
        with_it, without = choice_addresses(name, state)(value)
        assert with_it == results_address(state.toggled(name, value))
        assert without == results_address(state.excluding(name, value))
        assert with_it.startswith("/archiv/suche?")


def test_one_value_alone_is_not_folded_away(app: Flask) -> None:
    counts = [FacetCount(f"Ort {n}", 1) for n in range(7)]
    with app.test_request_context():
        (panel,) = facet_panels({"place": counts}, SearchState())
    assert len(panel.seen) == 7


@given(st.integers(0, 10_000), st.integers(1, 100), st.data())
def test_offered_pages_hold_first_last_and_neighbours(
    total: int, size: int, data: st.DataObject
) -> None:
    last = last_page(total, size)
    assert (last - 1) * size < max(total, 1) <= last * size
    page = data.draw(st.integers(1, last))
    offered = offered_pages(page, last)
    numbers = [each for each in offered if each is not None]
    assert numbers == sorted(set(numbers))
    assert {1, last, page, max(1, page - 1), min(last, page + 1)} <= set(numbers)
    assert len(offered) <= 9
    assert None not in (offered[0], offered[-1])
