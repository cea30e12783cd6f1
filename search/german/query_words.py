"""A typed word and everything under which the index may hold what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pressespiegel.search.german.abbreviations import CAPITALS
from pressespiegel.search.german.analysis import analyse_word
from pressespiegel.search.german.compounds import compound_parts
from pressespiegel.search.german.folding import fold
from pressespiegel.search.german.gender_forms import unmarked
from pressespiegel.search.german.stemming import stem

FoundAs = Literal["form", "stem", "variant", "part"]
"""How a term stands for the typed word: letter by letter, by its stem, spelt otherwise, or as a
part of a longer compound."""

WEIGHTS: dict[FoundAs, float] = {"form": 0.5, "stem": 1.0, "variant": 0.8, "part": 0.8}
"""As how many a match counts, by how it was found. A form counts beside its own stem: what was
typed comes first, compounds come last."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """An index term (marker included) that stands for a typed word, how, and what it is worth."""

    term: str
    found_as: FoundAs
    weight: float


@dataclass(frozen=True, slots=True)
class QueryWord:
    """Everything that a typed word matches. An article has the word if ANY of these holds:

    - `whole`: it has any of these terms. For a word without hyphens that is form, stem,
      variants and "+stem" (compounds that contain the word). For a hyphenated word these are the
      terms of the word written in one, which hyphenated articles hold at the first position too.
    - `positions`, where there are several (hyphens, dates, addresses): the places side by side
      form a phrase, each filled by any of its terms: "Nato-Russland-Rat" finds "Nato Russland
      Rat". One place only: `positions == (whole,)`.
    - `parts`, where the word is a compound written in one: all of the parts, required TOGETHER
      and never one by one; as a phrase they find the open and the hyphenated spelling
      ("Vizeaußenminister" finds "Vize-Außenminister" and "Vize Außenminister"), anywhere in an
      article they are a weak match for when there are too few hits. Empty for other words.

    Each tuple has the closest term first and no term twice.
    """

    surface: str
    whole: tuple[QueryTerm, ...]
    positions: tuple[tuple[QueryTerm, ...], ...]
    parts: tuple[tuple[QueryTerm, ...], ...]


def query_word(surface: str) -> QueryWord:
    """How to look for one typed word, as `split_words` found it; never fails.

    >>> [(t.term, t.found_as) for t in query_word("Häuser").whole]
    [('=häuser', 'form'), ('haus', 'stem'), ('+haus', 'part')]
    >>> [[t.term for t in place] for place in query_word("Nato-Rat").positions]
    [['=nato', 'nato', '+nato'], ['=rat', 'rat', '+rat']]
    >>> [t.term for t in query_word("Nato-Rat").whole]
    ['natorat', '+natorat']
    """
    analysis = analyse_word(surface)
    places = [
        [term for term, at in analysis.terms if at == place and term[0] != "+"]
        for place in range(len(analysis.spans))
    ]
    if len(places) == 1:
        whole = _query_terms(places[0])
        return QueryWord(surface, whole, (whole,), _part_places(surface))
    joined = stem(fold(unmarked(surface))) or surface
    first = [term for term in places[0] if term != joined]
    positions = tuple(_query_terms(place) for place in (first, *places[1:]))
    return QueryWord(surface, _query_terms([joined]), positions, ())


def _part_places(surface: str) -> tuple[tuple[QueryTerm, ...], ...]:
    return tuple(_query_terms([stem(part)]) for part in compound_parts(fold(unmarked(surface))))


def _query_terms(terms: list[str]) -> tuple[QueryTerm, ...]:
    found: dict[str, FoundAs] = {}
    for term in terms:
        found.setdefault(term, "form" if term[0] == "=" else "stem")
        if term[0] not in "=+":
            found.setdefault("+" + term, "part")
            # In lower case most people mean the acronym; typed in capitals it is meant alone.
            if term.upper() in CAPITALS and term not in CAPITALS:
                found.setdefault(term.upper(), "variant")
    kinds = list(WEIGHTS)
    ranked = sorted(found.items(), key=lambda item: kinds.index(item[1]))
    return tuple(QueryTerm(term, kind, WEIGHTS[kind]) for term, kind in ranked)
