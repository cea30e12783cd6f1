"""The page of one article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from pressespiegel.search import Article
from pressespiegel.search.citation.sentence import cited
from pressespiegel.web.addresses import entity_address, sentence_addresses
from pressespiegel.web.config import SIMILAR_ARTICLES
from pressespiegel.web.error_pages import message
from pressespiegel.web.localisation import language
from pressespiegel.web.page_parts.article_markup import Addresses, mark_article
from pressespiegel.web.page_parts.hit_strip import ticks
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("article", __name__)


@blueprint.get("/artikel")
def show() -> Response:
    """One article, with what a search matched in it marked.

    The id is an argument, not a part of the path: ids may hold slashes, dots and percent signs,
    which browsers and proxies rewrite in a path. `namen` shows the people, organisations and
    places in the text; `satz` is the key of the sentence that a link led to.
    """
    state = SearchState.from_arguments(request.args)
    id = request.args.get("id", "")
    opened = archive()
    found = opened.article(id)
    if found is None:
        return no_such_article()
    found = replace(found, entities=opened.entities(found))
    spans = opened.spans(id, state.query) if state.query else ()
    names = request.args.get("namen") == "1"
    addresses = Addresses(
        name=entity_address if names else None,
        sentence=sentence_addresses(id),
        label=_("Link zu diesem Absatz"),
    )
    shown = mark_article(found, spans, addresses)
    sentence = request.args.get("satz", "")
    page = render_template(
        "article.html",
        article=found,
        shown=shown,
        ticks=ticks(shown.hits),
        names=names,
        citation=cited(found, accessed=date.today(), language=language()),
        sentence_gone=bool(sentence) and sentence not in shown.sentences,
        state=state,
        came_from_search="q" in request.args,
        original=original_address(found),
        dateline=dateline(found),
        printings=[each for each in opened.printings(id).printings if each.article.id != id],
    )
    return make_response(page)


@blueprint.get("/aehnlich")
def similar() -> Response:
    """The articles that are like one, and the words that make them so."""
    id = request.args.get("id", "")
    opened = archive()
    found = opened.article(id)
    if found is None:
        return no_such_article()
    alike = opened.similar(id, limit=SIMILAR_ARTICLES)
    return make_response(render_template("similar.html", article=found, similar=alike))


def no_such_article() -> Response:
    """Say that an article is not there."""
    return message(
        404,
        _("Diesen Artikel gibt es nicht"),
        [_("Er ist nicht im Archiv, oder nicht mehr. Vielleicht findet ihn eine Suche.")],
    )


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
