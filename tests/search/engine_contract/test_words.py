"""A word is found by any of its terms, in any of its fields, and nowhere else."""

from __future__ import annotations

from pressespiegel.search.engine import Engine
from pressespiegel.search.query import tree

from .invented_documents import document, form, found, stem, word, write


def test_a_word_is_found_where_it_stands(engine: Engine) -> None:
    write(engine, document("a", "fähre legt ab"), document("b", "fähre", title="kai"))
    assert found(engine, word("fähre")) == {"a", "b"}
    assert found(engine, word("kai")) == {"b"}
    assert found(engine, word("deich")) == set()


def test_only_in_the_fields_named(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", title="kai"), document("c", person="kai"))
    assert found(engine, word("kai", "title")) == {"b"}
    assert found(engine, word("kai", "text", "person")) == {"a", "c"}
    assert found(engine, word("kai")) == {"a", "b"}
    assert found(engine, word("kai", "lead")) == set()


def test_any_alternative_will_do(engine: Engine) -> None:
    write(engine, document("a", "hafen"), document("b", "häfen"), document("c", "deich"))
    either = tree.Word("hafen", (tree.Alternative(form("hafen")), tree.Alternative(form("deich"))))
    assert found(engine, either) == {"a", "c"}
    assert found(engine, tree.Word("hafen", (tree.Alternative(stem("hafen")),))) >= {"a"}


def test_kinds_of_terms_are_apart(engine: Engine) -> None:
    """A stem that reads like another word's form is not that form."""
    write(engine, document("a", "fähren"))
    assert form("fähren") != stem("fähren")
    assert found(engine, word("fähren")) == {"a"}
    bare = tree.Word("fähren", (tree.Alternative(form("fähren").removeprefix("=")),))
    expected = {"a"} if stem("fähren") == form("fähren").removeprefix("=") else set()
    assert found(engine, bare) == expected


def test_a_word_without_alternatives_or_fields_finds_nothing(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    assert found(engine, tree.Word("kai", ())) == set()
    assert found(engine, tree.Word("kai", (tree.Alternative(form("kai")),), ())) == set()


def test_the_same_alternative_twice_is_one(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    twice = tree.Word("kai", (tree.Alternative(form("kai")),) * 2, ("text", "text"))
    assert found(engine, twice) == {"a"}
    assert len(engine.spans("a", twice)) == 1
