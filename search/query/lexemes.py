"""From the characters of a query to its words, quoted phrases, brackets, operators and fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from pressespiegel.search.german import split_words
from pressespiegel.search.query.fields import FIELD_NAMES, Field, field_named
from pressespiegel.search.query.notices import LONGEST_QUOTED, Notice
from pressespiegel.search.query.quotes import DOUBLE, opens_phrase, quoted
from pressespiegel.search.query.tree import Span

LexemeKind = Literal[
    "word",
    "phrase",
    "expression",
    "open",
    "close",
    "and",
    "or",
    "not",
    "minus",
    "plus",
    "near",
    "before",
    "field",
]

OPERATORS: Mapping[str, LexemeKind] = MappingProxyType(
    {
        **{"UND": "and", "AND": "and", "&&": "and"},
        **{"ODER": "or", "OR": "or", "||": "or"},
        **{"NICHT": "not", "NOT": "not"},
    }
)
"""Words that join, in capitals only: "und" is a word like any other; and signs that do."""

NEAR_OPERATORS: Mapping[str, LexemeKind] = MappingProxyType(
    {"NAHE": "near", "NEAR": "near", "VOR": "before", "BEFORE": "before"}
)
"""Words that join when a number of words follows: NAHE/5."""

LONGEST_EXPRESSION = 200
"""Characters between the slashes of a regular expression at most."""

LONGEST_ABBREVIATION = 16
"""Characters of an abbreviation with spaces, like "z. B.", at most."""

_BLANK = r"\s\u200b\ufeff\x00-\x1f"
_SPACE = re.compile(f"[{_BLANK}]+")
_WORD = re.compile(
    # Politiker(innen) is one word
    rf"(?:[^{_BLANK}(){DOUBLE}]|(?<=[^\W\d_])\((?:innen|in|r|n|s)\))+"
)
# "z." of "z. B."
_LETTER_DOT = re.compile(r"[^\W\d_]\.$")
_NEAR = re.compile(r"([A-Z]{3,6})/(\d{1,9})")
_FIELD = re.compile(r"([^\W\d_]{2,20}):")
# "Politiker:innen" is a word, not a field
_GENDER = re.compile(r"[^\W\d_]+:(?:in(?:nen)?|n|r|s|e)(?![^\W\d_])|[^\W\d_]+:innen")
# "/ma[iy]er/" with its end behind it, not "/etc/passwd"
_EXPRESSION = re.compile(rf"/((?:[^\s/\\]|\\[^\s]){{1,{LONGEST_EXPRESSION}}})/(?=[{_BLANK})]|$)")
_DATE_AHEAD = re.compile(rf"[{_BLANK}]{{1,9}}[\d><=]")
_TILDE = re.compile(r"~(\d{0,9})")
_DASHES = re.compile(r"[-−]+")
# "Anbau und -verkauf": the hyphen stands for what is left out
_COMPLEMENT = re.compile(r"(?:^|\s)(?:und|oder|sowie|bzw\.)\s$")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query.

    `text` is as typed, without the quotes, slashes or colon around it. `exact` marks a phrase
    behind `=`; `number` is the distance of a near operator or of a phrase with a tilde.
    """

    kind: LexemeKind
    text: str
    span: Span
    exact: bool = False
    number: int | None = None
    field: Field | None = None


def lexemes(text: str) -> tuple[list[Lexeme], list[Notice]]:
    """The pieces of a query in order, and what was odd; linear in its length, never raises.

    >>> [(lexeme.kind, lexeme.text) for lexeme in lexemes("nato -„kalter Krieg“")[0]]
    [('word', 'nato'), ('minus', '-'), ('phrase', 'kalter Krieg')]
    """
    found: list[Lexeme] = []
    notices: list[Notice] = []
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        previous = found[-1] if found else None
        glued = previous is not None and previous.span.end == at
        lexeme = (
            _bracket(text, at)
            or _phrase(text, at, notices)
            or _sign(text, at, previous if glued else None, notices)
            or _expression(text, at)
            or _field(text, at, previous if glued else None, notices)
            or _word(text, at)
        )
        if lexeme is None:
            notices.append(Notice("quote-stray", Span(at, at + 1)))
            at += 1
        else:
            found.append(lexeme)
            at = lexeme.span.end
    return found, notices


