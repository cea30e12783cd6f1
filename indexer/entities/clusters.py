"""Learn from plain text which words stand in the same places: clusters of words, no labels.

Each word is the distribution of its left and right neighbours (square roots of the shares, after
Lebret and Collobert, "Word embeddings through Hellinger PCA", 2014), brought down to a few
dimensions and grouped by k-means at three grains. Only training needs this; the package carries
the result.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.features import COARSE
from pressespiegel.indexer.entities.tokens import tokenise

GRAINS = (COARSE - 1, 400, 1500)
"""How many clusters there are at each grain; number 0 is kept for words without one."""

_CONTEXT_WORDS = 1500
_DIMENSIONS = 80
_ROUNDS = 25
_OFFSETS = (-2, -1, 1, 2)

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


def article_texts(corpora: Path) -> Iterator[str]:
    """Title and body of every article of the corpora in a folder, in the order of the files."""
    for path in sorted(corpora.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                article = json.loads(line)
                yield f"{article['title']}\n\n{article['body']}"


def learn_clusters(
    texts: Iterable[str], seed: int, least: int = 5
) -> dict[str, tuple[int, int, int]]:
    """Cluster the words that occur at least `least` times; needs about a gigabyte of memory."""
    counts: Counter[str] = Counter()
    numbered: list[list[str]] = []
    for text in texts:
        tokens = tokenise(text)
        words = [_generalised(word) for word in tokens.words]
        for opening in sorted(tokens.opening, reverse=True):
            words.insert(opening, "")
        counts.update(words)
        numbered.append(words)
    del counts[""]
    vocabulary = [word for word, count in counts.most_common() if count >= least]
    rows = {word: number for number, word in enumerate(vocabulary)}
    outside = len(vocabulary)
    running = np.concatenate(
        [
            np.fromiter((rows.get(word, outside) for word in words), np.int64, len(words))
            for words in numbered
        ]
    )
    vectors = _vectors(running, outside)
    found = [_k_means(vectors, size, seed) for size in GRAINS]
    return {
        word: (int(coarse) + 1, int(middle) + 1, int(fine) + 1)
        for word, coarse, middle, fine in zip(vocabulary, *found, strict=True)
    }


def _generalised(word: str) -> str:
    return "0" if word[0].isdigit() else word


def _vectors(running: Integers, size: int) -> Floats:
    """A vector for each of `size` words, from the neighbours it has in the running text."""
    width = _CONTEXT_WORDS + 1
    columns = np.minimum(running, _CONTEXT_WORDS)
    keys = []
    for number, offset in enumerate(_OFFSETS):
        if offset < 0:
            words, beside = running[-offset:], columns[:offset]
        else:
            words, beside = running[:-offset], columns[offset:]
        kept = words < size
        keys.append(words[kept] * (width * len(_OFFSETS)) + number * width + beside[kept])
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    total = width * len(_OFFSETS)
    words, contexts = np.divmod(found, total)
    sums = np.bincount(words, weights=counts, minlength=size)
    values = np.sqrt(counts / sums[words]).astype(np.float32)
    borders = np.searchsorted(words, np.arange(0, size + 4096, 4096))

    def blocks() -> Iterator[tuple[int, Floats]]:
        for number, (first, last) in enumerate(pairwise(borders)):
            block = np.zeros((min(4096, size - number * 4096), total), np.float32)
            block[words[first:last] - number * 4096, contexts[first:last]] = values[first:last]
            yield number * 4096, block

    square = np.zeros((total, total), np.float32)
    mean = np.zeros(total, np.float32)
    for _, block in blocks():
        square += block.T @ block
        mean += block.sum(axis=0)
    mean /= size
    _, axes = np.linalg.eigh(square - size * np.outer(mean, mean))
    projection = axes[:, -_DIMENSIONS:]
    vectors = np.zeros((size, _DIMENSIONS), np.float32)
    for start, block in blocks():
        vectors[start : start + len(block)] = (block - mean) @ projection
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True) + np.float32(1e-6)
    vectors /= lengths
    return vectors


def _k_means(vectors: Floats, size: int, seed: int) -> Integers:
    chance = np.random.default_rng(seed)
    # the most frequent words come first and have the surest vectors: begin with some of them
    first = min(len(vectors), size * 10)
    centres = vectors[np.sort(chance.choice(first, size=min(size, first), replace=False))]
    nearest = np.zeros(len(vectors), np.int64)
    for _ in range(_ROUNDS):
        nearest = _nearest(vectors, centres)
        filled = np.bincount(nearest, minlength=len(centres))
        order = np.argsort(nearest, kind="stable")
        edges = np.concatenate([[0], np.cumsum(filled)[:-1]])
        used = filled > 0
        sums = np.add.reduceat(vectors[order], edges[used], axis=0)
        centres[used] = sums / filled[used, None]
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-6
    return nearest


def _nearest(vectors: Floats, centres: Floats) -> Integers:
    found: Sequence[Integers] = [
        np.argmax(vectors[start : start + 4096] @ centres.T, axis=1)
        for start in range(0, len(vectors), 4096)
    ]
    return np.concatenate(found)
