"""How well the archive ranks and finds, beside plain BM25 on stems, over the same articles.

    python bench/relevance.py                 everything; needs ../shared
    python bench/relevance.py --json FILE     all figures as JSON as well

The first table is about ranking: short searches (trends), long questions (tagesschau) and
headlines whose own article, without its headline, is looked for. The second is about words:
which share of the articles with an inflected form its base form finds, and which share of those
with a compound its last part finds, or both of its parts. Ours are `Archive`'s answers to what
was typed, plain BM25 searches title (counted twice) and text.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from corpus import DAILY, SHARED
from inflected_words import inflections
from judged_queries import Judged, headlines, searched_for
from plain_bm25 import PlainBm25
from ranking_measures import Quality
from word_pairs import WordPair, articles_with, compound_parts

from pressespiegel.indexer.readers import read
from pressespiegel.search import Archive, Article

DEEPEST = 100
_IDS_AT_ONCE = 200


class Contest:
    """The same articles in an archive of ours and in plain BM25."""

    def __init__(self, articles: Sequence[Article], folder: Path) -> None:
        self._ids = [each.id for each in articles]
        self.texts = [f"{each.title}\n{each.title}\n{each.text}" for each in articles]
        self._plain = PlainBm25(self.texts)
        self._archive = Archive.create(folder)
        with self._archive.writer() as writer:
            for each in articles:
                writer.put(each)

    def close(self) -> None:
        """Let go of the archive's files."""
        self._archive.close()

    def rank(self, judged: Judged) -> tuple[Quality, Quality]:
        """Ours and plain BM25's quality over all queries."""
        ours, plain = [], []
        for query, relevant in judged.relevant.items():
            hits = self._archive.search(query, limit=DEEPEST).hits
            ours.append(Quality.of([hit.article.id for hit in hits], relevant))
            numbers = self._plain.best(query, DEEPEST)
            plain.append(Quality.of([self._ids[number] for number in numbers], relevant))
        return Quality.mean(ours), Quality.mean(plain)

    def recall(self, pairs: Sequence[WordPair]) -> tuple[float, float]:
        """Ours and plain BM25's share of the articles to be found, averaged over the words."""
        standing = articles_with(self.texts, {pair.meant for pair in pairs})
        ours, plain = [], []
        for pair in pairs:
            if meant := standing[pair.meant]:
                ours.append(self._found(pair.typed, sorted(meant)) / len(meant))
                plain.append(len(meant & self._plain.holding(pair.typed)) / len(meant))
        return sum(ours) / len(ours), sum(plain) / len(plain)

    def _found(self, typed: str, numbers: Sequence[int]) -> int:
        """How many of some articles are found; a query counts no more than some hundred words."""
        total = 0
        for first in range(0, len(numbers), _IDS_AT_ONCE):
            some = numbers[first : first + _IDS_AT_ONCE]
            ids = " ODER ".join(f'id:"{self._ids[number]}"' for number in some)
            total += self._archive.search(f"{typed} ({ids})", limit=0).total
        return total


def measure(
    shared: Path, folder: Path, queries: int, pairs: int
) -> tuple[dict[str, tuple[Quality, Quality]], dict[str, tuple[float, float]]]:
    """Every line of both tables: ours, then plain BM25's."""
    ranking: dict[str, tuple[Quality, Quality]] = {}
    recall: dict[str, tuple[float, float]] = {}
    daily = tuple(read(DAILY))
    trends = searched_for(shared, "trends", "trends-6k.jsonl.gz")
    tagesschau = searched_for(shared, "tagesschau", "tagesschau-400.jsonl.gz")
    for number, judged in enumerate((trends, tagesschau, headlines(daily, queries))):
        contest = Contest(judged.articles, folder / str(number))
        ranking[judged.name] = contest.rank(judged)
        contest.close()
    contest = Contest((*daily, *trends.articles, *tagesschau.articles), folder / "words")
    last, both = compound_parts(
        shared / "german" / "compounds-dekor-train.tsv", contest.texts, pairs
    )
    recall["base form → inflections"] = contest.recall(inflections(contest.texts, pairs))
    recall["last part → compound"] = contest.recall(last)
    recall["both parts → compound"] = contest.recall(both)
    contest.close()
    return ranking, recall


def tables(
    ranking: dict[str, tuple[Quality, Quality]], recall: dict[str, tuple[float, float]]
) -> str:
    """Both tables in Markdown."""
    lines = ["| | | nDCG@10 | MRR@10 | recall@10 | recall@100 |", "| --- | --- |" + " --- |" * 4]
    for name, both in ranking.items():
        for who, quality in zip(("ours", "plain BM25"), both, strict=True):
            figures = " | ".join(f"{figure:.3f}" for figure in asdict(quality).values())
            lines.append(f"| {name} | {who} | {figures} |")
    lines += ["", "| recall | ours | plain BM25 |", "| --- | --- | --- |"]
    lines += [f"| {name} | {ours:.3f} | {plain:.3f} |" for name, (ours, plain) in recall.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--headlines", type=int, default=2_000, help="how many are looked for")
    parser.add_argument("--words", type=int, default=500, help="how many of each kind")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
        ranking, recall = measure(SHARED, Path(folder), given.headlines, given.words)
    print(tables(ranking, recall))
    if given.json:
        figures = {
            "ranking": {
                name: {"ours": asdict(ours), "plain": asdict(plain)}
                for name, (ours, plain) in ranking.items()
            },
            "recall": {
                name: {"ours": ours, "plain": plain} for name, (ours, plain) in recall.items()
            },
        }
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
