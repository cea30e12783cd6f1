"""Every kind of word that issue 4 lists, and what it must meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.german import analyse, query_word, split_words


def kept(text: str) -> set[str]:
    """The index terms of a text."""
    return {token.term for token in analyse(text)}


def finds(typed: str, text: str) -> bool:
    """Whether a typed word finds a text, as the query asks the index."""
    terms = kept(text)
    (surface,) = split_words(typed)[0]
    word = query_word(surface)
    if any(term.term in terms for term in word.whole):
        return True
    return any(
        bool(places) and all(any(term.term in terms for term in place) for place in places)
        for places in (word.positions, word.parts)
    )


SPELLINGS = [
    ("Gütersloh", "Guetersloh"),
    ("Gütersloh", "Gu\u0308tersloh"),
    ("Köln", "KOELN"),
    ("Straße", "Strasse"),
    ("STRAẞE", "Straße"),
    ("daß", "dass"),
    ("muß", "muss"),
    ("Fluß", "Fluss"),
    ("Schiffahrt", "Schifffahrt"),
    ("Potential", "Potenzial"),
    ("São", "Sao"),
    ("Erdoğan", "Erdogan"),
    ("Łódź", "Lodz"),
    ("Minis\u00adter", "Minister"),
    ("Außen-\nminister", "Außenminister"),
    ("geht’s", "geht's"),
    ("geht´s", "geht's"),
    ("Berlin–München", "Berlin-München"),
    ("\ufb01nden", "finden"),
    ("Vizeaußenminister", "Vize-Außenminister"),
    ("Nato-Russland-Rat", "NATO-Russland-Rat"),
    ("Politiker:innen", "Politiker"),
    ("Politiker*innen", "Politikerinnen"),
    ("Politiker_innen", "Politiker:innen"),
    ("PolitikerInnen", "Politiker"),
    ("Politiker/-innen", "Politiker:innen"),
    ("Häuser", "Haus"),
    ("Anlässe", "Anlass"),
    ("Schreie", "Schrei"),
    ("Laien", "Laie"),
    ("freie", "freien"),
    ("Seen", "See"),
    ("Stoltenbergs", "Stoltenberg"),
    ("1.000", "1000"),
    ("1’000", "1000"),
    ("U.S.A.", "USA"),
    ("z.B.", "z. B."),
    ("%", "Prozent"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_meet_in_both_directions(one: str, other: str) -> None:
    assert finds(one, other)
    assert finds(other, one)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Gefahr", "Kriegsgefahr"),
        ("Krieg", "Kriegsgefahr"),
        ("Minister", "Außenminister"),
        ("Garten", "Kindergarten"),
        ("Vizeaußenminister", "Vize Außenminister"),
        ("Nato-Russland-Rat", "Nato Russland Rat"),
        ("3,5", "um 3,5 Prozent"),
        ("2G", "die 2G-Regel"),
        ("Covid", "Covid-19"),
        ("G7", "beim G7-Gipfel"),
        ("218", "§ 218"),
        ("A8", "auf der A8"),
        ("2021", "2021/22"),
        ("2022", "2021/22"),
        ("SPD", "der SPD-Chef"),
        ("Chef", "der SPD-Chef"),
        ("leser", "@leser"),
        ("@leser", "von @leser"),
        ("klima", "#Klima"),
        ("Lives", "#BlackLivesMatter"),
        ("redaktion", "an redaktion@example.org"),
        ("example", "an redaktion@example.org"),
        ("politik", "https://www.example.org/politik?x=1"),
        ("us", "die US-Truppen"),
    ],
)
def test_words_find_what_holds_them(typed: str, text: str) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("schon", "schön"),
        ("Burg", "Bürger"),
        ("US", "give us a chance"),
        ("Inder", "Kindergarten"),
        ("innen", "Politiker:innen"),
        ("Berl", "Berlin"),
        ("Kriegsgefahr", "der Krieg"),
        ("Vizeaußenminister", "der Minister"),
    ],
)
def test_words_do_not_find_others(typed: str, text: str) -> None:
    assert not finds(typed, text)


def test_what_was_typed_counts_most_and_compounds_least() -> None:
    whole = query_word("Häuser").whole
    assert [term.found_as for term in whole] == ["form", "stem", "part"]
    form, stem, part = (term.weight for term in whole)
    # where the form stands, its stem stands too
    assert form > 0
    assert form + stem > stem > part


def test_a_word_broken_before_und_is_two_words() -> None:
    assert split_words("Innen-\nund Außenpolitik")[0] == ("Innen", "und", "Außenpolitik")


PIECES = st.sampled_from(
    (
        "ä|u\u0308|ß|-|–|:|innen|*|_|/|(|)|1.|000|@|#|www.|https://|.|\u00ad|\n| |'|’|§|NATO|z.|B."
    ).split("|")
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_offsets_point_at_words_and_positions_only_rise(text: str) -> None:
    tokens = analyse(text)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
        assert not set(token.term) & set(" \n|")
    for surface, start in zip(*split_words(text), strict=True):
        assert text[start : start + len(surface)] == surface
        query_word(surface)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", "1.", "z. ", "@a.", "://", "www.", "a\u00ad", "(r"]
)
def test_long_repetitions_are_read_as_quickly_as_others(piece: str) -> None:
    # In a time that grew with its square, this would take hours.
    assert all(token.end <= 200_000 for token in analyse((piece * 200_000)[:200_000]))
