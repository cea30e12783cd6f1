"""The page of a person, an organisation or a place: when, where, as what and beside whom named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from pressespiegel.search import Archive, Article, Entity, Hit
from pressespiegel.search.article import ENTITY_KINDS, EntityKind
from pressespiegel.web.config import ENTITY_ARTICLES, LATEST_ARTICLES
from pressespiegel.web.error_pages import message
from pressespiegel.web.localisation import language
from pressespiegel.web.page_parts.neighbour_graph import graph
from pressespiegel.web.page_parts.timelines import plot_of
from pressespiegel.web.page_parts.together import most_together, neighbours, pairs
from pressespiegel.web.search_state import SearchState
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("entity", __name__)

MOST_ROLES = 8
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class NameCount:
    """A role or another name, and in how many of the articles looked at."""

    text: str
    count: int


@blueprint.get("/name")
def show() -> Response:
    """One person, organisation or place: `kind` and `value` as the facets have them."""
    kind = next((each for each in ENTITY_KINDS if each == request.args.get("kind")), None)
    value = request.args.get("value", "")
    opened = archive()
    if kind is None or not value:
        return no_such_name()
    found = opened.search(
        "",
        limit=ENTITY_ARTICLES,
        sort="newest",
        facets=("source", "section"),
        filters={kind: (value,)},
        dates=True,
        language=language(),
    )
    if not found.total:
        return no_such_name()
    name = found.filters[kind][0] if found.filters.get(kind) else value
    state = SearchState().toggled(kind, name)
    assert found.dates is not None
    roles, names = read_articles(opened, found.hits, kind, name)
    beside = neighbours(opened, kind, name)
    drawn = most_together(beside)
    page = render_template(
        "entity.html",
        kind=kind,
        name=name,
        state=state,
        found=found,
        plot=plot_of(opened, [found.dates], state),
        latest=found.hits[:LATEST_ARTICLES],
        looked_at=len(found.hits),
        roles=roles,
        names=names,
        neighbours=beside,
        graph=graph(drawn, pairs(opened, kind, name, drawn)),
    )
    return make_response(page)


def no_such_name() -> Response:
    """Say that nobody of this name is there."""
    return message(
        404,
        _("Diesen Namen gibt es hier nicht"),
        [_("Kein Artikel des Archivs nennt ihn, oder er steht dort anders geschrieben.")],
    )


def read_articles(
    opened: Archive, hits: Iterable[Hit], kind: EntityKind, name: str
) -> tuple[list[NameCount], list[NameCount]]:
    """The roles that articles give an entity, and the other names that they call it by."""
    roles: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for hit in hits:
        for entity in opened.entities(hit.article):
            if entity.kind == kind and entity.name == name:
                if entity.role:
                    roles[entity.role] += 1
                names.update(other_names(hit.article, entity))
    for genitive in [each for each in names if each[-1] == "s" and each[:-1] in names]:
        names[genitive[:-1]] += names.pop(genitive)
    return _most(roles, MOST_ROLES), _most(names, MOST_NAMES)


def other_names(article: Article, entity: Entity) -> set[str]:
    """What an article calls an entity besides its name and the name's genitive.

    >>> from pressespiegel.search import Mention
    >>> text = "Kern sprach. Ada Kerns Rede war kurz."
    >>> mentions = (Mention("text", 0, 4), Mention("text", 13, 22))
    >>> article = Article.from_text(id="1", title="", text=text)
    >>> other_names(article, Entity("person", "Ada Kern", mentions=mentions))
    {'Kern'}
    """
    written = {
        " ".join(article.field_text(each.field)[each.start : each.end].split())
        for each in entity.mentions
    }
    return {each for each in written if each and each not in (entity.name, f"{entity.name}s")}


def _most(counted: Counter[str], limit: int) -> list[NameCount]:
    return [NameCount(text, count) for text, count in counted.most_common(limit)]
