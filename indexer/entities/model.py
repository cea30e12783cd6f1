"""The trained finder: a linear-chain conditional random field over tokens, worked out in numpy.

What a word contributes to the scores around it depends on the word alone, so it is added up once
and kept (`WordScores`). The scores of a text are then sums of looked-up rows, and the best
labelling (Viterbi) is worked out for all stretches of a text that may hold names at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.combinations import Combinations
from pressespiegel.indexer.entities.features import (
    BOUNDARY,
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
_SURE = 10.0
"""Where "outside" leads every other label by this much, no name runs through a token."""


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
        self._words = WordScores(
            weights.rows,
            weights.weights.reshape(len(weights.weights), -1),
            WordKnowledge(gazetteers(), weights.clusters),
            self._combinations.signature,
        )
        ending = np.array([part in ("outside", "last", "single") for part, _ in LABELS])
        opening = np.array([part in ("outside", "begin", "single") for part, _ in LABELS])
        self._closing = np.where(ending, 0, _FORBIDDEN).astype(np.float32)
        self._opening = np.where(opening, 0, _FORBIDDEN).astype(np.float32)
        permitted = [[allowed(a, b) for b in range(len(LABELS))] for a in range(len(LABELS))]
        self._transitions = np.where(permitted, weights.transitions, _FORBIDDEN)

    def find(self, text: str) -> list[Span]:
        """The names in the text, in the order of print; linear in its length."""
        tokens = tokenise(text)
        if not tokens.words:
            return []
        return _spans(text, tokens, self.label(tokens))

    def label(self, tokens: Tokens) -> Integers:
        """A number of `LABELS` for each token."""
        words: list[str] = []
        start = 0
        # two boundaries between sentences, and at both ends
        openings = sorted(tokens.opening - {0})
        for opening in (*openings, len(tokens.words)):
            words += (BOUNDARY, BOUNDARY)
            words += tokens.words[start:opening]
            start = opening
        words += (BOUNDARY, BOUNDARY)
        emissions = self._emissions(words)
        steps = np.ones(len(tokens.words), np.int64)
        steps[0] = 0
        steps[openings] = 3
        places = np.cumsum(steps)
        # a boundary is no part of a name
        for before in (1, 2):
            emissions[places[openings] - before, 1:] = _FORBIDDEN
        found: Integers = self._best(emissions)[places]
        return found

    def _emissions(self, words: list[str]) -> Floats:
        """Scores of each label for each word but the two first and two last."""
        scores, signatures = self._words.of(words)
        count = len(words) - 4
        by_offset = scores.reshape(len(words), len(OFFSETS), len(LABELS))
        total: Floats = by_offset[:count, 0].copy()
        for slot in range(1, len(OFFSETS)):
            total += by_offset[slot : slot + count, slot]
        self._combinations.add(total, signatures)
        return total

    def _best(self, emissions: Floats) -> Integers:
        """The best labels (Viterbi), for all stretches between sure non-names side by side."""
        labels = np.zeros(len(emissions), np.int64)
        sure = emissions[:, OUTSIDE] - emissions[:, 1:].max(axis=1) > _SURE
        open_places = np.flatnonzero(~sure)
        if not len(open_places):
            return labels
        breaks = np.flatnonzero(np.diff(open_places) > 1) + 1
        firsts = open_places[np.concatenate([[0], breaks])]
        lasts = open_places[np.concatenate([breaks - 1, [len(open_places) - 1]])]
        # the longest stretches first, so that those still running are always the first rows
        order = np.argsort(firsts - lasts, kind="stable")
        firsts, lengths = firsts[order], (lasts - firsts + 1)[order]
        longest = int(lengths[0])
        running = np.searchsorted(-lengths, -np.arange(1, longest + 1), side="right")
        score = emissions[firsts] + self._opening + self._transitions[OUTSIDE]
        scores = [score]
        # paths: label before, stretch, label at this step; the quickest order to find the best in
        steps = self._transitions[:, None, :]
        for step in range(1, longest):
            alive = int(running[step])
            paths = np.ascontiguousarray(score[:alive].T)[:, :, None] + steps
            score = paths.max(axis=0)
            score += emissions[firsts[:alive] + step]
            scores.append(score)
        into = np.ascontiguousarray(self._transitions.T)
        leaving = self._closing + self._transitions[:, OUTSIDE]
        current = np.zeros(0, np.int64)
        for step in range(longest - 1, -1, -1):
            # those that go on at the next step, and those that end here
            going = len(current)
            score = scores[step]
            score[:going] += into[current]
            score[going:] += leaving
            current = score.argmax(axis=1)
            labels[firsts[: len(current)] + step] = current
        return labels


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
    with resources.files(__package__).joinpath("data/model.npz").open("rb") as file:
        return TrainedFinder(load(file))
