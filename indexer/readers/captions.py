"""Photo captions: what the picture shows, and who took it."""

from __future__ import annotations

import re

from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.search.article import Caption

_WHO = (
    r"(?:Archiv|Symbol|Bei)?(?:fotos?|bild(?:er)?)|(?:Bild|Foto)(?:quelle|nachweis|credit|rechte)n?"
    r"|Quelle|Grafik|Illustration|Zeichnung|Karikatur|Montage|Fotomontage|Video|Screenshot"
    r"|Copyright|Credits?|Photos?|Image|Picture|Fotograf(?:in)?|Aufnahme"
)
# (Foto: Max Muster/dpa) | [Bild: dpa] | (Quelle: imago)
_BRACKETED = re.compile(rf"\s*[(\[](?:(?:{_WHO})\s*:|©|\(c\))\s*([^()\[\]]{{1,200}})[)\]]", re.I)
# … in Brüssel. Foto: Olivier Muster/dpa | © Max Muster | Foto Max Muster/dpa
_MARKED = re.compile(
    rf"(?:^|(?<=[\s.!?…\"“”«»)|]))[|/–-]?\s*(?:(?:{_WHO})\s*:|©|\(c\))\s*(\S.{{0,200}})$",
    re.I | re.S,
)
# … in Brüssel. (dpa) | … in Brüssel (Max Muster/AFP)
_AGENCY = (
    r"dpa|afp|ap|reuters|rtr|epd|kna|apa|sda|keystone|imago|getty(?: images)?|picture alliance"
)
_CLOSING = re.compile(rf"\s*\(([^()]{{0,80}}\b(?:{_AGENCY})\b[^()]{{0,60}})\)\s*$", re.I)
# picture alliance / dpa | Max Muster ; IMAGO/Max Muster ; Max Muster/dpa : only slashes and names
_BARE = re.compile(
    rf"(?:^|(?<=[.!?…\"“”«»)]\s))((?:[\w.&'’ -]{{2,50}}\s*[/|]\s*)*(?:{_AGENCY})"
    r"(?:\s*[/|]\s*[\w.&'’ -]{2,50}){0,4})$",
    re.I,
)
LONGEST = 800
"""Characters of the longest caption; what is longer is no caption, and not searched for credits."""
_EDGES = " \t\n|/–-:;,"


def caption_of(text: str) -> Caption:
    """Part a caption from its credits.

    >>> caption_of("Das Rathaus am Abend. Foto: Eva Muster/dpa (Bild: dpa)")
    Caption(text='Das Rathaus am Abend.', credit='Eva Muster/dpa')
    """
    if len(text) > LONGEST:
        return Caption(one_line(text))
    credits: list[str] = []

    def take(match: re.Match[str]) -> str:
        credits.append(match[1].strip(_EDGES))
        return " "

    rest = _BRACKETED.sub(take, text).strip()
    rest = _MARKED.sub(take, rest).strip()
    if not credits:
        rest = _CLOSING.sub(take, rest).strip()
    if not credits:
        rest = _BARE.sub(take, rest).strip()
    return Caption(one_line(rest).strip(" |/"), "; ".join(_distinct(credits)))


def has_credit(text: str) -> bool:
    """Whether a text names who took a picture, in brackets or at its end.

    >>> has_credit("Das Rathaus am Abend. Foto: Eva Muster"), has_credit("Er sah das Foto: nichts.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    if _BRACKETED.search(text):
        return True
    marked = _MARKED.search(text)
    return marked is not None and not re.search(r"[.!?]\s*$", marked[1]) and len(marked[1]) <= 120


def _distinct(credits: list[str]) -> list[str]:
    """Each credit once; one that is part of another says nothing more."""
    kept: list[str] = []
    for credit in dict.fromkeys(credits):
        if credit and not any(credit in other for other in credits if other != credit):
            kept.append(credit)
    return kept
