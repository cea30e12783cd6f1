"""Train the model that the package carries: `python -m pressespiegel.indexer.entities.train`.

Needs python-crfsuite, Faker and the folder with the labelled texts and corpora (`--shared`). The
same data and seed, and the same model before, which labels articles of the press, give the same
model. docs/entities.md says what goes in, and under which licence.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pycrfsuite

from pressespiegel.indexer.entities import labelled
from pressespiegel.indexer.entities.clusters import article_texts, learn_clusters
from pressespiegel.indexer.entities.features import (
    BOUNDARY,
    CLASSES,
    CONJUNCTIONS,
    OFFSETS,
    WordKnowledge,
    classes,
    far_features,
    features,
    neighbour_features,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.lists import surnames
from pressespiegel.indexer.entities.model import CLASS_SIZES, LABELS, OUTSIDE, Weights, save
from pressespiegel.indexer.entities.press import press
from pressespiegel.indexer.entities.synthesis import Synthesis
from pressespiegel.indexer.entities.tokens import tokenise

SEED = 7
_FEATURES_AT = {
    -2: far_features,
    -1: neighbour_features,
    0: features,
    1: neighbour_features,
    2: far_features,
}
_PARAMETERS = {"c1": 0.08, "c2": 0.04, "max_iterations": 75, "feature.minfreq": 0}
SHARES = {"germeval": 0.4, "press": 0.3, "smartdata": 0.15}
"""How much of what is learned for one set alone goes into the model; of others nothing."""

_SURNAMES_LIKE = (
    "de_AT de_CH de_DE de_LU da_DK nl_NL en_GB fr_FR it_IT es_ES cs_CZ hr_HR tr_TR hu_HU sl_SI "
    "sv_SE fi_FI pt_PT no_NO"
).split()


def sentences(item: Labelled) -> Iterator[tuple[list[str], list[int]]]:
    """Each sentence of a labelled text as words and the numbers of their labels.

    Names that do not begin and end with a token cannot be found, and are left out.
    """
    tokens = tokenise(item.text)
    numbers = [OUTSIDE] * len(tokens.words)
    starts = {start: number for number, start in enumerate(tokens.starts)}
    ends = {end: number for number, end in enumerate(tokens.ends)}
    for span in item.spans:
        first, last = starts.get(span.start), ends.get(span.end)
        if first is None or last is None:
            continue
        numbers[first : last + 1] = [LABELS.index(("inside", span.kind))] * (last + 1 - first)
        if first == last:
            numbers[first] = LABELS.index(("single", span.kind))
        else:
            numbers[first] = LABELS.index(("begin", span.kind))
            numbers[last] = LABELS.index(("last", span.kind))
    borders = [*sorted(tokens.opening), len(tokens.words)]
    for first, after in pairwise(borders):
        yield tokens.words[first:after], numbers[first:after]


class Attributes:
    """Names what the trainer is told of each token, so that weights can be read back by name."""

    def __init__(self, known: WordKnowledge) -> None:
        @lru_cache(maxsize=200_000)
        def of_word(word: str) -> tuple[list[list[str]], tuple[int, ...]]:
            named = [
                [f"{slot}|{feature}" for feature in _FEATURES_AT[offset](word, known)]
                for slot, offset in enumerate(OFFSETS)
            ]
            return named, classes(word, known)

        self._of_word = of_word

    def of_sentence(self, words: list[str]) -> list[list[str]]:
        """The attributes of each word of a sentence."""
        padded = [self._of_word(word) for word in (BOUNDARY, BOUNDARY, *words, BOUNDARY, BOUNDARY)]
        found = []
        for place in range(2, len(padded) - 2):
            attributes: list[str] = []
            for slot, offset in enumerate(OFFSETS):
                attributes += padded[place + offset][0][slot]
            for number, conjunction in enumerate(CONJUNCTIONS):
                combined = 0
                for name, offset in conjunction:
                    own = padded[place + offset][1][CLASSES.index(name)]
                    combined = combined * CLASS_SIZES[name] + own
                attributes.append(f"c{number}|{combined}")
            found.append(attributes)
        return found


def fit(
    sets: Mapping[str, Iterable[Labelled]], known: WordKnowledge, shares: Mapping[str, float]
) -> Weights:
    """Train on several sets of labelled texts; minutes on one core.

    The sets do not agree on what a name is. Each attribute is therefore learned twice, once for
    all sets and once for each (Daumé, "Frustratingly easy domain adaptation", 2007); the model
    gets the weights for all together with a share of those for some of the sets.
    """
    attributes = Attributes(known)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_PARAMETERS)
    copies = len(sets) > 1
    for name, items in sets.items():
        for item in items:
            for words, numbers in sentences(item):
                rows = [
                    [*own, *(f"{name}:{attribute}" for attribute in own if copies)]
                    for own in attributes.of_sentence(words)
                ]
                trainer.append(rows, [str(number) for number in numbers])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learned = tagger.info()
        tagger.close()
    states: dict[tuple[str, str], float] = defaultdict(float)
    for (attribute, label), value in learned.state_features.items():
        head, colon, tail = attribute.partition(":")
        if not colon or head not in sets:
            states[attribute, label] += value
        elif head in shares:
            states[tail, label] += value * shares[head]
    return _weights(states, learned.transitions, dict(known.clusters))


def _weights(
    states: dict[tuple[str, str], float],
    transitions: dict[tuple[str, str], float],
    clusters: dict[str, tuple[int, int, int]],
) -> Weights:
    rows: dict[str, int] = {}
    simple: list[tuple[int, int, int, float]] = []
    tables = [
        np.zeros((int(np.prod([CLASS_SIZES[name] for name, _ in each])), len(LABELS)), np.float32)
        for each in CONJUNCTIONS
    ]
    for (attribute, label), value in sorted(states.items()):
        kind, _, name = attribute.partition("|")
        if kind.startswith("c"):
            tables[int(kind[1:])][int(name), int(label)] = value
        else:
            simple.append((rows.setdefault(name, len(rows)), int(kind), int(label), value))
    weights = np.zeros((len(rows), len(OFFSETS), len(LABELS)), np.float32)
    for row, slot, number, value in simple:
        weights[row, slot, number] = value
    steps = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, after), value in transitions.items():
        steps[int(before), int(after)] = value
    return Weights(rows, weights, tuple(tables), steps, clusters)


def other_sets(shared: Path) -> dict[str, list[Labelled]]:
    """All labelled texts for training but GermEval's; WikiANN's dev part is kept for measuring."""
    ner = shared / "ner"
    return {
        "europarl": labelled.europarl(ner / "europarl-de-train.tsv.gz"),
        "smartdata": labelled.smartdata(ner / "smartdata-v1-train.json.gz"),
        "wikiann": labelled.wikiann(ner / "wikiann-de-train.tsv.gz"),
    }


def with_twins(
    sets: Mapping[str, list[Labelled]], articles: list[Labelled]
) -> dict[str, list[Labelled]]:
    """The sets and articles of the press, many of them also, or only, with invented names."""
    synthesis = Synthesis(surnames(_SURNAMES_LIKE), SEED)

    def twins(items: Iterable[Labelled]) -> list[Labelled]:
        return [synthesis.twin(item) for item in items]

    return {
        "germeval": sets["germeval"] + twins(sets["germeval"]),
        "smartdata": sets["smartdata"] + twins(sets["smartdata"]),
        "europarl": sets["europarl"],
        "wikiann": sets["wikiann"][::2] + twins(sets["wikiann"][1::4]),
        "press": articles[::2] + twins(articles[1::2]),
    }


def word_knowledge(shared: Path) -> WordKnowledge:
    """The lists, and the clusters of the words of the corpora."""
    return WordKnowledge(gazetteers(), learn_clusters(article_texts(shared / "corpora"), SEED))


def main() -> None:
    """Train on everything and write the model."""
    parser = argparse.ArgumentParser(description="Train the model that finds names.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "model.npz")
    options = parser.parse_args()
    germeval = labelled.germeval(options.shared / "ner" / "germeval2014-dev.tsv.gz")
    sets = with_twins(
        {"germeval": germeval, **other_sets(options.shared)}, press(options.shared / "corpora")
    )
    save(fit(sets, word_knowledge(options.shared), SHARES), options.out)


if __name__ == "__main__":
    main()
