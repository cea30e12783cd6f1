"""Which words of the archive a pattern stands for: said beside the results, and when it is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from types import MappingProxyType

from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.query import Language, Query, QueryWarning
from pressespiegel.search.query.tree import AllOf, AnyOf, Expansion, Node, SearchField, Span

SHOWN_WORDS = 5
"""Words that a reading names of each pattern."""

MOST_LOOKED_AT = 4_000
"""Words of the archive that are compared with one pattern to name some."""

Terms = Callable[[tuple[SearchField, ...], str], Iterator[tuple[str, int]]]

_PLACEHOLDER = re.compile(r"[*?]")


@dataclass(frozen=True, slots=True)
class _Wording:
    stands_for: str
    more: str
    none: str
    cut: str


_WORDINGS: Mapping[Language, _Wording] = MappingProxyType(
    {
        "de": _Wording(
            "{} steht für {}",
            "{} und {} weitere",
            "kein Wort des Archivs",
            "„{}“ passt auf mehr als {} Wörter; es zählen die ersten {} nach dem Alphabet.",
        ),
        "en": _Wording(
            "{} stands for {}",
            "{} and {} more",
            "no word of the archive",
            "“{}” fits more than {} words; the first {} in alphabetical order count.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ExpandedPattern:
    """A pattern as typed, the commonest words it stands for, how many it stands for, and whether
    there are more that do not count."""

    typed: str
    span: Span
    words: tuple[str, ...]
    total: int
    cut: bool
    limit: int


def expanded_patterns(query: Query, terms: Terms) -> tuple[ExpandedPattern, ...]:
    """The patterns of a query that begin with given letters, and their words.

    `terms` walks the index terms of some fields that begin with a prefix. Patterns that begin with
    a placeholder would have to be compared with every word, which is left to the engine.
    """
    spelt: dict[Span, list[Expansion]] = {}
    for node in _expansions(query.tree):
        if node.kind in ("prefix", "wildcard") and node.pattern[:1] not in ("*", "?"):
            spelt.setdefault(node.span, []).append(node)
    return tuple(_expanded(query.text, span, nodes, terms) for span, nodes in spelt.items())


def expansion_clauses(patterns: tuple[ExpandedPattern, ...], language: Language) -> list[str]:
    """Which words the patterns stand for, one clause for each."""
    wording = _WORDINGS[language]
    clauses = []
    for pattern in patterns:
        words = ", ".join(pattern.words) or wording.none
        if left := pattern.total - len(pattern.words):
            words = wording.more.format(words, f"{left}+" if pattern.cut else left)
        clauses.append(wording.stands_for.format(pattern.typed, words))
    return clauses


def expansion_warnings(
    patterns: tuple[ExpandedPattern, ...], language: Language
) -> tuple[QueryWarning, ...]:
    """That some of the words of a pattern do not count."""
    cut = _WORDINGS[language].cut
    return tuple(
        QueryWarning(cut.format(each.typed, each.limit, each.limit), each.span)
        for each in patterns
        if each.cut
    )


def _expansions(node: Node) -> Iterator[Expansion]:
    match node:
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from _expansions(child)
        case Expansion():
            yield node


def _expanded(text: str, span: Span, nodes: list[Expansion], terms: Terms) -> ExpandedPattern:
    counts: dict[str, int] = {}
    cut = False
    for node in nodes:
        fitting = list(islice(_fitting(node, terms), node.limit + 1))
        cut = cut or len(fitting) > node.limit
        counts.update(fitting[: node.limit])
    words = nlargest(SHOWN_WORDS, counts, key=lambda word: counts[word])
    typed = "".join(x if x.isprintable() else "�" for x in text[span.start : span.end])
    return ExpandedPattern(typed, span, tuple(words), len(counts), cut, nodes[0].limit)


def _fitting(node: Expansion, terms: Terms) -> Iterator[tuple[str, int]]:
    marker = MARKERS["form"]
    fixed = node.pattern
    fits: re.Pattern[str] | None = None
    if node.kind == "wildcard":
        fixed = _PLACEHOLDER.split(node.pattern, maxsplit=1)[0]
        parts = re.split(r"([*?])", node.pattern)
        wild = ({"*": ".*", "?": "."}.get(part) or re.escape(part) for part in parts)
        fits = re.compile("".join(wild), re.DOTALL)
    for term, articles in islice(terms(node.fields, marker + fixed), MOST_LOOKED_AT):
        word = term[len(marker) :]
        if fits is None or fits.fullmatch(word):
            yield word, articles
