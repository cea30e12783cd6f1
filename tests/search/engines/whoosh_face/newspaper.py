"""A small archive of three commits, to be read through Whoosh."""

from __future__ import annotations

from pathlib import Path
from random import Random

from pressespiegel.search import Archive, Article

ARTICLES = (
    Article.from_text(
        id="w1",
        title="Kriegsgefahr wächst",
        text="Der Nato-Russland-Rat sprach über die Kriegsgefahr.\n\nIn den Häusern war es still.",
        published="2022-01-05T10:30",
        source="Wörlatal-Bote",
        authors=["Ada Kai"],
    ),
    Article.from_text(
        id="t1",
        title="Streit um den Hausbau",
        text="Der Hausbau stockt. Ein Haus kostet heute mehr, und ein Häuschen auch.",
        published="2022-02",
        source="Tannmärkische Allgemeine",
        authors=["Ada Kai", "Bea Deich"],
    ),
    Article.from_text(
        id="w2",
        title="Ohne Datum",
        text="Kein Krieg, keine Häuser.",
        source="Wörlatal-Bote",
    ),
    Article.from_text(id="w3", title="Wird gelöscht", text="Krieg und Haus.", published="1999"),
)


def write_newspaper(folder: Path) -> None:
    """Two articles in a commit, two in the next; then one of them is deleted."""
    archive = Archive.create(folder)
    for part in (ARTICLES[:2], ARTICLES[2:]):
        with archive.writer() as writer:
            for article in part:
                writer.put(article)
    with archive.writer() as writer:
        writer.delete("w3")
    archive.close()


def write_random(folder: Path, random: Random, articles: int) -> None:
    """Articles of words that are the rarer the higher their number, in two commits."""
    words = [f"haus{number}" for number in range(100)]
    shares = [1 / (number + 1) for number in range(100)]
    archive = Archive.create(folder)
    for part in range(2):
        with archive.writer() as writer:
            for number in range(part, articles, 2):
                text = " ".join(random.choices(words, shares, k=60))
                writer.put(Article.from_text(id=f"a{number}", title="", text=text))
    archive.close()
