"""Changes: what each call answers, and that a commit is all of them and an abort is none."""

from __future__ import annotations

import dataclasses

import pytest

from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.errors import ArchiveLocked
from pressespiegel.search.query import tree

from .invented_documents import document, found, word, write

EVERYTHING = tree.Everything()


def test_an_empty_engine_answers(engine: Engine) -> None:
    assert found(engine, EVERYTHING) == set()
    assert found(engine, tree.Not(word("kai"))) == set()
    assert engine.search(Request(EVERYTHING, facets=("source",))).facets == {"source": ()}
    assert engine.stored("a") is None
    assert engine.spans("a", word("kai")) == ()
    assert list(engine.ids()) == []
    assert list(engine.terms(("text",), "")) == []
    assert engine.values("source") == {}
    assert engine.size().articles == 0


def test_put_says_what_it_did(engine: Engine) -> None:
    one, other = document("a", "kai"), document("a", "deich")
    writer = engine.writer(wait=1)
    assert writer.put(one) == "added"
    assert writer.put(one) == "unchanged"
    assert writer.put(other) == "replaced"
    writer.commit()
    writer = engine.writer(wait=1)
    assert writer.put(other) == "unchanged"
    assert writer.put(one) == "replaced"
    assert writer.put(other) == "replaced"
    writer.commit()
    assert found(engine, word("deich")) == {"a"}
    assert found(engine, word("kai")) == set()


