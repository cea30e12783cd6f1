"""Lists of facts that finding names leans on: first names, cities, countries, roles, forms.

The lists are files in `data/`, whose heads say where they are from; countries and territories
come from Babel. docs/entities.md has the licences. Nothing is read before it is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from babel import Locale

BITS: Mapping[str, int] = MappingProxyType(
    {
        "first_names": 1,
        "places": 2,
        "countries": 4,
        "organisation_forms": 16,
        "place_parts": 32,
        "organisations": 64,
    }
)


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Sets of single words, for the questions that are asked of a word."""

    first_names: frozenset[str]
    places: frozenset[str]
    place_parts: frozenset[str]
    countries: frozenset[str]
    roles: frozenset[str]
    organisation_forms: frozenset[str]
    organisations: frozenset[str]
    members: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """Which of the sets but roles a word is in, as the sum of the bits in `BITS`: one look-up."""

    def __post_init__(self) -> None:
        """Work out `members`."""
        members: dict[str, int] = {}
        for name, bit in BITS.items():
            for word in getattr(self, name):
                members[word] = members.get(word, 0) | bit
        object.__setattr__(self, "members", members)


@cache
def gazetteers() -> Gazetteers:
    """The lists, read once."""
    territories = [name for code, name in territory_names().items() if code != "001"]
    return Gazetteers(
        first_names=frozenset(lines("first_names.txt")),
        places=frozenset(name for name in cities() if " " not in name),
        place_parts=frozenset(
            part for name in cities() if " " in name for part in name.split() if part[0].isupper()
        ),
        countries=frozenset(
            [
                *(part for name in territories for part in name.split() if part[0].isupper()),
                # of "Rotes Meer", no part says much
                *(name for name in lines("regions.txt") if " " not in name),
            ]
        ),
        roles=frozenset(lines("roles.txt")),
        organisation_forms=frozenset(lines("org_forms.txt")),
        organisations=frozenset(
            name
            for line in lines("organisations.tsv")
            for name in line.replace("\t", ", ").split(", ")
            if " " not in name
        ),
    )


@cache
def cities() -> frozenset[str]:
    """Cities and towns, by the names that German papers print."""
    return frozenset(lines("cities.txt"))


@cache
def territory_names() -> dict[str, str]:
    """ISO 3166 and UN M.49 codes, and the German name of each country, territory, continent."""
    names = dict(Locale("de").territories)
    return {code: names[code] for code in names if code not in ("XA", "XB", "ZZ", "QO", "EU", "UN")}


def lines(file: str) -> list[str]:
    """The lines of a file in `data/`; a number sign opens a comment."""
    content = resources.files(__package__).joinpath(f"data/{file}").read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]
