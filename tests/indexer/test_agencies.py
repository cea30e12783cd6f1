"""Which agencies' copy an article uses: told from datelines, notes, bylines, not from credits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressespiegel.indexer.agencies import (
    AGENCIES,
    agencies_in,
    agencies_of_mark,
    initials_in,
    with_agencies,
)
from pressespiegel.search import Article

STORY = "Der Rat von Marenfurt hat am Dienstag über den Steg beraten. " * 12


@pytest.mark.parametrize(
    ("mark", "agencies"),
    [
        ("dpa", ("dpa",)),
        ("dpa/lby", ("dpa",)),
        ("dpa-infocom", ("dpa",)),
        ("dpa-tmn", ("dpa",)),
        ("afp/kna", ("AFP", "KNA")),
        ("AFP, Reuters", ("AFP", "Reuters")),
        ("dpa und AFP", ("dpa", "AFP")),
        ("APA/dpa", ("APA", "dpa")),
        ("dpa-AFX", ("dpa-AFX",)),
        ("sda", ("Keystone-SDA",)),
        ("epd-bayern", ("epd",)),
        ("SPD", ()),
        ("gro", ()),
        ("", ()),
    ],
)
def test_marks(mark: str, agencies: tuple[str, ...]) -> None:
    assert agencies_of_mark(mark) == agencies


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"Marenfurt (dpa) - {STORY}", ("dpa",)),
        (f"Marenfurt (dpa/th) - {STORY}", ("dpa",)),
        (f"MARENFURT afp | {STORY}", ("AFP",)),
        (f"WIEN (APA). {STORY}", ("APA",)),
        (f"Marenfurt, 3. Mai (kna) – {STORY}", ("KNA",)),
        (f"{STORY}\n\n(afp/kna)", ("AFP", "KNA")),
        (f"{STORY}\n\ndpa", ("dpa",)),
        (f"{STORY}\n\nMit Material von Reuters", ("Reuters",)),
        (f"{STORY}\n\nmit dpa", ("dpa",)),
        (f"{STORY}\n\n© dpa-infocom, dpa:210305-99-123456/2", ("dpa",)),
        (f"Von Almut Geiger, dpa\n\n{STORY}", ("dpa",)),
    ],
)
def test_texts_that_use_agency_copy(text: str, agencies: tuple[str, ...]) -> None:
    assert agencies_in(text) == agencies


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"{STORY}\n\nFoto: Almut Geiger/dpa",
        f"{STORY} (Foto: dpa)",
        f"{STORY}\n\n© Almut Geiger/dpa",
        f"{STORY}\n\npicture alliance/dpa",
        f"{STORY} Die SPD (Marenfurt) stimmte zu.",
        f"Marenfurt (mh). {STORY}",
        # told in the middle of a story, about the agency and not from it
        f"{STORY} Das sagte sie der Nachrichtenagentur (dpa). {STORY}",
    ],
)
def test_texts_of_a_papers_own(text: str) -> None:
    assert agencies_in(text) == ()


@pytest.mark.parametrize(
    ("end", "initials"),
    [
        ("(gro/dpa)", ("gro",)),
        ("(mh)", ("mh",)),
        ("(dpa)", ()),
        ("Sie kam nicht.", ()),
        ("dpa/lby", ()),
    ],
)
def test_initials(end: str, initials: tuple[str, ...]) -> None:
    assert initials_in(f"{STORY}\n\n{end}") == initials


def test_an_agency_among_the_authors_is_moved() -> None:
    article = replace(
        Article.from_text(id="a", title="Steg", text=STORY), authors=("Almut Geiger", "dpa")
    )
    moved = with_agencies(article)
    assert (moved.authors, moved.agencies) == (("Almut Geiger",), ("dpa",))


def test_what_the_reader_knew_is_kept() -> None:
    article = replace(
        Article.from_text(id="a", title="Steg", text=f"{STORY}\n\nmit dpa"), agencies=("Reuters",)
    )
    assert with_agencies(article) is article


def test_initials_stand_for_the_authors_of_a_table() -> None:
    article = Article.from_text(id="a", title="Steg", text=f"{STORY}\n\n(gro/dpa)")
    named = with_agencies(article, initials={"gro": "Gregor Rohmann"})
    assert (named.authors, named.agencies) == (("Gregor Rohmann",), ("dpa",))
    assert with_agencies(article).authors == ()


def test_every_agency_is_known_by_its_name() -> None:
    for agency in AGENCIES:
        for mark in agency.marks:
            assert agencies_of_mark(mark) == (agency.name,)


@given(st.text(max_size=300))
def test_no_text_is_trouble(text: str) -> None:
    names = {agency.name for agency in AGENCIES}
    assert set(agencies_in(text)) <= names
    assert all(part.islower() for part in initials_in(text))


def test_a_long_text_without_blanks_is_no_trouble() -> None:
    for piece in ("a/", "Von A", "(", "© ", "(dpa/", "Mit a und "):
        assert agencies_in(piece * 50_000) in ((), ("dpa",))


@pytest.mark.parametrize(
    ("author", "authors", "agencies"),
    [
        ("Erika Muster, dpa", ("Erika Muster",), ("dpa",)),
        ("Erika Muster/AFP", ("Erika Muster",), ("AFP",)),
        ("dpa/lby", (), ("dpa",)),
        ("gro/dpa", ("Gregor Rohmann",), ("dpa",)),
        ("gro", ("Gregor Rohmann",), ()),
        ("gro, mh", ("Gregor Rohmann", "mh"), ()),
        ("Muster, Erika", ("Muster, Erika",), ()),
    ],
)
def test_an_agency_behind_a_name(
    author: str, authors: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    article = replace(Article.from_text(id="a", title="Steg", text=STORY), authors=(author,))
    named = with_agencies(article, initials={"gro": "Gregor Rohmann"})
    assert (named.authors, named.agencies) == (authors, agencies)
