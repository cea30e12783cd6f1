"""Labelled texts made from labelled texts: the same sentences with names that nobody has met.

Training texts are few, and a model learns their names by heart: "Merkel" is a person, whatever
stands around it. Here every text gets a twin in which surnames, towns and companies are
invented, and some nouns become compounds that no text has. What the twins have in common is how
the press speaks of people, places and things, and what their names end with.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pressespiegel.indexer.entities.common_nouns import is_common_noun
from pressespiegel.indexer.entities.gazetteers import cities, gazetteers
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.organisations import is_organisation, known_names
from pressespiegel.indexer.entities.person import PARTICLES
from pressespiegel.indexer.entities.places import country_names, is_place
from pressespiegel.indexer.entities.roles import is_role
from pressespiegel.indexer.entities.span import Span
from pressespiegel.indexer.entities.tokens import tokenise
from pressespiegel.search.article import EntityKind
from pressespiegel.search.german.compound_lexicon import compound_lexicon

_ORDER = 3
"""How many letters decide on the next one when a word is invented."""

_SHARE_OF_NOUNS = 0.25
_SHARE_OF_COUNTRIES = 0.2
_OFTEN = 12.0
_CONSONANTS = "BCDFGHKLMNPRSTVWZ"


class Inventor:
    """Invents words that look like those of a list and are not in it."""

    def __init__(self, words: Iterable[str], chance: random.Random) -> None:
        self._known = frozenset(words)
        self._chance = chance
        self._after: dict[str, Counter[str]] = defaultdict(Counter)
        for word in sorted(self._known):
            padded = "^" * _ORDER + word + "$"
            for place in range(_ORDER, len(padded)):
                self._after[padded[place - _ORDER : place]][padded[place]] += 1

    def word(self) -> str:
        """A word of 4 to 14 letters."""
        while True:
            letters = "^" * _ORDER
            while letters[-1] != "$" and len(letters) < 20:
                choices = self._after[letters[-_ORDER:]]
                letters += self._chance.choices(list(choices), list(choices.values()))[0]
            word = letters.strip("^$")
            if 4 <= len(word) <= 14 and letters[-1] == "$" and word not in self._known:
                return word


class Synthesis:
    """Makes twins of labelled texts; the same seed makes the same.

    Args:
        surnames: what invented surnames look like.
        seed: of all chance.
    """

    def __init__(self, surnames: Iterable[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._surnames = Inventor((name for name in surnames if name.isalpha()), self._chance)
        self._cities = Inventor((name for name in cities() if name.isalpha()), self._chance)
        self._first_names = sorted(gazetteers().first_names)
        parts = compound_lexicon().parts
        folded = ("ae", "oe", "ue", "ss")
        likely = max(begins for begins, _ in parts.values()) - _OFTEN
        self._modifiers = sorted(
            word
            for word, (begins, _) in parts.items()
            if begins > likely and 3 < len(word) < 10 and not any(part in word for part in folded)
        )

    def twin(self, item: Labelled) -> Labelled:
        """A text with other names and some other nouns, labelled as the first."""
        tokens = tokenise(item.text)
        kinds: dict[int, EntityKind] = {
            number: span.kind
            for span in item.spans
            for number, start in enumerate(tokens.starts)
            if span.start <= start < span.end
        }
        renamed: dict[tuple[str, EntityKind | None], str] = {}
        changes: list[tuple[int, int, str]] = []
        for number, (word, start, end) in enumerate(
            zip(tokens.words, tokens.starts, tokens.ends, strict=True)
        ):
            kind = kinds.get(number)
            key = (word, kind)
            if key not in renamed:
                first = kind == "person" and kinds.get(number + 1) == "person"
                renamed[key] = self._other(word, kind, first=first)
            if renamed[key] != word:
                changes.append((start, end, renamed[key]))
        return _changed(item, changes)

    def _other(self, word: str, kind: EntityKind | None, *, first: bool) -> str:
        if not word[:1].isupper() or not word.isalpha() or len(word) < 3:
            return word
        if kind == "person":
            return self._person(word, first=first)
        if kind == "place":
            if word in country_names() and self._chance.random() > _SHARE_OF_COUNTRIES:
                return word
            return self._place(word)
        if kind == "organisation":
            return self._organisation(word)
        return self._noun(word)

    def _person(self, word: str, *, first: bool) -> str:
        if word in PARTICLES or is_role(word):
            return word
        if first:
            known = word in gazetteers().first_names
            return self._chance.choice(self._first_names) if known else word
        invented = self._surnames.word()
        return invented + "s" if word.endswith("s") and self._chance.random() < 0.5 else invented

    def _place(self, word: str) -> str:
        if is_common_noun(word) and not is_place(word):
            return word
        invented = self._cities.word()
        return invented + "s" if word.endswith("s") and is_place(word[:-1]) else invented

    def _organisation(self, word: str) -> str:
        if word in known_names() or self._chance.random() < 0.4:
            return word
        if word.isupper():
            return "".join(self._chance.choices(_CONSONANTS + "AEIOU", k=len(word)))
        if is_place(word):
            return self._cities.word()
        if is_organisation(word) or is_common_noun(word) or word.endswith(("er", "en", "e", "es")):
            return word
        return self._surnames.word()

    def _noun(self, word: str) -> str:
        if self._chance.random() > _SHARE_OF_NOUNS or not is_common_noun(word):
            return word
        return self._chance.choice(self._modifiers).title() + word.lower()


def _changed(item: Labelled, changes: Iterable[tuple[int, int, str]]) -> Labelled:
    """The text with words exchanged, and its spans moved along."""
    parts: list[str] = []
    borders: list[tuple[int, int]] = []
    position = moved = 0
    for start, end, word in changes:
        parts += (item.text[position:start], word)
        moved += len(word) - (end - start)
        borders.append((end, moved))
        position = end
    text = "".join([*parts, item.text[position:]])

    def place(old: int) -> int:
        shift = 0
        for end, by in borders:
            if end > old:
                break
            shift = by
        return old + shift

    spans = (Span(place(s.start), place(s.end), s.kind, "") for s in item.spans)
    return Labelled(text, tuple(_with_text(text, spans)))


def _with_text(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        yield Span(span.start, span.end, span.kind, text[span.start : span.end])
