"""A document as the cluster keeps it, and back.

`content` holds what only this side reads: the stored article and the texts of its fields, from
which spans, and the words of an article that is taken away again, are made anew. The tokens
themselves are indexed and not kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from array import array
from collections.abc import Collection, Iterator, Mapping
from typing import cast

from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import COLUMNS, VALUE_GAP, Document, Words
from pressespiegel.search.engines.opensearch.connection import Json
from pressespiegel.search.engines.opensearch.tokens import WordForms, escaped, unescaped
from pressespiegel.search.errors import ArticleError
from pressespiegel.search.query.tree import SearchField
from pressespiegel.search.sketch import NUMBER_BYTES

LONGEST_VALUE = 32_000
"""Bytes of a value or an id that a cluster keeps as it is (Lucene takes 32,766)."""

MINUTES_OF_A_DAY = 24 * 60

PACKING = 4
"""How hard texts are packed (zlib); 6 takes twice the time for a twentieth of the bytes."""

KEPT = ["id", "born", "died", "fingerprint", "first", "last", "facets", "sketch", "content"]
"""What of a document can be read again."""


def checked(document: Document) -> Document:
    """The document, if a cluster can keep it.

    Raises:
        ArticleError: its id or a value is too long.
    """
    texts = [document.id, *(value for values in document.facets.values() for value in values)]
    if any(
        len(text) * 4 > LONGEST_VALUE and len(keyed(text).encode()) > LONGEST_VALUE
        for text in texts
    ):
        raise ArticleError(
            f"article {document.id[:60]!r} cannot be kept: its id, or one of its names, is longer "
            f"than {LONGEST_VALUE} bytes",
            "shorten it",
        )
    return document


def keyed(value: str) -> str:
    """A value as it is kept: any text there is, empty ones and lone surrogates too."""
    return escaped(value) or "\ue0000000."


def unkeyed(value: str) -> str:
    """The value that was `keyed`."""
    return "" if value == "\ue0000000." else unescaped(value)


def key_of(id: str) -> str:
    """What stands for an id in the names of documents, which may have 512 bytes at most."""
    return hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


Entries = Mapping[str, Collection[str]]
"""What a document adds to the vocabulary: its terms by field, and its values by `#` and facet."""


def encoded(document: Document, forms: WordForms, born: int) -> tuple[Json, Entries]:
    """All that is sent of a document put by the writer of a number, and its entries."""
    read = {name: forms.read(words) for name, words in document.fields.items()}
    entries: dict[str, Collection[str]] = {name: terms for name, (_, terms) in read.items()}
    for facet, values in document.facets.items():
        entries[f"#{facet}"] = set(values)
    made: Json = {
        "id": keyed(document.id),
        "born": born,
        "fingerprint": document.fingerprint.hex(),
        "words": {name: ready for name, (ready, _) in read.items()},
        "facets": {
            name: [keyed(value) for value in values]
            for name, values in document.facets.items()
            if values and name in COLUMNS
        },
        "content": base64.b64encode(content(document)).decode("ascii"),
    }
    if document.sketch:
        sketch = document.sketch
        made["sketch"] = [
            sketch[at : at + NUMBER_BYTES].hex() for at in range(0, len(sketch), NUMBER_BYTES)
        ]
    if document.first is not None and document.last is not None:
        made["first"], made["last"] = document.first, document.last
        days = document.first // MINUTES_OF_A_DAY, document.last // MINUTES_OF_A_DAY
        made["days"] = f"{days[0]}:{days[1]}"
    return made, entries


def content(document: Document) -> bytes:
    """The stored article and the texts of all fields, compressed together: most of it is twice
    the same."""
    texts: list[bytes] = [document.stored]
    fields: list[tuple[str, int, list[list[int]] | None]] = []
    for name, words in document.fields.items():
        text = words.text.encode("utf-8", "surrogatepass")
        again = _words(name, words.text)
        same = again.starts == words.starts and again.ends == words.ends
        bounds = None if same else [words.starts.tolist(), words.ends.tolist()]
        fields.append((name, len(text), bounds))
        texts.append(text)
    head = json.dumps([len(document.stored), fields], separators=(",", ":")).encode("ascii")
    return zlib.compress(b"".join((len(head).to_bytes(4, "little"), head, *texts)), PACKING)


def _words(field: str, text: str) -> Words:
    if field in TEXT_FIELDS:
        return Words.of_text(text)
    return Words.of_values(text.split(VALUE_GAP))


def _opened(source: Mapping[str, object]) -> tuple[bytes, int, list[tuple[str, int, object]]]:
    """All bytes, where the texts begin, and what the fields are."""
    data = zlib.decompress(base64.b64decode(cast(str, source["content"])))
    after = 4 + int.from_bytes(data[:4], "little")
    stored, fields = json.loads(data[4:after])
    return data, after, [("", int(stored), None), *map(tuple, fields)]


def stored_of(source: Mapping[str, object]) -> bytes:
    """The stored article of a document as the cluster gives it."""
    data, begin, fields = _opened(source)
    return data[begin : begin + fields[0][1]]


def fields_of(source: Mapping[str, object]) -> Iterator[tuple[SearchField, Words]]:
    """The fields of a document as the cluster gives it."""
    data, begin, fields = _opened(source)
    for name, length, bounds in fields:
        text = data[begin : begin + length].decode("utf-8", "surrogatepass") if name else ""
        begin += length
        if not name:
            continue
        if bounds is None:
            yield cast(SearchField, name), _words(name, text)
        else:
            starts, ends = cast("list[list[int]]", bounds)
            yield cast(SearchField, name), Words(text, array("I", starts), array("I", ends))


def document_of(source: Mapping[str, object]) -> Document:
    """The document as it was put, from what the cluster gives."""
    facets = cast("dict[str, list[str]]", source.get("facets", {}))
    sketch = cast("list[str]", source.get("sketch", []))
    return Document(
        id=unkeyed(cast(str, source["id"])),
        fields=dict(fields_of(source)),
        facets={name: tuple(map(unkeyed, facets.get(name, ()))) for name in COLUMNS},
        first=cast("int | None", source.get("first")),
        last=cast("int | None", source.get("last")),
        stored=stored_of(source),
        fingerprint=bytes.fromhex(cast(str, source["fingerprint"])),
        sketch=bytes.fromhex("".join(sketch)),
    )
