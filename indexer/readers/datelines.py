"""Datelines: where a story was filed, and by whom, before its first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressespiegel.indexer.entities.gazetteers import gazetteers

# Bad Homburg | Frankfurt/Main | Wien/Berlin | Frankfurt (Oder) | New York | Freiburg i. Br.
_WORD = r"[A-ZÄÖÜ][a-zäöüßéèáàâôçñ'’]+|St\.|[A-ZÄÖÜ]{3,}|[A-ZÄÖÜ][a-zäöüß]+-[A-ZÄÖÜ][a-zäöüß]+"
_LINK = r"(?:am|an der|an|im|in|bei|ob der|vor der|auf|de|di|la|del|d\.|i\.|a\.|der)"
_PLACE = (
    rf"(?:{_WORD})(?:[ -](?:{_LINK} )?(?:{_WORD})){{0,3}}(?: (?:[ai]\. ?(?:[A-Z]\w*\.?)|\(Oder\)))?"
)
_PLACES = rf"{_PLACE}(?:\s?/\s?{_PLACE}){{0,3}}"
_AGENCY = r"[A-Za-zÄÖÜäöü][\w./ &-]{1,40}"
_QUOTES = r"\"'„“»«‚‹"

# Berlin (dpa/lby) - Der … | Berlin (dpa) Der … | BERLIN (AFP). Der …
_WITH_AGENCY = re.compile(
    rf"(?P<place>{_PLACES}),?\s*\((?P<agency>{_AGENCY})\)\s*(?:[-–—:.]+\s*)?(?=[{_QUOTES}\dA-ZÄÖÜ])"
)
# Berlin, 12. Januar (dpa) - Der … | Brüssel, 12. Jan. – Der …
_WITH_DAY = re.compile(
    rf"(?P<place>{_PLACES}),?\s+(?:den\s+)?\d{{1,2}}\.\s?(?:\d{{1,2}}\.|[A-ZÄÖÜ][a-zä]+\.?)"
    rf"(?:\s*\d{{4}})?\s*(?:\((?P<agency>{_AGENCY})\)\s*)?[-–—:]+\s+"
)
# Brüssel - Angesichts … | Wien/Berlin – Der … | dpa Berlin. …
_WITH_DASH = re.compile(rf"(?P<place>{_PLACES})\.?\s*[-–—]{{1,2}}\s+(?=[{_QUOTES}\dA-ZÄÖÜ])")
# New York. Der … | BERLIN. Der … | dpa/lby Berlin. …
_WITH_STOP = re.compile(
    rf"(?:(?P<agency>dpa|afp|epd|kna|apa|sid|rtr)(?:/\w+)?\s+)?(?P<place>{_PLACES})\.\s+"
    rf"(?=[{_QUOTES}\dA-ZÄÖÜ])"
)
# (dpa) - Der …
_ONLY_AGENCY = re.compile(
    r"\((?P<agency>(?:dpa|afp|ap|epd|kna|apa|sid|sda|rtr|reuters)[\w./ -]{0,30})\)\s*[-–—:]*\s*",
    re.I,
)

_NO_PLACE = frozenset(
    """
    der die das ein eine einen dem den des im in am an auf aus bei nach vor und oder aber auch
    nein ja danke bitte update hinweis kommentar analyse interview porträt eilmeldung frage
    antwort fazit beispiel wetter sport politik wirtschaft kultur achtung korrektur herr frau er
    sie es wir ich man
    """.split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and agency as written ("dpa/lby", "" where none is named); `end` is where it ends."""

    place: str
    agency: str
    end: int


def dateline_of(text: str) -> Dateline | None:
    """The dateline that a story's first paragraph begins with, None where it has none.

    >>> dateline_of("Bad Homburg (dpa/lhe) - Die Stadt hat …")
    Dateline(place='Bad Homburg', agency='dpa/lhe', end=24)
    >>> dateline_of("Die Stadt - so viel ist klar - hat …") is None
    True
    """
    start = text[:160]
    for form in (_WITH_AGENCY, _WITH_DAY, _WITH_DASH, _WITH_STOP, _ONLY_AGENCY):
        match = form.match(start)
        if not match:
            continue
        parts = match.groupdict()
        place = parts.get("place") or ""
        if place and not _is_place(place, sure=form in (_WITH_AGENCY, _WITH_DAY)):
            continue
        if form is _WITH_STOP and not (parts["agency"] or place.isupper() or _is_known(place)):
            continue
        return Dateline(_spelled(place), (parts.get("agency") or "").strip(), match.end())
    return None


def _is_place(place: str, *, sure: bool) -> bool:
    words = re.split(r"[\s/]+", place)
    if words[0].lower() in _NO_PLACE:
        return False
    return sure or len(words) <= 4


def _is_known(place: str) -> bool:
    # "Vorbei. Der Streit …" begins as "Kiel. Der Streit …" does
    known = gazetteers()
    words = [word for word in re.split(r"[\s/]+", place) if word[0].isupper()]
    return all(word in known.places or word in known.place_parts for word in words)


def _spelled(place: str) -> str:
    # BERLIN | FRANKFURT/MAIN: capitals are typography
    return re.sub(r"[A-ZÄÖÜ]{4,}", lambda word: word[0].capitalize(), place)
