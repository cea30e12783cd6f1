"""Lines of synonyms: which wordings belong together, and which lines say nothing."""

from __future__ import annotations

import pytest

from pressespiegel.search.query import parse
from pressespiegel.search.query.synonyms import MOST_WORDINGS, MOST_WORDS, read_synonyms


def test_each_wording_has_all_others_of_its_line() -> None:
    synonyms = read_synonyms("USA = Vereinigte Staaten = Amerika")
    assert synonyms.of("U.S.A.") == ("Vereinigte Staaten", "Amerika")
    assert synonyms.of("vereinigten Staaten") == ("USA", "Amerika")
    assert synonyms.of("Staaten") == ()


def test_a_word_of_two_lines_has_the_others_of_both() -> None:
    synonyms = read_synonyms("Bank = Kreditinstitut\nBank = Geldhaus")
    assert synonyms.of("Banken") == ("Kreditinstitut", "Geldhaus")
    assert synonyms.of("Geldhaus") == ("Bank",)


@pytest.mark.parametrize(
    "line",
    [
        *("nur ein Wort", "= leer", "… = !", "Haus = Häuser"),
        " = ".join(f"w{number}" for number in range(MOST_WORDINGS + 1)),
        f"kurz = {'wort ' * (MOST_WORDS + 1)}",
    ],
)
def test_lines_that_say_nothing_are_named(line: str) -> None:
    synonyms = read_synonyms(f"\n{line}\n")
    assert not synonyms.others
    assert [warning.line for warning in synonyms.warnings] == [2]


def test_a_query_without_the_words_is_understood_as_ever() -> None:
    synonyms = read_synonyms("EZB = Europäische Zentralbank")
    for text in ("nato eu", '="EZB"', "=EZB", "europäische", "EZB~", "EZ*", '"die EZB"'):
        assert parse(text, synonyms=synonyms) == parse(text), text
