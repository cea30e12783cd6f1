"""How well real queries are answered, as bench/relevance.py measures it: figures that may not fall.

A sample of the queries, and no more articles than that takes.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from pressespiegel.indexer.readers import read
from pressespiegel.search import Archive

BENCH = Path(__file__).resolve().parents[2] / "bench"

CORPORA = {"tagesschau": "tagesschau-400.jsonl.gz", "trends": "trends-6k.jsonl.gz"}
EACH = {"tagesschau": 4, "trends": 8}
"""Every so many-th query is asked."""

FLOORS = {"tagesschau": 0.93, "trends": 0.78, "headlines": 0.79}
"""nDCG@10."""

DAILY_ARTICLES, HEADLINES = 2500, 150


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_queries_find_what_answers_them(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    from judged_queries import headlines, searched_for
    from ranking_measures import Quality

    if name == "headlines":
        daily = read(shared / "corpora" / "tagesspiegel-10k.jsonl.gz")
        judged = headlines(tuple(islice(daily, DAILY_ARTICLES)), HEADLINES)
    else:
        judged = searched_for(shared, name, CORPORA[name])
    with Archive.create(tmp_path / "archive") as archive:
        with archive.writer() as writer:
            for article in judged.articles:
                writer.put(article)
        figures = Quality.mean(
            [
                Quality.of([hit.article.id for hit in archive.search(query).hits], relevant)
                for query, relevant in list(judged.relevant.items())[:: EACH.get(name, 1)]
            ]
        )
    assert figures.ndcg_10 >= FLOORS[name]
