"""How long completion takes as one types: every beginning of real names, titles and words.

    python bench/completion.py [--articles N] [--archive DIR]

With --archive the articles of an existing archive are asked; else N articles of the daily, or drawn
from them, are indexed first, their capitalised word pairs standing in for names of people. Then a
hundred articles are added to such an archive, and the first completion after that is timed too.
Times are the processor's.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from corpus import DAILY, SEED, PlainArticle, articles, draw_articles, read_articles

from pressespiegel.search import Archive, Article, Entity

PREFIXES = 2_000
_PAIR = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+\b")


MORE = 100
"""Articles of the commit after which is timed."""


def index(archive: Archive, articles: Iterable[PlainArticle]) -> None:
    """Add articles as one commit."""
    with archive.writer() as writer:
        for each in articles:
            article = Article.from_text(
                id=each.id,
                title=each.title or "-",
                text=each.body,
                published=each.date[:10],
                source=each.source,
                section=each.section,
            )
            names = dict.fromkeys(_PAIR.findall(each.body))
            entities = tuple(Entity("person", name) for name in names)
            writer.put(replace(article, entities=entities))


def more_articles() -> Iterator[PlainArticle]:
    """Articles that no archive has."""
    originals = list(read_articles(DAILY))
    for each in draw_articles(originals, MORE, SEED + 1):
        yield replace(each, id=f"more-{each.id}")


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


def timed(archive: Archive, prefix: str) -> float:
    """Milliseconds that one completion takes."""
    began = time.process_time()
    archive.complete(prefix)
    return 1000 * (time.process_time() - began)


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
            index(archive, articles(options.articles))
        with archive:
            typed = prefixes(archive)
            prepared = timed(archive, "a")
            times = [timed(archive, prefix) for prefix in typed]
            times.sort()
            count = archive.statistics().articles
            if not options.archive:
                index(archive, more_articles())
                after = timed(archive, "a")
    print(f"{count} articles, prepared in {prepared / 1000:.1f} s")
    for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99)):
        print(f"{name:<8}{times[int(share * len(times))]:8.2f} ms")
    if not options.archive:
        print(f"the first after a commit of {MORE} articles {after:8.2f} ms")


if __name__ == "__main__":
    main()
