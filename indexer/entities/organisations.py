"""Join the mentions of organisations: short and long forms, cases, known other names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from pressespiegel.indexer.entities.common_nouns import is_common_noun
from pressespiegel.indexer.entities.cue_nouns import (
    CLUBS,
    OF_TOWNS,
    ORGANISATION_NOUNS,
    QUOTES,
)
from pressespiegel.indexer.entities.events import ends_like_event
from pressespiegel.indexer.entities.gazetteers import gazetteers, lines
from pressespiegel.indexer.entities.names import Group
from pressespiegel.indexer.entities.places import is_inhabitant, is_place
from pressespiegel.indexer.entities.span import Span

# " (OSZE)" after a long form
_SHORT_FORM = re.compile(r" \((?P<short>[A-ZÄÖÜ][\w-]{1,11})\)")
_LEGAL_FORM = re.compile(
    r" (?:AG|SE|KG|KGaA|GmbH|mbH|gGmbH|e\. ?V\.?|eG|Inc\.?|Ltd\.?|Corp\.?|PLC|S\.A\.|N\.V\.)"
    r"(?: & Co\.? KG(?:aA)?)?$"
)
_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Corp|Bros)\.$")
_ADJECTIVE = re.compile(r"(?P<stem>[A-ZÄÖÜ][\wäöüß-]*?)(?:en|er|es|em|e)")
_DETERMINER = re.compile(
    r"^(?:(?:[Dd]er|[Dd]as|[Dd]en|[Dd]em|[Dd]es|die|[Ii]hre[mnrs]?|[Uu]nsere[mnrs]?|[Ee]ine[mnrs]?|"
    r"[Mm]it|[Ii]m|[Ii]n|[Bb]eim?|[Vv]om?|[Zz]um|[Zz]ur|[Ff]ür|[Aa]us|[Ll]aut|[Aa]n|[Aa]m|[Aa]uf|"
    r"[Nn]ach) )+(?=\S)"
)
_STRONG_ADJECTIVE = re.compile(
    r"\w+(?:sch|lich|ig|al|ell|iert|eint|iv|är)er|"
    r"(?:Neu|Groß|Alt|Frei|Grün|Rot|Weiß|Schwarz|Blau|Jung|Hoh|Klein|Erst|Zweit)er"
)
_STRONG_ENDINGS = {"m": "er", "f": "e", "n": "es"}
_GENITIVE = re.compile(r"(?<=[a-zäöü]{3})(?:s|es)$")
_WORDS_BEFORE = re.compile(r"(?:[\wäöüß.&-]{1,40} ){1,9}$")
# "A7", "S25", "III"
_CODE = re.compile(r"[A-Z]{1,2}\d{1,4}|[IVX]+")
_WORD_BEFORE = re.compile(r"([A-ZÄÖÜ][\w-]+)[ \t]+[„“\"»«]?$")
_OFTEN = 3
"""An organisation mentioned this often in an article is trusted though its name is a noun."""

_SMALL = frozenset("für und der die das des in im von zur zum am an auf der".split())


@cache
def known_names() -> Mapping[str, str]:
    """Every known name of an organisation, and the one that it is kept under."""
    return _names("organisations.tsv")


@cache
def _aliases() -> Mapping[str, str]:
    """The same with names that mean something else elsewhere: "Spiegel"."""
    return {**_names("organisation_aliases.tsv"), **known_names()}


@cache
def _initialisms() -> frozenset[str]:
    """Abbreviations that name no one: "HIV", "ÖPNV"; legal forms alone."""
    return frozenset(lines("initialisms.txt"))


def _names(file: str) -> Mapping[str, str]:
    names = {}
    for line in lines(file):
        name, others = line.split("\t")
        names[name] = name
        for other in others.split(","):
            names[other.strip()] = name
    return names


@cache
def _nouns() -> Mapping[str, str]:
    return dict(line.split("\t") for line in lines("organisation_nouns.tsv"))


def is_organisation(word: str) -> bool:
    """Whether a word is the name of a known organisation, or ends as such names do."""
    return word in known_names() or word in gazetteers().organisation_forms or bool(_noun(word))


def begins_with_noun(name: str) -> bool:
    """Whether a name of several words begins with its noun: "Stadtmuseum Marenfurt"."""
    first, _, rest = name.partition(" ")
    return bool(rest and _noun(first))


def link(text: str, spans: Sequence[Span]) -> list[Group]:
    """Join the spans of organisations of one text into groups, one for each organisation."""
    printed = {_clean(span.text) for span in spans}
    mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    short_forms: dict[str, str] = {}
    long_forms: dict[str, str] = {}
    for span in spans:
        name = canonical(_clean(span.text), printed)
        if not name:
            continue
        mentions[name].append((span.start, span.end))
        short = _SHORT_FORM.match(text, span.end)
        if short and _abbreviates(short["short"], span.text) and not is_place(short["short"]):
            short_forms[name] = canonical(short["short"], printed)
            mentions[short_forms[name]].append((short.start("short"), short.end("short")))
        elif span.text.isupper():
            # the long form may have been taken for no name: find it by the initials
            start = _long_form(text, span)
            if start is not None:
                mentions[name].append((start, span.start - 2))
                long = canonical(_clean(text[start : span.start - 2]), printed)
                long_forms[name] = "" if long == name else long
    for long, short_name in short_forms.items():
        if long != short_name and long in mentions:
            mentions[short_name] += mentions.pop(long)
            long_forms[short_name] = long
    for name in [name for name in mentions if _is_no_name(text, name, mentions[name])]:
        if name not in CLUBS or not _longer(name, mentions):
            del mentions[name]
    for short_name, long in [(name, _longer(name, mentions)) for name in mentions]:
        if long:
            mentions[long] += mentions.pop(short_name)
    return [
        Group("organisation", name, "", _without_overlaps(places), long_forms.get(name, ""))
        for name, places in mentions.items()
    ]


def _is_no_name(text: str, name: str, mentions: Sequence[tuple[int, int]]) -> bool:
    """Whether what was taken for an organisation is a noun, a people, a code or a work's title."""
    last = name.rpartition(" ")[2]
    if name in _initialisms():
        return True
    if name in _aliases() or is_organisation(last) or is_organisation(name.partition(" ")[0]):
        return False
    if _CODE.fullmatch(name) or is_inhabitant(name):
        return True
    if any(_is_called_organisation(text, start) for start, _ in mentions):
        return False
    if len(mentions) < _OFTEN and (is_common_noun(name) or name in gazetteers().first_names):
        return True
    if _is_noun_of_town(name):
        return True
    quoted = all(
        text[start - 1 : start] in QUOTES and text[end : end + 1] in QUOTES
        for start, end in mentions
        if start and end < len(text)
    )
    return quoted and " " in name and not name.isupper()


