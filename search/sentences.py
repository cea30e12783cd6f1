"""Where sentences begin, and a name for each that stays while its words do."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import pairwise

# begins with one set of characters, which is looked for quickly
_SENTENCE_END = re.compile(
    r"""[.!?…\n](?:(?<!\n)["”“»«’')]*\s+(?=[^\W_a-zäöü]|["„“»«‚(])|(?<=\n)\s*\n\s*)"""
)
# z. B., 5. Januar, Dr. Weber: the dot does not end a sentence
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|(?<!\d)\d{1,2}|\b(?:Dr|Prof|Nr|St|Hrsg|Str|ca|bzw|vgl|etwa|Mio|Mrd|Tel|Abs|Art|Jan|Feb|Aug|Sept|"
    r"Okt|Nov|Dez|usw|evtl|inkl|geb|gest|Kfz|Ing|jun|sen|Co))\.$"
)

_KEY_BYTES = 6
_NOT_SPOKEN = re.compile(r"[\W_]+")
_SOFT_HYPHEN = "\u00ad"


def sentence_starts(text: str, first: int, last: int) -> list[int]:
    """Where sentences and paragraphs begin from `first` to `last`, left to right."""
    found: list[int] = []
    if first <= 0:
        found.append(len(text[:last]) - len(text[:last].lstrip()))
    for match in _SENTENCE_END.finditer(text, max(0, first - 5), min(len(text), last + 1)):
        before = text[max(0, match.start() - 5) : match.start() + 1]
        is_break = match.group().count("\n") > 1
        if first <= match.end() <= last and (is_break or not _ABBREVIATED.search(before)):
            found.append(match.end())
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), without the spaces around them; linear in it.

    >>> sentences("Es regnet. Am 5. Mai schien die Sonne.")
    [(0, 10), (11, 38)]
    """
    bounds = [*sentence_starts(text, 0, len(text)), len(text)]
    spans = ((start, start + len(text[start:end].rstrip())) for start, end in pairwise(bounds))
    return [(start, end) for start, end in spans if start < end]


def sentence_key(sentence: str) -> str:
    """Twelve hexadecimal digits that tell a sentence from others: a hash of its letters and digits.

    Capitals, spaces, quotation marks and other signs do not count, so that a sentence keeps its
    key when its article is read anew or typeset otherwise. "" for one of signs alone.

    >>> sentence_key("„Es regnet“,  sagt sie.") == sentence_key("»Es regnet«, sagt sie.")
    True
    """
    whole = unicodedata.normalize("NFKC", sentence.replace(_SOFT_HYPHEN, ""))
    spoken = _NOT_SPOKEN.sub(" ", whole).strip().casefold()
    data = spoken.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=_KEY_BYTES).hexdigest() if spoken else ""
