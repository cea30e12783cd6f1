"""All, any, some and none: how nodes combine."""

from __future__ import annotations

import pytest

from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.query import tree

from .invented_documents import document, found, sequence, word, write

A, B, C = word("alpha"), word("beta"), word("gamma")
EVERY = {"", "a", "b", "c", "ab", "ac", "bc", "abc"}
NAMES = {"a": "alpha", "b": "beta", "c": "gamma"}


@pytest.fixture
def mixtures(engine: Engine) -> Engine:
    """One document for each mixture of three words, in several segments."""
    for mixture in sorted(EVERY):
        write(engine, document(f"[{mixture}]", " ".join(["wort", *(NAMES[x] for x in mixture)])))
    return engine


@pytest.mark.parametrize(
    ("node", "mixtures_found"),
    [
        (tree.Everything(), EVERY),
        (tree.Nothing(), set()),
        (tree.AllOf(()), EVERY),
        (tree.AnyOf(()), set()),
        (tree.AllOf((A,)), {"a", "ab", "ac", "abc"}),
        (tree.AllOf((A, B)), {"ab", "abc"}),
        (tree.AllOf((A, A)), {"a", "ab", "ac", "abc"}),
        (tree.AllOf((A, tree.Nothing())), set()),
        (tree.AllOf((A, tree.Everything())), {"a", "ab", "ac", "abc"}),
        (tree.AnyOf((A, B)), EVERY - {"", "c"}),
        (tree.AnyOf((A, tree.Nothing())), {"a", "ab", "ac", "abc"}),
        (tree.AnyOf((A, tree.Everything())), EVERY),
        (tree.AnyOf((A, B, C), minimum=2), {"ab", "ac", "bc", "abc"}),
        (tree.AnyOf((A, B, C), minimum=3), {"abc"}),
        (tree.AnyOf((A, B, C), minimum=4), set()),
        (tree.AnyOf((A, A, B), minimum=2), {"a", "ab", "ac", "abc"}),
        (tree.AnyOf((A, tree.Not(B), C), minimum=2), {"a", "ac", "abc", "c", "bc"} - {"bc"}),
        (tree.AnyOf((A, B, C), 3, (3, 2, 1)), {"a", "ab", "ac", "abc", "bc"}),
        (tree.AnyOf((A, B, C), 4, (3, 2, 1)), {"ab", "ac", "abc"}),
        (tree.AnyOf((A, tree.Not(B), C), 5, (3, 2, 1)), {"a", "ac"}),
        (tree.AnyOf((A, B), 9, (3, 2)), set()),
        (tree.Not(tree.AnyOf((A, B, C), 4, (3, 2, 1))), {"", "a", "b", "c", "bc"}),
        (tree.Not(A), {"", "b", "c", "bc"}),
        (tree.Not(tree.Not(A)), {"a", "ab", "ac", "abc"}),
        (tree.Not(tree.Everything()), set()),
        (tree.Not(tree.Nothing()), EVERY),
        (tree.AllOf((A, tree.Not(B))), {"a", "ac"}),
        (tree.AllOf((tree.Not(A), tree.Not(B))), {"", "c"}),
        (tree.AnyOf((tree.Not(A), tree.Not(B))), EVERY - {"ab", "abc"}),
        (tree.AllOf((tree.AnyOf((A, B)), C)), {"ac", "bc", "abc"}),
        (tree.Not(tree.AnyOf((A, B, C), minimum=2)), {"", "a", "b", "c"}),
        (tree.AllOf((sequence("alpha beta"), tree.Not(C))), {"ab"}),
        (tree.AllOf((tree.Expansion("prefix", "al"), B)), {"ab", "abc"}),
    ],
)
def test_combinations(mixtures: Engine, node: tree.Node, mixtures_found: set[str]) -> None:
    assert found(mixtures, node) == {f"[{mixture}]" for mixture in mixtures_found}


def test_what_only_narrows_adds_no_score(mixtures: Engine) -> None:
    for node in (tree.Everything(), tree.Not(A), tree.Identified(("[a]",)), tree.AllOf(())):
        assert {match.score for match in mixtures.search(Request(node)).matches} == {0.0}
    plain, narrowed = (
        {match.id: match.score for match in mixtures.search(Request(node)).matches}
        for node in (A, tree.AllOf((A, tree.Not(B), tree.Everything())))
    )
    assert narrowed == {id: plain[id] for id in ("[a]", "[ac]")}


def test_scores_add_up(mixtures: Engine) -> None:
    def scores(node: tree.Node) -> dict[str, float]:
        return {match.id: match.score for match in mixtures.search(Request(node)).matches}

    one, other = scores(A), scores(B)
    both, either = scores(tree.AllOf((A, B))), scores(tree.AnyOf((A, B)))
    assert both == {id: pytest.approx(one[id] + other[id], rel=1e-5) for id in both}
    assert either == {
        id: pytest.approx(one.get(id, 0) + other.get(id, 0), rel=1e-5) for id in either
    }


def test_who_has_more_of_the_words_counts_again_for_each_step(mixtures: Engine) -> None:
    def scores(node: tree.Node) -> dict[str, float]:
        return {match.id: match.score for match in mixtures.search(Request(node)).matches}

    words = (A, B, C)
    steps = [tree.AnyOf(words, minimum) for minimum in (1, 3)]
    either, every = map(scores, steps)
    assert scores(tree.AnyOf(tuple(steps))) == {
        id: pytest.approx(score + every.get(id, 0), rel=1e-5) for id, score in either.items()
    }


def test_a_pinned_engine_answers_alike_again_and_again(mixtures: Engine) -> None:
    pinned = mixtures.pinned()
    either, both = tree.AnyOf((A, B)), tree.AllOf((A, B))
    pattern = tree.Expansion("prefix", "al")
    nodes: list[tree.Node] = [
        *(A, B, either, both, tree.AnyOf((A, B, C), 2), tree.AllOf((either, C))),
        *(tree.AllOf((C, tree.AnyOf((pattern, B)))), tree.AnyOf((pattern, B)), tree.Not(either)),
        *(tree.AnyOf((either, C), 2), tree.AnyOf((both, pattern)), tree.AllOf((C, either))),
    ]
    for node in [*nodes, *reversed(nodes)]:
        own, other = (
            [(match.id, pytest.approx(match.score, rel=1e-5)) for match in each.matches]
            for each in (pinned.search(Request(node)), mixtures.search(Request(node)))
        )
        assert own == other


def test_a_pinned_engine_stays_at_its_commit(mixtures: Engine) -> None:
    pinned = mixtures.pinned()
    write(mixtures, document("new", "alpha"))
    assert found(pinned, A) == found(mixtures, A) - {"new"}
    assert found(pinned.pinned(), A) == found(pinned, A)
    assert pinned.spans("new", A) == ()


def test_deep_nesting(mixtures: Engine) -> None:
    node: tree.Node = A
    for _ in range(50):
        node = tree.AllOf((tree.AnyOf((tree.Not(tree.Not(node)), tree.Nothing())),))
    assert found(mixtures, node) == found(mixtures, A)
