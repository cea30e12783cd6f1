"""How well names are found, beside rules alone, on the labelled texts in ../shared/ner; how fast.

    python bench/entities.py [--cross-validate] [--quarters N] [SHARED]

Reported are precision, recall and F1 of whole names (both ends and the kind right; outer names
only) by kind, on texts that the carried model has not seen: SmartData's test part and WikiANN's
dev part. GermEval's dev part is in the carried model, since no other of its texts may be used;
`--cross-validate` trains a model on three quarters, for each quarter left out, and measures it
there (needs python-crfsuite and Faker; a quarter of an hour of one core for each, `--quarters 2`
takes the first two only). The articles of the press among the training texts are labelled by the
carried model, which knows all quarters. WikiANN's labels come from Wikipedia's links, so its
figures compare finders and do not say how good one is.

Then: articles and tokens a second on one core, over the first articles of a daily.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pressespiegel.indexer.entities import Finder, Span, annotate, finding, labelled
from pressespiegel.indexer.entities.features import WordKnowledge
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.model import TrainedFinder, carried_weights, trained_finder
from pressespiegel.indexer.entities.places import is_place
from pressespiegel.indexer.entities.press import press
from pressespiegel.indexer.entities.refining import refined
from pressespiegel.indexer.entities.scoring import ALL, Score, score
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


def cross_validated(shared: Path, quarters: int) -> Mapping[str, Mapping[str, Score]]:
    """The scores on quarters of GermEval's dev part by models that have not seen them.

    Under the name of what found the names: the model alone, and with the rules as in `find`. The
    clusters of words are the carried model's, which are learned without labels.
    """
    from pressespiegel.indexer.entities import train

    known = WordKnowledge(gazetteers(), carried_weights().clusters)
    articles_of_press = press(shared / "corpora")
    germeval = labelled.germeval(shared / "ner" / "germeval2014-dev.tsv.gz")
    others = train.other_sets(shared)
    measured: dict[str, list[Mapping[str, Score]]] = {"model alone": [], "model": []}
    for quarter in range(quarters):
        rest = [item for number, item in enumerate(germeval) if number % FOLDS != quarter]
        sets = train.with_twins({"germeval": rest, **others}, articles_of_press)
        finder = TrainedFinder(train.fit(sets, known, train.SHARES))
        for name, each in (("model alone", finder), ("model", Refined(finder))):
            measured[name].append(score(each, germeval[quarter::FOLDS]))
            sys.stderr.write(f"quarter {quarter + 1}, {name}: {measured[name][-1][ALL]}\n")
    return {name: added(scores) for name, scores in measured.items()}


def added(scores: Sequence[Mapping[str, Score]]) -> Mapping[str, Score]:
    """The scores of several parts as those of the whole."""
    return {
        kind: Score(
            sum(each[kind].found for each in scores),
            sum(each[kind].expected for each in scores),
            sum(each[kind].right for each in scores),
        )
        for kind in scores[0]
    }


@dataclass(frozen=True)
class Refined:
    """A finder with the rules that correct and complete what it finds."""

    finder: Finder

    def find(self, text: str) -> list[Span]:
        return refined(text, self.finder.find(text))


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
    parser.add_argument(
        "--quarters", type=int, choices=range(1, FOLDS + 1), default=FOLDS, help="how many of them"
    )
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
        measured = cross_validated(arguments.shared, arguments.quarters)
        scores |= {f"GermEval dev, {name}": found for name, found in measured.items()}
    sys.stdout.write(table(scores) + "\n\n")
    read = list(articles(arguments.shared / "corpora" / "tagesspiegel-10k.jsonl.gz"))
    sys.stdout.write(speed(read) + "\n")


if __name__ == "__main__":
    main()
