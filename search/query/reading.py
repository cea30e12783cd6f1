"""How a query was understood, as a sentence for readers, in German or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pressespiegel.search.german import split_words
from pressespiegel.search.query.fields import Field
from pressespiegel.search.query.notices import Language
from pressespiegel.search.query.period_words import period_words
from pressespiegel.search.query.synonyms import NO_SYNONYMS, Synonyms, longest_runs
from pressespiegel.search.query.syntax import (
    All,
    Any,
    Anything,
    Excluded,
    Id,
    Near,
    Pattern,
    Phrase,
    Published,
    Term,
    Typed,
    Within,
)
from pressespiegel.search.query.tree import Span


@dataclass(frozen=True, slots=True)
class _Wording:
    """The pieces of the sentence in one language."""

    every_article: str
    one_word: str
    all_words: str
    any_words: str
    any_of: str
    conjunction: str
    disjunction: str
    negation: str
    excluded: str
    excluded_field: str
    quoted: str
    phrase: str
    exact: str
    exact_phrase: str
    loose_phrase: str
    prefix: str
    wildcard: str
    fuzzy: tuple[str, str]
    regex: str
    near: str
    ordered: str
    distance: tuple[str, str, str]
    id: str
    period: str
    excluded_period: str
    synonym: str
    fields: Mapping[str, str]


_GERMAN = _Wording(
    every_article="alle Artikel",
    one_word="das Wort {}",
    all_words="alle Wörter: {}",
    any_words="eines der Wörter: {}",
    any_of="eines davon: {}",
    conjunction=" UND ",
    disjunction=" ODER ",
    negation="NICHT {}",
    excluded="nicht: {}",
    excluded_field="nicht {}",
    quoted="„{}“",
    phrase="die Wendung „{}“",
    exact="genau die Form „{}“",
    exact_phrase="die Wendung „{}“, genau so geschrieben",
    loose_phrase="„{}“ in beliebiger Folge ({})",
    prefix="Wörter, die mit „{}“ beginnen",
    wildcard="Wörter nach dem Muster „{}“",
    fuzzy=(
        "Wörter, die „{}“ bis auf einen Buchstaben gleichen",
        "Wörter, die „{}“ bis auf zwei Buchstaben gleichen",
    ),
    regex="Wörter nach dem regulären Ausdruck /{}/",
    near="{} nahe beieinander ({})",
    ordered="{} in dieser Folge ({})",
    distance=("unmittelbar", "höchstens ein Wort dazwischen", "höchstens {} Wörter dazwischen"),
    id="Kennung {}",
    period="Zeitraum {}",
    excluded_period="nicht im Zeitraum {}",
    synonym="{} auch als {}",
    fields=MappingProxyType(
        {
            "titel": "im Titel: {}",
            "dachzeile": "in der Dachzeile: {}",
            "vorspann": "im Vorspann: {}",
            "text": "im Text: {}",
            "bild": "unter einem Bild: {}",
            "schlagwort": "Schlagwort: {}",
            "person": "Person: {}",
            "organisation": "Organisation: {}",
            "ort": "Ort: {}",
            "quelle": "Quelle: {}",
            "ressort": "Ressort: {}",
            "autor": "Autor: {}",
            "agentur": "Agentur: {}",
        }
    ),
)

_ENGLISH = _Wording(
    every_article="all articles",
    one_word="the word {}",
    all_words="all of the words: {}",
    any_words="one of the words: {}",
    any_of="one of: {}",
    conjunction=" AND ",
    disjunction=" OR ",
    negation="NOT {}",
    excluded="not: {}",
    excluded_field="not {}",
    quoted="“{}”",
    phrase="the phrase “{}”",
    exact="exactly the form “{}”",
    exact_phrase="the phrase “{}”, spelt just so",
    loose_phrase="“{}” in any order ({})",
    prefix="words that begin with “{}”",
    wildcard="words of the pattern “{}”",
    fuzzy=(
        "words that differ from “{}” by at most one letter",
        "words that differ from “{}” by at most two letters",
    ),
    regex="words of the regular expression /{}/",
    near="{} near each other ({})",
    ordered="{} in this order ({})",
    distance=("side by side", "at most one word in between", "at most {} words in between"),
    id="id {}",
    period="period {}",
    excluded_period="not in the period {}",
    synonym="{} also as {}",
    fields=MappingProxyType(
        {
            "titel": "in the title: {}",
            "dachzeile": "in the kicker: {}",
            "vorspann": "in the lead: {}",
            "text": "in the text: {}",
            "bild": "below a picture: {}",
            "schlagwort": "keyword: {}",
            "person": "person: {}",
            "organisation": "organisation: {}",
            "ort": "place: {}",
            "quelle": "source: {}",
            "ressort": "section: {}",
            "autor": "author: {}",
            "agentur": "agency: {}",
        }
    ),
)

_WORDINGS: Mapping[Language, _Wording] = MappingProxyType({"de": _GERMAN, "en": _ENGLISH})


def reading(typed: Typed, language: Language, synonyms: Synonyms = NO_SYNONYMS) -> str:
    """The whole query as one sentence: words first, then the rest, dates and exclusions last.

    What the owner's list adds to the words stands behind all that.
    """
    sentence = _Reader(language).sentence(conjuncts(typed))
    return ", ".join((sentence, *synonym_clauses(typed, language, synonyms)))


def synonym_clauses(typed: Typed, language: Language, synonyms: Synonyms) -> list[str]:
    """What the owner's list adds to the words typed, one clause for each wording."""
    wording = _WORDINGS[language]
    clauses = []
    for text, others in dict(_wordings(typed, synonyms)).items():
        quoted = wording.disjunction.join(map(wording.quoted.format, others))
        clauses.append(wording.synonym.format(_shown(text), quoted))
    return clauses


