"""Join the mentions of people: full names, surnames, genitives, titles and offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from pressespiegel.indexer.entities.common_nouns import is_common_noun
from pressespiegel.indexer.entities.doubtful_people import ARTICLES, is_doubtful, is_phrase
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
from pressespiegel.indexer.entities.person import PARTICLES, Person, PersonMention, is_numeral
from pressespiegel.indexer.entities.roles import (
    ADDRESSES,
    TITLES,
    is_role,
    nominative,
    role_after,
    role_before,
)
from pressespiegel.indexer.entities.span import Span

_MOST_WORDS = 7
_WORD = re.compile(r"\S+")
_PROFESSION = re.compile(
    r"(?:loge|login|mann|frau|er|erin|ist|istin|ant|antin|ent|entin|or|orin|arzt|ärztin)$"
)


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


def _mention(text: str, span: Span) -> PersonMention | None:
    """The name proper of a span, with the titles and offices cut off; None if nothing is left."""
    parts = _parts(span.text)
    if not parts:
        return None
    before, name, title, role = parts
    if len(name) > 1 and is_numeral(name[-1]) and text[span.end : span.end + 1] == ".":
        # "Charles III. sprach": the dot belongs to the number
        name = (*name[:-1], name[-1].rstrip(".") + ".")
    return PersonMention(span.start + before, span.end, name, title, role)


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


def _base(mention: PersonMention, text: str, known: set[str]) -> tuple[str, ...]:
    *others, last = mention.words
    return (*others, without_genitive(last, text, mention.end, known))


class _People:
    """The people found so far, in order, and by the last and first words of their names."""

    def __init__(self) -> None:
        self.all: list[Person] = []
        self._by_last: dict[str, list[Person]] = defaultdict(list)
        self._by_first: dict[str, list[Person]] = defaultdict(list)

    def add(self, words: tuple[str, ...], mention: PersonMention) -> None:
        person = Person(words)
        person.add(mention)
        self.all.append(person)
        for last in {words[-1].upper(), person.surname.upper()}:
            self._by_last[last].append(person)
        if person.is_full:
            self._by_first[words[0].upper()].append(person)

    def with_surname(self, word: str) -> list[Person]:
        """Those whose name may end with a word, its genitive or its capitals."""
        return [person for form in bare_forms(word) for person in self._by_last.get(form, ())]

    def with_first_name(self, word: str) -> list[Person]:
        """Those whose full name may begin with a word or its genitive."""
        return [person for form in bare_forms(word) for person in self._by_first.get(form, ())]


def _add_full(people: _People, mention: PersonMention, text: str, known: set[str]) -> None:
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


def _add_short(people: _People, mention: PersonMention, text: str, known: set[str]) -> None:
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


def _group(text: str, person: Person, taken: Regions) -> Group | None:
    places = {(mention.start, mention.end) for mention in person.mentions}
    if person.is_full:
        places |= _overlooked(text, person.surname, taken)
    mentions = sorted(places)
    if not person.is_full and is_doubtful(text, person, taken):
        return None
    role = _role(text, person)
    if person.is_full and not role and is_phrase(text, person):
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
        if not ARTICLES.search(text, max(0, start - 20), start):
            found.add((start, end))
    return found


def _spelling(person: Person) -> str:
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


def _role(text: str, person: Person) -> str:
    title = ""
    for mention in sorted(person.mentions, key=lambda each: each.start):
        role = mention.role or role_before(text, mention.start) or role_after(text, mention.end)
        if role:
            return role
        title = title or mention.title
    return title