def _bracket(text: str, at: int) -> Lexeme | None:
    if text[at] not in "()":
        return None
    return Lexeme("open" if text[at] == "(" else "close", text[at], Span(at, at + 1))


def _phrase(text: str, at: int, notices: list[Notice]) -> Lexeme | None:
    exact = text[at] == "="
    start = at + exact
    if not opens_phrase(text, start):
        return None
    phrase = quoted(text, start)
    if not phrase.closed:
        notices.append(Notice("quote-unclosed", Span(start, start + 1)))
    end = phrase.end
    number = None
    if tilde := _TILDE.match(text, end):
        end = tilde.end()
        number = int(tilde[1] or 1)
    return Lexeme("phrase", text[phrase.first : phrase.last], Span(at, end), exact, number)


def _sign(text: str, at: int, glued: Lexeme | None, notices: list[Notice]) -> Lexeme | None:
    """A minus or plus before a word; inside a word, or alone, it is none."""
    if glued and (glued.kind not in ("open", "field", "minus", "plus") or _is_id(glued)):
        return None
    if text[at] == "+":
        alone = _SPACE.match(text, at + 1) or text[at + 1 : at + 2] in ("", "+")
        return None if alone else Lexeme("plus", "+", Span(at, at + 1))
    dashes = _DASHES.match(text, at)
    if not dashes or dashes.end() == len(text) or _SPACE.match(text, dashes.end()):
        return None
    word = _WORD.match(text, dashes.end(), dashes.end() + LONGEST_QUOTED)
    shown = word.group() if word else ""
    span = Span(at, word.end() if word else dashes.end())
    if len(dashes.group()) > 1:
        notices.append(Notice("double-minus", span, {"text": shown}))
        return None
    if shown and _COMPLEMENT.search(text, max(0, at - 8), at):
        notices.append(Notice("hyphen-complement", span, {"text": shown}))
        return None
    return Lexeme("minus", dashes.group(), Span(at, dashes.end()))


def _expression(text: str, at: int) -> Lexeme | None:
    match = _EXPRESSION.match(text, at)
    return Lexeme("expression", match[1], Span(at, match.end())) if match else None


def _field(text: str, at: int, glued: Lexeme | None, notices: list[Notice]) -> Lexeme | None:
    """A field and its colon; of an unknown one, the name as a word."""
    match = _FIELD.match(text, at)
    if not match or (glued and _is_id(glued)) or _GENDER.match(text, at):
        return None
    name, end = match[1], match.end()
    field = field_named(name)
    value_follows = end < len(text) and not _SPACE.match(text, end)
    if field and (value_follows or _is_field_with_space(text, end, name, field)):
        return Lexeme("field", name, Span(at, end), field=field)
    # "Corona: die Lage" and "https://…" are no attempts at a field
    if field or not value_follows or not (text[end].isalnum() or text[end] in DOUBLE + "("):
        return None
    span = Span(at, end)
    if similar := get_close_matches(name.lower(), FIELD_NAMES, 1, 0.75):
        values = {"name": name, "similar": similar[0]}
        notices.append(Notice("field-similar", span, values))
    else:
        notices.append(Notice("field-unknown", span, {"name": name}))
    return Lexeme("word", name, span)


def _is_field_with_space(text: str, end: int, name: str, field: Field) -> bool:
    """Whether "titel: Brücke" is a field: in small letters, and no "stellt vor: Neues"."""
    if field.bound in (None, "within"):
        return name.islower()
    return name.islower() and _DATE_AHEAD.match(text, end) is not None


def _word(text: str, at: int) -> Lexeme | None:
    match = _WORD.match(text, at)
    if not match:
        return None
    word = match.group()
    if len(word) == 2 and _LETTER_DOT.match(word):
        word = split_words(text[at : at + LONGEST_ABBREVIATION])[0][0]
    span = Span(at, at + len(word))
    if kind := OPERATORS.get(word):
        return Lexeme(kind, word, span)
    near = _NEAR.fullmatch(word)
    if near and (kind := NEAR_OPERATORS.get(near[1])):
        return Lexeme(kind, word, span, number=int(near[2]))
    return Lexeme("word", word, span)


def _is_id(lexeme: Lexeme) -> bool:
    return lexeme.field is not None and lexeme.field.german == "id"
