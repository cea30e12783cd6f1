"""The lines of an owner's list of names, and what is said of those that cannot be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.search.naming.owner_names import read_names


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("USA", "there is no “=” between two names"),
        ("USA =", "there is no name on one side"),
        ("-", "there is no name"),
        ("- ort:", "there is no name"),
        ("- USA = US", "behind “-” stands one name"),
        ("! USA = US", "behind “!” stands one name"),
        ("persn: Anna Kern = Kern", "“persn” is no kind of name"),
        ("titel: Anna Kern = Kern", "“titel” is no kind of name"),
        ("USA = US = USA", "a name stands there twice"),
        (" = ".join(map(str, range(80))), "more than 64 names"),
        ("USA = " + "U" * 301, "a name of more than 300 characters"),
        ("ort: Usa-Land = Kiel", "“Kiel” stands in line 1 already"),
        ("- ort: kiel.", "“kiel.” stands in line 1 already"),
    ],
)
def test_a_line_that_says_nothing(line: str, said: str) -> None:
    names = read_names(f"ort: Kiel = Kiel an der Förde\n{line}\nperson: Kiel = Anna Kiel")
    (warning,) = names.warnings
    assert warning.line == 2
    assert said in warning.message
    assert names.of("place").groups == (("Kiel", "Kiel an der Förde"),)
    assert names.of("person").groups == (("Kiel", "Anna Kiel"),)
    assert names.of("source").groups == ()


def test_fields_are_called_as_in_queries() -> None:
    names = read_names("Ort: A = B\nplace: C = D\nquelle: E = F\n\n# nichts\n- autor: Foto # ja")
    assert names.of("place").groups == (("A", "B"), ("C", "D"))
    assert names.of("source").groups == (("E", "F"),)
    assert names.of("author").hidden == ("Foto",)
    assert set(names.facets) == {"place", "source", "author"}
    assert not names.warnings


def test_a_dash_or_a_colon_may_belong_to_a_name() -> None:
    names = read_names("-ismus = Ismus\nre:publica = Republica")
    assert names.of("organisation").groups == (("-ismus", "Ismus"), ("re:publica", "Republica"))
    assert not names.warnings


@given(st.text(alphabet="ab =#:\n\u00ad\ufeff\x00\x1dßä-.!'", max_size=60))
def test_any_file_can_be_read(text: str) -> None:
    names = read_names(text)
    assert all(warning.line > 0 and warning.message for warning in names.warnings)
    for said in names.facets.values():
        assert all(len(group) > 1 and all(group) for group in said.groups)
