"""What is known beforehand about the names of one facet: which are one, called what, left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressespiegel.search.article import ENTITY_KINDS
from pressespiegel.search.naming.countries import country_aliases
from pressespiegel.search.naming.owner_names import FacetNames
from pressespiegel.search.naming.spelling import spelling_keys

_MOST_STEPS = 8
_APART = "\x1c"


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules for the keys of names (`keys`).

    `targets` says of a key which one it belongs to, `labels` what a key is shown as; nothing else
    may be concluded of `settled` keys. Those in `hidden` are not shown. `apart` are names, not
    keys.
    """

    facet: str
    targets: Mapping[str, str]
    labels: Mapping[str, str]
    settled: frozenset[str]
    hidden: tuple[str, ...]
    apart: frozenset[str]

    def keys(self, names: Sequence[str]) -> list[str]:
        """A key for each name, equal for spellings of one name."""
        keys = name_keys(self.facet, names)
        if self.apart:
            pairs = zip(names, keys, strict=True)
            keys = [_APART + name if name in self.apart else key for name, key in pairs]
        return keys

    def resolved(self, key: str) -> str:
        """The key that one belongs to in the end, itself where no rule knows it."""
        for _ in range(_MOST_STEPS):
            if key not in self.targets:
                break
            key = self.targets[key]
        return key


def name_keys(facet: str, names: Sequence[str]) -> list[str]:
    """Keys as of `spelling_keys`; in facets of other things than entities each name is its own."""
    return spelling_keys(facet, names) if facet in ENTITY_KINDS else list(names)


def rules_for(facet: str, said: FacetNames, stated: Mapping[str, str]) -> Rules:
    """The rules for a facet: those for countries, what articles state, above them the owner's list.

    `stated` has long forms with their short ones; only for organisations.
    """
    targets: dict[str, str] = {}
    labels: dict[str, str] = {}
    if facet == "place":
        aliases = country_aliases()
        names = name_keys(facet, list(aliases.values()))
        targets.update(zip(name_keys(facet, list(aliases)), names, strict=True))
        labels.update(zip(names, aliases.values(), strict=True))
    if facet == "organisation":
        shorts = name_keys(facet, list(stated.values()))
        targets.update(zip(name_keys(facet, list(stated)), shorts, strict=True))
    settled: set[str] = set()
    for group in said.groups:
        first, *others = name_keys(facet, group)
        for key in (first, *others):
            targets.pop(key, None)
        targets.update((key, first) for key in others if key != first)
        labels[first] = group[0]
        settled.update((first, *others))
    hidden = tuple(name_keys(facet, said.hidden))
    for key in hidden:
        targets.pop(key, None)
    settled.update(hidden)
    settled.update(_APART + name for name in said.apart)
    return Rules(facet, targets, labels, frozenset(settled), hidden, frozenset(said.apart))
