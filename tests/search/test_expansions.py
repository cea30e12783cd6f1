"""A reading names the words that a pattern stands for, and a warning says when some are cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pressespiegel.search import Archive, Article
from pressespiegel.search.query.placeholders import MOST_WORDS


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    many = " ".join(f"zahl{number:05}" for number in range(MOST_WORDS + 5))
    texts = ["Steuern und Steuerreform.", "Steuern, Müller.", "Der Mueller zahlt.", many]
    with Archive.create(tmp_path_factory.mktemp("expansions") / "archive") as archive:
        with archive.writer() as writer:
            for number, text in enumerate(texts):
                writer.put(Article.from_text(id=str(number), title="Bericht", text=text))
        yield archive


@pytest.mark.parametrize(
    ("query", "end"),
    [
        ("steuer*", "; steuer* steht für steuern, steuerreform"),
        ("bericht titel:st*", "; st* steht für kein Wort des Archivs"),
        ("Mü*er", "; Mü*er steht für müller, mueller"),
        (
            "steuer* mül*",
            "; steuer* steht für steuern, steuerreform; mül* steht für müller, mueller",
        ),
    ],
)
def test_the_words_of_a_pattern_are_named(archive: Archive, query: str, end: str) -> None:
    assert archive.search(query).reading.endswith(end)


def test_in_english_too(archive: Archive) -> None:
    reading = archive.search("steuer*", language="en").reading
    assert reading.endswith("; steuer* stands for steuern, steuerreform")


def test_a_pattern_that_is_cut_says_so(archive: Archive) -> None:
    results = archive.search("zahl0*")
    assert results.reading.endswith(f"und {MOST_WORDS - 5}+ weitere")
    (warning,) = results.warnings
    assert (warning.span.start, warning.span.end) == (0, 6)
    assert str(MOST_WORDS) in warning.message


def test_queries_without_patterns_are_read_as_before(archive: Archive) -> None:
    assert archive.search("steuern").reading == "das Wort steuern"
