"""Twins of labelled texts: other names at the same places."""

from __future__ import annotations

from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.span import Span
from pressespiegel.indexer.entities.synthesis import Synthesis
from pressespiegel.search.article import EntityKind

SURNAMES = ("Bergmann", "Lindner", "Kowalski", "Petersen", "Hofreiter", "Steinbach", "Winterfeld")
TEXT = "Anna Bergers Plan: Die Stadt Gelsenkirchen und die SPD aus Polen warten. Gelsenkirchen!"
NAMES: tuple[tuple[str, EntityKind], ...] = (
    ("Anna Bergers", "person"),
    ("Gelsenkirchen", "place"),
    ("SPD", "organisation"),
)


def labelled() -> Labelled:
    spans = [
        Span(TEXT.index(name), TEXT.index(name) + len(name), kind, name) for name, kind in NAMES
    ]
    last = TEXT.rindex("Gelsenkirchen")
    spans.append(Span(last, last + len("Gelsenkirchen"), "place", "Gelsenkirchen"))
    return Labelled(TEXT, tuple(spans))


def test_a_twin_has_other_names_of_the_same_kinds_in_the_same_sentence() -> None:
    twin = Synthesis(SURNAMES, 1).twin(labelled())
    assert [span.kind for span in twin.spans] == ["person", "place", "organisation", "place"]
    assert all(twin.text[span.start : span.end] == span.text for span in twin.spans)
    person, place, party, again = (span.text for span in twin.spans)
    assert "Berger" not in person
    assert len(person.split()) == 2
    assert place == again
    assert place != "Gelsenkirchen"
    assert party == "SPD"
    assert " und die SPD aus Polen warten. " in twin.text


def test_the_same_seed_makes_the_same_twins() -> None:
    twins = [Synthesis(SURNAMES, seed).twin(labelled()).text for seed in (1, 1, 2)]
    assert twins[0] == twins[1] != twins[2]


def test_a_twin_of_nothing_is_nothing() -> None:
    assert Synthesis(SURNAMES, 1).twin(Labelled("", ())) == Labelled("", ())
