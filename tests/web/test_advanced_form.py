"""What is filled into the advanced form becomes a query that means the same."""

from __future__ import annotations

from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search import parse
from pressespiegel.search.query import Language
from pressespiegel.web.page_parts.written_query import NAME_FIELDS, FormFields, written_query

from .html_tree import by_class, text, tree


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        (FormFields(), ""),
        (FormFields(words=" hafen   streik "), "hafen streik"),
        (FormFields(words="hafen ODER kai", without="wal"), "(hafen ODER kai) -wal"),
        (FormFields(phrase='„im "Hafen“'), '"im Hafen"'),
        (FormFields(either="wal"), "wal"),
        (FormFields(either='wal "toter Wal" robbe'), '(wal ODER "toter Wal" ODER robbe)'),
        (FormFields(without='wal -robbe "toter Fisch" -'), '-wal -robbe -"toter Fisch" '),
        (FormFields(near="hafen streik", between=3), '"hafen streik"~3'),
        (FormFields(near="hafen", between=3), "hafen"),
        (FormFields(near="a b", between=999), '"a b"~100'),
        (FormFields(title="brücke"), "titel:brücke"),
        (FormFields(title="neue brücke"), "titel:(neue brücke)"),
        (FormFields(title='"neue brücke"'), 'titel:"neue brücke"'),
        (FormFields(names={"person": "Ada Kern"}), 'person:"Ada Kern"'),
        (FormFields(names={"quelle": "Bote, Die Zeit;"}), '(quelle:Bote ODER quelle:"Die Zeit")'),
    ],
)
def test_each_field_is_written_in_the_query_language(fields: FormFields, query: str) -> None:
    assert written_query(fields, "de").strip() == query.strip()


def test_fields_and_operators_are_in_the_language() -> None:
    fields = FormFields(either="a b", title="c", names={"quelle": "Bote", "ort": "Husum"})
    assert written_query(fields, "en") == "(a OR b) title:c place:Husum source:Bote"


words = st.lists(st.sampled_from(("wal", "Hafen", "im Kai", "Ebbe-Flut", "")), max_size=3)
spaced, listed = words.map(" ".join), words.map(", ".join)


@given(
    st.builds(
        FormFields,
        words=spaced,
        phrase=spaced,
        either=spaced,
        without=spaced,
        title=spaced,
        near=spaced,
        between=st.integers(0, 20),
        names=st.dictionaries(st.sampled_from(NAME_FIELDS), listed),
    ),
    st.sampled_from(get_args(Language)),
)
def test_what_is_written_is_never_odd(fields: FormFields, language: Language) -> None:
    warnings = parse(written_query(fields, language)).warnings
    assert [each for each in warnings if "schließt nur aus" not in each.message] == []


def test_the_form_leads_to_the_results(client: FlaskClient) -> None:
    response = client.get(
        "/erweitert?words=kutter&quelle=Inselpost,+Deichkurier&without=museum"
        "&since=2023-02-01&until=&sort=oldest&half_life=30&go=1"
    )
    assert response.status_code == 302
    asked = parse_qs(urlsplit(response.headers["Location"]).query)
    assert asked == {
        "q": ["kutter (quelle:Inselpost ODER quelle:Deichkurier) -museum"],
        "since": ["2023-02-01"],
        "sort": ["oldest"],
        "half_life": ["30"],
    }
    page = tree(client.get(response.headers["Location"]))
    assert text(page.find(".//h1")) == "16 Treffer"
    assert not by_class(page, "warnings")


def test_the_form_keeps_what_the_address_says_and_offers_outlets(client: FlaskClient) -> None:
    page = tree(client.get("/erweitert?words=kutter&between=x&since=2023-02&half_life=7"))
    fields = {each.get("id"): each.get("value") for each in page.iter("input")}
    assert (fields["words"], fields["between"], fields["since"]) == ("kutter", "5", "2023-02-01")
    assert fields["half_life"] == "7"
    offered = [each.get("value") for each in page.iter("option")]
    assert {"Hallig-Bote", "Deichkurier", "Inselpost", "dpa", "Küste"} <= set(offered)


def test_a_form_that_says_too_much_is_met_as_a_long_query_is(client: FlaskClient) -> None:
    query = {"words": "a " * 800, "either": "b " * 800, "go": "1"}
    assert client.get("/erweitert", query_string=query).status_code == 400
