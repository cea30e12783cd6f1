"""Whether words taken for a person rather are something else: a noun, a title, a headline."""

from __future__ import annotations

import re

from pressespiegel.indexer.entities.common_nouns import (
    is_adjective,
    is_common_noun,
    is_surname,
)
from pressespiegel.indexer.entities.cue_nouns import QUOTES, SAYING
from pressespiegel.indexer.entities.events import ends_like_event
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.names import Regions
from pressespiegel.indexer.entities.person import Person, PersonMention
from pressespiegel.indexer.entities.places import is_inhabitant, is_place
from pressespiegel.indexer.entities.roles import ADDRESSES, TITLES, role_before

_LONG_NOUN = 7
"""Shorter nouns are surnames too often."""

ARTICLES = re.compile(
    r"(?:\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|im|ins|am|zum|"
    r"zur|beim|vom|pro|jeder|jede|mein|sein|seine|ihr|ihre|unser)[ \t]+|[a-zäöüß](?:en|er|es|em)"
    r"[ \t]+)$"
)
"""An article, or what stands for one, at the end of what comes before a word."""

# "einige Tipps", "welche Skala": an adjective or pronoun, but no "sagte Berger", "habe Berger"
_INFLECTED = re.compile(
    r"\b(?!(?:habe|werde|wolle|solle|könne|müsse|dürfe|sei|käme|wäre|würde|ohne|wie|nie|sie)\b)"
    r"[a-zäöüß-]*[a-zäöüß](?<!t)e[ \t]+$"
)
_QUANTITY = re.compile(
    r"\b(?:ein|eine[nmrs]?|kein|keine[nmrs]?|pro|mehr|viel|wenig|zwei|drei)[ \t]+$"
)
_SAYING = re.compile(rf"[ \t]+(?:{'|'.join(SAYING)})\b")
# read forwards and backwards
_AND_ANOTHER = re.compile(r"(?:,| und| dnu| [-–]|/) ?|dnu ")
_KIN = re.compile(
    r"\b(?:Bruder|Schwester|Sohn|Tochter|Vater|Mutter|Frau|Mann|Opa|Oma|Onkel|Tante)$"
)


def is_phrase(text: str, person: Person) -> bool:
    """Whether words taken for a full name are a saint's church, a title in quotes, or nouns.

    "St. Georg", „Sharp Edges“, "Königsberger Klopse"; what begins with a first name is trusted.
    """
    first, last = person.words[0], person.words[-1]
    if first in ("St.", "Sankt") or all(len(word) < 3 and word.isupper() for word in person.words):
        return True
    first_names = gazetteers().first_names
    if len(person.mentions) > 1 or first.endswith("."):
        return False
    if any(part in first_names for part in first.split("-")):
        return False
    mention = person.mentions[0]
    if (
        text[mention.start - 1 : mention.start] in QUOTES
        and text[mention.end : mention.end + 1] in QUOTES
    ):
        return True
    return (
        len(person.words) == 2
        and len(last) >= _LONG_NOUN
        and not last.endswith("er")
        and is_common_noun(last)
        and not is_surname(last)
    )


def is_doubtful(text: str, person: Person, taken: Regions) -> bool:
    """Whether a single word, without office or address before it, is rather no person."""
    word = person.words[0]
    if (
        is_inhabitant(word)
        or ends_like_event(word)
        or (word[0].islower() and is_place(person.words[-1]))
    ):
        return True
    cued = False
    for mention in person.mentions:
        before = text[max(0, mention.start - 40) : mention.start]
        words = before.split()
        cued = cued or bool(
            mention.role
            or mention.title
            or role_before(text, mention.start)
            or (words and (words[-1] in ADDRESSES or words[-1] in TITLES or _KIN.search(words[-1])))
        )
        if not cued and (_INFLECTED.search(before) or _QUANTITY.search(before)):
            return True
    if cued:
        return False
    if f" {word}-" in text:
        # "Corona-Regeln": of what nobody calls by a full name, rather a thing than a person
        return True
    said = any(_SAYING.match(text, mention.end) for mention in person.mentions)
    beside = any(_is_enumerated(text, mention, taken) for mention in person.mentions)
    if is_adjective(word) or (is_common_noun(word) and not is_surname(word)):
        return not (said or beside) or any(
            ARTICLES.search(text, max(0, mention.start - 20), mention.start)
            for mention in person.mentions
        )
    if len(person.mentions) > 1 or (beside and word not in gazetteers().first_names):
        return False
    mention = person.mentions[0]
    quoted = text[mention.start - 1 : mention.start] in QUOTES
    if word in gazetteers().first_names or word.isupper() or quoted:
        return True
    if said:
        return False
    # a capital tells nothing where a sentence or headline begins
    return not re.search(r"[\w,;:)][ \t]+$", text[max(0, mention.start - 3) : mention.start])


def _is_enumerated(text: str, mention: PersonMention, taken: Regions) -> bool:
    """Whether other people are named right before or after: "Berger, Kern und Lanz"."""
    after = _AND_ANOTHER.match(text, mention.end)
    if after and taken.overlap(after.end(), after.end() + 1):
        return True
    before = _AND_ANOTHER.match(text[max(0, mention.start - 6) : mention.start][::-1])
    return bool(
        before and taken.overlap(mention.start - before.end() - 1, mention.start - before.end())
    )
