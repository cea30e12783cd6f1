"""What a word's features weigh, found by its letters instead of by the features' names.

Training and `features` name every feature of a word. Most words of an article have been met
before, but thirty or more have not, and naming twenty features of each, only to look most of
them up in vain, would take longer than all the rest of finding names. Here the weights are
arranged so that a word needs a few of their rows: all that its beginning says is one row
("begins=P", "begins=Pr" and "begins=Prä" added up), and so are its ending, its lists, and its
shape with its length. The sums are those of `features`, but for the order of adding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from pressespiegel.indexer.entities.features import (
    BOUNDARY,
    LISTS,
    LONGEST,
    LONGEST_BEGINNING,
    LONGEST_ENDING,
    MOST_LETTERS,
    OFFSETS,
    SHAPE_NUMBERS,
    SHAPES,
    Clusters,
    WordKnowledge,
    function_class,
    lists,
    shape,
)

Floats = NDArray[np.float32]
Rows = tuple[int, ...]
"""Rows of a table, of which what a word weighs is the sum; at least one."""

_LENGTHS = MOST_LETTERS + 1


WordRows = tuple[Sequence[int], Rows, Rows, tuple[int, ...]]
"""What a word weighs for itself, for those beside it, for those beyond these; its `CLASSES`."""


class FeatureRows:
    """The weights of a model, arranged by what words are made of; is never changed.

    `own`, `near` and `far` are the tables that `of` gives rows of: scores of each label for the
    word itself, for those right before and after it, for those two places before and after.

    Args:
        rows: the row in `weights` of each feature.
        weights: with axes feature, offset, label.
        known: what the features of words are made from.
    """

    def __init__(self, rows: Mapping[str, int], weights: Floats, known: WordKnowledge) -> None:
        self._known = known
        names = sorted(rows, key=rows.__getitem__)
        own = self._own = _Families(names, weights, (0,))
        near = self._near = _Families(names, weights, (-1, 1))
        far = self._far = _Families(names, weights, (-2, 2))
        own.add_shorter("begins", lambda letters: letters[:-1])
        own.add_shorter("ends", lambda letters: letters[1:])
        members = range(LISTS)
        self._first_list = own.append(map(own.of_lists, members))
        lengths = [own.rows("length", str(length)) for length in range(_LENGTHS)]
        self._first_form = own.append(
            [*own.rows("shape", form), *length] for form in SHAPES for length in lengths
        )
        of_lists = list(map(near.of_lists, members))
        self._first_near_form = near.append(
            [*near.rows("shape", form), *of_list] for form in SHAPES for of_list in of_lists
        )
        self._boundary: WordRows = (
            (own.append([own.rows("boundary", "")]),),
            (near.append([near.rows("boundary", "")]),),
            (far.append([far.rows("boundary", "")]),),
            (SHAPE_NUMBERS["boundary"], 0, 0, 0),
        )
        self._nothing_far = (far.append([[]]),)
        self._words = {*own.word, *near.word, *far.word}
        self.own = own.scores
        self.near = near.scores
        self.far = far.scores

    def of(self, word: str) -> WordRows:
        """What a word weighs, and its classes; the empty word stands between two sentences."""
        if word == BOUNDARY:
            return self._boundary
        word = word[:LONGEST]
        lower = word.lower()
        length = len(word)
        known = self._known.clusters
        exact = known.get(word)
        cluster = exact or known.get(lower)
        form = SHAPE_NUMBERS[shape(word)]
        member = lists(word, self._known.gazetteers)
        classes = (form, function_class(word, lower), member, cluster[0] if cluster else 0)

        own = [self._first_form + form * _LENGTHS + min(length, MOST_LETTERS)]
        near = [self._first_near_form + form * LISTS + member]
        if member:
            own.append(self._first_list + member)
        if (row := self._own.lower.get(lower)) is not None:
            own.append(row)
        if word[0].isalpha():
            self._add_letters(own, word, lower)
            if length > 3 and (row := self._near.ends.get(lower[-3:])) is not None:
                near.append(row)
            if "-" in word or word[-1] == "s":
                own += self._of_parts(word, clustered=bool(exact))
            if cluster and word[0].isupper() and lower in known:
                own += self._own.rows("also small", "")
        far: list[int] = []
        if cluster:
            self._add_clusters(own, near, far, cluster, exact=bool(exact))
        if word in self._words:
            own += self._own.rows("word", word)
            near += self._near.rows("word", word)
            far += self._far.rows("word", word)
        return own, tuple(near), tuple(far) or self._nothing_far, classes

    def _add_clusters(
        self, own: list[int], near: list[int], far: list[int], cluster: Clusters, *, exact: bool
    ) -> None:
        """Add the rows of the clusters that a word is in; in the finest is the exact word only."""
        coarse, middle, fine = cluster
        own += self._own.coarse.get(coarse, ())
        own += self._own.middle.get(middle, ())
        near += self._near.coarse.get(coarse, ())
        near += self._near.middle.get(middle, ())
        far += self._far.coarse.get(coarse, ())
        far += self._far.middle.get(middle, ())
        if exact:
            own += self._own.fine.get(fine, ())
            near += self._near.fine.get(fine, ())

    def _add_letters(self, own: list[int], word: str, lower: str) -> None:
        """Add the rows of the longest beginning and ending that weigh something.

        Neither is ever the whole word.
        """
        rest = len(word) - 1
        get = self._own.begins.get
        part = word[: min(LONGEST_BEGINNING, rest)]
        while part:
            row = get(part)
            if row is not None:
                own.append(row)
                break
            part = part[:-1]
        get = self._own.ends.get
        part = lower[len(lower) - min(LONGEST_ENDING, rest) :]
        while part:
            row = get(part)
            if row is not None:
                own.append(row)
                break
            part = part[1:]

    def _of_parts(self, word: str, *, clustered: bool) -> list[int]:
        """The rows of the parts of a word with hyphens, or of what it is the genitive of."""
        own = self._own
        clusters = self._known.clusters
        found: list[int] = []
        if "-" in word:
            first, _, last = word.rpartition("-")
            small = last.lower()
            found += own.rows("first", first)
            found += own.rows("last", small)
            found += own.rows("last ends", small[-4:])
            if of_last := clusters.get(last):
                found += own.rows("last cluster", str(of_last[1]))
        elif len(word) > 4:
            bare = word[:-1]
            found += own.rows("bare", bare)
            if not clustered and (of_bare := clusters.get(bare)):
                found += own.rows("bare cluster", str(of_bare[1]))
        return found


class _Families:
    """A table of weights, its rows by kind of feature and value.

    Features that weigh nothing at the offsets are left out.
    """

    def __init__(self, names: Sequence[str], weights: Floats, offsets: Sequence[int]) -> None:
        slots = [OFFSETS.index(offset) for offset in offsets]
        flat = weights[:, slots].reshape(len(weights), -1)
        weighed = np.flatnonzero(flat.any(axis=1))
        self.scores = flat[weighed]
        self._families: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for row, number in enumerate(weighed.tolist()):
            family, _, value = names[number].partition("=")
            self._families[family][value] = row
        # those that are asked for most
        self.word = self._families["word"]
        self.lower = self._families["lower"]
        self.begins = self._families["begins"]
        self.ends = self._families["ends"]
        self.coarse, self.middle, self.fine = (
            {int(value): (row,) for value, row in self._families[grain].items()}
            for grain in ("coarse", "middle", "fine")
        )

    def rows(self, family: str, value: str) -> list[int]:
        """The row of a feature, none if it weighs nothing."""
        row = self._families[family].get(value)
        return [] if row is None else [row]

    def of_lists(self, member: int) -> list[int]:
        """The rows of being in certain lists, and no others."""
        if not member:
            return []
        bits = (self.rows("in", str(bit)) for bit in range(7) if member >> bit & 1)
        return [*self.rows("list", str(member)), *chain.from_iterable(bits)]

    def append(self, sums: Iterable[Sequence[int]]) -> int:
        """Give the table a new row for each sum of rows; where the new ones begin."""
        first = len(self.scores)
        more = [self.scores[list(each)].sum(axis=0) for each in sums]
        self.scores = np.concatenate([self.scores, np.array(more, np.float32)])
        return first

    def add_shorter(self, family: str, shorten: Callable[[str], str]) -> None:
        """Add to each row of letters those of the fewer letters in them."""
        rows = self._families[family]
        by_length: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for letters, row in rows.items():
            fewer = shorten(letters)
            while fewer and fewer not in rows:
                fewer = shorten(fewer)
            if fewer:
                by_length[len(letters)].append((row, rows[fewer]))
        for _, pairs in sorted(by_length.items()):
            longer, shorter = np.array(pairs).T
            self.scores[longer] += self.scores[shorter]
