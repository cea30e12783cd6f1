"""Whoosh as it comes from PyPI: its own codec, writer and matchers, one process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import TokenArticle
from whoosh import analysis, fields, index, query, searching, sorting

from drivers import FACETS, MEMORY_MB, TITLE_WEIGHT, TOP, Driver, Facets, Ids, Session


class _Session:
    def __init__(self, folder: Path) -> None:
        self._searcher: searching.Searcher = index.open_dir(str(folder)).searcher()

    def any_of(self, words: Sequence[str]) -> Ids:
        return _ids(self._searcher.search(_any(words), limit=TOP))

    def any_of_counted(self, words: Sequence[str]) -> tuple[Ids, int]:
        results = self._searcher.search(_any(words), limit=TOP)
        return _ids(results), len(results)

    def all_of(self, words: Sequence[str]) -> Ids:
        tree = query.And([_either_field(word) for word in words])
        return _ids(self._searcher.search(tree, limit=TOP))

    def faceted(self, words: Sequence[str]) -> tuple[Ids, Facets]:
        maps = sorting.Facets()
        for name in FACETS:
            maps.add_field(name, maptype=sorting.Count)
        results = self._searcher.search(_any(words), limit=TOP, groupedby=maps)
        return _ids(results), {name: results.groups(name) for name in FACETS}

    def phrase(self, words: Sequence[str]) -> Ids:
        tree = query.Or(
            [
                query.Phrase("title", list(words), boost=TITLE_WEIGHT),
                query.Phrase("text", list(words)),
            ]
        )
        return _ids(self._searcher.search(tree, limit=TOP))

    def prefix(self, beginning: str) -> Ids:
        tree = query.Or(
            [
                query.Prefix("title", beginning, boost=TITLE_WEIGHT),
                query.Prefix("text", beginning),
            ]
        )
        return _ids(self._searcher.search(tree, limit=TOP))

    def newest(self, words: Sequence[str]) -> Ids:
        by_day = sorting.FieldFacet("day", reverse=True)
        return _ids(self._searcher.search(_any(words), limit=TOP, sortedby=by_day))


class _Whoosh:
    def index(self, folder: Path, articles: Iterable[TokenArticle]) -> None:
        spaces = analysis.SpaceSeparatedTokenizer()
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            title=fields.TEXT(analyzer=spaces),
            text=fields.TEXT(analyzer=spaces),
            section=fields.ID(sortable=True),
            month=fields.ID(sortable=True),
            day=fields.NUMERIC(sortable=True),
        )
        writer = index.create_in(str(folder), schema).writer(limitmb=MEMORY_MB)
        for each in articles:
            writer.add_document(
                id=each.id,
                title=each.title,
                text=each.text,
                section=each.section,
                month=each.month,
                day=each.day,
            )
        writer.commit()

    def open(self, folder: Path) -> Session:
        return _Session(folder)


def driver() -> Driver:
    return _Whoosh()


def _either_field(word: str) -> query.Query:
    return query.Or([query.Term("title", word, boost=TITLE_WEIGHT), query.Term("text", word)])


def _any(words: Sequence[str]) -> query.Query:
    return query.Or([_either_field(word) for word in words])


def _ids(results: searching.Results) -> Ids:
    return [hit["id"] for hit in results]
