"""Which spellings of a name are surely the same name: "Karl-Heinz Möller", "Karl Heinz Moeller"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MARKS = re.compile("[\u0300-\u0307\u0309-\u036f]")
"""All combining marks but the diaeresis, which makes another letter of a vowel."""

_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
_FOREIGN = re.compile(r"[^\x00-\x7fäöüÄÖÜß\u2010-\u2015\u2018\u2019]")
_HYPHENS = re.compile("[-\u00ad\u2010-\u2015]")
_SPACES = re.compile(r"[^\S\x1d]+")
_BETWEEN = "\x1d"
_LONGEST_CAPITALS = 5
"""Of words this long and in capitals, the capitals count: BUND is not the Bund."""


def spelling_keys(kind: str, names: Sequence[str]) -> list[str]:
    """For each name of one kind a key that its other spellings share; linear, and quick.

    Umlauts and what stands for them, accents, capitals, hyphens, dots and kinds of apostrophes make
    no difference, but in the surname of a person alone, where "Möller" and "Moeller" are two
    families.

    >>> spelling_keys("person", ["Karl-Heinz Möller", "Karl Heinz MOELLER", "Möller", "Moeller"])
    ['karl heinz moeller', 'karl heinz moeller', 'Möller', 'Moeller']
    >>> spelling_keys("organisation", ["Rot-Weiß Kiel", "Rot Weiss Kiel", "BUND", "Bund"])
    ['rot weiss kiel', 'rot weiss kiel', 'BUND', 'bund']
    """
    joined = _BETWEEN.join(names)
    keys = _folded(joined).split(_BETWEEN)
    if len(keys) != len(names):
        keys = [_folded(name.replace(_BETWEEN, " ")) for name in names]
    if kind == "person":
        return [key if " " in name else name for name, key in zip(names, keys, strict=True)]
    return [
        name if len(name) <= _LONGEST_CAPITALS and name.isupper() else key.strip() or name
        for name, key in zip(names, keys, strict=True)
    ]


def _folded(text: str) -> str:
    if _FOREIGN.search(text):
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    text = text.lower()
    for letter, written in _UMLAUTS:
        text = text.replace(letter, written)
    text = _HYPHENS.sub(" ", text).replace(".", "").replace("\u2019", "'").replace("\u2018", "'")
    return _SPACES.sub(" ", text)


def genitive_of(key: str) -> str:
    """What a key may be the genitive of, "" for none.

    >>> genitive_of("angela merkels"), genitive_of("karl marx'"), genitive_of("kern")
    ('angela merkel', 'karl marx', '')
    """
    for ending in ("'s", "'"):
        if key.endswith(ending):
            return key.removesuffix(ending)
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else ""
