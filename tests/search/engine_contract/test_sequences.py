"""Phrases and nearness: which positions a sequence accepts, and what it marks."""

from __future__ import annotations

import pytest

from pressespiegel.search.engine import Engine
from pressespiegel.search.query import tree

from .invented_documents import document, form, found, sequence, write

TEXTS = {
    "in order": "lotse steuert schiff",
    "reversed": "schiff steuert lotse",
    "one between": "lotse steuert das schiff",
    "two between": "lotse steuert nun das schiff",
    "apart": "lotse wartet lange auf das grosse graue schiff",
    "one alone": "lotse steuert",
    "nothing": "deich",
}


@pytest.fixture
def harbour(engine: Engine) -> Engine:
    write(engine, *(document(id, text) for id, text in TEXTS.items()))
    return engine


@pytest.mark.parametrize(
    ("text", "slop", "ids"),
    [
        ("lotse steuert", 0, {"in order", "one between", "two between", "one alone"}),
        ("steuert schiff", 0, {"in order"}),
        ("lotse steuert schiff", 0, {"in order"}),
        ("lotse _ schiff", 0, {"in order"}),
        ("lotse _ _ schiff", 0, {"one between"}),
        ("steuert schiff", 1, {"in order", "one between"}),
        ("lotse schiff", 2, {"in order", "one between"}),
        ("lotse schiff", 3, {"in order", "one between", "two between"}),
        ("lotse schiff", 7, {"in order", "one between", "two between", "apart"}),
        # A slot may not come nearer than it was typed.
        ("lotse _ _ schiff", 2, {"one between", "two between"}),
    ],
)
def test_ordered(harbour: Engine, text: str, slop: int, ids: set[str]) -> None:
    assert found(harbour, sequence(text, slop=slop)) == ids


@pytest.mark.parametrize(
    ("text", "slop", "ids"),
    [
        ("schiff lotse", 0, set()),
        ("schiff lotse", 1, {"in order", "reversed"}),
        ("lotse schiff", 2, {"in order", "reversed", "one between"}),
        ("schiff lotse steuert", 0, {"in order", "reversed"}),
        ("schiff lotse steuert", 1, {"in order", "reversed", "one between"}),
    ],
)
def test_unordered(harbour: Engine, text: str, slop: int, ids: set[str]) -> None:
    assert found(harbour, sequence(text, slop=slop, ordered=False)) == ids


def test_slop_is_shared_by_all_gaps(engine: Engine) -> None:
    write(engine, document("a", "lotse nun steuert nun schiff"))
    assert found(engine, sequence("lotse steuert schiff", slop=1)) == set()
    assert found(engine, sequence("lotse steuert schiff", slop=2)) == {"a"}


def test_a_repeated_word_must_stand_twice(engine: Engine) -> None:
    write(engine, document("once", "hallo hafen"), document("twice", "hallo hallo hafen"))
    assert found(engine, sequence("hallo hallo")) == {"twice"}
    assert found(engine, sequence("hallo hallo", slop=3)) == {"twice"}
    assert found(engine, sequence("hallo hallo", slop=3, ordered=False)) == {"twice"}


def test_a_word_may_begin_several_sequences(engine: Engine) -> None:
    write(engine, document("a", "kai kai deich kai deich"))
    node = sequence("kai deich")
    assert found(engine, node) == {"a"}
    assert [(span.start, span.end) for span in engine.spans("a", node)] == [
        (4, 7),
        (8, 13),
        (14, 17),
        (18, 23),
    ]


def test_a_sequence_stays_in_one_field(engine: Engine) -> None:
    write(engine, document("a", "schiff", title="lotse"), document("b", title="lotse schiff"))
    assert found(engine, sequence("lotse schiff")) == {"b"}
    assert found(engine, sequence("lotse schiff", slop=5, ordered=False)) == {"b"}
    assert found(engine, sequence("lotse schiff", "text")) == set()


def test_a_sequence_stays_in_one_value(engine: Engine) -> None:
    write(engine, document("a", person=("ada lotse", "bea schiff")))
    assert found(engine, sequence("ada lotse", "person")) == {"a"}
    assert found(engine, sequence("lotse bea", "person")) == set()
    assert found(engine, sequence("lotse bea", "person", slop=20, ordered=False)) == set()


def test_any_alternative_may_stand_in_a_slot(engine: Engine) -> None:
    write(engine, document("a", "grauer kahn"), document("b", "grauer kutter"))
    boat = tuple(tree.Alternative(form(each)) for each in ("kahn", "kutter"))
    node = tree.Sequence(
        "grauer kahn",
        (tree.Slot((tree.Alternative(form("grauer")),), 0), tree.Slot(boat, 1)),
    )
    assert found(engine, node) == {"a", "b"}


def test_a_slot_without_alternatives_matches_nothing(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    empty = tree.Sequence(
        "kai ?", (tree.Slot((tree.Alternative(form("kai")),), 0), tree.Slot((), 1))
    )
    assert found(engine, empty) == set()
    assert found(engine, tree.Sequence("", ())) == set()


def test_a_sequence_of_one_is_a_word(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", title="kai"), document("c", "deich"))
    assert found(engine, sequence("kai")) == {"a", "b"}


def test_only_what_stands_together_is_marked(engine: Engine) -> None:
    write(engine, document("a", "schiff und lotse und lotse schiff"))
    spans = engine.spans("a", sequence("lotse schiff"))
    assert [(span.field, span.start, span.end) for span in spans] == [
        ("text", 21, 26),
        ("text", 27, 33),
    ]
