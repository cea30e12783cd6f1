"""Completion in the search field: the whole queries that may be meant while one is being typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, Response, jsonify, request
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from pressespiegel.search import Completion
from pressespiegel.search.query import FIELD_NAMES
from pressespiegel.web.config import LONGEST_QUERY, MOST_COMPLETIONS
from pressespiegel.web.shared_archive import archive

Complete = Callable[[str, int], "list[Completion]"]
"""Says what begins with some words, so many at most."""

KIND_LABELS: Mapping[str, LazyString] = {
    "person": lazy_gettext("Person"),
    "organisation": lazy_gettext("Organisation"),
    "place": lazy_gettext("Ort"),
    "source": lazy_gettext("Medium"),
    "title": lazy_gettext("Titel"),
    "word": lazy_gettext("Wort"),
}
"""What is offered, in a word beside it."""

MOST_WORDS = 4
"""Words at the end of a query that are tried as the beginning of one name."""

QUOTES = re.compile('["“”„«»‹›]')
FIELD = re.compile(r"(?P<before>(?:.*[\s(+-])?)(?P<field>[^\W\d_]+):[\"“”„«»‹›]?(?P<typed>[^:\"]*)")
TAIL = re.compile(r"(?:(?<=[\s(+-])|^)[^\s\"“”„«»‹›()+:*?~/-][^\"“”„«»‹›():*?~/]*$")
"""The words at the end of a query that no sign of the query language has closed."""

blueprint = Blueprint("completion", __name__)


@dataclass(frozen=True, slots=True)
class CompletedQuery:
    """What somebody may be typing, and the whole query once it is taken over."""

    completion: Completion
    query: str


class CompletionReport(TypedDict):
    """One completion as the script in the page reads it."""

    text: str
    label: str
    articles: int
    query: str


@blueprint.get("/vorschlaege")
def completions() -> Response:
    """What the typed query `q` may become, as JSON for the script of the search field."""
    reports: list[CompletionReport] = [
        {
            "text": each.completion.text,
            "label": str(KIND_LABELS[each.completion.kind]),
            "articles": each.completion.articles,
            "query": each.query,
        }
        for each in asked_completions()
    ]
    return jsonify(reports)


def asked_completions() -> list[CompletedQuery]:
    """What the query `q` of the present request may become, in the reader's language."""
    typed = request.args.get("q", "")[:LONGEST_QUERY]
    names = {
        "person": _("person"),
        "organisation": "organisation",
        "place": _("ort"),
        "source": _("quelle"),
        "title": _("titel"),
    }
    return completed_queries(typed, archive().complete, names)


def completed_queries(
    typed: str, complete: Complete, field_names: Mapping[str, str]
) -> list[CompletedQuery]:
    """What a query may become: its last words completed, what stands before them kept.

    More words are tried before fewer: in `hafen wiebke lor` there is a person at the end. Behind
    a field's name only its values are offered. `field_names` are those written into queries.
    """
    found: dict[tuple[str, str], CompletedQuery] = {}
    for before, words, kinds in _endings(typed):
        for each in complete(words, MOST_COMPLETIONS):
            if each.kind not in kinds or len(found) >= MOST_COMPLETIONS:
                continue
            query = f"{before}{_written(each, field_names)}"
            if len(query) <= LONGEST_QUERY:
                found.setdefault((each.kind, each.text), CompletedQuery(each, query))
    return list(found.values())


def _endings(typed: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What can be completed: what stands before it, the words, and the kinds that may follow."""
    if field := FIELD.fullmatch(typed):
        known = FIELD_NAMES.get(field["field"].lower())
        if known:
            kinds: frozenset[str] = frozenset(known.searches).intersection(KIND_LABELS)
            if kinds:
                yield field["before"], field["typed"], kinds
            return
    tail = TAIL.search(typed)
    if not tail:
        return
    starts = [match.start() for match in re.finditer(r"\S+", tail[0])][-MOST_WORDS:]
    for place in starts:
        at = tail.start() + place
        # A title is long: it is completed from its beginning alone.
        whole = not typed[:at].strip()
        kinds = frozenset(KIND_LABELS) if whole else frozenset(KIND_LABELS) - {"title"}
        yield typed[:at], typed[at:], kinds


def _written(completion: Completion, field_names: Mapping[str, str]) -> str:
    """A completion as a query asks for it."""
    field = field_names.get(completion.kind)
    if field is None:
        return completion.text
    value = " ".join(QUOTES.sub(" ", completion.text).split())
    return f"{field}:{value}" if re.fullmatch(r"\w+", value) else f'{field}:"{value}"'
