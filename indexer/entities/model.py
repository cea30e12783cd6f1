"""The trained finder: a linear-chain conditional random field over tokens, worked out in numpy.

What a word contributes to the scores around it depends on the word alone, so it is added up once
and kept (`WordScores`). The scores of a text are then sums of looked-up rows. Several texts are
worked out at once, since numpy takes hardly longer for them than for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate, chain
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.combinations import Combinations
from pressespiegel.indexer.entities.feature_rows import FeatureRows
from pressespiegel.indexer.entities.features import (
    COARSE,
    CONJUNCTIONS,
    FUNCTIONS,
    LISTS,
    OFFSETS,
    SHAPES,
    WordKnowledge,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.span import Span
from pressespiegel.indexer.entities.tokens import Tokens, tokenise
from pressespiegel.indexer.entities.viterbi import Viterbi
from pressespiegel.indexer.entities.word_scores import WordScores
from pressespiegel.search.article import ENTITY_KINDS, EntityKind

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

OUTSIDE = 0
LABELS: tuple[tuple[str, EntityKind | None], ...] = (
    ("outside", None),
    *((part, kind) for kind in ENTITY_KINDS for part in ("begin", "inside", "last", "single")),
)
"""What a token can be: no part of a name, or which part of a name of which kind."""

CLASS_SIZES = {"shape": len(SHAPES), "function": FUNCTIONS, "list": LISTS, "cluster": COARSE}

_FORBIDDEN = np.float32(-1e4)
_TOKENS_AT_ONCE = 8_000
"""About so many tokens are labelled together; with more, the processor's cache is too small."""


def allowed(before: int, after: int) -> bool:
    """Whether one label may stand after another: a name begins, goes on, ends, in this order."""
    part, kind = LABELS[before]
    next_part, next_kind = LABELS[after]
    if part in ("begin", "inside"):
        return next_kind == kind and next_part in ("inside", "last")
    return next_part in ("outside", "begin", "single")


@dataclass(frozen=True)
class Weights:
    """What training learned.

    `rows` maps a feature to its row in `weights`, whose axes are feature, offset, label;
    `conjunctions` has one table for each of `CONJUNCTIONS`: combined class number, label.
    """

    rows: dict[str, int]
    weights: Floats
    conjunctions: tuple[Floats, ...]
    transitions: Floats
    clusters: dict[str, tuple[int, int, int]]


