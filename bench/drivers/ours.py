"""Our embedded engine, asked through the seam that `Archive` asks it through.

Tokens are put in as words whose only term is the form in which they stand, and only ids are
asked for, as of the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpus import TokenArticle

from drivers import FACETS, MEMORY_MB, TITLE_WEIGHT, TOP, Driver, Facets, Ids, Session
from pressespiegel.search.document import Document, Words
from pressespiegel.search.engine import Matches, Request
from pressespiegel.search.engines.whoosh import create_engine, open_engine
from pressespiegel.search.engines.whoosh.vocabulary import Vocabulary
from pressespiegel.search.engines.whoosh.writer import FolderWriter
from pressespiegel.search.german import WordAnalysis
from pressespiegel.search.query import tree
from pressespiegel.search.ranking import Ranking

_FIELDS: tuple[tree.SearchField, ...] = ("title", "text")
_RANKING = Ranking(weights={"title": TITLE_WEIGHT})
_MOST_VALUES = 10_000
_MINUTES_OF_A_DAY = 24 * 60


class _Session:
    def __init__(self, folder: Path) -> None:
        self._engine = open_engine(folder)

    def any_of(self, words: Sequence[str]) -> Ids:
        return _ids(self._found(_any(words)))

    def any_of_counted(self, words: Sequence[str]) -> tuple[Ids, int]:
        found = self._found(_any(words))
        return _ids(found), found.total

    def all_of(self, words: Sequence[str]) -> Ids:
        return _ids(self._found(tree.AllOf(tuple(map(_word, words)))))

    def faceted(self, words: Sequence[str]) -> tuple[Ids, Facets]:
        found = self._engine.search(
            Request(
                _any(words),
                TOP,
                facets=FACETS,
                facet_limit=_MOST_VALUES,
                ranking=_RANKING,
                content=False,
            )
        )
        return _ids(found), {name: dict(counts) for name, counts in found.facets.items()}

    def phrase(self, words: Sequence[str]) -> Ids:
        slots = tuple(tree.Slot(_alternatives(word), offset) for offset, word in enumerate(words))
        return _ids(self._found(tree.Sequence(" ".join(words), slots, _FIELDS)))

    def prefix(self, beginning: str) -> Ids:
        return _ids(self._found(tree.Expansion("prefix", beginning, fields=_FIELDS)))

    def newest(self, words: Sequence[str]) -> Ids:
        return _ids(
            self._engine.search(
                Request(_any(words), TOP, sort="newest", ranking=_RANKING, content=False)
            )
        )

    def _found(self, node: tree.Node) -> Matches:
        return self._engine.search(Request(node, TOP, ranking=_RANKING, content=False))


class _Ours:
    def index(self, folder: Path, articles: Iterable[TokenArticle]) -> None:
        create_engine(folder).close()
        words = Vocabulary(_as_it_stands)
        writer = FolderWriter(folder, wait=0, memory=MEMORY_MB * 1_000_000, vocabulary=words)
        for each in articles:
            writer.put(_document(each))
        writer.commit()

    def open(self, folder: Path) -> Session:
        return _Session(folder)


def driver() -> Driver:
    return _Ours()


def _document(article: TokenArticle) -> Document:
    minute = article.day * _MINUTES_OF_A_DAY
    return Document(
        id=article.id,
        fields={"title": _words(article.title), "text": _words(article.text)},
        facets={"section": (article.section,), "month": (article.month,)},
        first=minute,
        last=minute,
        stored=b"",
        fingerprint=blake2b(article.id.encode(), digest_size=16).digest(),
    )


def _as_it_stands(surface: str) -> WordAnalysis:
    return WordAnalysis((("=" + surface, 0),), ((0, len(surface)),))


def _words(text: str) -> Words:
    """The words between the spaces."""
    spaces = (_characters(text) == ord(" ")).nonzero()[0]
    starts, ends = np.empty((2, len(spaces) + 1), dtype="=u4")
    starts[0], ends[-1] = 0, len(text)
    starts[1:], ends[:-1] = spaces, spaces
    starts[1:] += 1
    words = starts < ends
    if np.count_nonzero(words) < len(words):
        starts, ends = starts[words], ends[words]
    return Words(text, array("I", starts.tobytes()), array("I", ends.tobytes()))


def _characters(text: str) -> npt.NDArray[np.unsignedinteger]:
    try:
        return np.frombuffer(text.encode("latin-1"), dtype="u1")
    except UnicodeEncodeError:
        return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def _any(words: Sequence[str]) -> tree.Node:
    return tree.AnyOf(tuple(map(_word, words)))


def _word(token: str) -> tree.Word:
    return tree.Word(token, _alternatives(token), _FIELDS)


def _alternatives(token: str) -> tuple[tree.Alternative, ...]:
    return (tree.Alternative("=" + token),)


def _ids(found: Matches) -> Ids:
    return [match.id for match in found.matches]
