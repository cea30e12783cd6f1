"""What each word adds to the scores around it: worked out when a word is first met, then kept.

The words kept are bounded. When they are too many, those that only one text had are forgotten,
so that the common ones are worked out once for a whole archive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.features import WordKnowledge, features_and_classes

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

_MOST_WORDS = 100_000
"""How many distinct words are kept; 400 bytes each."""


class _Words:
    """The words met so far. Only its owner adds to it, under a lock; arrays are never changed
    where a reader in another thread may look."""

    def __init__(self, width: int) -> None:
        self.numbers: dict[str, int] = {}
        self.scores = np.zeros((1024, width), np.float32)
        self.classes = np.zeros(1024, np.int64)
        self.texts = np.zeros(1024, np.int32)

    def grow(self, size: int) -> None:
        """Make room for `size` words; who reads the arrays in another thread keeps the old ones."""
        room = len(self.classes)
        if size > room:
            more = max(size, 2 * room) - room
            self.scores = np.concatenate(
                [self.scores, np.zeros((more, self.scores.shape[1]), np.float32)]
            )
            self.classes = np.concatenate([self.classes, np.zeros(more, np.int64)])
            self.texts = np.concatenate([self.texts, np.zeros(more, np.int32)])

    def common(self) -> _Words:
        """Those that at least two texts had; none if these are more than half of the room."""
        kept = _Words(self.scores.shape[1])
        again = np.flatnonzero(self.texts[: len(self.numbers)] > 1)
        if len(again) <= _MOST_WORDS // 2:
            kept.grow(len(again))
            kept.scores[: len(again)] = self.scores[again]
            kept.classes[: len(again)] = self.classes[again]
            words = list(self.numbers)
            kept.numbers = {words[old]: new for new, old in enumerate(again.tolist())}
        return kept


class WordScores:
    """The scores and the class numbers of words; may be shared between threads.

    Args:
        rows: the row in `weights` of each feature.
        weights: with axes feature, then offset and label as one.
        known: what the features of words are made from.
        signature: a number for the classes of a word, in the order of `CLASSES`.
    """

    def __init__(
        self,
        rows: Mapping[str, int],
        weights: Floats,
        known: WordKnowledge,
        signature: Callable[[tuple[int, ...]], int],
    ) -> None:
        self._rows = rows
        self._weights = weights
        self._known = known
        self._signature = signature
        self._words = _Words(weights.shape[1])
        self._lock = Lock()

    def of(self, words: Sequence[str]) -> tuple[Floats, Integers]:
        """For each word, its scores at all offsets and the signature of its classes."""
        kept = self._words
        found = list(map(kept.numbers.get, words))
        if None in found:
            with self._lock:
                kept = self._words
                new = sorted({word for word in words if word not in kept.numbers})
                if len(kept.numbers) + len(new) > _MOST_WORDS:
                    kept = self._words = kept.common()
                    new = sorted({word for word in words if word not in kept.numbers})
                self._work_out(kept, new)
                numbers = np.array(list(map(kept.numbers.__getitem__, words)), np.int64)
                scores, classes, texts = kept.scores, kept.classes, kept.texts
        else:
            scores, classes, texts = kept.scores, kept.classes, kept.texts
            numbers = np.array(found, np.int64)
        # two threads at once may count one text too few, which only costs a little time later
        texts[numbers] += 1
        return scores.take(numbers, axis=0), classes.take(numbers)

    def _work_out(self, kept: _Words, new: Sequence[str]) -> None:
        first = len(kept.numbers)
        kept.grow(first + len(new))
        get = self._rows.get
        rows: list[int] = []
        borders: list[int] = []
        scored: list[int] = []
        signatures: list[int] = []
        for number, word in enumerate(new, first):
            features, classes = features_and_classes(word, self._known)
            signatures.append(self._signature(classes))
            found = [row for feature in features if (row := get(feature)) is not None]
            if found:
                borders.append(len(rows))
                scored.append(number)
                rows += found
        kept.classes[first : first + len(new)] = signatures
        if rows:
            kept.scores[scored] = np.add.reduceat(self._weights[rows], borders, axis=0)
        # last, since a word with a number is one that readers may look up
        for number, word in enumerate(new, first):
            kept.numbers[word] = number
