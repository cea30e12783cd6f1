"""Which spellings of a name are surely the same name: "Karl-Heinz Möller", "Karl Heinz Moeller"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
_FOREIGN = re.compile(r"[^\x00-\x7fäöüÄÖÜß\u2010-\u2015\u2018\u2019]")
_HYPHENS = re.compile("[\u00ad\u2010-\u2015]")
_OTHER_SPACE = re.compile(r"[^\S \x1d]")
_BETWEEN = "\x1d"
_LONGEST_CAPITALS = 5
"""Of words this long and in capitals, the capitals count: BUND is not the Bund."""


def spelling_keys(kind: str, names: Sequence[str]) -> list[str]:
    """For each name of one kind a key that its other spellings share; linear, and quick.

    Accents, capitals, hyphens, dots and kinds of apostrophes make no difference, nor do umlauts and
    what stands for them, but in names of people: there may be a Gross beside a Groß. The surname of
    a person alone is left as it is.

    >>> spelling_keys("person", ["Karl-Heinz Möller", "KARL HEINZ MÖLLER", "Inès Groß", "Möller"])
    ['karl heinz möller', 'karl heinz möller', 'ines groß', 'Möller']
    >>> spelling_keys("organisation", ["Rot-Weiß Kiel", "Rot Weiss Kiel", "BUND", "Bund"])
    ['rot weiss kiel', 'rot weiss kiel', 'BUND', 'bund']
    """
    folded = _folded if kind == "person" else _without_umlauts
    # apart, since texts of ASCII alone are made small many times as fast
    plain = iter(_each(folded, [name for name in names if name.isascii()]))
    other = iter(_each(folded, [name for name in names if not name.isascii()]))
    keys = [next(plain if name.isascii() else other) for name in names]
    if kind == "person":
        return [key if " " in name else name for name, key in zip(names, keys, strict=True)]
    return [
        name if len(name) <= _LONGEST_CAPITALS and name.isupper() else key.strip() or name
        for name, key in zip(names, keys, strict=True)
    ]


def _each(folded: Callable[[str], str], names: Sequence[str]) -> list[str]:
    """Names folded, all of them as one text."""
    keys = folded(_BETWEEN.join(names)).split(_BETWEEN)
    if len(keys) != len(names):
        keys = [folded(name.replace(_BETWEEN, " ")) for name in names]
    return keys


def _folded(text: str) -> str:
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _FOREIGN.sub(_without_marks, text)
        text = _HYPHENS.sub(" ", text).replace("\u2019", "'").replace("\u2018", "'")
    text = text.lower().replace("-", " ").replace(".", "")
    if _OTHER_SPACE.search(text):
        text = _OTHER_SPACE.sub(" ", text)
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _without_marks(letter: re.Match[str]) -> str:
    return _bare(letter.group())


@lru_cache(maxsize=1 << 12)
def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _without_umlauts(text: str) -> str:
    return _umlauts_written_out(_folded(text))


def _umlauts_written_out(text: str) -> str:
    for letter, written in _UMLAUTS:
        text = text.replace(letter, written)
    return text


def written_out(keys: Sequence[str]) -> list[str]:
    """Keys of people with their umlauts and sharp s as two letters.

    >>> written_out(["jörg groß", "ada kern"])
    ['joerg gross', 'ada kern']
    """
    return _umlauts_written_out(_BETWEEN.join(keys)).split(_BETWEEN) if keys else []


def genitive_of(key: str) -> str:
    """What a key may be the genitive of, "" for none.

    >>> genitive_of("angela merkels"), genitive_of("karl marx'"), genitive_of("kern")
    ('angela merkel', 'karl marx', '')
    """
    for ending in ("'s", "'"):
        if key.endswith(ending):
            return key.removesuffix(ending)
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else ""
