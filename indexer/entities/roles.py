"""What a text calls a person: titles before the name, offices before and after it."""

from __future__ import annotations

import re
from functools import lru_cache

from pressespiegel.indexer.entities.features import ends_like_role
from pressespiegel.indexer.entities.gazetteers import gazetteers

TITLES = frozenset(
    "Dr. Dr Prof. Prof Mag. Dipl.-Ing. Ing. h.c. h. c. med. rer. nat. phil. jur. PD Doktor "
    "Dres. habil. DDr. MMag.".split()
)
"""Academic titles, which stand between office and name and belong to neither."""

ADDRESSES = frozenset("Herr Herrn Frau Frl. Fräulein Familie Mr. Mrs. Ms. Madame Monsieur".split())
"""Forms of address: they say that a name follows, and nothing about who it is."""

_RELATIONS = frozenset(
    "Bruder Schwester Sohn Tochter Vater Mutter Ehefrau Ehemann Witwe Witwer Tante Onkel Großvater "
    "Großmutter Kollege Kollegin Nachfolger Nachfolgerin Vorgänger Vorgängerin Zeuge Zeugin Star "
    "Meister Amtskollege Amtskollegin Vize Mitarbeiter Mitarbeiterin Besitzer".split()
)
"""Words that only mean something with the one that they refer to."""

# "Regierende Bürgermeisterin", "Erste Stadträtin"
_PART_OF_OFFICE = frozenset(
    "Regierender Regierende Regierenden Erster Erste Ersten Zweiter Zweite Zweiten Leitender "
    "Leitende Leitenden Designierter".split()
)
# "Präsidenten", "Kandidaten": weak nouns that end in -en outside the nominative
_WEAK = re.compile(
    r"(?:präsident|kandidat|demokrat|diplomat|soldat|assistent|intendant|kommandant|dirigent|"
    r"referent|dozent|dezernent|student|korrespondent|produzent|regent|astronaut|biograf|fotograf|"
    r"geograf|pilot|polizist|jurist|journalist|aktivist|artist|pianist|komponist|kardinal|fürst|"
    r"bürgerrechtler|philosoph|ökonom|astronom|experte|zeuge|kollege|psychologe|soziologe|"
    r"politologe|biologe|virologe|theologe|meteorologe|epidemiologe|archäologe|stratege|insasse)n$"
    r"|(?:ent|ant|at|ist|graf|nom|soph|ot|aut)en$",
    re.IGNORECASE,
)
# read backwards from the name, which takes time for a few words and not for all that stands before
_WORDS_BEFORE = re.compile(r"\n?((?:[ \t][\w.'’-]{1,40}){1,6})")
_LOOK_BACK = 120
# ", Generalsekretär der Nato,": an office after the name, up to the next comma or full stop
_APPOSITION = re.compile(
    r"(?: \([^)\n]{1,20}\))?, (?:der |die |dem |den |seit \d{4} )?"
    r"(?P<role>(?P<head>[A-ZÄÖÜ][\w-]{2,50})"
    r"(?P<of>(?: (?:der|des|von|vom|für|im|in|am|an|beim|bei|zu|zur)"
    r"(?: (?:[\w-]{1,40}|\w{1,3}\.)){1,5})?))"
    r"(?=[,.;:)]|$)"
)


@lru_cache(maxsize=1 << 14)
def is_role(word: str) -> bool:
    """Whether a word names an office or a profession: "Vize-Außenminister", "Anwältin"."""
    last = word.rpartition("-")[2]
    if last in ADDRESSES or word in _RELATIONS or last in TITLES:
        return False
    return last in gazetteers().roles or ends_like_role(last) or nominative(last) != last


@lru_cache(maxsize=1 << 14)
def nominative(role: str) -> str:
    """The basic form of an office that stands in another case, or is that of several women.

    >>> nominative("US-Präsidenten"), nominative("Außenministers"), nominative("Landrat")
    ('US-Präsident', 'Außenminister', 'Landrat')
    >>> nominative("Fraktionschefinnen")
    'Fraktionschefin'
    """
    if role.endswith("innen"):
        return role.removesuffix("nen")
    roles = gazetteers().roles
    stem, hyphen, last = role.rpartition("-")
    if last in roles:
        return role
    for ending in ("en", "n", "s", "es"):
        base = last.removesuffix(ending)
        if base != last and (
            base in roles or (ending != "es" and _WEAK.search(last) and ending in ("en", "n"))
        ):
            if ending == "en" and base + "e" in roles:
                base += "e"
            return stem + hyphen + base
    if last.endswith(("ministers", "meisters", "chefs", "sprechers", "leiters", "trainers")):
        return role[:-1]
    return role


def role_before(text: str, start: int) -> str:
    """The office named right before a name that begins at `start`, "" if there is none.

    >>> text = "Das sagte der russische Außenminister Dr. Iwan Orlow."
    >>> role_before(text, text.index("Iwan"))
    'Außenminister'
    """
    before = _WORDS_BEFORE.match(text[max(0, start - _LOOK_BACK) : start][::-1])
    if not before:
        return ""
    words = before[1][::-1].split()
    title = ""
    while words and words[-1] in TITLES:
        title = f"{words.pop()} {title}".strip()
    if words and words[-1][-1] != "." and is_role(words[-1]):
        role = nominative(words[-1])
        if len(words) > 1 and words[-2] in _PART_OF_OFFICE:
            role = f"{words[-2]} {role}"
        return role
    return ""


def role_after(text: str, end: int) -> str:
    """The office given after a name, between commas, "" if there is none.

    >>> text = "Iwan Orlow, Direktor der Sternwarte, sagte ab."
    >>> role_after(text, len("Iwan Orlow"))
    'Direktor der Sternwarte'
    """
    match = _APPOSITION.match(text, end, end + 160)
    if not match or not is_role(match["head"]):
        return ""
    return match["role"]
