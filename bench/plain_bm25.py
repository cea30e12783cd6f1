"""Plain BM25 on stems, the yardstick of relevance: a page of numpy, and nothing German but stems.

The same formula as Lucene's and as bm25s' "lucene" (Robertson and Zaragoza 2009, with the
smoothed idf); checked against bm25s on both judged corpora, nDCG@10 equal to three places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from corpus import tokens

K1 = 1.2
B = 0.75


class PlainBm25:
    """An index of texts, numbered in their order; any of a query's words will do."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._terms: dict[str, int] = {}
        documents = [
            np.array(
                [self._terms.setdefault(token, len(self._terms)) for token in tokens(text)],
                dtype=np.int64,
            )
            for text in texts
        ]
        lengths = np.array([len(each) for each in documents])
        self.count = len(documents)
        owners = np.repeat(np.arange(self.count), lengths)
        flat = np.concatenate([*documents, np.zeros(0, dtype=np.int64)])
        keys, frequencies = np.unique(flat * self.count + owners, return_counts=True)
        terms, self._documents = np.divmod(keys, self.count)
        self._starts = np.searchsorted(terms, np.arange(len(self._terms) + 1))
        holding = np.diff(self._starts)
        idf = np.log(1 + (self.count - holding + 0.5) / (holding + 0.5))
        norm = K1 * (1 - B + B * lengths[self._documents] / lengths.mean())
        self._impacts = idf[terms] * frequencies / (frequencies + norm)

    def scores(self, query: str) -> npt.NDArray[np.float64]:
        """The score of every text, 0 for those without any word of the query."""
        scores = np.zeros(self.count)
        for token in tokens(query):
            number = self._terms.get(token)
            if number is not None:
                postings = slice(self._starts[number], self._starts[number + 1])
                scores[self._documents[postings]] += self._impacts[postings]
        return scores

    def best(self, query: str, limit: int) -> Sequence[int]:
        """The numbers of the best texts, best first; of equal ones the first."""
        scores = self.scores(query)
        ranked = np.argsort(-scores, kind="stable")[:limit]
        found: list[int] = ranked[scores[ranked] > 0].tolist()
        return found

    def holding(self, word: str) -> frozenset[int]:
        """The numbers of the texts with any of the words."""
        return frozenset(np.flatnonzero(self.scores(word)).tolist())
