"""Words that name no one: common nouns, compounds of them, and adjectives used as nouns.

German writes nouns as it writes names, so that a model takes rare nouns for places ("bei
Nieselregen") and surnames. The lexicon by which the search splits compounds knows nouns and what
compounds end with.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pressespiegel.indexer.entities.gazetteers import gazetteers, lines
from pressespiegel.search.german import fold
from pressespiegel.search.german.compound_lexicon import compound_lexicon
from pressespiegel.search.german.compound_rules import NAMES
from pressespiegel.search.german.compounds import bases, compound_parts

# "Humorvolles", "Optischem", "Wissenschaftliches"
_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:isch|lich|voll|bar|sam|haft|los|ig|iert)e[mnrs]?")
# "Bahnhofstraße", "Ostsee", "Westindien": what such words name is a place
_GEOGRAPHIC = re.compile(
    r".{2,}(?:straße|strasse|allee|platz|weg|gasse|damm|ufer|see|meer|gebirge|wald|park|dom|burg|"
    r"schloss|tal|bach|inseln?|berge?|brücken?|turm|tor|markt|viertel|kreis|kanal|hafen|stadion|"
    r"arena|kirchen?|kloster|moor|heide|bad|hausen|heim|dorf|grad|felde?|walde?|hofen|hof|furt|münde|"
    r"land|stein|ecke?|auen?|garten|bahnhof|kreuz|hallen?|hall|steig|chaussee|höhe|graben|mark|hagen|"
    r"horst|kamp|loh|wiesen?|born|brunn|brunnen|quelle|quell|mühlen?|werder|sand|strand|ried|rode|"
    r"reuth|roth|leben|linden?|eichen?|buchen?|grund|winkel|zelle?|kopf|spitze|horn|kogel|alm|alpe?|"
    r"joch|pass|hütten?|münster|warte?|schlag|gruben?|rain|weiler|weiden?|acker|anger|deich|koog|"
    r"siel|sund|förde|haff|teich|weiher|stadt|staat|insel|zoo|gau|tann|hang|halde|wiek|kuppe)"
    r"|(?:Nord|Süd|Ost|West|Mittel|Zentral|Ober|Unter|Nieder|Groß|Klein|Alt|Neu|Hoch|Vorder|Hinter)"
    r"[a-zäöü].*"
)

COLLOQUIAL = frozenset(
    "kita kitas uni unis demo demos azubi azubis promi promis klo akku deo".split()
)
"""Everyday nouns that the lexicon lacks; some are towns abroad as well."""


@lru_cache(maxsize=1 << 14)
def is_common_noun(word: str) -> bool:
    """Whether a capitalised word is a noun of the lexicon, a form of one, or ends with one.

    >>> is_common_noun("Nieselregen"), is_common_noun("Leggings"), is_common_noun("Kornhofen")
    (True, True, False)
    """
    if not word.isalpha() or not word[1:].islower() or len(word) < 3:
        return False
    folded = fold(word)
    if folded in NAMES:
        return False
    if folded in COLLOQUIAL or _is_in_lexicon(folded):
        return True
    parts = compound_parts(folded)
    return (
        len(parts) > 1
        and len(parts[-1]) > 3
        and _is_in_lexicon(parts[-1])
        and (_is_in_lexicon(parts[0]) or _is_in_lexicon(parts[0].removesuffix("s")))
    )


def _is_in_lexicon(folded: str) -> bool:
    lexicon = compound_lexicon()
    if folded in lexicon.parts:
        return True
    return any(lexicon.ends_compounds(base) for base, _ in bases(folded) if len(base) > 3)


def is_adjective(word: str) -> bool:
    """Whether a capitalised word is an adjective by its ending: "etwas Humorvolles"."""
    return bool(_ADJECTIVE.fullmatch(word))


def may_name_place(word: str) -> bool:
    """Whether a common noun may be a place's name all the same: "Bahnhofstraße", "Südspanien".

    >>> may_name_place("Ostsee"), may_name_place("Nieselregen")
    (True, False)
    """
    return bool(_GEOGRAPHIC.fullmatch(word))


def is_surname(word: str) -> bool:
    """Whether a common noun is a surname too: "Wagner", "Kohl"; first names count as such."""
    return (
        word in _noun_surnames()
        or word in gazetteers().first_names
        or word.endswith(("mann", "meier", "meyer", "maier", "mayer", "müller", "bauer", "berger"))
    )


@cache
def _noun_surnames() -> frozenset[str]:
    return frozenset(lines("noun_surnames.txt"))
