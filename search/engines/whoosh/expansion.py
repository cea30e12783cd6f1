"""Patterns over the term dictionary: prefixes, wildcards, misspelt words, regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from pressespiegel.search.engines.patterns import edits, fixed_beginning, wildcard
from pressespiegel.search.engines.whoosh.arrays import distinct
from pressespiegel.search.engines.whoosh.dictionary import Dictionary, letter_set
from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query.tree import ExpansionKind
from pressespiegel.search.words.edits import LONGEST, edit_distances
from pressespiegel.search.words.letters import bits_set

MOST_LOOKED_AT = 2_000_000
"""No pattern looks at more terms of a field than this."""


def expanded_terms(
    dictionary: Dictionary,
    field: str,
    kind: ExpansionKind,
    pattern: str,
    distance: int,
    limit: int,
) -> list[int]:
    """The numbers of the terms of kind "form" that fit, the first `limit` in their order.

    A pattern that begins with fixed letters looks only at terms that begin with them.
    """
    marker = MARKERS["form"]
    fixed = fixed_beginning(kind, pattern)
    prefix = (marker + fixed).encode("utf-8", "surrogatepass")
    first, after = dictionary.with_prefix(field, prefix)
    if kind == "prefix":
        return list(range(first, min(after, first + limit)))
    after = min(after, first + MOST_LOOKED_AT)
    if kind == "fuzzy":
        return _close(dictionary, field, pattern, distance)[:limit]
    try:
        fits = re.compile(wildcard(pattern) if kind == "wildcard" else pattern, re.DOTALL)
    except (re.error, OverflowError, RecursionError):
        return []
    if kind == "wildcard" and (literal := max(re.split(r"[*?]", pattern), key=len)):
        terms = _containing(dictionary, first, after, literal.encode("utf-8", "surrogatepass"))
    else:
        terms = dictionary.walk(first, after)
    fitting = (
        number
        for number, term in terms
        if fits.fullmatch(term.decode("utf-8", "surrogatepass")[len(marker) :])
    )
    return list(islice(fitting, limit))


def _containing(
    dictionary: Dictionary, first: int, after: int, literal: bytes
) -> Iterator[tuple[int, bytes]]:
    """The terms of a range that contain some bytes, found without looking at each term."""
    if first == after:
        return
    data, ends = dictionary.stretch(first, after)
    places: list[int] = []
    at = data.find(literal)
    while at >= 0:
        places.append(at)
        at = data.find(literal, at + 1)
    begins = np.array(places, dtype=np.int64)
    owners = ends.searchsorted(begins, side="right")
    # What begins in one term and ends in the next is in neither.
    owners = owners[begins + len(literal) <= ends[owners]]
    for number in distinct(owners).tolist():
        yield first + number, dictionary.term(first + number)


def _close(dictionary: Dictionary, field: str, word: str, most: int) -> list[int]:
    """The forms at most some edits away from a word, by number.

    Letters that the word has and a form lacks, and the other way round, tell most of them apart
    before any edit is counted.
    """
    known = dictionary.letters(field, MARKERS["form"].encode())
    marker = len(MARKERS["form"])
    if not word or len(word) > LONGEST:
        walked = dictionary.walk(known.first, known.first + len(known.lengths))
        return [number for number, term in walked if _edits_to(term, marker, word, most) <= most]
    encoded = word.encode("utf-8", "surrogatepass")
    own = np.uint32(letter_set(encoded))
    # One edit takes one letter away and puts one in: a byte each in ASCII, else up to four.
    bound = np.where(known.ascii & (len(encoded) == len(word)), most, 4 * most)
    chosen = np.abs(known.lengths.astype(np.int64) - len(word)) <= most
    chosen &= bits_set((known.sets & ~own).astype(np.uint64)) <= bound
    chosen &= bits_set((own & ~known.sets).astype(np.uint64)) <= bound
    numbers = np.flatnonzero(chosen)
    if not len(numbers):
        return []
    forms = [
        dictionary.term(known.first + number).decode("utf-8", "surrogatepass")[marker:]
        for number in numbers.tolist()
    ]
    codes = {letter: at for at, letter in enumerate(dict.fromkeys(word), 1)}
    width = max(map(len, forms))
    rows = bytearray()
    for form in forms:
        rows += bytes([codes.get(letter, 255) for letter in form]).ljust(width, b"\0")
    distances = edit_distances(
        np.array([codes[letter] for letter in word], dtype=np.uint8),
        np.frombuffer(bytes(rows), dtype=np.uint8).reshape(-1, width),
        np.array([len(form) for form in forms], dtype=np.int64),
    )
    return [known.first + int(number) for number in numbers[distances <= most]]


def _edits_to(term: bytes, marker: int, word: str, most: int) -> int:
    form = term.decode("utf-8", "surrogatepass")[marker:]
    return edits(word, form, most) if abs(len(form) - len(word)) <= most else most + 1
