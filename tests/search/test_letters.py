"""Words as arrays of letters tell the same as the words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.words.letters import LetterArrays

words = st.lists(st.text(min_size=1, max_size=12), max_size=12).map(
    lambda some: sorted(some, key=len)
)


@given(words, st.data())
def test_rows_have_a_code_a_letter_and_zeros_behind(some: list[str], data: st.DataObject) -> None:
    letters = LetterArrays(some)
    asked = data.draw(st.lists(st.integers(0, len(some) - 1)) if some else st.just([]))
    rows = letters.rows(np.array(asked, dtype=np.int64))
    assert rows.shape[0] == len(asked)
    for number, row in zip(asked, rows.tolist(), strict=True):
        length = len(some[number])
        assert row[:length] == LetterArrays([some[number]]).codes.tolist()
        assert all(row[:length])
        assert not any(row[length:])


def test_common_letters_have_codes_of_their_own() -> None:
    common = "abcdefghijklmnopqrstuvwxyzäöüßéè"
    assert len(set(LetterArrays([common]).codes.tolist())) == len(common)
    assert len(set(LetterArrays(list(common)).sets.tolist())) == len(common)


@given(words)
def test_a_set_does_not_depend_on_the_order_of_letters_or_of_words(some: list[str]) -> None:
    together = LetterArrays(some).sets.tolist()
    assert together == [int(LetterArrays([word[::-1]]).sets[0]) for word in some]


@given(st.text(min_size=1, max_size=12), st.characters(), st.data())
def test_one_letter_more_changes_one_bit_at_most(
    word: str, letter: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word)))
    longer = word[:place] + letter + word[place:]
    before, after = LetterArrays([word, longer]).sets.tolist()
    assert (before ^ after).bit_count() <= 1


def test_a_letter_that_stands_there_twice_is_told() -> None:
    once, twice = LetterArrays(["ane", "anne"]).sets.tolist()
    assert once != twice
