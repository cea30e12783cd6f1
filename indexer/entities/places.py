"""Join the mentions of places: one name for a country, genitives, "Frankfurt" and its river."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pressespiegel.indexer.entities.common_nouns import (
    COLLOQUIAL,
    is_adjective,
    is_common_noun,
    may_name_place,
)
from pressespiegel.indexer.entities.events import ends_like_event
from pressespiegel.indexer.entities.gazetteers import (
    cities,
    gazetteers,
    lines,
    territory_names,
)
from pressespiegel.indexer.entities.names import Group
from pressespiegel.indexer.entities.span import Span
from pressespiegel.search.naming.countries import countries

# "Frankfurt/Main", "Frankfurt (Oder)", "Halle an der Saale", "Rothenburg o.d.T."
_WITH_RIVER = re.compile(
    r"(?P<city>[A-ZÄÖÜ][\wäöüß-]+)"
    r"(?: ?/ ?| ?\(| am | an der | im | in der | in | ob der | bei | a\. ?d?\.? ?)"
    r"(?P<by>[A-ZÄÖÜ][\wäöüß. -]+?)\)?"
)
_RIVERS = frozenset(
    "Main Oder Saale Inn Donau Rhein Neckar Elbe Weser Mosel Lahn Ruhr Spree Havel Enns Ybbs Lech "
    "Isar Ilm Aller Leine See Tauber Breisgau Taunus Allgäu Harz Schwaben Oberbayern Oberfranken "
    "Westfalen Erzgebirge Odenwald Vogtland Pfalz Holstein Mecklenburg Thüringen".split()
)

_ARTICLE = re.compile(
    r"\b(?:de[mnrs]|die|das|im|am|vom|zum|zur|beim|eine?[mnrs]?|keine?[mnrs]?|seine?[mnrs]?|"
    r"ihre?[mnrs]?|unsere?[mnrs]?|diese[mnrs]?)[ \t]$",
    re.IGNORECASE,
)
_SMALL_WORD_BEFORE = re.compile(r"\b([a-zäöüß]+)[ \t]$")
_BEFORE_PLACES = frozenset(
    "in aus nach bei von um bis ab über vor hinter durch für gegen zwischen und oder sowie als wie "
    "neben aber auch doch dass da wo wenn weil während".split()
)
"""What may stand before the name of a town; not "mit Salz", "stoppt Floß"."""

_OFTEN = 3
"""A place mentioned this often in an article is trusted though its name is a noun."""

_DETERMINER = re.compile(
    r"^(?:[Ii]hre[mnrs]?|[Uu]nsere[mnrs]?|[Ss]eine[mnrs]?|[Dd]e[mrs]|[Dd]ie|[Dd]as|[Ii]m|[Ii]n|"
    r"[Aa]us) (?=[A-ZÄÖÜ])"
)
_ENDINGS = {
    "Meer": "es",
    "Haus": "es",
    "Rathaus": "es",
    "Osten": "er",
    "Westen": "er",
    "Platz": "er",
    "Republik": "e",
    "Halbinsel": "e",
    "Straße": "e",
    "Allee": "e",
    "Brücke": "e",
    "Ozean": "er",
    "Wald": "er",
    "Markt": "er",
    "Land": "es",
    "Viertel": "es",
    "Insel": "e",
    "Inseln": "e",
    "Alpen": "e",
    "Küste": "e",
    "Bucht": "e",
}
_WITH_ADJECTIVE = re.compile(rf"(?P<stem>[A-ZÄÖÜ][a-zäöüß]+?)e[mn]? (?P<noun>{'|'.join(_ENDINGS)})")
# what people of a country are called where the word does not end in -er
_PEOPLE = frozenset(
    name + ending
    for name in (
        "Türke Pole Russe Franzose Däne Schwede Finne Brite Ire Schotte Tscheche Slowake Rumäne "
        "Bulgare Grieche Kroate Serbe Portugiese Chinese Vietnamese Afghane Baske Katalane Lette "
        "Slowene Jude Kurde Sorbe Syrer Deutsche Bosnier Ukrainer Ägypter Engländer Libanese "
        "Sudanese Senegalese Kongolese Ghanaer Somalier Jemenit Israeli Iraker Iraner Saudi "
        "Tscheche Este Bayer Sachse Hesse Schwabe Westfale Franke Friese Balte Araber "
        "Palästinenser Mongole Usbeke Tadschike Turkmene Kirgise Kasache"
    ).split()
    for ending in ("", "n", "r", "s", "in", "innen")
) - {"Polen", "Hessen", "Sachsen", "Schwaben", "Westfalen", "Franken", "Bayern", "Esten"}


@cache
def country_names() -> Mapping[str, str]:
    """Every name of a country, territory or continent, and the one that it is kept under; also of
    those states of a country that go by several names."""
    names = {name: name for code, name in territory_names().items() if code != "001"}
    for country in countries():
        printed = territory_names().get(country.code, country.name)
        for name in (printed, country.name, *country.others):
            names[name] = country.name
    return names


@cache
def known_places() -> frozenset[str]:
    """Every place that is sure to be one: countries, regions, cities that are no first names."""
    sure = (
        name
        for name in cities()
        if name not in gazetteers().first_names and name.lower() not in COLLOQUIAL
    )
    return frozenset([*country_names(), *lines("regions.txt"), *sure])


def is_place(name: str) -> bool:
    """Whether a name, or what it is the genitive of, is a known place."""
    return name in known_places() or (name.endswith("s") and name[:-1] in known_places())


def is_club(name: str) -> bool:
    """Whether two known places side by side are a club's name: "Bayern München".

    >>> is_club("Bayern München"), is_club("New York")
    (True, False)
    """
    words = name.split(" ")
    return len(words) == 2 and name not in known_places() and all(map(is_place, words))


@lru_cache(maxsize=1 << 14)
def is_inhabitant(word: str) -> bool:
    """Whether a word is made from a place: "Berliner", "Münchner", "Schweizer".

    >>> is_inhabitant("Hamburger"), is_inhabitant("Hannover")
    (True, False)
    """
    if word in _PEOPLE and word not in known_places():
        return True
    if " " in word or not word.endswith(("er", "erin", "ern", "ers")) or word in known_places():
        return False
    stem = re.sub(r"er(?:in|n|s)?$", "", word)
    known = known_places()
    candidates = (stem, stem + "e", stem + "en", re.sub(r"n$", "en", stem), stem + "er")
    return any(candidate in known for candidate in candidates) or stem in ("Schweiz", "Wien")


def link(text: str, spans: Sequence[Span]) -> list[Group]:
    """Join the spans of places of one text into groups, one for each place."""
    printed = {_clean(span.text) for span in spans}
    mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        name = canonical(_clean(span.text), printed)
        if name and not _is_common(text, span, name):
            mentions[name].append((span.start, span.end))
    for name in [name for name in mentions if _is_noun(text, name, mentions[name])]:
        del mentions[name]
    for name in [name for name in mentions if (match := _river(name)) and match in mentions]:
        mentions[name] += mentions.pop(_WITH_RIVER.fullmatch(name)["city"])  # type: ignore[index]
    return [
        Group("place", name, "", tuple(sorted(set(places)))) for name, places in mentions.items()
    ]


def _is_common(text: str, span: Span, name: str) -> bool:
    """Whether a city's name is a noun where it stands: "in der Halle"; cities have no article."""
    return (
        name in cities()
        and name in known_places()
        and name not in country_names()
        and has_article(text, span.start)
        and is_common_noun(name)
        and not may_name_place(name)
    )


