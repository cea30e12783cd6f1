"""Where in an article the terms of a query stand."""

from __future__ import annotations

import pytest

from pressespiegel.search.engine import Engine, MatchedSpan, Request
from pressespiegel.search.query import tree

from .invented_documents import document, sequence, word, write

TEXT = "Am Kai, am Kai: das Boot."


@pytest.fixture
def marked(engine: Engine) -> Engine:
    write(engine, document("z", "boot"))
    write(engine, document("a", TEXT, title="Boot am Kai", person=("Ada Kai", "Bea Boot")))
    return engine


def texts(engine: Engine, node: tree.Node, id: str = "a") -> list[tuple[str, str, int]]:
    fields = {"title": "Boot am Kai", "text": TEXT}
    return [
        (span.field, fields[span.field][span.start : span.end], span.start)
        for span in engine.spans(id, node)
    ]


def test_a_word_is_marked_wherever_it_stands(marked: Engine) -> None:
    assert texts(marked, word("kai")) == [
        ("text", "Kai", 3),
        ("text", "Kai", 11),
        ("title", "Kai", 8),
    ]


def test_names_of_facets_are_no_running_text(marked: Engine) -> None:
    assert texts(marked, word("kai", "person")) == []


def test_matches_carry_their_spans(marked: Engine) -> None:
    (match, *_) = marked.search(Request(word("kai"))).matches
    assert match.spans == marked.spans("a", word("kai"))


def test_other_words_than_those_searched_for_can_be_marked(marked: Engine) -> None:
    request = Request(word("boot"), marked=word("kai"), limit=2)
    spans = {match.id: match.spans for match in marked.search(request).matches}
    assert spans["a"] == marked.spans("a", word("kai"))
    assert spans["z"] == marked.spans("z", word("boot"))


def test_spans_are_sorted_and_each_is_given_once(marked: Engine) -> None:
    node = tree.AnyOf((word("kai"), word("kai"), tree.Expansion("prefix", "ka"), word("boot")))
    spans = marked.spans("a", node)
    assert list(spans) == sorted(set(spans), key=lambda each: (each.field, each.start, each.end))
    assert len(spans) == 5


def test_what_is_excluded_is_not_marked(marked: Engine) -> None:
    node = tree.AllOf((word("kai"), tree.Not(word("boot")), tree.Not(tree.Not(word("am")))))
    assert {text for _, text, _ in texts(marked, node)} == {"Kai"}


def test_nodes_without_words_mark_nothing(marked: Engine) -> None:
    nodes = (tree.Everything(), tree.Nothing(), tree.Dated(None, None), tree.Identified(("a",)))
    for node in nodes:
        assert marked.spans("a", node) == ()


def test_an_article_that_does_not_match_is_marked_all_the_same(marked: Engine) -> None:
    node = tree.AllOf((word("boot"), word("deich")))
    assert marked.spans("z", node) == (MatchedSpan("text", 0, 4),)


def test_no_article_no_spans(marked: Engine) -> None:
    assert marked.spans("missing", word("kai")) == ()


def test_all_of_a_near_sequence_is_marked(marked: Engine) -> None:
    node = sequence("boot kai", "text", slop=2, ordered=False)
    assert [start for _, _, start in texts(marked, node)] == [11, 20]


def test_spans_after_an_update_are_those_of_the_new_text(marked: Engine) -> None:
    write(marked, document("a", "Neu: Kai"))
    assert marked.spans("a", word("kai")) == (MatchedSpan("text", 5, 8),)
