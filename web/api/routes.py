"""The JSON API: what the pages know, for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from flask import Blueprint, Response, jsonify, request

from pressespiegel.search import FACETS
from pressespiegel.search.article import LONGEST_ID
from pressespiegel.search.help_report import (
    CloseWordReport,
    CompletionReport,
    ExplanationReport,
    SimilarReport,
    completions_to_json,
    explanation_to_json,
    similar_to_json,
    suggestions_to_json,
)
from pressespiegel.search.report import (
    ArticleReport,
    FacetReport,
    PrintingsReport,
    ResultsReport,
    article_to_json,
    printings_to_json,
    results_to_json,
)
from pressespiegel.search.words.complete import LONGEST_PREFIX
from pressespiegel.web.api.cursors import Cursor, CursorParameter
from pressespiegel.web.api.parameters import (
    NARROWING,
    BadParameter,
    Choice,
    HalfLife,
    Parameter,
    Several,
    Text,
    WholeNumber,
    narrowing,
)
from pressespiegel.web.config import (
    FACET_VALUES,
    LARGEST_API_PAGE,
    LAST_PAGE,
    LONGEST_QUERY,
    MOST_API_FACET_VALUES,
    PAGE_SIZE,
)
from pressespiegel.web.error_pages import problem
from pressespiegel.web.localisation import LANGUAGES, language
from pressespiegel.web.search_state import SORTS
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("api", __name__, url_prefix="/api")

QUERY = Text("q", "What to find, in the query language; nothing finds all articles.", LONGEST_QUERY)
LANGUAGE = Choice(
    "lang", "The language of the reading and the warnings, before Accept-Language.", LANGUAGES, "de"
)
ID = Text("id", "The id of an article.", LONGEST_ID, required=True, trimmed=False)
LIMIT = WholeNumber("limit", "How many to give at most.", PAGE_SIZE, LARGEST_API_PAGE)
OFFSET = WholeNumber("offset", "How many hits to skip.", 0, LAST_PAGE * PAGE_SIZE)
CURSOR = CursorParameter("cursor", "Go on here, as `next` of an answer says; before `offset`.")
SORT = Choice("sort", "The order; undated articles come last by date.", SORTS, "relevance")
HALF_LIFE = HalfLife(
    "half_life", "Newer first: halve the score for every so many days that an article is older."
)
FACET = Choice("facet", "Whose values to give.", FACETS)
VALUES = WholeNumber("limit", "How many to give at most.", FACET_VALUES, MOST_API_FACET_VALUES)
WORD = Text("word", "A word, as it was typed.", LONGEST_PREFIX, required=True)
BESIDE = Several("beside", "A word that was typed beside it.", most=20, longest=LONGEST_PREFIX)
PREFIX = Text("q", "What has been typed so far.", LONGEST_QUERY, trimmed=False)


class SearchAnswer(ResultsReport):
    """A page of hits; `warnings` are plain sentences, `seconds` how long the search took.

    `total` counts the articles with all that was asked for, `partial_total` those with most of
    the words, which follow them in `hits`. `suggestion` is null where nothing seems misspelt.
    A search that was `cut_short` took too long, and has only what was found by then. `next` is the
    cursor behind the last hit, null where there are no more.
    """

    next: str | None


class SimilarAnswer(TypedDict):
    """Articles like one, most alike first."""

    similar: list[SimilarReport]


class SuggestAnswer(TypedDict):
    """Words of the archive that may have been meant, best first."""

    suggestions: list[CloseWordReport]


class CompleteAnswer(TypedDict):
    """What may be being typed, most useful first."""

    completions: list[CompletionReport]


class FacetsAnswer(TypedDict):
    """The values of a facet, most frequent first, and how many articles the result has."""

    facet: str
    total: int
    values: list[FacetReport]


class NoSuchArticle(LookupError):
    """The archive has no article of the id that was asked for."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the API: what answers it, what it takes, and the type of what it gives.

    The docstring of `answer` says what it is for; its name is the last part of the address.
    """

    answer: Callable[[], Mapping[str, object]]
    gives: type
    parameters: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.answer.__name__

    def respond(self) -> Response:
        """Answer the present request."""
        return jsonify(self.answer())


def search() -> SearchAnswer:
    """Find articles, as `pressespiegel search --json` does, with the values of all facets.

    To read a long result, ask again with the same parameters and `cursor` as `next` says: hits
    stay in their places even where articles are added meanwhile.
    """
    offset, cursor = OFFSET.read(request.args), CURSOR.read(request.args)
    found = archive().search(
        QUERY.read(request.args),
        limit=LIMIT.read(request.args),
        offset=cursor.offset if cursor else offset,
        after=cursor.id if cursor else None,
        sort=SORT.read(request.args),
        half_life=HALF_LIFE.read(request.args),
        facets=FACETS,
        **narrowing(request.args),
        language=LANGUAGE.read(request.args) if LANGUAGE.name in request.args else language(),
    )
    end = found.offset + len(found.hits)
    more = found.hits and end < found.total + found.partial_total
    following = Cursor(end, found.hits[-1].article.id).written() if more else None
    return {**results_to_json(found), "next": following}


def article() -> ArticleReport:
    """Give a whole article, as `pressespiegel show --json` does.

    Its id is a parameter, not a part of the path: ids may hold slashes, dots and percent signs,
    which browsers and proxies rewrite in a path.
    """
    id = ID.read(request.args)
    found = archive().article(id)
    if found is None:
        raise NoSuchArticle(id)
    return article_to_json(found)


def printings() -> PrintingsReport:
    """Say which outlets printed the story of an article, as `pressespiegel printings --json`."""
    id = ID.read(request.args)
    found = archive().printings(id)
    if not found.printings:
        raise NoSuchArticle(id)
    return printings_to_json(found)


def similar() -> SimilarAnswer:
    """Find articles like one of the archive, and the words that make them so."""
    id, opened = ID.read(request.args), archive()
    if opened.article(id) is None:
        raise NoSuchArticle(id)
    return {"similar": similar_to_json(opened.similar(id, limit=LIMIT.read(request.args)))}


def explain() -> ExplanationReport:
    """Say why a query finds an article: which word was found as what, where, and what it adds."""
    id, query, opened = ID.read(request.args), QUERY.read(request.args), archive()
    hit = opened.hit(id, query, HALF_LIFE.read(request.args))
    if hit is None:
        raise NoSuchArticle(id)
    return explanation_to_json(opened.explain(hit))


def suggest() -> SuggestAnswer:
    """Name words of the archive that may have been meant by one that was typed."""
    found = archive().suggest(
        WORD.read(request.args),
        neighbours=BESIDE.read(request.args),
        limit=LIMIT.read(request.args),
    )
    return {"suggestions": suggestions_to_json(found)}


def complete() -> CompleteAnswer:
    """Complete what is being typed: people, organisations, places, outlets, titles and words."""
    found = archive().complete(PREFIX.read(request.args), LIMIT.read(request.args))
    return {"completions": completions_to_json(found)}


def facets() -> FacetsAnswer:
    """Count the values of one facet in a result; a facet that is narrowed by counts what its
    other values would add."""
    facet = FACET.read(request.args)
    found = archive().search(
        QUERY.read(request.args),
        limit=0,
        facets=(facet,),
        facet_limit=VALUES.read(request.args),
        **narrowing(request.args),
    )
    counts = found.facets[facet]
    return {
        "facet": facet,
        "total": found.total,
        "values": [{"value": each.value, "count": each.count} for each in counts],
    }


ROUTES: tuple[Route, ...] = (
    Route(
        search, SearchAnswer, (QUERY, LIMIT, OFFSET, CURSOR, SORT, HALF_LIFE, *NARROWING, LANGUAGE)
    ),
    Route(article, ArticleReport, (ID,)),
    Route(printings, PrintingsReport, (ID,)),
    Route(similar, SimilarAnswer, (ID, LIMIT)),
    Route(explain, ExplanationReport, (ID, QUERY, HALF_LIFE)),
    Route(suggest, SuggestAnswer, (WORD, BESIDE, LIMIT)),
    Route(complete, CompleteAnswer, (PREFIX, LIMIT)),
    Route(facets, FacetsAnswer, (FACET, QUERY, VALUES, *NARROWING)),
)
"""All that the API answers; `openapi.json` describes it from this."""

for route in ROUTES:
    blueprint.add_url_rule(f"/{route.name}", route.name, route.respond, methods=["GET"])


@blueprint.errorhandler(BadParameter)
def bad_parameter(error: BadParameter) -> Response:
    """Answer a parameter that is not allowed."""
    return problem(400, "Bad parameter", str(error))


@blueprint.errorhandler(NoSuchArticle)
def no_such_article(error: NoSuchArticle) -> Response:
    """Answer an id of no article."""
    return problem(404, "No such article", "the archive has no article of this id")
