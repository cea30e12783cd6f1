"""What an archive knows about its own words: made when first asked for, kept until it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pressespiegel.search.engine import Commit, Engine, Request
from pressespiegel.search.function_words import is_function_word
from pressespiegel.search.german import analyse_word, query_word, split_words
from pressespiegel.search.german.folding import literal
from pressespiegel.search.known_names import KnownNames
from pressespiegel.search.naming import Naming
from pressespiegel.search.partial import Count
from pressespiegel.search.query import Query, parse
from pressespiegel.search.query.relaxing import RelaxedWord
from pressespiegel.search.query.tree import (
    AllOf,
    Alternative,
    AnyOf,
    Expansion,
    Node,
    Word,
)
from pressespiegel.search.serialisation import article_from_bytes
from pressespiegel.search.words.complete import Completer, Completion, with_titles
from pressespiegel.search.words.suggest import Suggestion, suggestions
from pressespiegel.search.words.tally import Tally
from pressespiegel.search.words.vocabulary import MOST_WORDS, Vocabulary, word_sources

MOST_NEIGHBOURS = 8
"""Words beside a misspelt one that are looked at."""

MOST_CORRECTED = 5
"""Words of a query that are corrected at most."""

_SHORTEST_CORRECTED = 4
_SHORTEST_JOINED = 6
_SHORT_WORD = 6
_RARE = 2
_COMMONER = 20
_SHORTEST_TITLE_PREFIX = 4
_MOST_TITLES = 3
_MOST_TITLE_WORDS = 100


class WordHelp:
    """Suggestions and completions over an engine; safe to use from many threads."""

    def __init__(self, engine: Engine, names: Callable[[], Naming] = Naming) -> None:
        self._engine = engine
        self._names = names
        self._lock = threading.RLock()
        self._known_names = KnownNames(engine)
        self._words = Tally(word_sources(), MOST_WORDS)
        self._vocabulary: Vocabulary | None = None
        self._vocabulary_of: Commit | None = None
        self._completer: Completer | None = None
        self._completer_of: tuple[Commit, Naming] | None = None

    def vocabulary(self) -> Vocabulary:
        """The words of the last commit; what an earlier one had is not read again."""
        commit = self._engine.commit()
        with self._lock:
            if self._vocabulary is None or commit != self._vocabulary_of:
                tallied = self._words.tallied(self._engine.parts())
                self._vocabulary = Vocabulary(tallied, self._vocabulary)
                self._vocabulary_of = commit
            return self._vocabulary

    def suggest(self, word: str, neighbours: Sequence[str], limit: int) -> list[Suggestion]:
        """See `Archive.suggest`."""
        beside = [
            Word(each, tuple(Alternative(term.term) for term in query_word(each).whole))
            for neighbour in neighbours
            for each in split_words(neighbour)[0]
        ][:MOST_NEIGHBOURS]
        engine = self._engine.pinned()
        usage = _Usage(
            lambda tree: engine.search(Request(tree, limit=0)).total,
            AnyOf(tuple(beside)) if beside else None,
        )
        return suggestions(word, self.vocabulary(), limit=limit, usage=usage)

    def corrected(self, query: Query, count: Count) -> str | None:
        """The query with words that no article has, or hardly any, as they may have been meant.

        `count` tells how many articles a tree finds.
        """
        words = query.relaxation.words
        text = query.text
        for first, second in pairwise(words):
            if joined := _joined(text, first, second, count):
                return text[: first.span.start] + joined + text[second.span.end :]
        rare = [word for word in words if _can_be_misspelt(word) and count(word.node) <= _RARE]
        for word in reversed(rare[:MOST_CORRECTED]):
            others = [other.typed for other in words if other is not word]
            found = self.suggest(word.typed, others, 1)
            if found and _is_likely(word.typed, found[0], count(word.node)):
                text = text[: word.span.start] + found[0].text + text[word.span.end :]
        return None if text == query.text else text

    def complete(self, prefix: str, limit: int) -> list[Completion]:
        """See `Archive.complete`."""
        completer = self._current_completer()
        found = completer.complete(prefix, limit)
        return with_titles(found, lambda: self._titles(prefix), limit)

    def _current_completer(self) -> Completer:
        state = self._engine.commit(), self._names()
        with self._lock:
            if self._completer is None or state != self._completer_of:
                names = self._known_names.read(state[1])
                self._completer = Completer(names, self.vocabulary().tallied, self._completer)
                self._completer_of = state
            return self._completer

    def _titles(self, prefix: str) -> list[str]:
        """Titles that have the words typed, the last one perhaps unfinished; newest first."""
        words = split_words(prefix)[0]
        if len(prefix.strip()) < _SHORTEST_TITLE_PREFIX or not words:
            return []
        nodes: list[Node] = [
            Word(word, (Alternative(term),), ("title",))
            for word in words[:-1]
            for term in [term for term, _ in analyse_word(word).terms if term[0] == "="][:1]
        ]
        last = words[-1].lower()
        nodes.append(Expansion("prefix", last, fields=("title",), limit=_MOST_TITLE_WORDS))
        request = Request(AllOf(tuple(nodes)), limit=_MOST_TITLES, sort="newest")
        matches = self._engine.search(request).matches
        return list(dict.fromkeys(article_from_bytes(match.stored).title for match in matches))


@dataclass(frozen=True, slots=True)
class _Usage:
    """What the articles of an archive tell of words that may be meant."""

    count: Count
    neighbours: AnyOf | None

    def beside(self, text: str) -> int:
        """How many articles have the word and one of those typed beside it."""
        return self.count(AllOf((_form(text), self.neighbours))) if self.neighbours else 0

    def phrase(self, text: str) -> int:
        """How many articles have these words one behind the other."""
        return self.count(parse(f'"{text}"').tree)

    def compound(self, text: str) -> int:
        """How many articles have a compound, or its parts together."""
        return self.count(parse(text).tree)


def _joined(text: str, first: RelaxedWord, second: RelaxedWord, count: Count) -> str | None:
    """One word for two that hardly stand together, where it is far commoner."""
    between = text[first.span.end : second.span.start]
    together = first.typed + second.typed.lower()
    if not between.isspace() or len(together) < _SHORTEST_JOINED:
        return None
    # not of the vocabulary, which would be read for every query with few hits
    articles = count(Word(together, (Alternative("=" + literal(together)),)))
    if articles < _COMMONER:
        return None
    both = count(AllOf((first.node, second.node)))
    return together if articles >= _COMMONER * max(1, both) else None


def _form(text: str) -> Word:
    """The word as a node: its stem, so that its inflected forms keep it company too."""
    terms = [term for term, _ in analyse_word(text).terms if term[0] not in "=+"]
    return Word(text, tuple(Alternative(term) for term in terms[:1] or [text]))


def _is_likely(typed: str, suggestion: Suggestion, articles: int) -> bool:
    """Whether a suggestion is worth an offer: "Xaver" is a name, and no "aber"."""
    edits = 1 if len(typed) <= _SHORT_WORD else 2
    return (
        suggestion.distance <= edits
        and suggestion.articles >= _COMMONER * articles
        and not is_function_word(suggestion.text)
    )


def _can_be_misspelt(word: RelaxedWord) -> bool:
    return word.typed.isalpha() and len(word.typed) >= _SHORTEST_CORRECTED
