"""Who a page says wrote its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pressespiegel.indexer.readers.bylines import author_names, is_byline, names_in
from pressespiegel.indexer.readers.cleaning import one_line
from pressespiegel.indexer.readers.html.json_ld import texts_of
from pressespiegel.indexer.readers.html.page import Element, Page

_META = ("author", "dc:creator", "dcterms:creator", "article:author", "parsely:author", "byl")
# twitter:label1 = "Verfasst von", twitter:data1 = the name
_LABELS = frozenset(
    "written by|verfasst von|geschrieben von|autor|autorin|author|von|by".split("|")
)

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARKS = frozenset(
    "author authors autor autoren autorin byline authorline authorname authorlist verfasser".split()
)
_AUTHOR_PAGE = re.compile(
    r"/(?:autor(?:en|in|innen)?|authors?|redakteur(?:e|in)?|verfasser)[/_-]", re.I
)
# Autorin/Autor Erika Muster | Autor: Erika Muster
_LABELLED = re.compile(
    r"^(?:Autor(?:in)?(?:/Autor(?:in)?|/-?in|:in|\*in|en)?|Verfasser(?:in)?)\s*:?\s+"
)
_PARTICLES = frozenset(
    "von van de der den zu zur vom da di la le el al bin ten ter dos und".split()
)
_NO_PERSON = re.compile(
    r"redaktion|team|agentur|verlag|zeitung|nachrichten|online|news|\.(?:de|at|ch|com|li|lu)\b|"
    r"uhr|gmbh|mehr|profil|artikel|folgen|autor|kommentar",
    re.IGNORECASE,
)
LONGEST_BYLINE = 200
NEAR = 30
"""Elements within which several bylines belong together."""


def authors_of(page: Page, sites: Iterable[str]) -> tuple[str, ...]:
    """The authors: persons in the structured data, in meta elements, in the visible byline; and
    only then an outlet that names itself as author. `sites` are the names of the outlet."""
    outlet = {_letters(site) for site in sites}

    def is_outlet(name: str) -> bool:
        # "Beispiel Rundfunk" at br.example
        return _letters(name) in outlet or _initials(name) in outlet

    structured = _distinct(texts_of(page.data.get("author")))
    if not all(map(is_outlet, structured)):
        return structured
    named = author_names((*_meta(page), *_labelled_meta(page)))
    if persons := tuple(name for name in named if not is_outlet(name)):
        return persons
    return _visible(page) or structured or named


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for name in names if (line := one_line(name))))


def _letters(name: str) -> str:
    letters = re.sub(r"\W", "", name).lower()
    return re.sub(r"(?:de|at|ch|com|li|lu|online)$", "", letters) or letters


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words).lower() if len(words) > 1 else name


def _meta(page: Page) -> Iterator[str]:
    for name in _META:
        for content in page.meta.get(name, ()):
            # article:author is often a profile's address
            if "/" not in content:
                yield content


def _labelled_meta(page: Page) -> Iterator[str]:
    for number in ("1", "2"):
        if page.first(f"twitter:label{number}").lower().strip(": ") in _LABELS:
            yield page.first(f"twitter:data{number}")
    yield page.first("twitter:misc:written by")


def _visible(page: Page) -> tuple[str, ...]:
    """The names in the bylines nearest to the headline, after it rather than before."""
    before: list[str] = []
    found: list[str] = []
    headline_seen = False
    last = 0
    for number, element in enumerate(_elements(page)):
        if element.tag == "h1":
            headline_seen = headline_seen or bool(one_line("".join(element.itertext())))
        if found and number - last > NEAR:
            break
        names = _names_of(element)
        if names and headline_seen:
            found.extend(names)
            last = number
        elif names:
            before = names
    return tuple(dict.fromkeys(found or before))


def _elements(page: Page) -> Iterator[Element]:
    body = page.tree.find("body")
    for element in (page.tree if body is None else body).iter("*"):
        if element.tag not in ("script", "style", "body", "head", "title", "nav", "footer"):
            yield element


def _names_of(element: Element) -> list[str]:
    marked = _is_marked(element)
    if not marked and element.tag not in ("p", "span", "div", "li", "address", "h5", "h6"):
        return []
    text = _short_text(element)
    if not text:
        return []
    if marked:
        links = [_short_text(link) for link in element.iter("a")]
        people = [name for link in links for name in names_in(link) if _is_person(name)]
        if people:
            return people
    if label := _LABELLED.match(text):
        text = text[label.end() :]
    elif not marked and not (len(element) < 4 and is_byline(text)):
        return []
    return [name for name in names_in(text) if _is_person(name)]


def _is_marked(element: Element) -> bool:
    if "author" in (element.get("rel") or "") or "author" in (element.get("itemprop") or ""):
        return True
    if element.tag == "a":
        return _AUTHOR_PAGE.search(element.get("href") or "") is not None
    names = _WORDS.findall(element.get("class") or "")
    return any(name.lower() in _MARKS for name in names)


def _short_text(element: Element) -> str:
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(text)
        size += len(text.strip())
        if size > LONGEST_BYLINE:
            return ""
    return one_line(" ".join(parts))


def _is_person(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 5
        and _NO_PERSON.search(name) is None
        and all(word[0].isupper() or word in _PARTICLES for word in words)
        and not any(word.isupper() and 1 < len(word) <= 4 for word in words)
        and words[0][0].isupper()
        and words[-1][0].isupper()
    )
