"""Newer articles come forward by a half-life, whichever way they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressespiegel.search import Archive, Article


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The older an article is, the more it says about the lock."""
    with Archive.create(tmp_path_factory.mktemp("half-life") / "archive") as archive:
        for year in range(2012, 2025):
            with archive.writer() as writer:
                text = (
                    f"{'Schleuse. ' * (2024 - year)}Die Schleuse wird gestrichen, heißt es {year}."
                )
                writer.put(
                    Article.from_text(
                        id=f"{year}", title=f"Bericht {year}", text=text, published=f"{year}-03-01"
                    )
                )
        yield archive


def ids(
    archive: Archive, query: str, half_life: float | None = None, after: str | None = None
) -> list[str]:
    found = archive.search(query, limit=100, half_life=half_life, after=after)
    return [hit.article.id for hit in found.hits]


def test_newer_articles_come_forward(archive: Archive) -> None:
    plain, fading = ids(archive, "schleuse"), ids(archive, "schleuse", 30)
    assert plain[0] != "2024"
    assert fading == sorted(plain, reverse=True)
    assert ids(archive, "schleuse", 1e9) == plain


def test_articles_with_most_of_the_words_too(archive: Archive) -> None:
    found = archive.search("schleuse gestrichen kanaltunnel", limit=100, half_life=30)
    assert (found.total, found.partial_total) == (0, 13)
    order = [hit.article.id for hit in found.hits]
    assert order == sorted(order, reverse=True)
    assert order != ids(archive, "schleuse gestrichen kanaltunnel")


def test_reading_goes_on_behind_an_article_and_every_one_comes_in_this_order(
    archive: Archive,
) -> None:
    whole = ids(archive, "schleuse", 2000)
    assert whole not in (ids(archive, "schleuse"), ids(archive, "schleuse", 30))
    assert ids(archive, "schleuse", 2000, after=whole[4]) == whole[5:]
    assert [each.id for each in archive.every("schleuse", half_life=2000)] == whole


def test_what_is_explained_adds_up_to_the_score(archive: Archive) -> None:
    hits = archive.search("schleuse gestrichen", limit=100, half_life=400).hits
    for hit in hits:
        assert archive.explain(hit).score == pytest.approx(hit.score, rel=1e-4)
    last = archive.hit(hits[-1].article.id, "schleuse gestrichen", 400)
    assert last is not None
    assert archive.explain(last).score == pytest.approx(hits[-1].score, rel=1e-4)


def test_bringing_all_into_one_segment_changes_nothing(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        for number in range(1, 9):
            with archive.writer() as writer:
                text = "Deich. " * (9 - number)
                published = f"2024-0{number}" if number % 3 else ""
                writer.put(
                    Article.from_text(
                        id=f"{number}", title="Meldung", text=text, published=published
                    )
                )
        with archive.writer() as writer:
            writer.delete("8")
        before = archive.search("deich", half_life=50).hits
        archive.compact()
        after = archive.search("deich", half_life=50).hits
        assert [hit.article.id for hit in after] == [hit.article.id for hit in before]


def test_a_half_life_of_nothing_is_an_error(archive: Archive) -> None:
    for days in (0.0, -30.0, float("nan")):
        with pytest.raises(ValueError, match="half_life"):
            archive.search("schleuse", half_life=days)
        with pytest.raises(ValueError, match="half_life"):
            archive.every("schleuse", half_life=days)
