"""Words made ready: what an analyzer that splits at spaces and `|` needs, and nothing more.

A field holds "_ =kanzlers|kanzl =die|die": one word for each position, terms that stand together
with `|` between them, `_` where nothing is. Terms of odd words are written so that none of these
signs is in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from itertools import groupby

from pressespiegel.search.document import VALUE_GAP, AnalysedWord, Words
from pressespiegel.search.german import WordAnalysis, analyse_word

GAP = "_"
STACKED = "|"

_ESCAPE = "\ue000"
_SPECIAL = re.compile(
    "[\\x00-\\x20|_\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u3000"
    "\ue000\ud800-\udfff\ufeff]"
)
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")

LARGEST_VOCABULARY = 500_000
"""So many distinct words are remembered; then all are forgotten."""


def escaped(text: str) -> str:
    r"""A text without spaces, control characters, `|`, `_` and lone surrogates.

    >>> escaped("kanzl"), escaped("a_b"), unescaped(escaped("a_ \udcff"))
    ('kanzl', 'a\ue000005fb', 'a_ \udcff')
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def unescaped(text: str) -> str:
    """The text that was `escaped`."""
    if _ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class WordForms:
    """Distinct words, analysed once each; used by one thread at a time."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, frozenset[str]]] = {}

    def learn(self, analyses: Iterable[AnalysedWord]) -> None:
        """Take over words that another process analysed."""
        for surface, terms, spans in analyses:
            if surface not in self._known:
                self._add(surface, WordAnalysis(terms, spans))

    def _add(self, surface: str, analysis: WordAnalysis) -> tuple[str, frozenset[str]]:
        if len(self._known) >= LARGEST_VOCABULARY:
            self._known.clear()
        stacks: list[list[str]] = [[] for _ in analysis.spans]
        for term, shift in analysis.terms:
            stacks[shift].append(escaped(term))
        ready = " ".join(STACKED.join(stack) or GAP for stack in stacks)
        added = self._known[surface] = ready, frozenset(term for term, _ in analysis.terms)
        return added

    def _of(self, surface: str) -> tuple[str, frozenset[str]]:
        known = self._known.get(surface)
        return self._add(surface, analyse_word(surface)) if known is None else known

    def read(self, words: Words) -> tuple[list[str], Set[str]]:
        """A field as it is sent, one text for each of its values, and all its terms."""
        surfaces = words.surfaces
        known = {surface: self._of(surface) for surface in set(surfaces) - {VALUE_GAP}}
        terms: set[str] = set().union(*[own for _, own in known.values()])
        if VALUE_GAP not in words.text:
            return [" ".join([known[surface][0] for surface in surfaces])], terms
        values = groupby(surfaces, key=VALUE_GAP.__eq__)
        ready = [" ".join([known[each][0] for each in own]) for gap, own in values if not gap]
        return ready, terms
