"""Words are numbered many at a time, whatever they are made of, and each once."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.engines.whoosh import word_numbers
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.german import WordAnalysis

LETTERS = st.sampled_from("aäß\x00\x1dłи京\udcff\U0001f600")
WORDS = st.lists(st.text(LETTERS | st.characters(), min_size=1, max_size=40), max_size=30)


class Analysed(list[str]):
    """Remembers what was analysed; the only term of a word is the word."""

    def __call__(self, surface: str) -> WordAnalysis:
        self.append(surface)
        return WordAnalysis(((surface, 0),), ((0, len(surface)),))


def numbers(vocabulary: Vocabulary, words: list[str]) -> list[int]:
    starts, ends = array("i"), array("i")
    text = ""
    for word in words:
        starts.append(len(text))
        text += word
        ends.append(len(text))
        text += " "
    columns = (np.array(each, dtype=np.int32) for each in (starts, ends))
    found: list[int] = vocabulary.numbers(text, *columns).tolist()
    return found


@given(st.lists(WORDS, max_size=4))
def test_the_same_word_has_the_same_number_and_no_other_has_it(blocks: list[list[str]]) -> None:
    analysed = Analysed()
    vocabulary = Vocabulary(analysed)
    found: dict[str, int] = {}
    for words in blocks:
        for word, number in zip(words, numbers(vocabulary, words), strict=True):
            assert found.setdefault(word, number) == number
    assert len(set(found.values())) == len(found)
    assert sorted(analysed) == sorted(set(found) - {"\x1d"})


@given(WORDS)
def test_words_that_mix_alike_are_told_apart(words: list[str]) -> None:
    vocabulary = Vocabulary(Analysed())
    first = numbers(vocabulary, words)
    assert numbers(vocabulary, words[::-1]) == first[::-1]


def test_collisions_are_resolved() -> None:
    many = [f"wort{number}" for number in range(3000)]
    longer = [f"{word}{'x' * (number % 40)}" for number, word in enumerate(many)]
    original = word_numbers.PackedWords.mixed
    with pytest.MonkeyPatch.context() as patch:
        few = np.uint64(7 << 61)
        patch.setattr(word_numbers.PackedWords, "mixed", lambda words: original(words) & few)
        vocabulary = Vocabulary(Analysed())
        first = numbers(vocabulary, many + longer)
        again = numbers(vocabulary, many + longer)
    assert first == again
    assert len(set(first)) == len(set(many + longer))


def test_what_was_analysed_elsewhere_is_not_analysed_again() -> None:
    analysed = Analysed()
    vocabulary = Vocabulary(analysed)
    vocabulary.learn([("kai", (("k", 0), ("a", 1)), ((0, 1), (1, 3))), ("łódź", (), ((0, 4),))])
    kai, lodz, ufer = numbers(vocabulary, ["kai", "łódź", "ufer"])
    assert analysed == ["ufer"]
    table = vocabulary.table()
    assert table.term_counts[[kai, lodz, ufer]].tolist() == [2, 0, 1]
    assert table.widths[[kai, lodz, ufer]].tolist() == [2, 1, 1]
    first = table.first_terms[kai]
    assert table.shifts[first : first + 2].tolist() == [0, 1]
    assert table.span_widths[table.first_spans[kai] + 1] == 2


def test_a_forgotten_vocabulary_begins_anew() -> None:
    analysed = Analysed()
    vocabulary = Vocabulary(analysed)
    numbers(vocabulary, ["kai", "ufer"])
    vocabulary.forget()
    assert len(vocabulary) == 1
    numbers(vocabulary, ["ufer"])
    assert sorted(analysed) == ["kai", "ufer", "ufer"]
    assert list(vocabulary.terms) == ["ufer"]
