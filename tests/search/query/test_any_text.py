"""No text makes `parse` fail, take long, or answer with a tree too deep to walk."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.query import Query, parse
from pressespiegel.search.query import tree as t
from pressespiegel.search.query.expressions import ExpressionRefused, safe_expression
from pressespiegel.search.query.leaves import WORD_LIMIT
from pressespiegel.search.query.parser import MOST_WARNINGS
from pressespiegel.search.query.synonyms import read_synonyms

DEEPEST_TREE = 50

PIECES = (
    *"()\"„“”»«‹›‚‘’'=~*?/+-−:,.;|…[]{}&#@ \t\n",
    *("\u00a0", "\u00ad", "\u200b", "\u0301", "\ud800", "\udc00", "\x00", "😀", "ß", "İ", "ﬁ"),
    *("UND", "ODER", "NICHT", "AND", "OR", "NOT", "NAHE/5", "VOR/3", "NEAR/99999999999", "NAHE"),
    *("titel:", "datum:", "id:", "vor:", "quelle:", "foo:", "2022", "2022-01..", ">=", "gestern"),
    *("wort", "Nato-Rat", "Politiker*innen", "steuer*", "M?ller", "z. B.", "3,5", "/ma[iy]er/"),
    *(" ", " ", " ", " "),
)

queries = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES)).map("".join))


def nodes(tree: t.Node) -> list[tuple[t.Node, int]]:
    """Every node of a tree and its depth, without recursion."""
    found = []
    waiting: list[tuple[t.Node, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        found.append((node, depth))
        children = (node.child,) if isinstance(node, t.Not) else getattr(node, "children", ())
        waiting += [(child, depth + 1) for child in children]
    return found


def assert_sound(understood: Query) -> None:
    length = len(understood.text)
    assert understood.reading
    assert understood.reading.isprintable()
    assert len(understood.warnings) <= MOST_WARNINGS
    spans = [warning.span for warning in understood.warnings]
    spans += [part.span for part in understood.parts]
    for node, depth in nodes(understood.tree):
        assert depth <= DEEPEST_TREE
        if isinstance(node, t.Word):
            assert node.alternatives
        if isinstance(node, t.Sequence):
            assert len(node.slots) > 1
            assert all(slot.alternatives for slot in node.slots)
            offsets = [slot.offset for slot in node.slots]
            assert offsets == sorted(set(offsets))
        if isinstance(node, t.Expansion):
            assert node.pattern
        if isinstance(node, (t.Word, t.Sequence, t.Expansion, t.Dated, t.Identified)):
            spans.append(node.span)
    for span in spans:
        assert 0 <= span.start <= span.end <= length


@given(queries)
@settings(max_examples=150, deadline=None)
def test_any_text_is_understood(text: str) -> None:
    for language in ("de", "en"):
        assert_sound(parse(text, language=language))


@given(queries, st.sampled_from(("wort = steuer", "Nato-Rat = M\u00fcller z. B.", "a wort = 2022")))
@settings(max_examples=80, deadline=None)
def test_any_text_is_understood_with_synonyms(text: str, lines: str) -> None:
    assert_sound(parse(text + " wort Nato-Rat", synonyms=read_synonyms(lines)))


@given(st.lists(st.sampled_from(["wort", "(", ")", "NICHT ", "-", "titel:", " ODER ", " "])))
@settings(max_examples=100, deadline=None)
def test_nested_text_is_understood(pieces: list[str]) -> None:
    assert_sound(parse("".join(pieces)))


DEAR_PIECES = (
    *("(", ")", '"', "'", "„", "»a «", "wort ", "'a ", "‘a ", "‚a ", "x", "a-", "1.", "\u0301"),
    *(
        "titel:",
        "-titel:",
        "NICHT ",
        "a NAHE/5 ",
        "a NAHE/5 -b ",
        "(a ODER ",
        "a ODER ",
        "UND ",
    ),
    *("~", "*", "?", "=", "/", "/a ", "/(", "a:", "-", "+a", "a,", "a|", "a* ", "a~", "a.b@"),
    *("datum:2022 ", "datum:x ", "datum:(", "id:x ", "((a) ", "a://", "z. ", "und -a "),
    *("-(NICHT titel:(a ODER ", '"a"~3 ', "letzte datum:letzte "),
)
"""What could make a careless reader of queries slow, deep or wrong when it is repeated."""


@pytest.mark.parametrize("piece", DEAR_PIECES)
def test_repeated_pieces_are_understood(piece: str) -> None:
    assert_sound(parse(piece * (5_000 // len(piece))))


@pytest.mark.slow
@pytest.mark.parametrize("piece", DEAR_PIECES)
def test_100_kilobytes_are_understood(piece: str) -> None:
    assert_sound(parse(piece * (100_000 // len(piece))))


def test_deepest_query_has_a_tree_that_can_be_walked() -> None:
    understood = parse("(a ODER b -titel:" * 100 + "Nato-Rat" + ")" * 100)
    assert max(depth for _, depth in nodes(understood.tree)) > 20
    assert_sound(understood)


def test_words_beyond_the_limit_are_named() -> None:
    understood = parse(" ".join(f"wort{number}" for number in range(10_000)))
    words = [node for node, _ in nodes(understood.tree) if isinstance(node, t.Word)]
    assert len(words) == WORD_LIMIT
    (warning,) = understood.warnings
    assert str(WORD_LIMIT) in warning.message
    assert understood.text[warning.span.start :].startswith(f"wort{WORD_LIMIT}")


def test_warnings_beyond_the_limit_are_counted() -> None:
    understood = parse(") " * 100)
    assert len(understood.warnings) == MOST_WARNINGS
    assert "81" in understood.warnings[-1].message


@given(st.text(alphabet="ab.*+?|()[]{}^-\\dw,12äß", max_size=40))
@settings(max_examples=200, deadline=None)
def test_expressions_that_are_let_through_compile_and_end(text: str) -> None:
    try:
        pattern = safe_expression(text)
    except ExpressionRefused:
        return
    assert re.fullmatch(pattern, "a" * 60 + "#") is None or "." in pattern


@pytest.mark.parametrize(
    "text", ["(a+)+b", "(a|a)*b", "a*a*a*a*b", "a{99}", r"(a)\1", "(?=a)", "["]
)
def test_dear_or_strange_expressions_are_refused(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        safe_expression(text)