def _is_noun_of_town(name: str) -> bool:
    """Whether a name is that of a town's people before a noun: "Berliner Kiez", "Mainzer Firma"."""
    of_town, _, noun = name.partition(" ")
    return (
        of_town.endswith("er")
        and is_inhabitant(of_town)
        and is_common_noun(noun)
        and not noun.lower().endswith(OF_TOWNS)
    )


def _is_called_organisation(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - 50), start)
    return bool(before and before[1].lower().endswith(ORGANISATION_NOUNS))


def _longer(name: str, names: Collection[str]) -> str:
    """The one other name that begins with a name: "Werder Bremen" for "Werder"; "" if none."""
    if name in _aliases() or (name.isupper() and name not in CLUBS):
        return ""
    longer = [other for other in names if other.startswith(f"{name} ")]
    return longer[0] if len(longer) == 1 else ""


def canonical(name: str, printed: set[str] | frozenset[str] = frozenset()) -> str:
    """The name that an organisation is kept under, "" for what is none.

    >>> canonical("Auswärtigen Amtes"), canonical("Vereinten Nationen"), canonical("NATO")
    ('Auswärtiges Amt', 'UN', 'Nato')
    """
    names = _aliases()
    name = _DETERMINER.sub("", name)
    if name in names:
        return names[name]
    if not any(letter.isupper() for letter in name) or len(name) < 2 or ends_like_event(name):
        return ""
    bare = _LEGAL_FORM.sub("", name)
    if bare != name and bare in printed:
        name = bare
    words = name.split(" ")
    # the noun ends the name, or stands before its seat: "Technischen Universität Ilmenau"
    last = len(words) - 1
    number = last if _noun(words[last]) else next(filter(lambda n: _noun(words[n]), range(last)), 0)
    noun = _noun(words[number])
    if noun:
        words[number] = noun
        gender = _nouns().get(noun) or _gender(noun)
        for place, word in enumerate(words[:number]):
            adjective = _ADJECTIVE.fullmatch(word)
            if adjective and gender and _is_adjective(word):
                words[place] = adjective["stem"] + _STRONG_ENDINGS[gender]
        name = " ".join(words)
        return names.get(name, name)
    if name.endswith("s") and len(name) > 4 and name[:-1] in (*names, *printed):
        return names.get(name[:-1], name[:-1])
    return name.rstrip("’' ")