def _wordings(typed: Typed, synonyms: Synonyms) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The typed wordings that have synonyms, with them."""
    texts: list[str] = []
    match typed:
        case Term(exact=False) | Phrase(exact=False, distance=None):
            texts = [typed.text]
        case All(children):
            words = [child.text for child in children if isinstance(child, Term)]
            at = 0
            for length in longest_runs(words, synonyms):
                if length > 1:
                    texts.append(" ".join(words[at : at + length]))
                at += length
            for child in children:
                yield from _wordings(child, synonyms)
        case Any(children):
            for child in children:
                yield from _wordings(child, synonyms)
        case Within(field, child):
            yield from _wordings(child, synonyms.within(field.searches))
        case Excluded(child):
            yield from _wordings(child, synonyms)
    for text in texts:
        if others := synonyms.of(text):
            yield text, others


def clauses(typed: Typed, language: Language) -> Iterator[tuple[str, Span]]:
    """What is required of an article, one by one in the order typed, and where it was typed.

    A plain word is its own reading.
    """
    reader = _Reader(language)
    for part in conjuncts(typed):
        if not isinstance(part, Anything):
            shown = reader.inline(part) if _is_plain(part) else reader.clause(part)
            yield shown, part.span


def conjuncts(typed: Typed) -> tuple[Typed, ...]:
    """The parts of a query that are all required."""
    return typed.children if isinstance(typed, All) else (typed,)


def _common(dates: list[Published]) -> list[Published]:
    """What several ranges have in common, as one; the ranges themselves where that is nothing."""
    if len(dates) < 2:
        return dates
    first = max((date.first for date in dates if date.first is not None), default=None)
    last = min((date.last for date in dates if date.last is not None), default=None)
    if first is not None and last is not None and first > last:
        return dates
    return [Published(first, last, dates[0].span)]


def _is_plain(typed: Typed) -> bool:
    return isinstance(typed, Term) and not typed.exact


@dataclass(frozen=True, slots=True)
class _Reader:
    language: Language

    @property
    def wording(self) -> _Wording:
        return _WORDINGS[self.language]

    def sentence(self, required: tuple[Typed, ...]) -> str:
        words = [each for each in required if _is_plain(each)]
        excluded = [each for each in required if isinstance(each, Excluded)]
        dates = _common([each for each in required if isinstance(each, Published)])
        others: list[Typed] = [
            each
            for each in required
            if not _is_plain(each) and not isinstance(each, (Excluded, Published, Anything))
        ]
        clauses: list[str] = []
        if len(words) > 1:
            joined = self.wording.conjunction.join(self.inline(word) for word in words)
            clauses.append(self.wording.all_words.format(joined))
        else:
            others = words + others
        clauses += [self.clause(each) for each in (*others, *dates)]
        if not clauses:
            clauses.append(self.wording.every_article)
        clauses += [self.clause(each) for each in excluded]
        return ", ".join(clauses)

    def clause(self, typed: Typed) -> str:
        """One thing asked for, as a clause of its own."""
        wording = self.wording
        match typed:
            case Term(text, exact=False):
                return wording.one_word.format(_shown(text))
            case Any(children) if all(_is_plain(child) for child in children):
                return wording.any_words.format(self.inline(typed))
            case Any():
                return wording.any_of.format(self.inline(typed))
            case Within(field, child):
                return self.within(field, child)
            case Excluded(Within(field, child)):
                return wording.excluded_field.format(self.within(field, child))
            case Excluded(Published(first, last)):
                period = period_words(first, last, self.language)
                return wording.excluded_period.format(period)
            case Excluded(child):
                return wording.excluded.format(self.inline(child))
            case Phrase(text, exact=False, distance=None):
                return wording.phrase.format(_shown(text))
            case Pattern():
                return self.pattern(typed)
        return self.inline(typed)

    def within(self, field: Field, child: Typed) -> str:
        return self.wording.fields[field.german].format(self.inline(child))

    def inline(self, typed: Typed) -> str:
        """One thing asked for, inside of a clause."""
        wording = self.wording
        match typed:
            case Term(text, exact=exact):
                return wording.exact.format(_shown(text)) if exact else _shown(text)
            case Phrase(text, exact=exact, distance=distance):
                if distance is not None:
                    return wording.loose_phrase.format(_shown(text), self.distance(distance))
                quoted = wording.exact_phrase if exact else wording.quoted
                return quoted.format(_shown(text))
            case Pattern():
                return f"{_as_typed(typed)} ({self.pattern(typed)})"
            case Near(operands, distances, ordered):
                return self.near(operands, distances, ordered)
            case Within(field, child):
                return f"({self.within(field, child)})"
            case Published(first, last):
                return wording.period.format(period_words(first, last, self.language))
            case Id(id):
                return wording.id.format(_printable(id))
            case All(children):
                return wording.conjunction.join(self.bracketed(child) for child in children)
            case Any(children):
                return wording.disjunction.join(self.bracketed(child) for child in children)
            case Excluded(child):
                return wording.negation.format(self.bracketed(child))
            case Anything():
                return wording.every_article

    def bracketed(self, typed: Typed) -> str:
        text = self.inline(typed)
        return f"({text})" if isinstance(typed, (All, Any)) else text

    def near(self, operands: tuple[Typed, ...], distances: tuple[int, ...], ordered: bool) -> str:
        joined = ", ".join(self.bracketed(operand) for operand in operands)
        form = self.wording.ordered if ordered else self.wording.near
        return form.format(joined, self.distance(sum(distances)))

    def distance(self, words: int) -> str:
        none, one, many = self.wording.distance
        return none if words == 0 else one if words == 1 else many.format(words)

    def pattern(self, typed: Pattern) -> str:
        wording = self.wording
        match typed.kind:
            case "prefix":
                return wording.prefix.format(_printable(typed.text.rstrip("*")))
            case "wildcard":
                return wording.wildcard.format(_printable(typed.text))
            case "fuzzy":
                return wording.fuzzy[min(typed.distance, 2) - 1].format(_shown(typed.text))
            case "regex":
                return wording.regex.format(_printable(typed.text))


def _as_typed(typed: Pattern) -> str:
    if typed.kind == "regex":
        return f"/{_printable(typed.text)}/"
    if typed.kind == "fuzzy":
        return f"{_shown(typed.text)}~{typed.distance if typed.distance > 1 else ''}"
    return _printable(typed.text)


def _shown(text: str) -> str:
    """The words of a text without the signs around them."""
    words, starts = split_words(text)
    if not words:
        return _printable(text)
    return _printable(" ".join(text[starts[0] : starts[-1] + len(words[-1])].split()))


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "�" for character in text)
