"""Compounds are split where they were joined, and nothing else is split."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pressespiegel.search.german.compounds import compound_cut, compound_parts
from pressespiegel.search.german.folding import fold

BENCH = Path(__file__).resolve().parents[3] / "bench"


@pytest.mark.parametrize(
    ("word", "last"),
    [
        ("Kriegsgefahr", "gefahr"),
        ("Außenminister", "minister"),
        ("Kindergarten", "garten"),
        ("Sonnenschein", "schein"),
        ("Schulhof", "hof"),
        ("Länderspiel", "spiel"),
        ("Krankenhäuser", "haeuser"),
        ("Sicherheitsratssitzung", "sitzung"),
        ("Ukrainekrieg", "krieg"),
        ("Coronaregeln", "regeln"),
        ("Nebenwirkung", "wirkung"),
        ("Bundesnotbremse", "notbremse"),
        ("Notlandung", "landung"),
        ("Lebensversicherungsgesellschaft", "gesellschaft"),
        ("Wahlergebnisse", "ergebnisse"),
        ("Arbeitsverhältnissen", "verhaeltnissen"),
        ("Maskenbildnerin", "bildnerin"),
        ("Olympiasiegerinnen", "siegerinnen"),
        ("Bebelplatz", "platz"),
    ],
)
def test_compounds_have_their_last_part(word: str, last: str) -> None:
    assert last in compound_parts(fold(word))


@pytest.mark.parametrize(
    "word",
    """
    Brüssel Berlin München Stoltenberg Minister Kombination Kontamination Verbrechen bestreichen
    verbliebene nachgewiesen anzuwenden therapeutischer Pigmentierung Schwellungen gewinnen
    Politikerinnen Präsidentin überhaupt trotzdem Restriktion Redakteur Partei Tomate Karotte
    Information Kandidat Gefahr Garten stehende Erlebnisse Ersparnissen Hackerinnen
    """.split(),
)
def test_what_is_no_compound_stays_whole(word: str) -> None:
    assert compound_parts(fold(word)) == ()


def test_a_kindergarten_is_of_children_and_not_of_indians() -> None:
    parts = compound_parts("kindergarten")
    assert "garten" in parts
    assert "inder" not in parts


def test_parts_of_three_parted_words_are_found() -> None:
    assert {"film", "studien", "gang"} <= set(compound_parts("filmstudiengang"))
    assert "recht" in compound_parts("voelkerrechtsverletzung") or "rechts" in compound_parts(
        "voelkerrechtsverletzung"
    )


@pytest.mark.parametrize("word", ["", "a", "ß", "łódź", "x" * 10_000, "123456", "tag" * 20])
def test_any_string_has_parts_or_none(word: str) -> None:
    assert 0 <= compound_cut(word) <= len(word)


def test_as_many_words_are_split_rightly_as_were_measured(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    import compounds as bench

    dev = bench.marked_compounds(shared / "german" / "compounds-dekor-dev.tsv")
    running = bench.running_words(shared / "german" / "running-words-l3.tsv")
    for name in ("compounds", "marked_compounds", "corpus"):
        sys.modules.pop(name, None)

    assert dev.count > 700
    assert dev.last_part >= 0.975
    assert running.simple_split <= 0.02
    assert running.compounds_split >= 0.95
