"""The trained finder: a linear-chain conditional random field over tokens, worked out in numpy.

What a word contributes to the scores around it depends on the word alone, so it is added up once
and kept (`_Rows`). The scores of a text are then sums of looked-up rows, and the best labelling
(Viterbi) is worked out for all stretches of a text that may hold names at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import IO

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.features import (
    BOUNDARY,
    CLASSES,
    COARSE,
    CONJUNCTIONS,
    FUNCTIONS,
    LISTS,
    OFFSETS,
    SHAPES,
    WordKnowledge,
    classes,
    features,
)
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.span import Span
from pressespiegel.indexer.entities.tokens import Tokens, tokenise
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

_MOST_ROWS = 60_000
"""How many distinct words are kept worked out; 260 bytes each."""


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


class _Rows:
    """The contributions of the words met so far: grows to `_MOST_ROWS`, then starts afresh."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.scores = np.zeros((1024, len(OFFSETS) * len(LABELS)), np.float32)
        self.classes = np.zeros((1024, len(CLASSES)), np.int64)


class TrainedFinder:
    """Finds names by the weights of a trained model; may be shared between threads."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known = WordKnowledge(gazetteers(), weights.clusters)
        self._rows = _Rows()
        self._lock = Lock()
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
        steps = np.ones(len(tokens.words), np.int64)
        steps[0] = start = 0
        # two boundaries between sentences, and at both ends
        for opening in sorted(tokens.opening - {0}):
            words += (BOUNDARY, BOUNDARY)
            words += tokens.words[start:opening]
            steps[opening] = 3
            start = opening
        words += (BOUNDARY, BOUNDARY)
        words += tokens.words[start:]
        words += (BOUNDARY, BOUNDARY)
        best = self._best(self._emissions(words))
        found: Integers = best[np.cumsum(steps)]
        return found

    def _emissions(self, words: list[str]) -> Floats:
        """Scores of each label for each word but the two first and two last."""
        rows, numbers = self._look_up(words)
        count = len(words) - 4
        scores = rows.scores[numbers].reshape(len(words), len(OFFSETS), len(LABELS))
        total = np.zeros((count, len(LABELS)), np.float32)
        for slot, offset in enumerate(OFFSETS):
            total += scores[2 + offset : 2 + offset + count, slot]
        word_classes = rows.classes[numbers]
        for conjunction, table in zip(CONJUNCTIONS, self._weights.conjunctions, strict=True):
            combined = np.zeros(count, np.int64)
            for name, offset in conjunction:
                column = word_classes[2 + offset : 2 + offset + count, CLASSES.index(name)]
                combined = combined * CLASS_SIZES[name] + column
            total += table[combined]
        # a boundary is no part of a name
        boundary = word_classes[2:-2, 0] == 0
        total[boundary, 1:] = _FORBIDDEN
        return total

    def _look_up(self, words: list[str]) -> tuple[_Rows, Integers]:
        rows = self._rows
        numbers = [rows.numbers.get(word, -1) for word in words]
        if -1 in numbers:
            with self._lock:
                new = {word for word, number in zip(words, numbers, strict=True) if number < 0}
                rows = self._rows
                if len(rows.numbers) + len(new) > _MOST_ROWS:
                    rows = self._rows = _Rows()
                    new = set(words)
                for word in sorted(new):
                    self._work_out(rows, word)
                numbers = [rows.numbers[word] for word in words]
        return rows, np.array(numbers, np.int64)

    def _work_out(self, rows: _Rows, word: str) -> None:
        if word in rows.numbers:
            return
        number = len(rows.numbers)
        if number == len(rows.scores):
            # a reader in another thread keeps the arrays that it has; they stay right
            rows.scores = np.concatenate([rows.scores, np.zeros_like(rows.scores)])
            rows.classes = np.concatenate([rows.classes, np.zeros_like(rows.classes)])
        known = [
            row
            for feature in features(word, self._known)
            if (row := self._weights.rows.get(feature)) is not None
        ]
        if known:
            rows.scores[number] = self._weights.weights[known].sum(axis=0).ravel()
        rows.classes[number] = classes(word, self._known)
        rows.numbers[word] = number

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
        # paths: stretch, label at this step, label before it
        into = np.ascontiguousarray(self._transitions.T)
        pointers: list[Integers] = []
        for step in range(1, longest):
            alive = int(running[step])
            paths = score[:alive, None, :] + into
            pointers.append(paths.argmax(axis=2))
            score[:alive] = paths.max(axis=2) + emissions[firsts[:alive] + step]
        current = (score + self._closing + self._transitions[:, OUTSIDE]).argmax(axis=1)
        for step in range(longest - 1, -1, -1):
            alive = int(running[step])
            labels[firsts[:alive] + step] = current[:alive]
            if step:
                current[:alive] = pointers[step - 1][np.arange(alive), current[:alive]]
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
