"""Why an article was found: what each typed word was found as, where, and what it adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import LazyString, lazy_gettext

from pressespiegel.search import ExplainedWord, Explanation, Finding
from pressespiegel.web.localisation import FACET_LABELS
from pressespiegel.web.pages.article_page import no_such_article
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive

MOST_FORMS = 6
"""Forms of a word that are named for one finding."""

FIELD_LABELS: Mapping[str, LazyString] = {
    "title": lazy_gettext("Titel"),
    "kicker": lazy_gettext("Dachzeile"),
    "lead": lazy_gettext("Vorspann"),
    "text": lazy_gettext("Text"),
    "caption": lazy_gettext("Bildunterschrift"),
    "keyword": lazy_gettext("Schlagwort"),
    **FACET_LABELS,
}
"""The parts of an article in which words are found."""

REASONS: Mapping[str, LazyString] = {
    "form": lazy_gettext("so geschrieben"),
    "stem": lazy_gettext("in anderer Form"),
    "variant": lazy_gettext("anders geschrieben"),
    "part": lazy_gettext("als Teil eines Wortes"),
    "synonym": lazy_gettext("als Synonym"),
    "phrase": lazy_gettext("beieinander"),
    "pattern": lazy_gettext("nach dem Muster"),
}
"""How what was found stands for what was typed."""

blueprint = Blueprint("why", __name__)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One way in which a word was found: how, as which forms, and where."""

    reason: str
    forms: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownWord:
    """What was typed, all that it was found as, and its share of the score in percent."""

    typed: str
    share: float
    findings: tuple[ShownFinding, ...]


@blueprint.get("/warum")
def why() -> Response:
    """Explain one article (`id`) of a search."""
    state = SearchState.from_arguments(request.args)
    opened = archive()
    hit = opened.hit(request.args.get("id", ""), state.query, state.half_life)
    if hit is None:
        return no_such_article()
    words = shown(opened.explain(hit))
    return make_response(render_template("why.html", state=state, hit=hit, words=words))


def shown(explanation: Explanation) -> list[ShownWord]:
    """An explanation in words."""
    return [_word(each, explanation.score) for each in explanation.words]


def _word(word: ExplainedWord, total: float) -> ShownWord:
    """A word with its findings, the closest first; what stands as typed is no other form of it."""
    share = 100 * word.score / total if total else 0.0
    order = list(REASONS)
    seen: set[str] = set()
    findings = []
    for finding in sorted(word.findings, key=lambda each: order.index(each.reason)):
        named = [place.text for place in finding.places] or [finding.term]
        forms = tuple(dict.fromkeys(form for form in named if form not in seen))
        seen.update(forms)
        if forms:
            findings.append(_finding(finding, forms))
    return ShownWord(word.typed, share, tuple(findings))


def _finding(finding: Finding, forms: tuple[str, ...]) -> ShownFinding:
    more = ("…",) if len(forms) > MOST_FORMS else ()
    return ShownFinding(
        str(REASONS[finding.reason]),
        (*forms[:MOST_FORMS], *more),
        tuple(str(FIELD_LABELS[field]) for field in finding.fields),
    )
