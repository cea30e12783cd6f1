"""How well names are found, beside rules alone, on the labelled texts in ../shared/ner; how fast.

    python bench/entities.py [--cross-validate] [SHARED]

Reported are precision, recall and F1 of whole names (both ends and the kind right; outer names
only) by kind, on texts that the carried model has not seen: SmartData's test part and WikiANN's
dev part. GermEval's dev part is in the carried model, since no other of its texts may be used;
`--cross-validate` trains four models on three quarters each, and measures each on the quarter left
out (needs python-crfsuite, a quarter of an hour). WikiANN's labels come from Wikipedia's links, so
its figures compare finders and do not say how good one is.

Then: articles and tokens a second on one core, over the first articles of a daily.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from pressespiegel.indexer.entities import Finder, Span, annotate, finding, labelled
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.model import trained_finder
from pressespiegel.indexer.entities.places import is_place
from pressespiegel.indexer.entities.scoring import Score, score
from pressespiegel.indexer.entities.tokens import tokenise
from pressespiegel.search import Article
from pressespiegel.search.article import EntityKind

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDS = 4
ARTICLES = 1_000


class RulesAlone:
    """The baseline: listed places, words after a first name, names with a company form."""

    def find(self, text: str) -> list[Span]:
        known = gazetteers()
        tokens = tokenise(text)
        words = tokens.words
        spans = []
        position = 0
        while position < len(words):
            word = words[position]
            capital = word[:1].isupper()
            after = position + 1
            while after < len(words) and words[after][:1].isupper() and after not in tokens.opening:
                after += 1
            kind: EntityKind | None = None
            if capital and after - position > 1 and words[after - 1] in known.organisation_forms:
                kind = "organisation"
            elif word in known.first_names and after - position > 1:
                kind, after = "person", min(after, position + 3)
            elif word in known.organisations or word in known.organisation_forms:
                kind, after = "organisation", position + 1
            elif is_place(word):
                kind, after = "place", position + 1
            if kind:
                start, end = tokens.starts[position], tokens.ends[after - 1]
                spans.append(Span(start, end, kind, text[start:end]))
            position = after if kind else position + 1
        return spans


def table(scores: Mapping[str, Mapping[str, Score]]) -> str:
    """A row for each finder and kind."""
    lines = [f"{'':44}{'precision':>10}{'recall':>10}{'F1':>10}{'names':>10}"]
    for name, by_kind in scores.items():
        for kind, each in by_kind.items():
            lines.append(
                f"{name:30}{kind:14}{each.precision:10.3f}{each.recall:10.3f}"
                f"{each.f1:10.3f}{each.expected:10}"
            )
    return "\n".join(lines)


def cross_validated(shared: Path) -> Mapping[str, Score]:
    """The scores on GermEval's dev part, each quarter by a model that has not seen it."""
    from pressespiegel.indexer.entities import train
    from pressespiegel.indexer.entities.model import TrainedFinder
    from pressespiegel.indexer.entities.press import press

    known = train.word_knowledge(shared)
    articles_of_press = press(shared / "corpora")
    germeval = labelled.germeval(shared / "ner" / "germeval2014-dev.tsv.gz")
    folds = []
    for fold in range(FOLDS):
        rest = [item for number, item in enumerate(germeval) if number % FOLDS != fold]
        sets = train.with_twins({"germeval": rest, **train.other_sets(shared)}, articles_of_press)
        finder = TrainedFinder(train.fit(sets, known, train.SHARES))
        folds.append(score(finder, germeval[fold::FOLDS]))
    return {
        kind: Score(
            sum(each[kind].found for each in folds),
            sum(each[kind].expected for each in folds),
            sum(each[kind].right for each in folds),
        )
        for kind in folds[0]
    }


def articles(path: Path) -> Iterable[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in islice(file, ARTICLES):
            row = json.loads(line)
            yield Article.from_text(id=row["id"], title=row["title"], text=row["body"])


def speed(read: Sequence[Article]) -> str:
    """Seconds of processor time, so that a busy machine counts less."""
    finder = trained_finder()
    texts = [f"{article.title}\n\n{article.text}" for article in read]
    tokens = sum(len(tokenise(text).words) for text in texts)
    begun = time.process_time()
    for text in texts:
        finder.find(text)
    found = time.process_time()
    for article in read:
        annotate(article)
    done = time.process_time()
    finding = found - begun
    return (
        f"find: {len(read) / finding:.0f} articles/s, {tokens / finding:.0f} tokens/s (cold)\n"
        f"annotate: {len(read) / (done - found):.0f} articles/s (warm)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--cross-validate", action="store_true", help="train on GermEval's parts")
    arguments = parser.parse_args()
    ner = arguments.shared / "ner"
    sets: dict[str, list[Labelled]] = {
        "SmartData test": labelled.smartdata(ner / "smartdata-v1-test.json.gz"),
        "WikiANN dev": labelled.wikiann(ner / "wikiann-de-dev.tsv.gz"),
    }
    finders: dict[str, Finder] = {"model": finding, "rules": RulesAlone()}
    scores = {
        f"{name}, {finder}": score(each, items)
        for name, items in sets.items()
        for finder, each in finders.items()
    }
    germeval = labelled.germeval(ner / "germeval2014-dev.tsv.gz")
    scores["GermEval dev, rules"] = score(RulesAlone(), germeval)
    if arguments.cross_validate:
        scores["GermEval dev, model, 4 folds"] = cross_validated(arguments.shared)
    sys.stdout.write(table(scores) + "\n\n")
    read = list(articles(arguments.shared / "corpora" / "tagesspiegel-10k.jsonl.gz"))
    sys.stdout.write(speed(read) + "\n")


if __name__ == "__main__":
    main()
