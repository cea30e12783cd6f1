"""What can be odd in a query, and how a reader is told about it in German and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from pressespiegel.search.query.tree import Span

Language = Literal["de", "en"]

NoticeKind = Literal[
    "quote-unclosed",
    "quote-stray",
    "phrase-empty",
    "bracket-unclosed",
    "bracket-stray",
    "bracket-empty",
    "bracket-deep",
    "field-empty",
    "field-unknown",
    "field-similar",
    "field-repeated",
    "field-everything",
    "date-unknown",
    "date-swapped",
    "id-pattern",
    "operator-dangling",
    "operator-word",
    "operator-lower",
    "near-without-number",
    "near-operand",
    "near-capped",
    "only-excluded",
    "no-word",
    "everything",
    "question-mark",
    "hyphen-complement",
    "double-minus",
    "placeholder-leading",
    "placeholder-short",
    "placeholder-phrase",
    "placeholder-compound",
    "tilde-capped",
    "tilde-alone",
    "equals-alone",
    "expression-syntax",
    "expression-repetition",
    "expression-dear",
    "words-capped",
    "word-cut",
    "more",
]

_GERMAN: Mapping[NoticeKind, str] = MappingProxyType(
    {
        "quote-unclosed": "Das Anführungszeichen wird nicht geschlossen; "
        "die Wendung reicht bis zum Ende der Anfrage.",
        "quote-stray": "Dieses Anführungszeichen schließt nichts; es zählt nicht.",
        "phrase-empty": "Zwischen den Anführungszeichen steht kein Wort; sie zählen nicht.",
        "bracket-unclosed": "Die Klammer wird nicht geschlossen; "
        "sie reicht bis zum Ende der Anfrage.",
        "bracket-stray": "Diese Klammer schließt nichts; sie zählt nicht.",
        "bracket-empty": "In der Klammer steht nichts; sie zählt nicht.",
        "bracket-deep": "Mehr als {limit} Klammern ineinander; die innersten zählen nicht, "
        "ihre Wörter schon.",
        "field-empty": "Hinter „{name}:“ steht nichts; das Feld zählt nicht.",
        "field-unknown": "„{name}:“ ist kein Feld; gesucht wird nach den Wörtern.",
        "field-similar": "„{name}:“ ist kein Feld (gemeint ist vielleicht „{similar}:“); "
        "gesucht wird nach den Wörtern.",
        "field-repeated": "Zwei Felder hintereinander; „{name}:“ zählt nicht.",
        "field-everything": "„*“ allein grenzt nichts ein; das Feld zählt nicht.",
        "date-unknown": "„{text}“ ist kein Datum (so geht es: 2022, 2022-01, 5.1.2022, gestern); "
        "der Zeitraum zählt nicht.",
        "date-swapped": "Das Ende liegt vor dem Anfang; beide sind vertauscht.",
        "id-pattern": "Kennungen gelten nur ganz; Platzhalter und Muster wirken hier nicht.",
        "operator-dangling": "„{text}“ verbindet hier nichts; es zählt nicht.",
        "operator-word": "„{text}“ verbindet hier nichts; gesucht wird nach dem Wort.",
        "operator-lower": "„{text}“ ist hier ein Wort wie jedes andere; "
        "in Großbuchstaben ({capitals}) verbindet es.",
        "near-without-number": "„{text}“ verbindet nur mit einer Zahl ({text}/5); "
        "gesucht wird nach dem Wort.",
        "near-operand": "Nähe geht nur zwischen Wörtern und Wendungen; hier gilt stattdessen UND.",
        "near-capped": "Der Abstand ist auf {limit} Wörter begrenzt.",
        "only-excluded": "Die Anfrage schließt nur aus; es kommen alle übrigen Artikel.",
        "no-word": "In „{text}“ steht kein Wort; es zählt nicht.",
        "everything": "„*“ allein steht für jeden Artikel.",
        "question-mark": "Das „?“ gilt als Fragezeichen, nicht als Platzhalter.",
        "hyphen-complement": "Der Strich vor „{text}“ gilt als Ergänzungsstrich; "
        "das Wort wird gesucht, nicht ausgeschlossen.",
        "double-minus": "Mehrere Striche vor „{text}“ gelten als Gedankenstrich; "
        "das Wort wird gesucht, nicht ausgeschlossen.",
        "placeholder-leading": "Der Platzhalter steht am Wortanfang; "
        "es zählen höchstens {limit} passende Wörter.",
        "placeholder-short": "Das Muster ist sehr kurz; "
        "es zählen höchstens {limit} passende Wörter.",
        "placeholder-phrase": "Innerhalb einer Wendung wirkt dieses Zeichen nicht als Platzhalter.",
        "placeholder-compound": "Bei Platzhaltern in Wörtern mit Bindestrich werden die Teile "
        "einzeln gesucht, nicht nebeneinander.",
        "tilde-capped": "Mehr als {limit} abweichende Buchstaben gehen nicht; "
        "gesucht wird mit {limit}.",
        "tilde-alone": "Die Tilde steht nicht hinter einem Wort; sie zählt nicht.",
        "equals-alone": "Hinter „=“ steht kein Wort; es zählt nicht.",
        "expression-syntax": "Der reguläre Ausdruck /{text}/ hat ein Zeichen, das hier nicht geht; "
        "gesucht wird nach den Wörtern darin.",
        "expression-repetition": "Im regulären Ausdruck /{text}/ lässt sich nur ein einzelnes "
        "Zeichen wiederholen; gesucht wird nach den Wörtern darin.",
        "expression-dear": "Der reguläre Ausdruck /{text}/ ist zu aufwendig; "
        "gesucht wird nach den Wörtern darin.",
        "words-capped": "Die Anfrage ist zu lang; die ersten {limit} Wörter zählen.",
        "word-cut": "Ein Wort mit mehr als {limit} Zeichen; gesucht wird nach seinem Anfang.",
        "more": "Weitere {count} Auffälligkeiten sind nicht aufgezählt.",
    }
)

_ENGLISH: Mapping[NoticeKind, str] = MappingProxyType(
    {
        "quote-unclosed": "The quotation mark is never closed; "
        "the phrase runs to the end of the query.",
        "quote-stray": "This quotation mark closes nothing; it is ignored.",
        "phrase-empty": "There is no word between the quotation marks; they are ignored.",
        "bracket-unclosed": "The bracket is never closed; it runs to the end of the query.",
        "bracket-stray": "This bracket closes nothing; it is ignored.",
        "bracket-empty": "There is nothing in the brackets; they are ignored.",
        "bracket-deep": "More than {limit} brackets inside each other; the innermost are ignored, "
        "their words are not.",
        "field-empty": "Nothing follows “{name}:”; the field is ignored.",
        "field-unknown": "“{name}:” is not a field; the words are searched for.",
        "field-similar": "“{name}:” is not a field (did you mean “{similar}:”?); "
        "the words are searched for.",
        "field-repeated": "Two fields in a row; “{name}:” is ignored.",
        "field-everything": "“*” alone does not narrow anything; the field is ignored.",
        "date-unknown": "“{text}” is not a date (write 2022, 2022-01, 2022-01-05, yesterday); "
        "the period is ignored.",
        "date-swapped": "The end lies before the beginning; they were swapped.",
        "id-pattern": "An id must be given whole; wildcards and patterns have no effect here.",
        "operator-dangling": "“{text}” joins nothing here; it is ignored.",
        "operator-word": "“{text}” joins nothing here; it is searched for as a word.",
        "operator-lower": "“{text}” is a word like any other here; "
        "in capitals ({capitals}) it joins.",
        "near-without-number": "“{text}” joins only with a number ({text}/5); "
        "it is searched for as a word.",
        "near-operand": "Only words and phrases can be near each other; AND is used instead.",
        "near-capped": "The distance is limited to {limit} words.",
        "only-excluded": "The query only excludes; all other articles are shown.",
        "no-word": "There is no word in “{text}”; it is ignored.",
        "everything": "“*” alone stands for every article.",
        "question-mark": "The “?” was taken for a question mark, not for a wildcard.",
        "hyphen-complement": "The hyphen before “{text}” was taken for part of the word, "
        "which is searched for, not excluded.",
        "double-minus": "Several hyphens before “{text}” were taken for a dash; "
        "the word is searched for, not excluded.",
        "placeholder-leading": "The wildcard begins the word; at most {limit} fitting words count.",
        "placeholder-short": "The pattern is very short; at most {limit} fitting words count.",
        "placeholder-phrase": "Inside a phrase this sign is not a wildcard.",
        "placeholder-compound": "With wildcards in a hyphenated word its parts are searched for "
        "one by one, not side by side.",
        "tilde-capped": "No more than {limit} different letters are possible; {limit} are used.",
        "tilde-alone": "The tilde does not follow a word; it is ignored.",
        "equals-alone": "No word follows “=”; it is ignored.",
        "expression-syntax": "The regular expression /{text}/ has a sign that is not possible "
        "here; the words in it are searched for.",
        "expression-repetition": "In the regular expression /{text}/ only a single character can "
        "be repeated; the words in it are searched for.",
        "expression-dear": "The regular expression /{text}/ is too costly; "
        "the words in it are searched for.",
        "words-capped": "The query is too long; its first {limit} words count.",
        "word-cut": "A word of more than {limit} characters; its beginning is searched for.",
        "more": "{count} more oddities are not listed.",
    }
)

MESSAGES: Mapping[Language, Mapping[NoticeKind, str]] = MappingProxyType(
    {"de": _GERMAN, "en": _ENGLISH}
)

LONGEST_QUOTED = 40
"""Characters of the query that a message repeats at most."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One oddity, in no language yet; `values` fill the placeholders of its message."""

    kind: NoticeKind
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)


def message(notice: Notice, language: Language) -> str:
    """A notice as a sentence for readers.

    >>> message(Notice("field-empty", Span(0, 6), {"name": "titel"}), "de")
    'Hinter „titel:“ steht nichts; das Feld zählt nicht.'
    """
    shown = {name: _short(str(value)) for name, value in notice.values.items()}
    return MESSAGES[language][notice.kind].format_map(shown)


def _short(text: str) -> str:
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1] + "…"
