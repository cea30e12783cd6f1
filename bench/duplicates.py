"""How well the printings of a story are found among thousands of articles, and how fast.

    python bench/duplicates.py [--articles N] [--reprints N] [SHARED]

Into an archive of real articles go reprints made of some of them (reprints.py). Then everybody's
printings are asked for. Recall: of a reprint and its original, how often one is found from the
other. Precision: how many of all pairs found are of one story. Pairs of two real articles count
as right only where a slow comparison says so: 30 % of the runs of eight words of the shorter one,
those left out that stand in six articles or more.

Times are of one core's work: sketching, asking for every article's printings, and adding 100
articles to the archive.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from corpus import SHARED, read_articles
from reprints import Reprint, reprints

from pressespiegel.search import Archive, Article, ArticleError
from pressespiegel.search.document import document
from pressespiegel.search.sketch import runs_of, sketch_of

CORPORA = ("tagesspiegel-10k", "trends-6k")
SEED = 7
LEAST_TEXT = 1_200
"""Characters of an article that reprints are made of."""

LONG_RUN = 8
"""So many words in a row are written down once and copied."""

COMMON = 6
"""What stands in so many real articles tells nothing."""

SAME = 0.3


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: shares from 0 to 1, recall also by kind, seconds of a processor."""

    precision: float
    recall: float
    recall_by_kind: Mapping[str, float]
    wrong: Sequence[tuple[str, str]]
    articles: int
    sketching: float
    asking: float
    adding: float


def real_articles(path: Path, count: int) -> list[Article]:
    """The first articles of a corpus."""
    articles = []
    for number, each in enumerate(read_articles(path)):
        try:
            date = each.date[:16] if each.date[:4].isdigit() else _mail_date(each.date)
            article = Article.from_text(
                id=f"{number}",
                title=each.title,
                text=each.body,
                published=date,
                source=each.source,
            )
        except (ArticleError, ValueError):
            continue
        articles.append(article)
        if len(articles) == count:
            break
    return articles


def _mail_date(text: str) -> str:
    return parsedate_to_datetime(text).isoformat()[:16]


def measure(articles: Sequence[Article], count: int, seed: int = SEED) -> Figures:
    """Make `count` reprints of the articles and ask for the printings of all."""
    made = reprints([each for each in articles if len(each.text) >= LEAST_TEXT], count, seed)
    every = [*articles, *(each.article for each in made)]
    documents = [document(each) for each in every]
    began = time.process_time()
    for split in documents:
        sketch_of(runs_of([split.fields["text"].surfaces] if "text" in split.fields else []))
    sketching = time.process_time() - began
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.create(Path(folder) / "archive") as archive,
    ):
        _put(archive, every[:-100])
        began = time.process_time()
        _put(archive, every[-100:])
        for each in every[-100:]:
            archive.printings(each.id)
        adding = time.process_time() - began
        began = time.process_time()
        found = {
            (each.id, other.article.id)
            for each in every
            for other in archive.printings(each.id).printings
            if other.article.id != each.id
        }
        asking = time.process_time() - began
    wanted: dict[str, list[bool]] = defaultdict(list)
    for reprint in made:
        for original in reprint.originals:
            pairs = ((reprint.article.id, original), (original, reprint.article.id))
            wanted[reprint.kind] += [pair in found for pair in pairs]
    judged = list(_wrong(found, every, made))
    hits = [hit for kind in wanted.values() for hit in kind]
    return Figures(
        precision=1 - len(judged) / max(len(found), 1),
        recall=sum(hits) / max(len(hits), 1),
        recall_by_kind={kind: sum(hits) / len(hits) for kind, hits in wanted.items()},
        wrong=judged,
        articles=len(every),
        sketching=sketching,
        asking=asking,
        adding=adding,
    )


def _put(archive: Archive, articles: Iterable[Article]) -> None:
    with archive.writer() as writer:
        for each in articles:
            writer.put(each)


def _wrong(
    found: Iterable[tuple[str, str]], articles: Sequence[Article], made: Sequence[Reprint]
) -> Iterator[tuple[str, str]]:
    """The pairs that are not of one story: not made of one, nor with much in common."""
    own = {each.id: _long_runs(each) for each in articles}
    real = {each.id for each in articles} - {each.article.id for each in made}
    counts = Counter(run for id in real for run in own[id])
    family = {each.id: {each.id} for each in articles}
    for reprint in made:
        family[reprint.article.id] |= set(reprint.originals)
    # Two stories are one where a reprint joins them.
    joined = [set(each.originals) for each in made if len(each.originals) > 1]
    for one, other in found:
        if _connected(one, other, family, joined):
            continue
        telling = [{run for run in own[id] if counts[run] < COMMON} for id in (one, other)]
        shorter = min(map(len, telling))
        if len(telling[0] & telling[1]) < SAME * shorter or not shorter:
            yield one, other


def _long_runs(article: Article) -> set[tuple[str, ...]]:
    words = article.text.split()
    return {tuple(words[place : place + LONG_RUN]) for place in range(len(words) - LONG_RUN + 1)}


def _connected(
    one: str, other: str, family: Mapping[str, set[str]], joined: Sequence[set[str]]
) -> bool:
    """Whether two articles are made of one, or of two that reprints join."""
    reached = set(family[one])
    for _ in range(2):
        for pair in joined:
            if pair & reached:
                reached |= pair
    return bool(reached & family[other])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--articles", type=int, default=9_000)
    parser.add_argument("--reprints", type=int, default=1_000)
    arguments = parser.parse_args()
    for name in CORPORA:
        path = arguments.shared / "corpora" / f"{name}.jsonl.gz"
        figures = measure(real_articles(path, arguments.articles), arguments.reprints)
        sys.stdout.write(f"{name}, {figures.articles} articles\n")
        sys.stdout.write(f"  precision {figures.precision:.4f}, recall {figures.recall:.4f}\n")
        for kind, recall in figures.recall_by_kind.items():
            sys.stdout.write(f"    {kind:26}{recall:.3f}\n")
        each = 1000 / figures.articles
        sys.stdout.write(
            f"  sketch {figures.sketching * each:.3f} ms an article, printings of all "
            f"{figures.asking:.1f} s ({figures.asking * each:.2f} ms an article), "
            f"100 articles added and asked for {figures.adding:.2f} s\n"
        )


if __name__ == "__main__":
    main()
