"""What else countries, and states of countries, are called: "Vereinigte Staaten" for the USA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a state of one, by its ISO 3166 code, the name of the press, and others."""

    code: str
    name: str
    others: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """The countries that the press calls by more than one name, or otherwise than Unicode does."""
    content = resources.files(__package__).joinpath("countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in content.splitlines() if not line.startswith("#"))
    return tuple(
        Country(code, name, tuple(other.strip() for other in others.split(",") if other.strip()))
        for code, name, others in rows
    )


@cache
def country_aliases() -> Mapping[str, str]:
    """The name that the press uses, by each other name.

    >>> country_aliases()["Vereinigte Staaten"], country_aliases()["US"]
    ('USA', 'USA')
    """
    return {other: country.name for country in countries() for other in country.others}