def test_delete_says_whether_there_was_one(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", "kai"))
    writer = engine.writer(wait=1)
    assert writer.delete("a")
    assert not writer.delete("a")
    assert not writer.delete("missing")
    assert writer.put(document("c", "kai")) == "added"
    assert writer.delete("c")
    writer.commit()
    assert found(engine, word("kai")) == {"b"}


def test_what_is_deleted_can_be_put_again(engine: Engine) -> None:
    kai = document("a", "kai")
    write(engine, kai)
    writer = engine.writer(wait=1)
    assert writer.delete("a")
    assert writer.put(kai) == "added"
    writer.commit()
    assert found(engine, word("kai")) == {"a"}
    assert engine.size().articles == 1
    writer = engine.writer(wait=1)
    assert writer.delete("a")
    writer.commit()
    assert found(engine, EVERYTHING) == set()
    assert engine.stored("a") is None


def test_the_last_of_several_updates_counts(engine: Engine) -> None:
    write(engine, document("a", "alt"), document("z", "alt"))
    writer = engine.writer(wait=1)
    for number in range(5):
        assert writer.put(document("a", f"fassung nummer{number}")) == "replaced"
    writer.commit()
    assert found(engine, EVERYTHING) == {"a", "z"}
    assert found(engine, word("nummer4")) == {"a"}
    for number in range(4):
        assert found(engine, word(f"nummer{number}")) == set()
    assert engine.size().articles == 2
    assert sorted(engine.ids()) == ["a", "z"]


def test_nothing_is_seen_before_the_commit(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    writer = engine.writer(wait=1)
    writer.put(document("b", "kai"))
    writer.put(document("a", "deich"))
    writer.delete("a")
    assert found(engine, word("kai")) == {"a"}
    assert engine.stored("b") is None
    writer.commit()
    assert found(engine, word("kai")) == {"b"}


def test_an_abort_leaves_all_as_it_was(engine: Engine) -> None:
    write(engine, document("a", "kai", source="bote"), document("b", "kai"))
    writer = engine.writer(wait=1)
    writer.put(document("a", "deich", source="kurier"))
    writer.put(document("c", "deich"))
    writer.delete("b")
    writer.abort()
    assert found(engine, word("kai")) == {"a", "b"}
    assert found(engine, word("deich")) == set()
    assert engine.values("source") == {"bote": 1}
    assert [term for term, _ in engine.terms(("text",), "=")] == ["=kai"]


def test_only_the_fingerprint_decides_what_is_unchanged(engine: Engine) -> None:
    first = document("a", "kai", stored=b"first")
    write(engine, first)
    write(engine, dataclasses.replace(first, stored=b"other"))
    assert engine.stored("a") == b"first"
    write(engine, dataclasses.replace(first, stored=b"other", fingerprint=bytes(16)))
    assert engine.stored("a") == b"other"


def test_one_writer_at_a_time(engine: Engine) -> None:
    first = engine.writer(wait=0)
    with pytest.raises(ArchiveLocked) as caught:
        engine.writer(wait=0.05)
    assert caught.value.message
    first.put(document("a", "kai"))
    first.commit()
    second = engine.writer(wait=0)
    second.abort()
    engine.writer(wait=0).commit()
    assert found(engine, word("kai")) == {"a"}


def test_a_commit_of_nothing_changes_nothing(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    write(engine)
    write(engine, document("a", "kai"))
    assert found(engine, EVERYTHING) == {"a"}


def test_many_commits_and_deletes(engine: Engine) -> None:
    for number in range(30):
        writer = engine.writer(wait=1)
        writer.put(document(f"{number}", "kai"))
        writer.put(document("shared", f"kai fassung{number}"))
        if number % 3 == 2:
            assert writer.delete(f"{number - 1}")
        writer.commit()
    expected = {f"{number}" for number in range(30) if number % 3 != 1} | {"shared"}
    assert found(engine, word("kai")) == expected
    assert engine.size().articles == len(expected)
    assert found(engine, word("fassung29")) == {"shared"}
    assert found(engine, word("fassung28")) == set()


def test_everything_can_be_deleted(engine: Engine) -> None:
    write(engine, *(document(f"{number}", "kai") for number in range(5)))
    writer = engine.writer(wait=1)
    for number in range(5):
        assert writer.delete(f"{number}")
    writer.commit()
    assert found(engine, EVERYTHING) == set()
    assert list(engine.terms(("text",), "")) == []
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a"}


def test_stored_bytes_come_back_as_they_were(engine: Engine) -> None:
    large = bytes(range(256)) * 4_000
    write(engine, document("a", "kai", stored=b""), document("b", "kai", stored=large))
    write(engine, document("c", "kai", stored=b"\x00\xff"))
    assert engine.stored("a") == b""
    assert engine.stored("b") == large
    matches = engine.search(Request(word("kai"))).matches
    assert {match.id: match.stored for match in matches} == {"a": b"", "b": large, "c": b"\x00\xff"}


def test_a_document_without_words_is_kept(engine: Engine) -> None:
    write(engine, document("a"), document("b", "kai"))
    assert found(engine, EVERYTHING) == {"a", "b"}
    assert found(engine, tree.Not(word("kai"))) == {"a"}
    assert engine.size().articles == 2


def test_size(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", "kai"))
    write(engine, document("b", "deich"))
    size = engine.size()
    assert size.articles == 2
    assert size.segments >= 1
    assert size.bytes > 0


def test_each_commit_has_a_number_of_its_own(engine: Engine) -> None:
    first = engine.commit()
    write(engine, document("a", "kai"))
    second = engine.commit()
    assert second.generation > first.generation
    writer = engine.writer(wait=10)
    writer.put(document("b", "kai"))
    writer.abort()
    assert engine.commit() == second


def test_what_is_taken_back_is_removed_and_remembered(engine: Engine) -> None:
    write(engine, document("a", "kai"), document("b", "kai"))
    writer = engine.writer(wait=1)
    assert writer.withdraw("a", 2)
    assert not writer.withdraw("a", 1)
    assert not writer.withdraw("c", 0)
    assert writer.put(document("d", "kai")) == "added"
    assert writer.withdraw("d", 1)
    writer.commit()
    assert found(engine, word("kai")) == {"b"}
    assert [engine.withdrawn(id) for id in "abcd"] == [2, None, 0, 1]
    writer = engine.writer(wait=1)
    assert not writer.withdraw("a", 3)
    assert not writer.withdraw("c", 7)
    writer.commit()
    assert [engine.withdrawn(id) for id in "abcd"] == [3, None, 0, 1]
    write(engine, document("a", "kai"))
    assert found(engine, word("kai")) == {"a", "b"}
    assert engine.withdrawn("a") == 3


def test_what_is_taken_back_counts_with_the_commit(engine: Engine) -> None:
    write(engine, document("a", "kai"))
    writer = engine.writer(wait=1)
    writer.withdraw("a", 2)
    assert engine.withdrawn("a") is None
    writer.abort()
    assert engine.withdrawn("a") is None
    assert found(engine, word("kai")) == {"a"}
