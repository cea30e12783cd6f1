"""Join the mentions of people: full names, surnames, genitives, titles and offices."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pressespiegel.indexer.entities.common_nouns import (
    is_adjective,
    is_common_noun,
    is_surname,
)
from pressespiegel.indexer.entities.cue_nouns import QUOTES, SAYING
from pressespiegel.indexer.entities.events import ends_like_event
from pressespiegel.indexer.entities.gazetteers import gazetteers
from pressespiegel.indexer.entities.names import (
    Group,
    Regions,
    bare_forms,
    is_genitive_of,
    occurrences,
    same_word,
    stands_before_noun,
    without_genitive,
)
from pressespiegel.indexer.entities.places import is_inhabitant, is_place
from pressespiegel.indexer.entities.roles import (
    ADDRESSES,
    TITLES,
    is_role,
    nominative,
    role_after,
    role_before,
)
from pressespiegel.indexer.entities.span import Span

PARTICLES = frozenset(
    "von van der den de del della di da dos du la le zu zum zur vom und ten ter al bin ibn el und "
    "Van Von De Di Del La Le Al El Bin".split()
)
"""Small words inside names: "von der Heide", "Van der Bellen"."""

_MOST_WORDS = 7
_LONG_NOUN = 7
"""Shorter nouns are surnames too often."""

_NUMERAL = re.compile(r"[IVX]{1,5}\.?|Jr\.?|Sr\.?")
_WORD = re.compile(r"\S+")
_ARTICLES = re.compile(
    r"(?:\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|im|ins|am|zum|"
    r"zur|beim|vom|pro|jeder|jede|mein|sein|seine|ihr|ihre|unser)[ \t]+|[a-zäöüß](?:en|er|es|em)"
    r"[ \t]+)$"
)
# "einige Tipps", "welche Skala": an adjective or pronoun, but no "sagte Berger", "habe Berger"
_INFLECTED = re.compile(
    r"\b(?!(?:habe|werde|wolle|solle|könne|müsse|dürfe|sei|käme|wäre|würde|ohne|wie|nie|sie)\b)"
    r"[a-zäöüß-]*[a-zäöüß](?<!t)e[ \t]+$"
)
_PROFESSION = re.compile(
    r"(?:loge|login|mann|frau|er|erin|ist|istin|ant|antin|ent|entin|or|orin|arzt|ärztin)$"
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


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    words: tuple[str, ...]
    title: str
    role: str


@dataclass(slots=True)
class _Person:
    """A person while mentions are being gathered; `words` without genitive."""

    words: tuple[str, ...]
    mentions: list[_Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, mention: _Mention) -> None:
        """One more mention; `starts` stays in order."""
        self.mentions.append(mention)
        insort(self.starts, mention.start)

    def last_before(self, position: int) -> int:
        """Where the last mention before a position begins, -1 if there is none."""
        number = bisect_left(self.starts, position)
        return self.starts[number - 1] if number else -1

    @property
    def surname(self) -> str:
        return (
            self.words[-2]
            if len(self.words) > 1 and _is_numeral(self.words[-1])
            else self.words[-1]
        )

    @property
    def is_full(self) -> bool:
        return len([word for word in self.words if word not in PARTICLES]) > 1


def link(text: str, spans: Sequence[Span]) -> list[Group]:
    """Join the spans of people of one text into groups, one for each person.

    A surname alone belongs to the person named in full; where two share it, to the one named
    last before it. Surnames that were not found at some places are added there.
    """
    mentions = [mention for span in spans if (mention := _mention(text, span))]
    # before a noun, a name may be a genitive and proves nothing
    known = {mention.words[-1] for mention in mentions if not stands_before_noun(text, mention.end)}
    people = _People()
    for mention in sorted(mentions, key=lambda each: -len(each.words)):
        if len(mention.words) > 1:
            _add_full(people, mention, text, known)
    for mention in sorted(mentions, key=lambda each: each.start):
        if len(mention.words) == 1:
            _add_short(people, mention, text, known)
    taken = Regions((mention.start, mention.end) for mention in mentions)
    groups = [group for person in people.all if (group := _group(text, person, taken))]
    return sorted(groups, key=lambda group: group.mentions[0])


def surnames(groups: Sequence[Group]) -> frozenset[str]:
    """The last words of the full names."""
    return frozenset(group.name.split()[-1] for group in groups if " " in group.name)


def _mention(text: str, span: Span) -> _Mention | None:
    """The name proper of a span, with the titles and offices cut off; None if nothing is left."""
    parts = _parts(span.text)
    if not parts:
        return None
    before, name, title, role = parts
    if len(name) > 1 and _NUMERAL.fullmatch(name[-1]) and text[span.end : span.end + 1] == ".":
        # "Charles III. sprach": the dot belongs to the number
        name = (*name[:-1], name[-1].rstrip(".") + ".")
    return _Mention(span.start + before, span.end, name, title, role)


@lru_cache(maxsize=1 << 14)
def _parts(printed: str) -> tuple[int, tuple[str, ...], str, str] | None:
    """Where the name proper begins in a printed one, its words, the title and the office before."""
    words = [(match.group(), match.start()) for match in _WORD.finditer(printed)]
    title = role = ""
    while words:
        word = words[0][0]
        if word in TITLES:
            title = f"{title} {word}".strip()
        elif len(words) > 1 and is_role(word) and word not in gazetteers().first_names:
            role = nominative(word)
        elif _is_noun_before_name(words):
            role = word if _PROFESSION.search(word) else role
        elif word not in ADDRESSES:
            break
        words.pop(0)
    if not words or len(words) > _MOST_WORDS:
        return None
    first = words[0][0]
    name = tuple(word.strip('„“"»«()[],;:') for word, _ in words)
    if not all(name) or not first[0].isalpha() or not any(word[0].isupper() for word in name):
        return None
    if len(name) == 1 and (len(first) < 2 or not first[0].isupper() or is_role(first)):
        return None
    # most names have letters only, which is asked at once
    if not printed.replace(" ", "").isalpha() and any(
        letter.isdigit() or letter in "@_#" for letter in printed
    ):
        return None
    return words[0][1], name, title, role


def _is_noun_before_name(words: Sequence[tuple[str, int]]) -> bool:
    """Whether a noun stands before a first name and a surname: "Kardiologe Anna Berger"."""
    if len(words) < 3:
        return False
    word, after = words[0][0], words[1][0]
    first_names = gazetteers().first_names
    return word not in first_names and after in first_names and is_common_noun(word)


def _is_numeral(word: str) -> bool:
    return bool(_NUMERAL.fullmatch(word))


def _base(mention: _Mention, text: str, known: set[str]) -> tuple[str, ...]:
    *others, last = mention.words
    return (*others, without_genitive(last, text, mention.end, known))


class _People:
    """The people found so far, in order, and by the last and first words of their names."""

    def __init__(self) -> None:
        self.all: list[_Person] = []
        self._by_last: dict[str, list[_Person]] = defaultdict(list)
        self._by_first: dict[str, list[_Person]] = defaultdict(list)

    def add(self, words: tuple[str, ...], mention: _Mention) -> None:
        person = _Person(words)
        person.add(mention)
        self.all.append(person)
        for last in {words[-1].upper(), person.surname.upper()}:
            self._by_last[last].append(person)
        if person.is_full:
            self._by_first[words[0].upper()].append(person)

    def with_surname(self, word: str) -> list[_Person]:
        """Those whose name may end with a word, its genitive or its capitals."""
        return [person for form in bare_forms(word) for person in self._by_last.get(form, ())]

    def with_first_name(self, word: str) -> list[_Person]:
        """Those whose full name may begin with a word or its genitive."""
        return [person for form in bare_forms(word) for person in self._by_first.get(form, ())]


def _add_full(people: _People, mention: _Mention, text: str, known: set[str]) -> None:
    words = _base(mention, text, known)
    for person in people.with_surname(mention.words[-1]):
        if _same_person(words, mention.words, person.words):
            person.add(mention)
            return
    people.add(words, mention)


def _same_person(words: tuple[str, ...], printed: tuple[str, ...], person: tuple[str, ...]) -> bool:
    if not (same_word(printed[-1], person[-1]) or words[-1] == person[-1]):
        return False
    if [word.upper() for word in words[:-1]] == [word.upper() for word in person[:-1]]:
        return True
    # "van der Bellen" after "Alexander Van der Bellen"
    tail = [word.lower() for word in person[-len(words) : -1]]
    if len(words) < len(person) and [word.lower() for word in words[:-1]] == tail:
        return words[0] in PARTICLES or len(words) > 1
    # "George Bush", "George W. Bush", "G. Bush"
    first, other = words[0], person[0]
    inner = {word.strip(".") for word in (*words[1:-1], *person[1:-1])}
    if all(len(word) == 1 for word in inner):
        return first == other or (
            first[0] == other[0] and (first.endswith(".") or other.endswith("."))
        )
    return False


def _add_short(people: _People, mention: _Mention, text: str, known: set[str]) -> None:
    word = mention.words[0]
    fitting = [person for person in people.with_surname(word) if same_word(word, person.surname)]
    if not fitting:
        fitting = [
            person for person in people.with_first_name(word) if same_word(word, person.words[0])
        ]
        if len(fitting) > 1 or (fitting and mention.role):
            fitting = []
    if fitting:
        max(fitting, key=lambda person: person.last_before(mention.start)).add(mention)
    else:
        people.add(_base(mention, text, known), mention)


def _group(text: str, person: _Person, taken: Regions) -> Group | None:
    places = {(mention.start, mention.end) for mention in person.mentions}
    if person.is_full:
        places |= _overlooked(text, person.surname, taken)
    mentions = sorted(places)
    if not person.is_full and _doubtful(text, person, taken):
        return None
    role = _role(text, person)
    if person.is_full and not role and _is_phrase(text, person):
        return None
    return Group("person", _spelling(person), role, tuple(mentions))


def _overlooked(text: str, surname: str, taken: Regions) -> set[tuple[int, int]]:
    """Where the surname of a person stands alone and nothing was found; not after an article."""
    if len(surname) < 3:
        return set()
    found = set()
    for start, end in occurrences(text, surname):
        if taken.overlap(start, end):
            continue
        if not _ARTICLES.search(text, max(0, start - 20), start):
            found.add((start, end))
    return found


def _is_phrase(text: str, person: _Person) -> bool:
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


def _doubtful(text: str, person: _Person, taken: Regions) -> bool:
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
            _ARTICLES.search(text, max(0, mention.start - 20), mention.start)
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


def _is_enumerated(text: str, mention: _Mention, taken: Regions) -> bool:
    """Whether other people are named right before or after: "Berger, Kern und Lanz"."""
    after = _AND_ANOTHER.match(text, mention.end)
    if after and taken.overlap(after.end(), after.end() + 1):
        return True
    before = _AND_ANOTHER.match(text[max(0, mention.start - 6) : mention.start][::-1])
    return bool(
        before and taken.overlap(mention.start - before.end() - 1, mention.start - before.end())
    )


def _spelling(person: _Person) -> str:
    """The name as the text mostly writes it: capitals only where nothing else is found."""
    words = person.words
    if all(word.isupper() and len(word) > 3 for word in words if word not in PARTICLES):
        for mention in person.mentions:
            if len(mention.words) == len(words) and not mention.words[-1].isupper():
                *others, last = mention.words
                bare = last[: len(words[-1])]
                return " ".join((*others, bare if is_genitive_of(last, bare) else last))
        return " ".join(word.title() if word.isupper() else word for word in words)
    return " ".join(words)


def _role(text: str, person: _Person) -> str:
    title = ""
    for mention in sorted(person.mentions, key=lambda each: each.start):
        role = mention.role or role_before(text, mention.start) or role_after(text, mention.end)
        if role:
            return role
        title = title or mention.title
    return title
