"""Documents for the contract tests, made from a few words, and the terms they are found by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pressespiegel.search.dates import PressDate
from pressespiegel.search.document import FACETS, VALUE_FIELDS, Document, Words
from pressespiegel.search.engine import Engine, Request
from pressespiegel.search.german import analyse_word
from pressespiegel.search.query import tree


def document(
    id: str,
    text: str = "",
    *,
    title: str = "",
    published: str = "",
    stored: bytes | None = None,
    keywords: Iterable[str] = (),
    **facets: str | tuple[str, ...],
) -> Document:
    """A document with a title, a text, a date and any facet values ("dpa" or ("dpa", "afp"))."""
    given: dict[str, tuple[str, ...]] = {
        name: (values,) if isinstance(values, str) else values for name, values in facets.items()
    }
    date = PressDate.parse(published) if published else None
    values = {name: given.get(name, ()) for name in FACETS}
    if date:
        values["year"] = (published[:4],)
        values["month"] = (published[:7],) if date.month else ()
    fields: dict[tree.SearchField, Words] = {}
    if title:
        fields["title"] = Words.of_text(title)
    if text:
        fields["text"] = Words.of_text(text)
    for name in VALUE_FIELDS:
        if values[name]:
            fields[name] = Words.of_values(values[name])
    if keywords:
        fields["keyword"] = Words.of_values(keywords)
    first, last = date.minutes() if date else (None, None)
    if stored is None:
        stored = f"{id} {title} {text}".encode("utf-8", "surrogatepass")
    print_ = repr((id, fields, values, first, last, stored)).encode("utf-8", "surrogatepass")
    return Document(
        id, fields, values, first, last, stored, hashlib.blake2b(print_, digest_size=16).digest()
    )


def form(word: str) -> str:
    """The index term of a word as written."""
    (found,) = {term for term, _ in analyse_word(word).terms if term.startswith("=")}
    return found


def stem(word: str) -> str:
    """The index term of a word's stem."""
    (found,) = {term for term, shift in analyse_word(word).terms if term[0] not in "=+"}
    return found


def word(text: str, *fields: tree.SearchField) -> tree.Word:
    """Articles with a word as written."""
    return tree.Word(text, (tree.Alternative(form(text)),), fields or tree.DEFAULT_FIELDS)


def sequence(
    text: str, *fields: tree.SearchField, slop: int = 0, ordered: bool = True
) -> tree.Sequence:
    """Articles with the words of a text, "_" standing for any word, beside each other."""
    slots = tuple(
        tree.Slot((tree.Alternative(form(each)),), offset)
        for offset, each in enumerate(text.split())
        if each != "_"
    )
    return tree.Sequence(text, slots, fields or tree.DEFAULT_FIELDS, slop, ordered)


def write(engine: Engine, *documents: Document) -> None:
    """Put documents and commit."""
    writer = engine.writer(wait=10)
    for each in documents:
        writer.put(each)
    writer.commit()


def found(engine: Engine, node: tree.Node) -> set[str]:
    """The ids of all articles that match, the total checked."""
    matches = engine.search(Request(node, limit=1_000))
    ids = [match.id for match in matches.matches]
    assert len(set(ids)) == len(ids) == matches.total
    return set(ids)
