"""A title for what has none: the first sentence of its text."""

from __future__ import annotations

import re

from pressespiegel.indexer.readers.datelines import dateline_of

LONGEST_TITLE = 100
LONGEST_SENTENCE = 1000

_SENTENCE = re.compile(r".+?[.!?…][\"'“”«»‘’‹›)]*(?=\s+[\"'„“»«‚(]?[A-ZÄÖÜ0-9]|$)", re.DOTALL)
# Dr. | z. B. | 12. Januar | St. | Mio.: a full stop that ends no sentence
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Prof|St|Nr|Mio|Mrd|ca|bzw|vgl|evtl|Abs|Art|[A-ZÄÖÜa-zäöü])|\b\d{1,2})\.$"
)


def first_sentence(text: str) -> str:
    """The first sentence of a story after its dateline, shortened at a word.

    >>> first_sentence("Tannau (dpa) - Am 3. Mai tagt der Rat. Danach gibt es Kaffee.")
    'Am 3. Mai tagt der Rat.'
    """
    dateline = dateline_of(text)
    text = text[dateline.end if dateline else 0 :][:LONGEST_SENTENCE].strip()
    sentence = ""
    for match in _SENTENCE.finditer(text):
        sentence = text[: match.end()]
        if not _ABBREVIATED.search(sentence):
            break
    return shortened(sentence or text)


def shortened(text: str, length: int = LONGEST_TITLE) -> str:
    """A text cut at a word, with "…" where something is missing.

    >>> shortened("Der Rat hat den Haushalt beschlossen.", 25)
    'Der Rat hat den Haushalt …'
    """
    if len(text) <= length:
        return text
    words = text[: length + 1].rsplit(None, 1)
    cut = words[0] if len(words) == 2 else text[:length]
    return cut.rstrip(",;:–-") + " …"
