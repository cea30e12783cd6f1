"""Words that the owner of an archive declares to mean the same, in a file of lines.

    # what stands behind a number sign is for people
    Bundesverfassungsgericht = BVerfG
    EZB = Europäische Zentralbank

Every word or wording of a line is found by all others of it, in any inflection. The file is read
when queries are understood, so a change needs no new index. A line that says nothing is left out
and named by a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pressespiegel.search.german import query_word, split_words
from pressespiegel.search.owner_file import LineWarning
from pressespiegel.search.query.tree import SearchField

SYNONYMS_FILE = "synonyms.txt"
"""Lies in the folder of the archive."""

MOST_LINES = 20_000
"""Lines of the file that count."""

MOST_WORDS = 8
"""Words of one wording at most."""

MOST_WORDINGS = 32
"""Wordings of one line at most."""

Key = tuple[str, ...]
Others = dict[Key, dict[str, None]]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each wording, by the stems of its words, the others that mean the same.

    In a field of names others count besides, which `of_names` tells.
    """

    others: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 0
    warnings: tuple[LineWarning, ...] = ()
    of_names: Callable[[SearchField], Synonyms] | None = None

    def of(self, text: str) -> tuple[str, ...]:
        """What else a word or wording is called; () where the file does not say.

        >>> read_synonyms("Bundesverfassungsgericht = BVerfG").of("des Gerichts")
        ()
        >>> read_synonyms("Bundesverfassungsgericht = BVerfG").of("Bundesverfassungsgerichts")
        ('BVerfG',)
        """
        return self.others.get(wording_key(text), ()) if self.others else ()

    def within(self, fields: Sequence[SearchField]) -> Synonyms:
        """Those that count where some fields are searched."""
        if self.of_names is None or len(fields) != 1:
            return self
        named = self.of_names(fields[0])
        if not named.others:
            return self
        others = {key: dict.fromkeys(wordings) for key, wordings in self.others.items()}
        for key, wordings in named.others.items():
            others.setdefault(key, {}).update(dict.fromkeys(wordings))
        joined = {key: tuple(wordings) for key, wordings in others.items()}
        return Synonyms(joined, max(self.longest, named.longest))


NO_SYNONYMS = Synonyms()


def wording_key(text: str) -> Key:
    """The stems of the words of a text."""
    return tuple(_stem(surface) for surface in split_words(text)[0])


def _stem(surface: str) -> str:
    terms = query_word(surface).whole
    return next((term.term for term in terms if term.found_as == "stem"), surface)


def read_synonyms(text: str) -> Synonyms:
    """Read the lines of a file; never raises."""
    others: Others = {}
    warnings: list[LineWarning] = []
    lines = text.removeprefix("\ufeff").splitlines()
    if len(lines) > MOST_LINES:
        warnings.append(LineWarning(MOST_LINES, f"only the first {MOST_LINES} lines count"))
    for number, line in enumerate(lines[:MOST_LINES], 1):
        content = line.split("#", 1)[0].strip()
        if not content:
            continue
        problem = _add(content, others)
        if problem:
            warnings.append(LineWarning(number, problem))
    return _synonyms(others, tuple(warnings))


def joined_synonyms(groups: Iterable[Sequence[str]]) -> Synonyms:
    """Synonyms of groups of wordings, what cannot be used left out.

    >>> joined_synonyms([("USA", "Vereinigte Staaten")]).of("vereinigten Staaten")
    ('USA',)
    """
    others: Others = {}
    for wordings in groups:
        _add_wordings(wordings, others)
    return _synonyms(others)


def _synonyms(others: Others, warnings: tuple[LineWarning, ...] = ()) -> Synonyms:
    longest = max(map(len, others), default=0)
    found = {key: tuple(wordings) for key, wordings in others.items()}
    return Synonyms(found, longest, warnings)


def _add(content: str, others: Others) -> str:
    """Take in one line; what is wrong with it, "" if nothing."""
    return _add_wordings([" ".join(part.split()) for part in content.split("=")], others)


def _add_wordings(wordings: Sequence[str], others: Others) -> str:
    if len(wordings) < 2:
        return "there is no “=” between two words"
    if len(wordings) > MOST_WORDINGS:
        return f"more than {MOST_WORDINGS} words with the same meaning"
    keys = [wording_key(wording) for wording in wordings]
    if not all(keys):
        return "there is no word on one side of “=”"
    if max(map(len, keys)) > MOST_WORDS:
        return f"more than {MOST_WORDS} words in a row"
    if len(set(keys)) < 2:
        return "the words are the same, they need no line"
    for key in keys:
        named = others.setdefault(key, {})
        named.update(
            (wording, None) for wording, other in zip(wordings, keys, strict=True) if other != key
        )
    return ""


def longest_runs(words: Iterable[str], synonyms: Synonyms) -> list[int]:
    """How many words, typed one behind the other, belong to one wording of the file.

    >>> bank = read_synonyms("EZB = Europäische Zentralbank")
    >>> longest_runs(["die", "Europäische", "Zentralbank"], bank)
    [1, 2]
    """
    texts = list(words)
    if synonyms.longest < 2:
        return [1] * len(texts)
    keys = [wording_key(text) for text in texts]
    runs: list[int] = []
    at = 0
    while at < len(texts):
        length = 1
        for size in range(min(synonyms.longest, len(texts) - at), 1, -1):
            joined = tuple(stem for key in keys[at : at + size] for stem in key)
            if joined in synonyms.others:
                length = size
                break
        runs.append(length)
        at += length
    return runs
