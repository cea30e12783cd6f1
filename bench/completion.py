"""How long completion takes as one types: every beginning of real names, titles and words.

    python bench/completion.py [--articles N] [--archive DIR]

With --archive the articles of an existing archive are asked; else N articles of the daily are
indexed first, their capitalised word pairs standing in for names of people.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from corpus import DAILY, read_articles

from pressespiegel.search import Archive, Article, Entity

PREFIXES = 2_000
_PAIR = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+\b")


def articles(count: int) -> Iterator[Article]:
    for each in islice(read_articles(DAILY), count):
        article = Article.from_text(
            id=each.id,
            title=each.title or "-",
            text=each.body,
            published=each.date[:10],
            source=each.source,
            section=each.section,
        )
        names = dict.fromkeys(_PAIR.findall(each.body))
        yield replace(article, entities=tuple(Entity("person", name) for name in names))


def prefixes(archive: Archive) -> list[str]:
    """Beginnings of one to eight letters, of words and titles that are in the archive."""
    chance = random.Random(1)
    titles = []
    for id in islice(archive.ids(), 2_000):
        article = archive.article(id)
        if article is not None:
            titles.append(article.title)
    found = []
    for _ in range(PREFIXES):
        words = chance.choice(titles).split()
        start = chance.randrange(len(words))
        text = " ".join(words[start:])
        found.append(text[: chance.randint(1, 8)])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", 1)[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--archive", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.archive:
            archive = Archive.open(options.archive)
        else:
            archive = Archive.create(Path(folder) / "archive")
            with archive.writer() as writer:
                for article in articles(options.articles):
                    writer.put(article)
        with archive:
            typed = prefixes(archive)
            began = time.perf_counter()
            archive.complete("a")
            prepared = time.perf_counter() - began
            times = []
            for prefix in typed:
                began = time.perf_counter()
                archive.complete(prefix)
                times.append(1000 * (time.perf_counter() - began))
            times.sort()
            count = archive.statistics().articles
    print(f"{count} articles, prepared in {prepared:.1f} s")
    for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99)):
        print(f"{name:<8}{times[int(share * len(times))]:8.2f} ms")


if __name__ == "__main__":
    main()
