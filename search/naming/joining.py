"""Which values of a facet are one: by their spelling, what articles state, and the owner's list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from pressespiegel.search.article import ENTITY_KINDS
from pressespiegel.search.document import VALUE_FIELDS
from pressespiegel.search.engine import Joined, JoinedGroup
from pressespiegel.search.naming.countries import countries, country_aliases
from pressespiegel.search.naming.owner_names import OwnerNames
from pressespiegel.search.naming.rules import Rules, rules_for
from pressespiegel.search.naming.spelling import genitive_of, written_out
from pressespiegel.search.query.synonyms import Synonyms, joined_synonyms
from pressespiegel.search.query.tree import SearchField

RARER = 10
"""So many times as many articles must have a name as have what may be a slip for it: its genitive,
or another spelling of its umlauts."""


@dataclass(frozen=True, eq=False)
class Naming:
    """The names of an archive as they count at one time: a `pressespiegel.search.engine.Joining`.

    Args:
        owner: the owner's list.
        stated: short forms of organisations by the long forms that articles state.
    """

    owner: OwnerNames = field(default_factory=OwnerNames)
    stated: Mapping[str, str] = field(default_factory=dict)

    def concerns(self, facet: str) -> bool:
        """Whether any values of a facet may be one."""
        return facet in ENTITY_KINDS or facet in self.owner.facets

    def canonical(self, facet: str, name: str) -> str:
        """What a name is called that no article may have, itself where nothing is known of it.

        >>> Naming().canonical("place", "Vereinigte Staaten")
        'USA'
        """
        if not self.concerns(facet):
            return name
        rules = self._rules[facet]
        return rules.labels.get(rules.resolved(rules.keys([name])[0]), name)

    def others(self, facet: str) -> Iterator[tuple[str, str]]:
        """Other names, each with the one that it is shown under, for who begins to type one."""
        if facet == "place":
            yield from country_aliases().items()
        if facet == "organisation":
            for long, short in self.stated.items():
                yield from ((long, short), (short, long))
        for group in self.owner.of(facet).groups:
            yield from ((other, group[0]) for other in group[1:])

    def wordings(self, searched: SearchField) -> Synonyms:
        """What else the names in a field of a query are called."""
        if searched not in self._wordings:
            groups = [*self.owner.of(searched).groups]
            if searched == "place":
                groups += [(country.name, *country.others) for country in countries()]
            if searched == "organisation":
                groups += self.stated.items()
            self._wordings[searched] = joined_synonyms(groups)
        return self._wordings[searched]

    def joined(self, facet: str, names: Sequence[str], articles: Callable[[int], int]) -> Joined:
        """Which of all names of a facet are one; linear in the names.

        `articles` tells how many articles have the name at a place.
        """
        rules = self._rules[facet]
        held = _Held(rules.keys(names))
        moved = {key: rules.resolved(key) for key in rules.targets if key in held}
        slipped: set[int] = set()
        if facet in ENTITY_KINDS:
            slips = held.written_out(articles) if facet == "person" else ()
            for key, base in chain(slips, held.genitives(facet, articles)):
                if key not in rules.settled and key not in moved:
                    moved[key] = moved.get(base) or rules.resolved(base)
                    slipped.update(held.places(key))
        members = {key: places for key, places in held.repeated.items() if key not in moved}
        for key in rules.labels:
            if key in held and key not in moved:
                members[key] = held.places(key)
        for key, target in moved.items():
            if target in moved:
                # the genitive of a genitive
                target = moved[target]
            members[target] = [*(members.get(target) or held.places(target)), *held.places(key)]
        groups = []
        for key, places in members.items():
            own = frozenset(held.places(key))
            most = min(
                places,
                key=lambda each: (each in slipped, -articles(each), each not in own, names[each]),
            )
            label = rules.labels.get(key) or names[most]
            if len(places) > 1 or label != names[places[0]]:
                groups.append(JoinedGroup(label, tuple(sorted(places))))
        hidden = (place for key in rules.hidden for place in members.get(key) or held.places(key))
        return Joined(tuple(groups), tuple(hidden))

    @cached_property
    def _wordings(self) -> dict[SearchField, Synonyms]:
        """Those asked for so far; many words of organisations are stemmed for them."""
        return {}

    @cached_property
    def _rules(self) -> Mapping[str, Rules]:
        return {
            facet: rules_for(facet, self.owner.of(facet), self.stated) for facet in VALUE_FIELDS
        }


class _Held:
    """The names that an archive has, by their keys."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._last = dict(zip(keys, range(len(keys)), strict=True))
        self.repeated: dict[str, list[int]] = {}
        """The places of all names, in order, by each key that several have."""
        if len(self._last) < len(keys):
            for place, key in enumerate(keys):
                if self._last[key] != place:
                    self.repeated.setdefault(key, []).append(place)
            for key, places in self.repeated.items():
                places.append(self._last[key])

    def __contains__(self, key: str) -> bool:
        return key in self._last

    def places(self, key: str) -> list[int]:
        """The places of all names with a key."""
        if key in self.repeated:
            return self.repeated[key]
        return [self._last[key]] if key in self._last else []

    def genitives(self, facet: str, articles: Callable[[int], int]) -> Iterator[tuple[str, str]]:
        """The keys that are genitives of others, each with the other.

        An apostrophe is sure; else the name must be far more frequent than its genitive would be,
        since Peters is a name as well. Surnames alone are left as they are.
        """
        for key in [key for key in self._last if key.endswith(("s", "'"))]:
            base = genitive_of(key)
            if base not in self._last or (facet == "person" and " " not in key):
                continue
            if "'" in key[-2:] or self._rarer(key, base, articles):
                yield key, base

    def written_out(self, articles: Callable[[int], int]) -> Iterator[tuple[str, str]]:
        """The keys of people that are slips for others by their umlauts, each with the other.

        They are told by how rare they are; surnames alone are left as they are.
        """
        keys = [key for key in self._last if not key.isascii() and " " in key]
        alike: dict[str, list[str]] = {}
        for key, written in zip(keys, written_out(keys), strict=True):
            if written != key:
                # one without any umlaut is what the others are when written out
                known = [written] if written in self._last else []
                alike.setdefault(written, known).append(key)
        for spellings in [each for each in alike.values() if len(each) > 1]:
            most = max(spellings, key=lambda key: self._articles(key, articles))
            for key in spellings:
                if self._rarer(key, most, articles):
                    yield key, most

    def _rarer(self, key: str, other: str, articles: Callable[[int], int]) -> bool:
        return self._articles(key, articles) * RARER <= self._articles(other, articles)

    def _articles(self, key: str, articles: Callable[[int], int]) -> int:
        return sum(map(articles, self.places(key)))


def short_forms(pairs: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """The short forms of long ones, of (short, long, articles that state both).

    Only where two thirds of the articles agree, both on what the long form is called for short and
    on what the short form stands for.

    >>> short_forms([("AFA", "Alpenfreunde Aachen", 3), ("AFA", "Amt für Abfall", 1)])
    {'Alpenfreunde Aachen': 'AFA'}
    """
    stated = list(pairs)
    of_long: dict[str, int] = {}
    of_short: dict[str, int] = {}
    for short, long, articles in stated:
        of_long[long] = of_long.get(long, 0) + articles
        of_short[short] = of_short.get(short, 0) + articles
    return {
        long: short
        for short, long, articles in stated
        if 3 * articles >= 2 * max(of_long[long], of_short[short])
    }
