"""Patterns over the forms that an archive holds."""

from __future__ import annotations

import pytest

from pressespiegel.search.engine import Engine
from pressespiegel.search.query import tree

from .invented_documents import document, found, write

WORDS = ("deich", "deiche", "deichen", "reich", "teich", "kai", "kais", "kiosk", "hafen")


@pytest.fixture
def words(engine: Engine) -> Engine:
    write(engine, *(document(word, word) for word in WORDS[:5]))
    write(engine, *(document(word, word) for word in WORDS[5:]))
    return engine


def test_prefix(words: Engine) -> None:
    assert found(words, tree.Expansion("prefix", "deich")) == {"deich", "deiche", "deichen"}
    assert found(words, tree.Expansion("prefix", "k")) == {"kai", "kais", "kiosk"}
    assert found(words, tree.Expansion("prefix", "x")) == set()
    assert found(words, tree.Expansion("prefix", "")) == set(WORDS)


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("?eich", {"deich", "reich", "teich"}),
        ("*eich*", {"deich", "deiche", "deichen", "reich", "teich"}),
        ("k*s", {"kais"}),
        ("k*k", {"kiosk"}),
        ("kai", {"kai"}),
        ("*n", {"deichen", "hafen"}),
        ("*", set(WORDS)),
        ("????", {"kais"}),
        # Only the two signs mean something.
        ("[dr]eich", set()),
        ("deich.", set()),
        ("(", set()),
    ],
)
def test_wildcard(words: Engine, pattern: str, ids: set[str]) -> None:
    assert found(words, tree.Expansion("wildcard", pattern)) == ids


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("[dt]eich", {"deich", "teich"}),
        ("deich(e|en)?", {"deich", "deiche", "deichen"}),
        ("eich", set()),
        ("kai.?", {"kai", "kais"}),
        ("k.*", {"kai", "kais", "kiosk"}),
        ("kai|hafen", {"kai", "hafen"}),
        ("((", set()),
        ("", set()),
    ],
)
def test_a_regex_must_fit_the_whole_word(words: Engine, pattern: str, ids: set[str]) -> None:
    assert found(words, tree.Expansion("regex", pattern)) == ids


@pytest.mark.parametrize(
    ("pattern", "distance", "ids"),
    [
        ("deich", 0, {"deich"}),
        ("deich", 1, {"deich", "deiche", "reich", "teich"}),
        ("deich", 2, {"deich", "deiche", "deichen", "reich", "teich"}),
        ("diech", 1, {"deich"}),
        ("hfen", 1, {"hafen"}),
        ("haafen", 1, {"hafen"}),
        ("xafen", 1, {"hafen"}),
        ("afen", 1, {"hafen"}),
        ("ka", 1, {"kai"}),
        ("ka", 2, {"kai", "kais"}),
    ],
)
def test_fuzzy(words: Engine, pattern: str, distance: int, ids: set[str]) -> None:
    assert found(words, tree.Expansion("fuzzy", pattern, distance)) == ids


def test_only_in_the_fields_named(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", title="kais"), document("c", source="kaiser"))
    assert found(engine, tree.Expansion("prefix", "kai", fields=("title",))) == {"b"}
    assert found(engine, tree.Expansion("prefix", "kai", fields=("source",))) == {"c"}
    assert found(engine, tree.Expansion("prefix", "kai")) == {"a", "b"}


def test_only_forms_are_matched(engine: Engine) -> None:
    """Neither stems nor markers: a pattern is held against words as they were written."""
    write(engine, document("a", "fährüberfahrten"))
    for pattern in ("=", "+", "=f"):
        assert found(engine, tree.Expansion("prefix", pattern)) == set()
    assert found(engine, tree.Expansion("wildcard", "?f*")) == set()


def test_the_limit_bounds_how_many_terms_count(words: Engine) -> None:
    few = found(words, tree.Expansion("prefix", "deich", limit=2))
    assert len(few) == 2
    assert few < {"deich", "deiche", "deichen"}


def test_expansions_are_marked(engine: Engine) -> None:
    write(engine, document("a", "am kai und an kais"))
    spans = engine.spans("a", tree.Expansion("prefix", "kai"))
    assert [(span.start, span.end) for span in spans] == [(3, 6), (14, 18)]
