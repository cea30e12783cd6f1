"""SQLite's full-text index FTS5, contentless, beside a table of the values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import TokenArticle

from drivers import FACETS, MEMORY_MB, TITLE_WEIGHT, TOP, Driver, Facets, Ids, Session

_TABLES = """
    create table article(number integer primary key, id text, section text, month text, day int);
    create virtual table words using fts5(
        title, text, content='', tokenize='unicode61 remove_diacritics 0');
"""
_FOUND = "from words join article on article.number = words.rowid where words match ?"
_BEST = f"select article.id {_FOUND} order by bm25(words, {TITLE_WEIGHT}, 1.0) limit {TOP}"
_NEWEST = f"select article.id {_FOUND} order by article.day desc limit {TOP}"
_COUNT = "select count(*) from words where words match ?"


class _Session:
    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "index.db")

    def any_of(self, words: Sequence[str]) -> Ids:
        return self._ids(_BEST, _any(words))

    def any_of_counted(self, words: Sequence[str]) -> tuple[Ids, int]:
        (total,) = self._database.execute(_COUNT, (_any(words),)).fetchone()
        return self.any_of(words), total

    def all_of(self, words: Sequence[str]) -> Ids:
        return self._ids(_BEST, " AND ".join(map(_quoted, words)))

    def faceted(self, words: Sequence[str]) -> tuple[Ids, Facets]:
        counts = {
            name: dict(
                self._database.execute(
                    f"select article.{name}, count(*) {_FOUND} group by 1", (_any(words),)
                ).fetchall()
            )
            for name in FACETS
        }
        return self.any_of(words), counts

    def phrase(self, words: Sequence[str]) -> Ids:
        return self._ids(_BEST, _quoted(" ".join(words)))

    def prefix(self, beginning: str) -> Ids:
        return self._ids(_BEST, _quoted(beginning) + "*")

    def newest(self, words: Sequence[str]) -> Ids:
        return self._ids(_NEWEST, _any(words))

    def _ids(self, statement: str, match: str) -> Ids:
        return [id for (id,) in self._database.execute(statement, (match,))]


class _Fts5:
    def index(self, folder: Path, articles: Iterable[TokenArticle]) -> None:
        database = sqlite3.connect(folder / "index.db")
        database.execute(f"pragma cache_size = {-MEMORY_MB * 1024}")
        database.executescript(_TABLES)
        for number, each in enumerate(articles, 1):
            database.execute(
                "insert into article values (?, ?, ?, ?, ?)",
                (number, each.id, each.section, each.month, each.day),
            )
            database.execute(
                "insert into words(rowid, title, text) values (?, ?, ?)",
                (number, each.title, each.text),
            )
        database.commit()
        database.close()

    def open(self, folder: Path) -> Session:
        return _Session(folder)


def driver() -> Driver:
    return _Fts5()


def _quoted(text: str) -> str:
    return f'"{text}"'


def _any(words: Sequence[str]) -> str:
    return " OR ".join(map(_quoted, words))
