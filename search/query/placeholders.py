"""Words with placeholders (steuer*, M?ller), and fuzzy words (Maier~)."""

from __future__ import annotations

import re
from types import MappingProxyType

from pressespiegel.search.german.folding import literal
from pressespiegel.search.query.syntax import Pattern
from pressespiegel.search.query.tree import ExpansionKind, Span

MOST_WORDS = 1000
"""Index words that a pattern may stand for at most."""

MOST_EDITS = 2
"""Letters that may differ in a fuzzy word at most."""

LONGEST_GENDER_FORM = 100
"""Characters of a word in which a star may be part of the word at most."""

_PLACEHOLDER = re.compile(r"[*?]")
_PIECE = re.compile(r"[\w*?]+")
# Politiker*innen, Politiker*in: the star is part of the word
_GENDER_STAR = re.compile(r"[^\W\d_]{2,}\*-?(?:in|innen|r|n|s|e)(?![^\W\d_*?])|[^\W\d_]{2,}\*innen")
# Muell*, but not "neue*" or "Quelle*"
_UMLAUT = re.compile(r"(?<![aeq])([aou])e")
_UMLAUTS = MappingProxyType({"a": "ä", "o": "ö", "u": "ü"})
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def has_placeholder(text: str) -> bool:
    """Whether a typed word has a placeholder; the star of "Politiker*innen" is none.

    >>> has_placeholder("steuer*"), has_placeholder("Bürger*innen")
    (True, False)
    """
    if "*" in text and len(text) <= LONGEST_GENDER_FORM:
        text = _GENDER_STAR.sub("", text)
    return bool(_PLACEHOLDER.search(text))


def placeholder_pieces(text: str, start: int) -> list[tuple[str, Span]]:
    """The words of "Vize-*minister", each with or without placeholders, and where they stand."""
    return [
        (piece.group(), Span(start + piece.start(), start + piece.end()))
        for piece in _PIECE.finditer(text)
        if piece.group().strip("*?")
    ]


def placeholder(text: str, span: Span) -> Pattern:
    """The pattern that a word with placeholders stands for.

    >>> placeholder("Steuer*", Span(0, 7)).kind, placeholder("Steuer*", Span(0, 7)).pattern
    ('prefix', 'steuer')
    """
    pattern = literal(re.sub(r"\*+", "*", text))
    kind: ExpansionKind = "wildcard"
    if pattern.endswith("*") and not _PLACEHOLDER.search(pattern[:-1]):
        kind, pattern = "prefix", pattern[:-1]
    return Pattern(kind, text, pattern, span, spellings=_spellings(pattern))


def fuzzy(text: str, edits: int, span: Span) -> Pattern:
    """A word in which up to `edits` letters may be missing, added, other or swapped."""
    return Pattern("fuzzy", text, literal(text), span, distance=edits)


def letters(pattern: str) -> int:
    """How many characters of a pattern are given."""
    return len(_PLACEHOLDER.sub("", pattern))


def _spellings(pattern: str) -> tuple[str, ...]:
    """The pattern with umlauts for "ae", with "ae" for umlauts, and with ß for "ss"."""
    umlauts = _UMLAUT.sub(lambda found: _UMLAUTS[found[1]], pattern)
    others = (umlauts, pattern.translate(_WRITTEN_OUT), umlauts.replace("ss", "ß"))
    return tuple(other for other in dict.fromkeys(others) if other != pattern)
