"""From a word to its stem: Snowball's German stemmer, with the umlauts that make a difference."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from pressespiegel.search.german.gender_forms import without_feminine_ending
from pressespiegel.search.german.old_spelling import reformed
from pressespiegel.search.german.umlauts import may_have_umlaut, without_inflected_umlaut

# Too short for the stemmer, which wants a consonant between a vowel and an ending: Schrei-e,
# Lai-en, frei-en, See-n. Listed are those before -er, which mostly belongs to the word (Meier),
# and those in -ee, many of which are English (screen).
_AFTER_A_DIPHTHONG = re.compile(
    "([^aeiouy]*[ae]i)e[nms]?|(frei|ei|zwei|drei)er(?:e[nmrs]?|n)?"
    "|((?:f|g|l|schl)eier)n|((?:f|kl|s|schn|spr|t)ee)[ns]"
)
_LONGEST_AFTER_A_DIPHTHONG = 9

# What the stemmer takes for a transcribed umlaut: "ue" in "mueller", not in "neue" or "quelle".
_TRANSCRIBED_UMLAUT = re.compile("ae|oe|(?<![aeiouyq])ue")
_LETTER_OR_UMLAUT = re.compile(f"(?:{_TRANSCRIBED_UMLAUT.pattern}|.)")


@lru_cache(maxsize=1 << 15)
def stem(folded: str) -> str:
    """The stem of a folded word; folded as well, and never empty.

    >>> stem("stoltenbergs"), stem("haeuser"), stem("buerger"), stem("burger")
    ('stoltenberg', 'haus', 'buerg', 'burg')
    >>> stem("praesidentinnen") == stem("praesident")
    True
    >>> stem("freien"), stem("eier"), stem("seen"), stem("feiern")
    ('frei', 'ei', 'see', 'feier')

    A stem of Snowball's wherever the word has no umlaut, no feminine ending, no old spelling and
    more than a diphthong before its ending.
    """
    word = without_feminine_ending(reformed(folded))
    brief = len(word) <= _LONGEST_AFTER_A_DIPHTHONG
    if brief and (inflected := _AFTER_A_DIPHTHONG.fullmatch(word)):
        return inflected[inflected.lastindex or 0]
    # Threads may not share one. It is made quickly where it keeps nothing: the cache is here.
    found = Stemmer.Stemmer("german", 0).stemWord(word)
    if not may_have_umlaut(word) or not _TRANSCRIBED_UMLAUT.search(word):
        return found or folded
    return without_inflected_umlaut(_with_umlauts(word, len(found))) or folded


def _with_umlauts(word: str, length: int) -> str:
    # The stemmer shortens a word and turns its umlauts to single letters, nothing else.
    end = 0
    for count, letter in enumerate(_LETTER_OR_UMLAUT.finditer(word)):
        if count == length:
            break
        end = letter.end()
    return word[:end]
