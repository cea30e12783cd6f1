"""From the fields of the advanced form to a query, in the query language that can also be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pressespiegel.search.query import FIELD_NAMES, Language

QUOTES = re.compile('["“”„«»‹›]')
UNIT = re.compile(r'[^\s"]*"[^"]+"|\S+')
"""One word, or several between quotation marks."""

SEPARATORS = re.compile(r"[,;\n]")
"""What stands between two names; a name may hold spaces."""

NAME_FIELDS = ("person", "organisation", "ort", "quelle", "ressort", "autor", "agentur")
"""The fields that take names, by their German name."""

MOST_BETWEEN = 100
"""Words that may stand between neighbours; the query language knows no more."""


@dataclass(frozen=True, slots=True)
class FormFields:
    """What somebody filled in; all of it may be empty.

    `near` are words with at most `between` others among them, `names` the field's German name ->
    one or more names, separated by commas, any of which is wanted.
    """

    words: str = ""
    phrase: str = ""
    either: str = ""
    without: str = ""
    title: str = ""
    near: str = ""
    between: int = 5
    names: Mapping[str, str] = field(default_factory=dict)


def written_query(fields: FormFields, language: Language) -> str:
    """The query that asks for all that was filled in, with fields and operators in a language.

    >>> written_query(FormFields("hafen", either="wal robbe", names={"ort": "Husum"}), "de")
    'hafen (wal ODER robbe) ort:Husum'
    """
    return " ".join(_parts(fields, language))


def _parts(fields: FormFields, language: Language) -> Iterator[str]:
    either = " ODER " if language == "de" else " OR "
    if words := _joined(fields.words):
        # An operator in it must not reach beyond.
        yield f"({words})" if re.search(r"\b(ODER|OR)\b|\|\|", words) else words
    if phrase := _unquoted(fields.phrase):
        yield f'"{phrase}"'
    units = UNIT.findall(fields.either)
    if units:
        yield units[0] if len(units) == 1 else f"({either.join(units)})"
    near = _unquoted(fields.near)
    if near:
        between = min(max(fields.between, 0), MOST_BETWEEN)
        yield f'"{near}"~{between}' if " " in near else near
    if title := _joined(fields.title):
        yield f"{_name('titel', language)}:{title if _is_unit(title) else f'({title})'}"
    for name in NAME_FIELDS:
        values = [_unquoted(each) for each in SEPARATORS.split(fields.names.get(name, ""))]
        asked = [f"{_name(name, language)}:{_quoted(value)}" for value in values if value]
        if asked:
            yield asked[0] if len(asked) == 1 else f"({either.join(asked)})"
    for unit in UNIT.findall(fields.without):
        yield f"-{unit.lstrip('-+')}" if unit.strip("-+") else ""


def _name(german: str, language: Language) -> str:
    known = FIELD_NAMES[german]
    return known.german if language == "de" else known.english


def _joined(text: str) -> str:
    return " ".join(text.split())


def _unquoted(text: str) -> str:
    return _joined(QUOTES.sub(" ", text))


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"\w+", value) else f'"{value}"'


def _is_unit(text: str) -> bool:
    return UNIT.fullmatch(text) is not None
