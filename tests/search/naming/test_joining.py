"""Which names are one: conservatively, and as the owner says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.naming import Naming
from pressespiegel.search.naming.joining import short_forms
from pressespiegel.search.naming.owner_names import read_names


def joined(
    naming: Naming, facet: str, articles: Mapping[str, int]
) -> tuple[dict[str, set[str]], set[str]]:
    """The names that are one by what they are shown as, and those that are not shown."""
    names = list(articles)
    found = naming.joined(facet, names, lambda place: articles[names[place]])
    groups = {each.label: {names[place] for place in each.members} for each in found.groups}
    return groups, {names[place] for place in found.hidden}


@pytest.mark.parametrize(
    ("facet", "articles", "groups"),
    [
        # umlauts, sharp s, accents, hyphens, capitals, dots: the most frequent spelling is shown
        ("organisation", {"Groß Bau": 3, "Gross Bau": 1}, {"Groß Bau": {"Gross Bau"}}),
        # of people only what is rare beside the other: there may be two of them
        ("person", {"Jörg Groß": 20, "Joerg Gross": 2}, {"Jörg Groß": {"Joerg Gross"}}),
        ("person", {"Jörg Groß": 1, "Jörg Gross": 1, "Joerg Gross": 9}, {}),
        ("person", {"Günther Oettinger": 10, "Günther Öttinger": 1, "Günther Oettingers": 1},
         {"Günther Oettinger": {"Günther Oettingers", "Günther Öttinger"}}),
        ("person", {"Jan-Per Kern": 1, "Jan Per Kern": 2}, {"Jan Per Kern": {"Jan-Per Kern"}}),
        ("person", {"Recep Erdoğan": 1, "Recep Erdogan": 5}, {"Recep Erdogan": {"Recep Erdoğan"}}),
        ("person", {"ANNA KERN": 1, "Anna Kern": 1}, {"ANNA KERN": {"Anna Kern"}}),
        ("organisation", {"FC St. Pauli": 2, "FC St Pauli": 1}, {"FC St. Pauli": {"FC St Pauli"}}),
        ("place", {"Zürich": 4, "Zuerich": 1}, {"Zürich": {"Zuerich"}}),
        # a surname alone belongs to nobody in particular
        ("person", {"Möller": 3, "Moeller": 3, "Anna Möller": 9}, {}),
        ("person", {"Kern": 90, "Kerns": 1}, {}),
        # two things whose names differ in their capitals only
        ("organisation", {"BUND": 9, "Bund": 9}, {}),
        # genitives that are left over, but not a name that ends in s
        ("person", {"Anna Kern": 10, "Anna Kerns": 1}, {"Anna Kern": {"Anna Kerns"}}),
        ("person", {"Anna Peter": 3, "Anna Peters": 2}, {}),
        ("person", {"Karl Marx": 1, "Karl Marx’": 1}, {"Karl Marx": {"Karl Marx’"}}),
        ("organisation", {"Stadtrat": 20, "Stadtrats": 2}, {"Stadtrat": {"Stadtrats"}}),
        # countries
        ("place", {"USA": 1, "US": 1, "Kiel": 9}, {"USA": {"US"}}),
        ("organisation", {"USA": 1, "US": 1}, {}),
        # other facets are left as they are
        ("source", {"Tages-Bote": 1, "Tages Bote": 1}, {}),
    ],
)  # fmt: skip
def test_without_a_list(facet: str, articles: dict[str, int], groups: dict[str, set[str]]) -> None:
    expected = {label: {label, *others} for label, others in groups.items()}
    assert joined(Naming(), facet, articles) == (expected, set())


def test_what_articles_state() -> None:
    stated = short_forms([("OSZE", "Organisation für Sicherheit", 2)])
    articles = {"OSZE": 5, "Organisation für Sicherheit": 1, "Organisation fuer Sicherheit": 1}
    groups, _ = joined(Naming(stated=stated), "organisation", articles)
    assert groups == {"OSZE": set(articles)}
    articles["Organisation für Sicherheit"] = 9
    groups, _ = joined(Naming(stated=stated), "organisation", articles)
    assert groups == {"Organisation für Sicherheit": set(articles)}


def test_an_ambiguous_short_form_is_left_alone() -> None:
    stated = short_forms(
        [("BSI", "Bundesamt für Sicherheit", 2), ("BSI", "Britisches Institut", 2)]
    )
    assert stated == {}


def test_the_owners_list_decides() -> None:
    lines = """
    Vereinigte Staaten = USA = US-Amerika     # zuerst steht, was gezeigt wird
    person: Angela Merkel = Merkel
    - Foto
    - ort: Split
    ! Anna Moeller
    quelle: Süddeutsche Zeitung = SZ
    """
    naming = Naming(read_names(lines))
    places = {"USA": 9, "US": 3, "US-Amerika": 1, "Split": 2, "Foto": 1, "Kiel": 5}
    groups, hidden = joined(naming, "place", places)
    assert groups == {"Vereinigte Staaten": {"USA", "US", "US-Amerika"}}
    assert hidden == {"Split", "Foto"}
    people = {"Angela Merkel": 1, "Merkel": 9, "Foto": 1, "Anna Möller": 1, "Anna Moeller": 1}
    groups, hidden = joined(naming, "person", people)
    assert groups == {"Angela Merkel": {"Angela Merkel", "Merkel"}}
    assert hidden == {"Foto"}
    groups, hidden = joined(naming, "source", {"SZ": 1, "Sz": 1, "Foto": 2})
    assert groups == {"Süddeutsche Zeitung": {"SZ"}}
    assert not hidden
    assert not naming.concerns("author")


def test_a_group_goes_by_the_owners_name_if_no_article_has_it() -> None:
    naming = Naming(read_names("organisation: Rat der Stadt = Stadtrat"))
    groups, _ = joined(naming, "organisation", {"Stadtrat": 20, "Stadtrats": 1})
    assert groups == {"Rat der Stadt": {"Stadtrat", "Stadtrats"}}
    assert naming.canonical("organisation", "STADTRAT") == "Rat der Stadt"
    assert naming.canonical("organisation", "Landrat") == "Landrat"


NAMES = ("Anna Kern", "Anna Kerns", "ANNA KERN", "Kern", "USA", "US", "Usa", "SZ", "S-Z", "S Z")
LINES = ("USA = Kern", "Kern = S Z", "Neu = SZ", "- US", "! Usa", "Anna Kern = Anna Kerns", "x = =")


@given(
    articles=st.dictionaries(st.sampled_from(NAMES), st.integers(1, 50)),
    lines=st.lists(st.sampled_from(LINES), unique=True),
    facet=st.sampled_from(("person", "organisation", "place", "source")),
)
def test_no_two_groups_share_a_name(articles: dict[str, int], lines: list[str], facet: str) -> None:
    naming = Naming(read_names("\n".join(lines)), {"S-Z": "SZ"})
    names = list(articles)
    found = naming.joined(facet, names, lambda place: articles[names[place]])
    places = [place for group in found.groups for place in group.members]
    assert len(set(places)) == len(places)
    labels = [group.label for group in found.groups]
    assert len(set(labels)) == len(labels)
    alone = {name for place, name in enumerate(names) if place not in places}
    assert not alone.intersection(labels)
