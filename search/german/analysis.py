"""The chain from text to tokens: find words, fold them, stem them, split compounds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import Stemmer

ANALYSIS_VERSION = 1
"""Raised whenever a text would give other tokens; archives of another version are refused."""

TokenKind = Literal["form", "stem", "part"]

MARKERS: dict[TokenKind, str] = {"stem": "", "form": "=", "part": "+"}
"""What an index term begins with, by the kind of its token."""

_WORD = re.compile(r"\w+(?:[-.'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing kept of a text: characters `start` to `end` were found to be `text`.

    `position` counts words; several tokens may stand at one position. Kinds: "form" is the word
    as written, folded; "stem" its stem; "part" the stem of a part of a compound.
    """

    text: str
    position: int
    start: int
    end: int
    kind: TokenKind

    @property
    def term(self) -> str:
        """The index term: the text behind the marker of its kind."""
        return MARKERS[self.kind] + self.text


@dataclass(frozen=True, slots=True)
class WordAnalysis:
    """What is kept of one distinct word (`surface`), wherever it stands.

    The word takes `len(spans)` positions, one for each hyphenated part; `spans` says which
    characters of the surface each position is. `terms` are (index term with marker, position
    relative to the first).
    """

    terms: tuple[tuple[str, int], ...]
    spans: tuple[tuple[int, int], ...]


def split_words(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a text, just as they stand, and the character at which each begins."""
    found = list(_WORD.finditer(text))
    return tuple(m.group() for m in found), tuple(m.start() for m in found)


@lru_cache(maxsize=200_000)
def analyse_word(surface: str) -> WordAnalysis:
    """What is kept of one word as `split_words` found it; a pure function, cached."""
    stemmer = Stemmer.Stemmer("german")
    terms: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for position, piece in enumerate(re.finditer(r"[^\-]+", surface)):
        folded = fold(piece.group())
        terms += [("=" + folded, position), (stemmer.stemWord(folded), position)]
        spans.append(piece.span())
    return WordAnalysis(tuple(terms), tuple(spans))


def analyse(text: str) -> list[Token]:
    """All tokens of a text, by position; offsets point into `text` as given."""
    kinds: dict[str, TokenKind] = {"=": "form", "+": "part"}
    tokens: list[Token] = []
    base = 0
    for surface, start in zip(*split_words(text), strict=True):
        analysis = analyse_word(surface)
        for term, shift in analysis.terms:
            kind = kinds.get(term[0], "stem")
            from_, to = analysis.spans[shift]
            bare = term if kind == "stem" else term[1:]
            tokens.append(Token(bare, base + shift, start + from_, start + to, kind))
        base += len(analysis.spans)
    return tokens


def fold(word: str) -> str:
    """One spelling for all variants of a word: lower case, ß as ss, marks removed, ue as ü."""
    return unicodedata.normalize("NFKC", word).casefold()
