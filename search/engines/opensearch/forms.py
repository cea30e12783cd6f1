"""All forms of a field of one commit, to be compared with patterns many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from pressespiegel.search.engines.opensearch.blocks import ClusterPart
from pressespiegel.search.engines.patterns import edits
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import SearchField
from pressespiegel.search.words.edits import LONGEST, edit_distances
from pressespiegel.search.words.letters import bits_set

MOST_LOOKED_AT = 2_000_000
"""No pattern looks at more forms of a field than this."""

_LETTERS = 32


class Forms:
    """The forms that articles have in a field, sorted, without their marker; O(forms) to make."""

    def __init__(self, parts: Sequence[ClusterPart], field: SearchField) -> None:
        marker = MARKERS["form"]
        living: set[str] = set()
        for part in parts:
            counts = part.articles_with(field, marker).tolist()
            terms = part.terms(field, marker)
            living.update(term for term, count in zip(terms, counts, strict=True) if count > 0)
        begin = len(marker)
        self.forms = [term[begin:] for term in islice(sorted(living), MOST_LOOKED_AT)]
        self._lengths = np.fromiter(map(len, self.forms), dtype=np.int64, count=len(self.forms))
        self._sets = _letter_sets(self.forms, self._lengths)

    def close(self, word: str, most: int) -> list[str]:
        """Those at most some edits away from a word.

        The letters of a word tell most of them apart before any edit is counted.
        """
        if not self.forms:
            return []
        if not word or len(word) > LONGEST:
            return [form for form in self.forms if edits(word, form, most) <= most]
        own = _letter_sets([word], np.array([len(word)]))[0]
        chosen = np.abs(self._lengths - len(word)) <= most
        # One edit takes one letter away at most, and puts one in.
        chosen &= bits_set((self._sets & ~own).astype(np.uint64)) <= most
        chosen &= bits_set((own & ~self._sets).astype(np.uint64)) <= most
        places = np.flatnonzero(chosen)
        if not len(places):
            return []
        near = [self.forms[place] for place in places.tolist()]
        codes = {letter: at for at, letter in enumerate(dict.fromkeys(word), 1)}
        width = max(map(len, near))
        rows = bytearray()
        for form in near:
            rows += bytes([codes.get(letter, 255) for letter in form]).ljust(width, b"\0")
        if not width:
            return near
        distances = edit_distances(
            np.array([codes[letter] for letter in word], dtype=np.uint8),
            np.frombuffer(bytes(rows), dtype=np.uint8).reshape(-1, width),
            self._lengths[places],
        )
        return [form for form, far in zip(near, distances.tolist(), strict=True) if far <= most]


def _letter_sets(words: Sequence[str], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """Which letters each word has, a bit for each kind of letter."""
    sets = np.zeros(len(words), dtype=np.uint32)
    text = "".join(words).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(text, dtype="<u4") % _LETTERS
    some = np.flatnonzero(lengths)
    if len(some):
        begins = (np.cumsum(lengths) - lengths)[some]
        bits = np.uint32(1) << letters.astype(np.uint32)
        sets[some] = np.bitwise_or.reduceat(bits, begins)
    return sets