class TrainedFinder:
    """Finds names by the weights of a trained model; may be shared between threads."""

    def __init__(self, weights: Weights) -> None:
        self._combinations = Combinations(weights.conjunctions, CLASS_SIZES)
        known = WordKnowledge(gazetteers(), weights.clusters)
        self._words = WordScores(
            FeatureRows(weights.rows, weights.weights, known), self._combinations.signature
        )
        permitted = [[allowed(a, b) for b in range(len(LABELS))] for a in range(len(LABELS))]
        transitions = np.where(permitted, weights.transitions, _FORBIDDEN)
        self._viterbi = Viterbi(transitions, outside=OUTSIDE)

    def find(self, text: str) -> list[Span]:
        """The names in the text, in the order of print; linear in its length."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Span]]:
        """The names in each of several texts: as `find` for each, but quicker."""
        tokens = [tokenise(text) for text in texts]
        found: list[list[Span]] = []
        first = size = 0
        for number, each in enumerate(tokens, 1):
            size += len(each.words)
            if size >= _TOKENS_AT_ONCE or number == len(tokens):
                labels = self.label(tokens[first:number])
                found += map(_spans, texts[first:number], tokens[first:number], labels)
                first, size = number, 0
        return found

    def label(self, texts: Sequence[Tokens]) -> list[Integers]:
        """A number of `LABELS` for each token of each text."""
        words = list(chain.from_iterable(tokens.words for tokens in texts))
        if not words:
            return [np.zeros(0, np.int64) for _ in texts]
        ends = list(accumulate(len(tokens.words) for tokens in texts))
        starts = [0, *ends[:-1]]
        # every text opens a sentence; nothing stands before the first
        openings = {
            start + opening
            for start, tokens in zip(starts, texts, strict=True)
            for opening in (tokens.opening | {0} if tokens.words else ())
        } - {0}
        after_boundaries = np.fromiter(openings, np.int64, len(openings))
        steps = np.ones(len(words), np.int64)
        steps[0] = 0
        steps[after_boundaries] = 3
        places = np.cumsum(steps)
        emissions, signatures = self._words.of(words, places, int(places[-1]) + 1)
        self._combinations.add(emissions, signatures)
        # a boundary is no part of a name
        for before in (1, 2):
            emissions[places[after_boundaries] - before, OUTSIDE + 1 :] = _FORBIDDEN
        labels = self._viterbi.labels(emissions)[places]
        return [labels[start:end] for start, end in zip(starts, ends, strict=True)]


def _spans(text: str, tokens: Tokens, labels: Integers) -> list[Span]:
    spans = []
    start = 0
    named = np.flatnonzero(labels)
    for number, label in zip(named.tolist(), labels[named].tolist(), strict=True):
        part, kind = LABELS[label]
        if part in ("begin", "single"):
            start = tokens.starts[number]
        if kind and part in ("last", "single"):
            end = tokens.ends[number]
            spans.append(Span(start, end, kind, text[start:end]))
    return spans


def save(weights: Weights, path: Path) -> None:
    """Write a model: only what is not zero, in half precision, compressed."""
    names = sorted(weights.rows, key=lambda name: weights.rows[name])
    tables: dict[str, NDArray[np.generic]] = {}
    for name, table in [
        ("weights", weights.weights.ravel()),
        *((f"conjunction{n}", table.ravel()) for n, table in enumerate(weights.conjunctions)),
    ]:
        places = np.flatnonzero(table)
        tables[f"{name}_steps"] = np.diff(places, prepend=0).astype(np.uint32)
        tables[f"{name}_values"] = table[places].astype(np.float16)
    words = sorted(weights.clusters)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            features=_packed(names),
            words=_packed(words),
            clusters=np.array([weights.clusters[word] for word in words], np.uint16),
            transitions=weights.transitions,
            # no table has the name of the parameter that mypy thinks of
            **tables,  # type: ignore[arg-type]
        )


def load(file: IO[bytes]) -> Weights:
    """Read a model that `save` wrote; nothing in it is run."""
    with np.load(file, allow_pickle=False) as stored:
        names = _unpacked(stored["features"])
        sizes = [
            int(np.prod([CLASS_SIZES[name] for name, _ in conjunction]))
            for conjunction in CONJUNCTIONS
        ]
        shapes = [
            ("weights", (len(names), len(OFFSETS), len(LABELS))),
            *((f"conjunction{n}", (size, len(LABELS))) for n, size in enumerate(sizes)),
        ]
        tables: list[Floats] = []
        for name, form in shapes:
            table = np.zeros(int(np.prod(form)), np.float32)
            table[np.cumsum(stored[f"{name}_steps"], dtype=np.int64)] = stored[f"{name}_values"]
            tables.append(table.reshape(form))
        return Weights(
            rows={name: row for row, name in enumerate(names)},
            weights=tables[0],
            conjunctions=tuple(tables[1:]),
            transitions=stored["transitions"],
            clusters=dict(
                zip(
                    _unpacked(stored["words"]),
                    map(tuple, stored["clusters"].tolist()),
                    strict=True,
                )
            ),
        )


def _packed(words: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")


@cache
def trained_finder() -> TrainedFinder:
    """The finder with the model that the package carries; read once, at the first call."""
    return TrainedFinder(carried_weights())


def carried_weights() -> Weights:
    """What the model that the package carries has learned."""
    with resources.files(__package__).joinpath("data/model.npz").open("rb") as file:
        return load(file)