def _is_noun(text: str, name: str, mentions: Sequence[tuple[int, int]]) -> bool:
    """Whether what was taken for a place is a noun: "bei Nieselregen", "stoppt Floß".

    What stands often and never with an article rather is a place that is called by a noun.
    """
    if " " in name or may_name_place(name):
        return False
    if is_place(name):
        return len(mentions) == 1 and _is_noun_of_town(text, name, mentions[0][0])
    if not is_common_noun(name) and not is_adjective(name):
        return False
    return len(mentions) < _OFTEN or any(has_article(text, start) for start, _ in mentions)


def _is_noun_of_town(text: str, name: str, start: int) -> bool:
    """Whether a noun that is a town's name, too, is a noun by the small word before it."""
    if name not in cities() or name in country_names() or not is_common_noun(name):
        return False
    before = _SMALL_WORD_BEFORE.search(text, max(0, start - 20), start)
    if before is None or before[1] in _BEFORE_PLACES:
        return False
    # "im niedersächsischen Lohne"
    return not before[1].endswith("ischen")


def has_article(text: str, start: int) -> bool:
    """Whether an article, or a word that stands for one, comes right before a place in a text."""
    return bool(_ARTICLE.search(text, max(0, start - 20), start))


@lru_cache(maxsize=1 << 14)
def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip('„“"»«(),;:')
    if "- " in name and (mended := name.replace("- ", "-")) in known_places():
        return mended
    return name if name in known_places() else _DETERMINER.sub("", name)


def _river(name: str) -> str:
    match = _WITH_RIVER.fullmatch(name)
    return match["city"] if match and match["by"].split()[-1] in _RIVERS else ""


def canonical(name: str, printed: set[str] | frozenset[str] = frozenset()) -> str:
    """The name that a place is kept under, "" for what is none.

    >>> canonical("Vereinigten Staaten"), canonical("Russlands"), canonical("Halle/Saale")
    ('USA', 'Russland', 'Halle an der Saale')
    """
    names = country_names()
    if name in names:
        return names[name]
    if name.isupper() and name.title() in known_places() and len(name) > 3:
        return names.get(name.title(), name.title())
    if not any(letter.isupper() for letter in name) or is_inhabitant(name) or ends_like_event(name):
        return ""
    if name not in known_places() and len(name) > 3:
        for ending in ("s", "’", "'"):
            bare = name.removesuffix(ending)
            if bare != name and (bare in known_places() or bare in printed):
                return names.get(bare, bare)
    if _river(name):
        return _with_river(name)
    return _nominative(name)


def _nominative(name: str) -> str:
    """A place of adjective and noun as it stands alone: "Rotes Meer" for "Roten Meer"."""
    match = _WITH_ADJECTIVE.fullmatch(name)
    return f"{match['stem']}{_ENDINGS[match['noun']]} {match['noun']}" if match else name


def _with_river(name: str) -> str:
    match = _WITH_RIVER.fullmatch(name)
    if not match:
        return name
    for middle in ("am", "an der", "im", "in", "a.d."):
        full = f"{match['city']} {middle} {match['by']}"
        if full in cities():
            return full
    return name
