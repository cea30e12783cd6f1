"""Which number has a word? Asked for thousands of words at once, by their characters.

Almost all words of the press are up to `LONGEST` characters of Latin-1. These fit into four whole
numbers, eight characters each, and are looked up in a hash table of arrays. The few others are
odd words; who numbers them keeps them in a dict.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Limbs = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.intp]

LIMBS = 4
OCTETS = 8
LONGEST = LIMBS * OCTETS

_MASKS = np.array([(1 << 8 * count) - 1 for count in range(OCTETS + 1)], dtype=np.uint64)
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_FEWEST_BITS = 12

SLOTS = 3
"""So many slots at least for each word: the fewer others are met on the way to one."""


@dataclass(frozen=True, slots=True)
class PackedWords:
    """Words as whole numbers, filled up with zeros; where not `plain`, they are odd ones."""

    limbs: tuple[Limbs, ...]
    lengths: npt.NDArray[np.int64]
    plain: npt.NDArray[np.bool_]

    def __getitem__(self, places: npt.NDArray[np.integer]) -> PackedWords:
        """Some of the words."""
        return PackedWords(
            tuple(limb[places] for limb in self.limbs), self.lengths[places], self.plain[places]
        )

    def distinct(self) -> tuple[Places, Places]:
        """Where each distinct word comes first, and which of these each word is; plain words."""
        _, first, which = np.unique(self.mixed(), return_index=True, return_inverse=True)
        again = first[which]
        if all((limb[again] == limb).all() for limb in self.limbs):
            return first, which
        limbs = np.stack(self.limbs, axis=1)
        _, first, which = np.unique(limbs, axis=0, return_index=True, return_inverse=True)
        return first, which.reshape(-1)

    def mixed(self) -> Limbs:
        """A number for each word that looks like chance; its highest bits most of all."""
        mixed: Limbs = self.limbs[0] * np.uint64(_FACTORS[0])
        for number in range(1, LIMBS):
            longer = np.flatnonzero(self.lengths > number * OCTETS)
            if not len(longer):
                break
            own = mixed[longer]
            own ^= own >> np.uint64(32)
            own += self.limbs[number][longer]
            own *= np.uint64(_FACTORS[number])
            mixed[longer] = own
        return mixed


def packed(
    text: str, starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]
) -> PackedWords:
    """The words `text[starts[i]:ends[i]]`, which follow each other; linear in the text.

    >>> words = packed("ab Łódź", np.array([0, 3]), np.array([2, 7]))
    >>> hex(words.limbs[0][0]), words.plain.tolist()
    ('0x6261', [True, False])
    """
    octets, unfit = _octets(text)
    lengths = (ends - starts).astype(np.int64)
    plain = (lengths > 0) & (lengths <= LONGEST)
    if len(unfit) and len(starts):
        words = starts.searchsorted(unfit, "right") - 1
        plain[words[(words >= 0) & (unfit < ends[words])]] = False
    # Eight characters from each one on; numpy picks numbers that are not aligned more slowly.
    windows = np.ndarray((len(text) + LONGEST - OCTETS,), "V8", octets, strides=(1,))
    limbs = [windows[starts].view("<u8") & _MASKS[np.minimum(lengths, OCTETS)]]
    for first in range(OCTETS, LONGEST, OCTETS):
        limb = np.zeros(len(starts), dtype=np.uint64)
        longer = np.flatnonzero(lengths > first)
        own = np.minimum(lengths[longer] - first, OCTETS)
        limb[longer] = windows[starts[longer] + first].view("<u8") & _MASKS[own]
        limbs.append(limb)
    return PackedWords(tuple(limbs), lengths, plain)


def _octets(text: str) -> tuple[npt.NDArray[np.uint8], Places]:
    """The characters of a text, zeros behind it; and where one stands that does not fit."""
    octets = np.zeros(len(text) + LONGEST, dtype=np.uint8)
    own = octets[: len(text)]
    try:
        own[:] = np.frombuffer(text.encode("latin-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        own[:] = characters
        own[np.flatnonzero(characters > 255)] = 0
    # Zeros tell what does not fit, so a zero itself does not either.
    return octets, np.flatnonzero(own == 0)


class WordNumbers:
    """The numbers of plain words: open addressing, with linear probing, all words at once."""

    def __init__(self) -> None:
        self._bits = _FEWEST_BITS
        self._table = np.zeros(1 << self._bits, dtype=np.int32)
        self._limbs = [np.zeros(1024, dtype=np.uint64) for _ in range(LIMBS)]
        self._lengths = np.zeros(1024, dtype=np.uint8)
        self._numbered = np.zeros(0, dtype=np.int32)

    @property
    def bytes(self) -> int:
        """How much memory the arrays take."""
        return self._table.nbytes + self._lengths.nbytes * (1 + LIMBS * OCTETS)

    def find(self, words: PackedWords) -> Numbers:
        """The number of each word, -1 of those that are unknown or odd."""
        slots = self._slots(words)
        numbers = self._table[slots] - 1
        there = numbers >= 0
        there &= words.plain
        same = self._same(words, numbers)
        same &= there
        left = np.flatnonzero(there & ~same)
        numbers[~same] = -1
        slots = slots[left]
        while len(left):
            slots = (slots + 1) & (len(self._table) - 1)
            found = self._table[slots] - 1
            there = found >= 0
            left, slots, found = left[there], slots[there], found[there]
            same = self._same(words[left], found)
            numbers[left[same]] = found[same]
            other = ~same
            left, slots = left[other], slots[other]
        return numbers

    def add(self, words: PackedWords, new: Numbers) -> None:
        """Remember plain words that are unknown so far, and differ from each other."""
        if not len(new):
            return
        self._make_room(int(new.max()) + 1)
        for kept, limb in zip(self._limbs, words.limbs, strict=True):
            kept[new] = limb
        self._lengths[new] = words.lengths
        self._numbered = np.concatenate((self._numbered, new))
        if SLOTS * len(self._numbered) > len(self._table):
            while SLOTS * len(self._numbered) > 1 << self._bits:
                self._bits += 1
            self._table = np.zeros(1 << self._bits, dtype=np.int32)
            self._place(self._known(self._numbered), self._numbered)
        else:
            self._place(words, new)

    def _same(self, words: PackedWords, numbers: Numbers) -> npt.NDArray[np.bool_]:
        """Whether the words are those of the numbers. Lengths need not be compared: a longer word
        has something where the other has zeros."""
        places = numbers.astype(np.intp)  # the quicker indices
        same: npt.NDArray[np.bool_] = self._limbs[0][places] == words.limbs[0]
        for number in range(1, LIMBS):
            longer = np.flatnonzero(words.lengths >= number * OCTETS)
            if not len(longer):
                break
            same[longer] &= self._limbs[number][places[longer]] == words.limbs[number][longer]
        return same

    def _slots(self, words: PackedWords) -> Places:
        """Where to look for each word first."""
        slots: Places = (words.mixed() >> np.uint64(64 - self._bits)).astype(np.intp)
        return slots

    def _place(self, words: PackedWords, numbers: Numbers) -> None:
        """Put words into the first free slot of each, all at once, in rounds."""
        slots = self._slots(words)
        waiting = numbers + 1
        while len(waiting):
            free = np.flatnonzero(self._table[slots] == 0)[::-1]
            self._table[slots[free]] = waiting[free]
            left = self._table[slots] != waiting
            waiting, slots = waiting[left], (slots[left] + 1) & (len(self._table) - 1)

    def _known(self, numbers: Numbers) -> PackedWords:
        return PackedWords(
            tuple(kept[numbers] for kept in self._limbs),
            self._lengths[numbers].astype(np.int64),
            np.ones(len(numbers), dtype=np.bool_),
        )

    def _make_room(self, count: int) -> None:
        if count > len(self._lengths):
            more = max(count, 2 * len(self._lengths)) - len(self._lengths)
            self._lengths = np.concatenate((self._lengths, np.zeros(more, dtype=np.uint8)))
            self._limbs = [
                np.concatenate((kept, np.zeros(more, dtype=np.uint64))) for kept in self._limbs
            ]
