"""Runs of sorted words, against a plain dict of lists."""

from __future__ import annotations

from array import array
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.document import VALUE_GAP, Words
from pressespiegel.search.engines.whoosh import sorted_runs
from pressespiegel.search.engines.whoosh.aside import Aside
from pressespiegel.search.engines.whoosh.running_words import RunningWords, number_words
from pressespiegel.search.engines.whoosh.vocabulary import GAP_WIDTH, Vocabulary
from pressespiegel.search.german import WordAnalysis

SURFACES = ("kai", "ufer-weg", "am", "łódź", "nichts", VALUE_GAP)
DOCUMENTS = st.lists(st.lists(st.sampled_from(SURFACES), max_size=8), max_size=12)
SIZES = st.integers(1, 12)


def analysis(surface: str) -> WordAnalysis:
    """The terms of a word: its parts, each also without its last letter; none of "nichts"."""
    terms, spans, at = [], [], 0
    for place, part in enumerate(surface.split("-")):
        spans.append((at, at + len(part)))
        at += len(part) + 1
        if surface != "nichts":
            terms += [(part, place), (part[:-1], place)]
    return WordAnalysis(tuple(terms), tuple(spans))


def words(surfaces: list[str]) -> Words:
    text = " ".join(surfaces)
    starts, ends = array("I"), array("I")
    at = 0
    for surface in surfaces:
        starts.append(at)
        at += len(surface)
        ends.append(at)
        at += 1
    return Words(text, starts, ends)


def gathered(
    documents: list[list[str]], block: int, run: int, aside: Aside | None = None
) -> tuple[RunningWords, list[str]]:
    vocabulary = Vocabulary(analysis)
    running = RunningWords(vocabulary, placed=True, aside=aside)
    for number, surfaces in enumerate(documents):
        running.add(3 * number, words(surfaces))
        if number % block == 0:
            number_words(vocabulary, [running])
        if number % run == 0:
            running.sort()
    number_words(vocabulary, [running])
    running.sort()
    running.end_sorting()
    return running, list(vocabulary.terms)


def check(documents: list[list[str]], running: RunningWords, names: list[str]) -> None:
    expected: dict[bytes, dict[int, list[int]]] = defaultdict(dict)
    places: list[tuple[int, int]] = []
    lengths = np.zeros(3 * len(documents), dtype=np.int64)
    for number, surfaces in enumerate(documents):
        base = character = before = 0
        for surface in surfaces:
            if surface == VALUE_GAP:
                base += GAP_WIDTH
            else:
                found = analysis(surface)
                for term, shift in found.terms:
                    expected[term.encode()].setdefault(3 * number, []).append(base + shift)
                for start, end in found.spans:
                    places.append((character + start - before, end - start))
                    before = character + start
                base += len(found.spans)
                lengths[3 * number] += len(found.spans)
            character += len(surface) + 1
    postings = running.postings(names)
    assert list(postings.terms) == sorted(expected)
    for part in ("docs", "freqs", "positions"):
        numbers = [n for each in postings.numbers(part) for n in each.tolist()]
        wanted: list[int] = []
        for each_term in postings.terms:
            for document, positions in sorted(expected[each_term].items()):
                wanted += {
                    "docs": [document],
                    "freqs": [len(positions)],
                    "positions": sorted(positions),
                }[part]
        assert numbers == wanted
        assert postings.largest(part) == max(wanted, default=0)
    assert postings.doc_counts.tolist() == [len(expected[term]) for term in postings.terms]
    held = running.places(len(lengths))
    assert running.lengths(len(lengths)).tolist() == held.counts.tolist() == lengths.tolist()
    steps = [n for each in held.steps for n in each.tolist()]
    widths = [n for each in held.widths for n in each.tolist()]
    assert list(zip(steps, widths, strict=True)) == places


@given(DOCUMENTS, SIZES, SIZES)
def test_runs_are_what_a_dict_says(documents: list[list[str]], block: int, run: int) -> None:
    check(documents, *gathered(documents, block, run))


@given(DOCUMENTS, SIZES, SIZES)
def test_runs_sorted_aside_are_the_same(documents: list[list[str]], block: int, run: int) -> None:
    aside = Aside()
    check(documents, *gathered(documents, block, run, aside))
    aside.close()


@given(DOCUMENTS, SIZES, st.integers(10, 20))
def test_words_that_do_not_fit_a_key_become_more_runs(
    documents: list[list[str]], block: int, bits: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_runs, "KEY_BITS", bits)
        check(documents, *gathered(documents, block, run=100))


@given(DOCUMENTS, SIZES)
def test_postings_are_joined_in_pieces(documents: list[list[str]], run: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_runs, "CHUNK", 3)
        check(documents, *gathered(documents, 1, run))
