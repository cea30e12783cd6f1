"""Patterns find what looking at every form finds."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pressespiegel.search.engines.patterns import edits, wildcard
from pressespiegel.search.engines.whoosh.dictionary import Dictionary, write_dictionary
from pressespiegel.search.engines.whoosh.expansion import expanded_terms
from pressespiegel.search.engines.whoosh.sections import Sections, SectionWriter

words = st.text("aabbcäöß=😀", min_size=1, max_size=7)
patterns = st.text("aabcä?*=", min_size=1, max_size=6)


def found(forms: set[str], kind: str, pattern: str, distance: int = 0) -> set[str]:
    stems = sorted(form.encode() for form in forms)
    own = sorted(f"={form}".encode() for form in forms)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms"
        with SectionWriter(path) as out:
            write_dictionary(out, [("title", stems), ("text", sorted({*own, *stems}))])
            fields = out.meta["fields"]
        assert isinstance(fields, list)
        ranges = {}
        for number, each in enumerate(fields):
            assert isinstance(each, list)
            name, first, after = each
            assert isinstance(name, str)
            assert isinstance(first, int)
            assert isinstance(after, int)
            ranges[name] = (number, first, after)
        dictionary = Dictionary(Sections(path), ranges)
        assert kind in ("fuzzy", "wildcard")
        numbers = (
            expanded_terms(dictionary, "text", "fuzzy", pattern, distance, 1000)
            if kind == "fuzzy"
            else expanded_terms(dictionary, "text", "wildcard", pattern, 0, 1000)
        )
        return {dictionary.term(number).decode() for number in numbers}


def marked(forms: set[str]) -> set[str]:
    """The terms of kind form; a stem may begin with the marker by itself."""
    return {f"={form}" for form in forms} | {form for form in forms if form.startswith("=")}


@settings(max_examples=80, deadline=None)
@given(st.sets(words, min_size=1, max_size=12), words, st.integers(0, 2))
def test_misspelt_words(forms: set[str], word: str, distance: int) -> None:
    expected = {term for term in marked(forms) if edits(word, term[1:], distance) <= distance}
    assert found(forms, "fuzzy", word, distance) == expected


@settings(max_examples=20, deadline=None)
@given(st.sets(words, min_size=1, max_size=5), st.text("ab", min_size=62, max_size=70))
def test_misspelt_words_of_any_length(forms: set[str], word: str) -> None:
    near = word[:-1] + "c"
    expected = {f"={near}"} | ({f"={word}"} if word in forms else set())
    assert found({*forms, near}, "fuzzy", word, 1) == expected


@settings(max_examples=80, deadline=None)
@given(st.sets(words, min_size=1, max_size=12), patterns)
def test_wildcards(forms: set[str], pattern: str) -> None:
    fits = re.compile(wildcard(pattern), re.DOTALL)
    expected = {term for term in marked(forms) if fits.fullmatch(term[1:])}
    assert found(forms, "wildcard", pattern) == expected
