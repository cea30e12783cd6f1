"""The printings of one story: what each outlet cut, added and changed, beside the longest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup

from pressespiegel.search import Article, Passage, Printing, Printings
from pressespiegel.search.article import BREAK, BlockKind
from pressespiegel.web.page_parts.layered_markup import Element, layered
from pressespiegel.web.page_parts.paragraph_pairs import paragraph_pairs
from pressespiegel.web.pages.article_page import no_such_article
from pressespiegel.web.shared_archive import archive

blueprint = Blueprint("printings", __name__)

CUT = (Markup("<del>"), Markup("</del>"))
ADDED = (Markup("<ins>"), Markup("</ins>"))


@dataclass(frozen=True, slots=True)
class Part:
    """A lead, paragraph or subhead of one printing, with what the other one has not marked."""

    kind: BlockKind
    plain: str
    text: Markup


@blueprint.get("/abdrucke")
def show() -> Response:
    """One printing of a story beside the longest; of the longest, the first other one."""
    id = request.args.get("id", "")
    found = archive().printings(id)
    if found.longest is None:
        return no_such_article()
    shown = chosen(found)
    left, right = parts(found.longest, shown.cuts, CUT), parts(shown.article, shown.added, ADDED)
    pairs = paragraph_pairs([each.plain for each in left], [each.plain for each in right])
    page = render_template(
        "printings.html",
        found=found,
        longest=found.longest,
        shown=shown,
        rows=[(None if i is None else left[i], None if j is None else right[j]) for i, j in pairs],
    )
    return make_response(page)


def chosen(found: Printings) -> Printing:
    """The printing that was asked for; where that is the longest, the first other, if any."""
    longest = found.longest
    assert longest is not None
    wanted = [each for each in found.printings if each.article.id == found.id != longest.id]
    others = [each for each in found.printings if each.article.id != longest.id]
    return (wanted or others or found.printings)[0]


def parts(article: Article, passages: Iterable[Passage], tags: tuple[Markup, Markup]) -> list[Part]:
    """Lead and blocks of an article with tags around some passages."""
    opening, closing = tags
    elements: dict[str, list[Element]] = {}
    for each in passages:
        element = Element(each.start, each.end, opening, closing, opening)
        elements.setdefault(each.field, []).append(element)
    made = []
    if article.lead:
        text = layered(article.lead, [elements.get("lead", ())])
        made.append(Part("paragraph", article.lead, text))
    begin = 0
    for block in article.blocks:
        own = moved(elements.get("text", ()), begin)
        made.append(Part(block.kind, block.text, layered(block.text, [own])))
        begin += len(block.text) + len(BREAK)
    return made


def moved(elements: Sequence[Element], by: int) -> list[Element]:
    """Elements as a text has them that begins `by` characters later."""
    return [
        Element(each.start - by, each.end - by, each.opening, each.closing, each.again)
        for each in elements
    ]
