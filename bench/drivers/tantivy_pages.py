"""tantivy end to end: its own German analysis, stored articles, its snippet generator."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy
from corpus import PlainArticle, day_number

from drivers import FACETS, MEMORY_MB, TITLE_WEIGHT, TOP, Page, PageDriver, PageSession
from drivers.tantivy_index import THREADS, total

_SEARCHED = ["title", "body"]
_BOOSTS = {"title": TITLE_WEIGHT, "body": 1.0}
_MOST_VALUES = 10_000


class _Session:
    def __init__(self, folder: Path) -> None:
        self._index = _with_german(tantivy.Index.open(str(folder)))
        self._searcher = self._index.searcher()

    def page(self, typed: str) -> Page:
        return self._page(self._parsed(typed))

    def faceted_page(self, typed: str) -> Page:
        parsed = self._parsed(typed)
        wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS}
        self._searcher.aggregate(parsed, wanted)
        return self._page(parsed)

    def _parsed(self, typed: str) -> tantivy.Query:
        return self._index.parse_query(
            typed, _SEARCHED, field_boosts=_BOOSTS, conjunction_by_default=True
        )

    def _page(self, parsed: tantivy.Query) -> Page:
        result = self._searcher.search(parsed, TOP, count=True)
        snippets = tantivy.SnippetGenerator.create(
            self._searcher, parsed, self._index.schema, "body"
        )
        articles = [self._searcher.doc(address) for _, address in result.hits]
        return Page(
            tuple(str(article["id"][0]) for article in articles),
            tuple(snippets.snippet_from_doc(article).fragment() for article in articles),
            total(result),
        )


class _TantivyPages:
    def index(self, folder: Path, articles: Iterable[PlainArticle]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in _SEARCHED:
            builder.add_text_field(name, stored=True, tokenizer_name="german")
        for name in FACETS:
            builder.add_text_field(
                name, stored=True, tokenizer_name="raw", fast=True, index_option="basic"
            )
        builder.add_text_field("source", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("day", stored=True, indexed=True, fast=True)
        index = _with_german(tantivy.Index(builder.build(), path=str(folder)))
        writer = index.writer(MEMORY_MB * 1_000_000, THREADS)
        for each in articles:
            writer.add_document(
                tantivy.Document(
                    id=each.id,
                    title=each.title,
                    body=each.body,
                    section=each.section,
                    month=each.date[:7],
                    source=each.source,
                    day=day_number(each.date),
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> PageSession:
        return _Session(folder)


def driver() -> PageDriver:
    return _TantivyPages()


def _with_german(index: tantivy.Index) -> tantivy.Index:
    german = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("german"))
        .build()
    )
    index.register_tokenizer("german", german)
    return index
