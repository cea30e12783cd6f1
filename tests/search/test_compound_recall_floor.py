"""How many of the articles with a compound its parts find, as bench/relevance.py measures it.

Every compound of the list that the articles hold, and the first few articles with each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pressespiegel.indexer.readers import read
from pressespiegel.search import Archive

BENCH = Path(__file__).resolve().parents[2] / "bench"

CORPORA = ("tagesspiegel-10k.jsonl.gz", "trends-6k.jsonl.gz", "tagesschau-400.jsonl.gz")
ARTICLES_EACH = 3

FLOORS = {"last part": 0.96, "both parts": 0.955}


@pytest.mark.slow
def test_parts_find_the_articles_with_their_compound(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from word_pairs import articles_with, compound_parts

    articles = [each for name in CORPORA for each in read(shared / "corpora" / name)]
    texts = [f"{each.title}\n{each.text}" for each in articles]
    marked = shared / "german" / "compounds-dekor-train.tsv"
    pairs = dict(zip(FLOORS, compound_parts(marked, texts, len(texts)), strict=True))
    standing = {
        compound: sorted(numbers)[:ARTICLES_EACH]
        for compound, numbers in articles_with(
            texts, {pair.meant for pair in pairs["last part"]}
        ).items()
        if numbers
    }
    assert len(standing) > 300
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for number in sorted({number for some in standing.values() for number in some}):
                writer.put(articles[number])
        for name, floor in FLOORS.items():
            found = []
            for pair in pairs[name]:
                if meant := standing.get(pair.meant):
                    ids = " ODER ".join(f'id:"{articles[number].id}"' for number in meant)
                    total = archive.search(f"{pair.typed} ({ids})", limit=0).total
                    found.append(total / len(meant))
            assert sum(found) / len(found) >= floor, name
