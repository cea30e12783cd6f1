"""The pages: start, results, article."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from pressespiegel.search import FACETS, Article, without_part
from pressespiegel.web.config import (
    FACET_VALUES,
    LATEST_ARTICLES,
    MOST_CHIPS,
    PAGE_SIZE,
    START_VALUES,
)
from pressespiegel.web.error_pages import message
from pressespiegel.web.examples import examples
from pressespiegel.web.facet_panels import facet_panels
from pressespiegel.web.listing import listed, printings_label
from pressespiegel.web.localisation import language
from pressespiegel.web.marking import mark_article
from pressespiegel.web.paging import last_page, offered_pages
from pressespiegel.web.relaxations import relaxations
from pressespiegel.web.search_state import NoSuchPage, SearchState
from pressespiegel.web.shared_archive import archive

START_FACETS = ("person", "organisation", "place", "source", "section", "month")

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def start() -> str:
    """The front page: what the archive holds, and how it is asked."""
    opened = archive()
    latest = opened.search(
        "",
        limit=LATEST_ARTICLES,
        sort="newest",
        facets=START_FACETS,
        facet_limit=START_VALUES,
        language=language(),
    )
    return render_template(
        "start.html",
        statistics=opened.statistics(),
        latest=latest,
        examples=examples(latest.hits, latest.facets),
    )


@blueprint.get("/suche")
def results() -> str:
    """What a search found; an empty query finds everything."""
    state = SearchState.from_arguments(request.args)
    opened = archive()
    found = opened.search(
        state.query,
        limit=PAGE_SIZE,
        offset=(state.page - 1) * PAGE_SIZE,
        sort=state.sort,
        facets=FACETS,
        filters=state.filters,
        facet_limit=FACET_VALUES,
        language=language(),
    )
    last = last_page(found.total + found.partial_total, PAGE_SIZE)
    if state.page > last:
        raise NoSuchPage(state.at_page(last))
    return render_template(
        "results.html",
        state=state,
        found=found,
        complete=listed(opened, (hit for hit in found.hits if hit.complete), fold=state.fold),
        partial=listed(opened, (hit for hit in found.hits if not hit.complete), fold=state.fold),
        printings_label=printings_label,
        chips=[
            (part.reading, state.asking(without_part(state.query, part)))
            for part in found.parts[:MOST_CHIPS]
        ],
        panels=facet_panels(found.facets, state),
        first_rank=(state.page - 1) * PAGE_SIZE + 1,
        last=last,
        offered=offered_pages(state.page, last),
        relaxations=(
            () if found.total else relaxations(opened, state, any_word=not found.partial_total)
        ),
        statistics=None if found.hits else opened.statistics(),
    )


@blueprint.get("/artikel")
def article() -> Response:
    """One article, with what a search matched in it marked.

    The id is an argument, not a part of the path: ids may hold slashes, dots and percent signs,
    which browsers and proxies rewrite in a path.
    """
    state = SearchState.from_arguments(request.args)
    id = request.args.get("id", "")
    opened = archive()
    found = opened.article(id)
    if found is None:
        return message(
            404,
            _("Diesen Artikel gibt es nicht"),
            [_("Er ist nicht im Archiv, oder nicht mehr. Vielleicht findet ihn eine Suche.")],
        )
    spans = opened.spans(id, state.query) if state.query else ()
    page = render_template(
        "article.html",
        article=found,
        shown=mark_article(found, spans),
        state=state,
        came_from_search="q" in request.args,
        original=original_address(found),
        dateline=dateline(found),
        printings=[each for each in opened.printings(id).printings if each.article.id != id],
    )
    return make_response(page)


def original_address(article: Article) -> str:
    """Where the publisher has the article, "" unless that is a web address that is safe to follow.

    >>> original_address(Article.from_text(id="1", title="T", text="", url="javascript:alert(1)"))
    ''
    """
    try:
        parts = urlsplit(article.url)
    except ValueError:
        return ""
    return article.url if parts.scheme in ("http", "https") and parts.hostname else ""


def dateline(article: Article) -> str:
    """What stands before the first paragraph: the place, unless the text begins with it.

    >>> from dataclasses import replace
    >>> article = replace(Article.from_text(id="1", title="T", text="Es regnet."), place="Husum")
    >>> dateline(article)
    'Husum –'
    """
    begins = article.text[: len(article.place)].casefold()
    return "" if begins == article.place.casefold() else f"{article.place} –"
