"""One spelling for all spellings of a word.

Two of them: `literal` only undoes what no reader sees (soft hyphens, decomposed accents, upper
case), `fold` also undoes what keyboards, countries and typesetters choose differently.
"""

from __future__ import annotations

import re
import unicodedata

from pressespiegel.search.german.characters import INVISIBLE

# ü is folded to ue and not ue to ü: then "neue", "Steuer", "Poesie" and "Israel" need no
# exceptions, and "schön" and "schon" stay two words.
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# Letters whose mark is no accent for Unicode: Łódź, Tromsø, Đorđević, Erdoğan's ı.
_BARRED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

_DROPPED_IN_LITERALS = re.compile(rf"[{INVISIBLE}]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NO_LETTER = re.compile(r"[\W_]+")


def literal(word: str) -> str:
    """The word as typed, without case and what cannot be seen.

    >>> literal("Straße"), literal("Minis\\u00adter"), literal("Mu\\u0308nchen")
    ('straße', 'minister', 'münchen')
    """
    if not word.isascii():
        word = unicodedata.normalize("NFC", _DROPPED_IN_LITERALS.sub("", word))
    return word.lower()


def fold(word: str) -> str:
    """The spelling in which all spellings of a word meet: letters and digits, lower case.

    >>> fold("München") == fold("Muenchen") == fold("MU\\u0308NCHEN")
    True
    >>> fold("Straße"), fold("neue"), fold("schön"), fold("schon")
    ('strasse', 'neue', 'schoen', 'schon')
    >>> fold("Erdoğan"), fold("Łódź"), fold("São"), fold("D’Orsay")
    ('erdogan', 'lodz', 'sao', 'dorsay')
    """
    folded = literal(word)
    if not folded.isascii():
        folded = folded.translate(_GERMAN)
        if not folded.isascii():
            decomposed = unicodedata.normalize("NFKD", folded.translate(_BARRED)).casefold()
            folded = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))
    if not folded.isalnum():
        folded = _NO_LETTER.sub("", folded)
    return folded
