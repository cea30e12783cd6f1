"""Spans point at the characters of the query that they are about."""

from __future__ import annotations

import pytest

from pressespiegel.search.query import parse, without_part
from pressespiegel.search.query import tree as t


def spanned(query: str) -> list[str]:
    """The typed text of each part, in order."""
    return [query[part.span.start : part.span.end] for part in parse(query).parts]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nato eu", ["nato", "eu"]),
        ('nato "kalter Krieg" -eu', ["nato", '"kalter Krieg"', "-eu"]),
        ("titel:brücke NICHT eu", ["titel:brücke", "NICHT eu"]),
        ("datum:letzte Woche nato", ["datum:letzte Woche", "nato"]),
        ("(nato ODER eu) id:a", ["(nato ODER eu)", "id:a"]),
        ("Berlin,Wien", ["Berlin", "Wien"]),
        ("Maier~2 steuer*", ["Maier~2", "steuer*"]),
        ('="Die Zeit" /a.c/', ['="Die Zeit"', "/a.c/"]),
        ("*", []),
    ],
)
def test_parts_say_where_they_were_typed(query: str, expected: list[str]) -> None:
    assert spanned(query) == expected


def test_words_know_where_they_were_typed() -> None:
    query = "  brücke, „bis Mai“"
    tree = parse(query).tree
    assert isinstance(tree, t.AllOf)
    typed = []
    for node in tree.children:
        assert isinstance(node, (t.Word, t.Sequence))
        typed.append(query[node.span.start : node.span.end])
    assert typed == ["brücke", "„bis Mai“"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("nato eu", ["eu", "nato"]),
        ("nato UND eu", ["eu", "nato"]),
        ("nato UND eu UND uno", ["eu UND uno", "nato UND uno", "nato UND eu"]),
        (
            "nato UND (eu ODER uno) -wto",
            ["(eu ODER uno) -wto", "nato -wto", "nato UND (eu ODER uno)"],
        ),
        ("titel:brücke datum:letzte Woche", ["datum:letzte Woche", "titel:brücke"]),
        ("nato", [""]),
    ],
)
def test_a_part_can_be_taken_away(query: str, left: list[str]) -> None:
    assert [without_part(query, part) for part in parse(query).parts] == left
    for text in left:
        assert not parse(text).warnings or text.startswith("-")
