"""The chain from text to tokens: find words, fold them, stem them, split compounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pressespiegel.search.german.abbreviations import CAPITALS, SIGN_NAMES
from pressespiegel.search.german.addresses import (
    address_parts,
    camel_humps,
    is_address,
    whole_address,
)
from pressespiegel.search.german.characters import APOSTROPHES
from pressespiegel.search.german.compounds import compound_parts
from pressespiegel.search.german.folding import fold, literal
from pressespiegel.search.german.gender_forms import unmarked
from pressespiegel.search.german.hyphenation import hyphen_parts
from pressespiegel.search.german.numbers import numbers, one_number, second_year
from pressespiegel.search.german.stemming import stem
from pressespiegel.search.german.words import split_words

ANALYSIS_VERSION = 4
"""Raised whenever a text would give other tokens; archives of another version are refused."""

TokenKind = Literal["form", "stem", "part"]

MARKERS: dict[TokenKind, str] = {"stem": "", "form": "=", "part": "+"}
"""What an index term begins with, by the kind of its token."""

LONGEST_TERM = 100
"""Characters after which a term is not kept: the whole of a very long address or word."""


@dataclass(frozen=True, slots=True)
class Token:
    """One thing kept of a text: characters `start` to `end` were found to be `text`.

    `position` counts words; several tokens may stand at one position. Kinds: "form" is the word
    as written, in lower case; "stem" its stem; "part" the stem of a part of a compound.
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
    relative to the first). A word of several positions also has its whole, without hyphens, at
    the first of them: so "Vize-Außenminister" and "Vizeaußenminister" meet.
    """

    terms: tuple[tuple[str, int], ...]
    spans: tuple[tuple[int, int], ...]


Piece = tuple[str, int, int]
"""Part of a surface: its text, freed of printed hyphens, and where it starts and ends there."""


@lru_cache(maxsize=1 << 15)
def analyse_word(surface: str) -> WordAnalysis:
    """What is kept of one word as `split_words` found it: a pure function of any string.

    >>> analyse_word("Vize-Kanzlers").terms
    (('vizekanzl', 0), ('=vize', 0), ('viz', 0), ('=kanzlers', 1), ('kanzl', 1))
    """
    if surface.isalpha():
        return _one_position(surface, word_terms(surface))
    if name := SIGN_NAMES.get(surface):
        return _one_position(surface, ["=" + surface, stem(name)])
    if is_address(surface):
        return _several_positions(surface, address_parts(surface), whole_address(surface))
    if surface[:1].isdigit() and (analysed := _number(surface)):
        return analysed
    if _DOTTED.fullmatch(surface):
        letters = _DOTS.sub("", surface)
        return _one_position(surface, word_terms(letters))
    if surface[:1] in ("#", "@") and (analysed := _tag(surface)):
        return analysed
    return _several_positions(surface, hyphen_parts(surface), fold(unmarked(surface)))


# z.B., U.S.A., z. B.
_DOTTED = re.compile(r"[^\W\d_]\.(?:\s?[^\W\d_]{1,3}\.?)+")
_DOTS = re.compile(r"[\s.]+")

# L'Oréal, d'Italia: what an elision stands before
_ELIDED = re.compile(rf"^[^\W_]{{1,2}}[{APOSTROPHES}](?=[^\W_]{{3}})")

# All marks of gender forms are kept as one, in forms: Politiker*innen, Politiker/-innen
_GENDER_MARK = re.compile(r"(?:[:*·_]|/-?|\()(?=\w)|\)$")


def word_terms(word: str) -> list[str]:
    """The index terms of one word without hyphens, its form first and then its stem.

    >>> word_terms("Häuser"), word_terms("US")
    (['=häuser', 'haus'], ['=US', 'US'])
    """
    if word in CAPITALS:
        return ["=" + word, word]
    if word.isalpha():
        folded, form = fold(word), literal(word)
    else:
        folded, form = fold(unmarked(word)), _GENDER_MARK.sub(":", literal(word)).rstrip(":")
    if not folded:
        return []
    terms = ["=" + form, stem(folded)]
    terms += ["+" + stem(part) for part in compound_parts(folded)]
    if elided := _ELIDED.match(word):
        terms.append("+" + stem(fold(word[elided.end() :])))
    return terms


def _one_position(surface: str, terms: list[str]) -> WordAnalysis:
    kept = dict.fromkeys((term, 0) for term in terms if len(term) <= LONGEST_TERM)
    return WordAnalysis(tuple(kept), ((0, len(surface)),))


def _several_positions(surface: str, pieces: list[Piece], whole: str) -> WordAnalysis:
    terms: dict[tuple[str, int], None] = {}
    if len(pieces) > 1:
        terms[stem(whole), 0] = None
    for position, (text, _, _) in enumerate(pieces):
        terms.update(dict.fromkeys((term, position) for term in word_terms(text)))
    kept = tuple(term for term in terms if 0 < len(term[0]) <= LONGEST_TERM)
    spans = tuple((start, end) for _, start, end in pieces)
    return WordAnalysis(kept, spans or ((0, len(surface)),))


def _number(surface: str) -> WordAnalysis | None:
    if number := one_number(surface):
        return _one_position(surface, ["=" + number, number])
    if not _NUMBERS.fullmatch(surface):
        return None
    analysis = _several_positions(surface, numbers(surface), surface)
    if year := second_year(surface):
        return WordAnalysis((*analysis.terms, (year, 1)), analysis.spans)
    return analysis


# 24.12.2021, 12:30, 2021/22
_NUMBERS = re.compile(r"\d+(?:[.,:/]\d+)+")


def _tag(surface: str) -> WordAnalysis | None:
    pieces = [(text, start + 1, end + 1) for text, start, end in hyphen_parts(surface[1:])]
    if len(pieces) != 1:
        return _several_positions(surface, pieces, fold(surface)) if pieces else None
    text = pieces[0][0]
    humps = ["+" + stem(folded) for hump in camel_humps(text) if (folded := fold(hump))]
    return _one_position(surface, ["=" + surface[0] + literal(text), *word_terms(text), *humps])


def analyse(text: str) -> list[Token]:
    """All tokens of a text, by position; offsets point into `text` as given.

    >>> [(t.text, t.position, t.kind) for t in analyse("Die Häuser")]
    [('die', 0, 'form'), ('die', 0, 'stem'), ('häuser', 1, 'form'), ('haus', 1, 'stem')]
    """
    tokens: list[Token] = []
    base = 0
    for surface, start in zip(*split_words(text), strict=True):
        analysis = analyse_word(surface)
        for term, shift in analysis.terms:
            kind = _KINDS.get(term[0], "stem")
            from_, to = analysis.spans[shift]
            bare = term if kind == "stem" else term[1:]
            tokens.append(Token(bare, base + shift, start + from_, start + to, kind))
        base += len(analysis.spans)
    return tokens


_KINDS: dict[str, TokenKind] = {"=": "form", "+": "part"}
