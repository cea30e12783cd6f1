"""Which articles have numbers of a sketch: the same from every engine, after any changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Engine

from .conftest import EngineFactory
from .invented_documents import document, write


def sketched(id: str, *numbers: int) -> Document:
    sketch = b"".join(number.to_bytes(4, "little") for number in sorted(set(numbers)))
    made = document(id, "kai", stored=repr((id, numbers)).encode())
    return replace(made, sketch=sketch, fingerprint=repr((id, numbers)).encode()[:16].ljust(16))


def alike(engine: Engine, *numbers: int, limit: int = 10) -> Sequence[str]:
    """The articles like one with these numbers, which is put for the question."""
    write(engine, sketched("asked", *numbers))
    return engine.alike(("asked",), limit)["asked"]


def test_rare_numbers_count_more(engine: Engine) -> None:
    write(
        engine,
        sketched("one", 1, 2, 3, 4),
        sketched("two", 1, 2, 3, 9),
        *(sketched(f"c{number}", 7, 100 + number) for number in range(5)),
    )
    assert alike(engine, 1, 2, 3, 4) == ["one", "two"]
    assert alike(engine, 1, 2, 3, 4, limit=1) == ["one"]
    assert alike(engine, 7) == []
    assert alike(engine) == []
    assert engine.alike(("nobody",), 10) == {}
    assert engine.alike((), 10) == {}


def test_deleted_and_replaced_articles_do_not_count(engine: Engine) -> None:
    write(engine, sketched("a", 1), sketched("b", 2**32 - 1), sketched("a", 5))
    assert alike(engine, 1) == []
    assert sorted(alike(engine, 5, 2**32 - 1)) == ["a", "b"]
    writer = engine.writer(wait=10)
    writer.delete("b")
    writer.commit()
    assert alike(engine, 5, 2**32 - 1) == ["a"]


_documents = st.builds(
    lambda id, numbers: sketched(id, *numbers),
    st.sampled_from("abcdefgh"),
    st.lists(st.integers(0, 12), max_size=6),
)


@pytest.mark.slow
def test_engines_agree_after_many_commits(engine_factory: EngineFactory, examples: int) -> None:
    from .reference_engine import ReferenceEngine

    @settings(deadline=None, max_examples=examples)
    @given(st.lists(st.lists(_documents, max_size=4), max_size=7), st.sets(st.integers(0, 12)))
    def check(commits: list[list[Document]], wanted: set[int]) -> None:
        ours, reference = engine_factory(), ReferenceEngine()
        for commit in commits:
            for engine in (ours, reference):
                write(engine, *commit)
        assert set(alike(ours, *wanted)) == set(alike(reference, *wanted))
        all_at_once = ours.alike(tuple(ours.ids()), 10)
        assert all_at_once == {id: ours.alike((id,), 10)[id] for id in ours.ids()}
        ours.close()

    check()
