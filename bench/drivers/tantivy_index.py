"""tantivy, the Rust engine, through its Python binding; two threads write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from corpus import TokenArticle

from drivers import FACETS, MEMORY_MB, TITLE_WEIGHT, TOP, Driver, Facets, Ids, Session

THREADS = 2
_FIELDS = ["title", "text"]
_BOOSTS = {"title": TITLE_WEIGHT, "text": 1.0}
_MOST_VALUES = 10_000


class _Session:
    def __init__(self, folder: Path) -> None:
        self._index = _with_tokenizer(tantivy.Index.open(str(folder)))
        self._searcher = self._index.searcher()

    def any_of(self, words: Sequence[str]) -> Ids:
        return self._best(self._parsed(" OR ".join(words)))

    def any_of_counted(self, words: Sequence[str]) -> tuple[Ids, int]:
        result = self._searcher.search(self._parsed(" OR ".join(words)), TOP, count=True)
        return self._ids(result), total(result)

    def all_of(self, words: Sequence[str]) -> Ids:
        return self._best(self._parsed(" AND ".join(words)))

    def faceted(self, words: Sequence[str]) -> tuple[Ids, Facets]:
        parsed = self._parsed(" OR ".join(words))
        wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS}
        counted = self._searcher.aggregate(parsed, wanted)
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in FACETS
        }
        return self._best(parsed), facets

    def phrase(self, words: Sequence[str]) -> Ids:
        return self._best(self._parsed('"' + " ".join(words) + '"'))

    def prefix(self, beginning: str) -> Ids:
        pattern = re.escape(beginning) + ".*"
        return self._best(
            tantivy.Query.boolean_query(
                [
                    (
                        tantivy.Occur.Should,
                        tantivy.Query.boost_query(
                            tantivy.Query.regex_query(self._index.schema, name, pattern),
                            _BOOSTS[name],
                        ),
                    )
                    for name in _FIELDS
                ]
            )
        )

    def newest(self, words: Sequence[str]) -> Ids:
        parsed = self._parsed(" OR ".join(words))
        return self._ids(self._searcher.search(parsed, TOP, count=False, order_by_field="day"))

    def _parsed(self, text: str) -> tantivy.Query:
        return self._index.parse_query(text, _FIELDS, field_boosts=_BOOSTS)

    def _best(self, wanted: tantivy.Query) -> Ids:
        return self._ids(self._searcher.search(wanted, TOP, count=False))

    def _ids(self, result: tantivy.SearchResult) -> Ids:
        return [str(self._searcher.doc(address)["id"][0]) for _, address in result.hits]


class _Tantivy:
    def index(self, folder: Path, articles: Iterable[TokenArticle]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="spaces", index_option="position")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        builder.add_integer_field("day", indexed=True, fast=True)
        index = _with_tokenizer(tantivy.Index(builder.build(), path=str(folder)))
        writer = index.writer(MEMORY_MB * 1_000_000, THREADS)
        for each in articles:
            writer.add_document(
                tantivy.Document(
                    id=each.id,
                    title=each.title,
                    text=each.text,
                    section=each.section,
                    month=each.month,
                    day=each.day,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Session:
        return _Session(folder)


def driver() -> Driver:
    return _Tantivy()


def total(result: tantivy.SearchResult) -> int:
    """How many articles matched, of a search that was asked to count."""
    count: int = result.count  # type: ignore[attr-defined]  # missing in the binding's stubs
    return count


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("spaces", spaces)
    return index
