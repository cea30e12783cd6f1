"""Compounds of a list in which someone marked the border and the linking element."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINKED = re.compile(
    r"(?P<first>\w+?)_(?:(?P<sign>[+-])(?P<umlaut>=?)(?P<link>\w*)_)?(?P<last>[^_]+)"
)
_LAST_VOWEL = re.compile(r"(au|a|o|u)(?!.*[aou])")
_UMLAUTS = {"au": "äu", "a": "ä", "o": "ö", "u": "ü"}


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound as it is written, with its two parts as they stand alone."""

    whole: str
    first: str
    last: str

    @classmethod
    def read(cls, marked: str) -> Compound | None:
        """Read a compound whose border and linking element are marked, None for other lines.

        >>> Compound.read("staat_+s_besuch").whole, Compound.read("schule_-e_hof").whole
        ('staatsbesuch', 'schulhof')
        >>> Compound.read("land_+=er_spiel").whole
        'länderspiel'
        """
        match = _LINKED.fullmatch(marked)
        if match is None:
            return None
        first, link, last = match["first"], match["link"] or "", match["last"]
        stem = first.removesuffix(link) if match["sign"] == "-" else first
        if match["umlaut"]:
            stem = _LAST_VOWEL.sub(lambda vowel: _UMLAUTS[vowel[0]], stem)
        joined = stem if match["sign"] == "-" else stem + link
        return cls(joined + last, first, last)