@lru_cache(maxsize=1 << 14)
def _noun(word: str) -> str:
    """The basic form of a noun that ends names of organisations, "" for other words."""
    nouns = _nouns()
    for bare in (word, word.removesuffix("s"), word.removesuffix("es")):
        last = bare.rpartition("-")[2]
        if last in nouns or (len(bare) > 6 and bare.lower().endswith(_noun_endings())):
            return bare
    return ""


@cache
def _gender(noun: str) -> str:
    """The gender of a compound is that of its last part."""
    fitting = [known for known in _nouns() if noun.lower().endswith(known.lower())]
    return _nouns()[max(fitting, key=len)] if fitting else ""


@cache
def _noun_endings() -> tuple[str, ...]:
    return tuple(noun.lower() for noun in _nouns() if len(noun) > 3 or noun == "Amt")


def _is_adjective(word: str) -> bool:
    if word.endswith("er"):
        # "Osnabrücker Zeitung" never changes, "Deutscher Bund" does
        return bool(_STRONG_ADJECTIVE.fullmatch(word))
    return word.endswith(("en", "es", "em", "e"))


@lru_cache(maxsize=1 << 14)
def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip('„“"»«(),;:')
    # a full stop that ends the sentence, no abbreviation
    return (
        name[:-1] if re.search(r"[^.\W]{3,}\.$", name) and not _ABBREVIATED.search(name) else name
    )


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of a short form come in the long one in order, the first at its start."""
    words = long.split()
    if len(short) >= len(long) or (len(words) < 2 and short[1:2].lower() not in long[1:].lower()):
        return False
    rest = iter(long.lower())
    return long[0].lower() == short[0].lower() and all(letter in rest for letter in short.lower())


def _long_form(text: str, span: Span) -> int | None:
    """Where the long form before " (ABC)" begins, if capitals of words make up the short one."""
    if text[span.start - 2 : span.start] != " (" or text[span.end : span.end + 1] != ")":
        return None
    before = _WORDS_BEFORE.search(text, max(0, span.start - 200), span.start - 1)
    if not before:
        return None
    starts = [match.start() for match in re.finditer(r"\S+", before.group())]
    words = before.group().split()
    for number in range(len(words) - 1, -1, -1):
        capitals = "".join(word[0] for word in words[number:] if word[0].isupper())
        if capitals == span.text and len(capitals) > 1:
            return before.start() + starts[number]
    return None


def _without_overlaps(places: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(places)):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
