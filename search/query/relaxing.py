"""What may be left out of a query when too few articles have all of it: its words and phrases.

Patterns, fields, dates, exclusions and what a plus sign requires are meant as they were typed,
and stay required.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from pressespiegel.search.function_words import is_function_word
from pressespiegel.search.german import QueryTerm, query_word, split_words
from pressespiegel.search.query.meaning import is_plain, units
from pressespiegel.search.query.reading import conjuncts
from pressespiegel.search.query.synonyms import NO_SYNONYMS, Synonyms
from pressespiegel.search.query.syntax import Anything, Excluded, Phrase, Term, Typed
from pressespiegel.search.query.tree import (
    DEFAULT_FIELDS,
    AllOf,
    AnyOf,
    Everything,
    Node,
    Not,
    Sequence,
    Slot,
    Span,
    Word,
)
from pressespiegel.search.query.words import alternatives, words_node

PART_WEIGHT = 1.0
"""What the parts of a compound are worth together, one by one, beside the compound itself."""

WHOLE_WEIGHT = 0.5
"""What a word of several places ("Corona-Impfung") is worth as a whole, beside its places."""

SMALL_WEIGHT = 0.8
"""What a word is worth that begins with a small letter: in German it is no noun and no name."""

NEAR_WEIGHT = 0.3
"""What two neighbouring words are worth once more where they stand near each other."""

_NEAR = 2


@dataclass(frozen=True, slots=True)
class RelaxedWord:
    """A typed word or phrase that may be missing; `span` is where it stands in the query.

    `node` is what the query requires; `is_phrase` tells that it stood between quotes.
    """

    text: str
    span: Span
    node: Node
    is_phrase: bool = False

    @property
    def typed(self) -> str:
        """What was typed, a phrase between quotes."""
        return f"„{self.text}“" if self.is_phrase else self.text

    @property
    def is_telling(self) -> bool:
        """Whether it says something about an article by itself."""
        return self.is_phrase or not is_function_word(self.text)

    def asked(self, *, alone: bool) -> Iterator[Node]:
        """What counts as having something of it: any word of a phrase, any place of a word with
        hyphens; all parts of a compound, anywhere in an article.

        Where it was typed `alone`, also the places of a word with hyphens are wanted together.
        """
        surfaces = split_words(self.text)[0]
        if self.is_phrase:
            for each in [each for each in surfaces if not is_function_word(each)] or surfaces:
                yield _word_node(each)
            return
        places = _places(surfaces[0]) if len(surfaces) == 1 else ()
        if len(places) < 2:
            yield self.node
        elif alone or len(query_word(surfaces[0]).positions) == 1:
            yield AnyOf((self.node, AllOf(tuple(_place(self.text, each) for each in places))))
        else:
            yield from (_place(self.text, each) for each in places)

    def ranked_by(self) -> Iterator[Node]:
        """What an article scores by, whether or not it has all of it."""
        surfaces = split_words(self.text)[0]
        if len(surfaces) > 1:
            if not self.is_phrase:
                yield _weighed(self.node, WHOLE_WEIGHT)
            for surface in surfaces:
                yield from RelaxedWord(surface, self.span, _word_node(surface)).ranked_by()
            return
        weight = 1.0 if not self.text[:1].islower() else SMALL_WEIGHT
        places = _places(surfaces[0]) if surfaces else ()
        if len(places) < 2:
            yield _weighed(self.node, weight)
        elif len(query_word(surfaces[0]).positions) > 1:
            yield _weighed(_in_one(self.node), WHOLE_WEIGHT * weight)
            yield from (_place(self.text, each, weight) for each in places)
        else:
            yield _weighed(_in_one(self.node), weight)
            share = weight * PART_WEIGHT / len(places)
            yield from (_place(self.text, each, share) for each in places)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The words of a query, some of which may be missing, and what stays required."""

    words: tuple[RelaxedWord, ...] = ()
    required: tuple[Node, ...] = ()

    def keeping_phrases(self) -> Relaxation:
        """The same, but phrases stay required."""
        words = tuple(word for word in self.words if not word.is_phrase)
        phrases = tuple(word.node for word in self.words if word.is_phrase)
        return Relaxation(words, (*phrases, *self.required))

    def ranked_by(self) -> tuple[Node, ...]:
        """What articles with some of the words score by: each word, and words near each other."""
        by = dict.fromkeys(node for word in self.words for node in word.ranked_by())
        by.update(dict.fromkeys(_near(word.text for word in self.words)))
        return tuple(by)


NOTHING_RELAXED = Relaxation()


def relaxation(typed: Typed, synonyms: Synonyms = NO_SYNONYMS) -> Relaxation:
    """What of a query may be left out; nothing but words and phrases that are all required at the
    top."""
    words: dict[Node, RelaxedWord] = {}
    required: list[Node] = []
    for members, node in units(conjuncts(typed), synonyms=synonyms):
        first = members[0]
        if _may_be_missing(members):
            text = " ".join(each.text for each in members if isinstance(each, (Term, Phrase)))
            span = Span(first.span.start, members[-1].span.end)
            words.setdefault(node, RelaxedWord(text, span, node, isinstance(first, Phrase)))
        elif isinstance(first, Excluded) and isinstance(node, AllOf):
            # an AllOf of everything and a Not: only the latter says something
            required += [child for child in node.children if isinstance(child, Not)]
        elif not isinstance(first, Anything) and node != Everything():
            required.append(node)
    return Relaxation(tuple(words.values()), tuple(required))


def _may_be_missing(members: Iterable[Typed]) -> bool:
    return all(
        isinstance(each, Term) and is_plain(each) and not each.required
        if not isinstance(each, Phrase)
        else each.distance is None and not each.exact and not each.required
        for each in members
    )


def _word_node(surface: str) -> Node:
    return words_node(surface, Span(0, 0), DEFAULT_FIELDS, exact=False, parts=True)


_Place = tuple[QueryTerm, ...]


def _places(surface: str) -> tuple[_Place, ...]:
    """The parts of a compound, or the places of a word with hyphens."""
    word = query_word(surface)
    places = word.parts if len(word.positions) == 1 else word.positions
    return tuple(place for place in places if place)


def _place(text: str, place: _Place, weight: float = 1.0) -> Word:
    return Word(text, alternatives(place, parts=True), weight=weight)


def _in_one(node: Node) -> Node:
    """Without the places side by side: each of them counts by itself already."""
    if isinstance(node, AnyOf):
        return AnyOf(
            tuple(_in_one(child) for child in node.children if type(child) is not Sequence)
        )
    return node


def _weighed(node: Node, weight: float) -> Node:
    match node:
        case Word() | Sequence():
            return replace(node, weight=node.weight * weight)
        case AnyOf(children) | AllOf(children):
            return replace(node, children=tuple(_weighed(child, weight) for child in children))
    return node


def _near(texts: Iterable[str]) -> Iterator[Node]:
    """Neighbouring words near each other; those that say nothing may stand in between."""
    slots: list[tuple[int, Slot]] = []
    position = 0
    for text in texts:
        for surface in split_words(text)[0]:
            for place in query_word(surface).positions:
                position += 1
                if place and not is_function_word(surface):
                    slots.append((position, Slot(alternatives(place, parts=True), 0)))
    for (before, slot), (after, following) in pairwise(slots):
        if slot != following:
            pair = (slot, replace(following, offset=1))
            slop = max(_NEAR, after - before + 1)
            yield Sequence("", pair, ("title", "text"), slop, ordered=False, weight=NEAR_WEIGHT)
