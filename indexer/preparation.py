"""From what a reader found to what an archive keeps: agencies, entities, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from pressespiegel.indexer.agencies import with_agencies
from pressespiegel.indexer.embargo import held_back
from pressespiegel.indexer.entities import annotate_all
from pressespiegel.indexer.entities.other_finders import CARRIED, finder_named
from pressespiegel.indexer.initials import NO_INITIALS, Initials
from pressespiegel.indexer.readers import Item, Removal, read_items
from pressespiegel.search import Article, ReadError
from pressespiegel.search.document import VALUE_GAP, Document, document

Prepared: TypeAlias = "Document | Removal | ReadError"

MOST_WORDS = 1_000_000
"""So many distinct words are remembered; after that all are analysed and sent once more."""


def read_safely(path: Path) -> Iterator[Item]:
    """What is in a file; no file, however odd, raises anything."""
    try:
        yield from read_items(path)
    except Exception as error:  # a reader's own fault must not cost the files after this one
        yield ReadError(f"cannot be read: {_fault(error)}", str(path))


class Preparation:
    """Finds articles' agencies and entities, and splits them into words for the engine.

    With `analyse` each distinct word is analysed the first time it is met, and travels with that
    document. Where documents do not travel the engine does that, and only for those that changed.
    `initials` says whose initials are whose, `entities` who finds the entities (`finder_named`).
    """

    def __init__(
        self, *, analyse: bool, initials: Initials = NO_INITIALS, entities: str = CARRIED
    ) -> None:
        self._analyse = analyse
        self._initials = initials
        self._entities = entities
        self._met = {VALUE_GAP}

    def __call__(self, items: Sequence[Item]) -> tuple[Prepared, ...]:
        """The document of each article, all else as it is; an error where an article cannot be
        prepared, or not be shown yet."""
        items = [(held_back(item) or item) if isinstance(item, Article) else item for item in items]
        articles = [item for item in items if isinstance(item, Article)]
        annotated = iter(_annotated(articles, self._initials, self._entities))
        found = [next(annotated) if isinstance(item, Article) else item for item in items]
        return tuple(map(self._split, found))

    def _split(self, item: Item) -> Prepared:
        if not isinstance(item, Article):
            return item
        try:
            split = document(item)
            if self._analyse:
                split = split.analysed(self._met)
        except Exception as error:  # as in read_safely, for one article
            return _unprepared(item, error)
        if len(self._met) > MOST_WORDS:
            self._met = {VALUE_GAP}
        self._met.update(surface for surface, _, _ in split.analyses)
        return split


def _annotated(articles: Sequence[Article], initials: Initials, entities: str) -> list[Item]:
    """The articles with agencies and entities; if one is at fault, the others all the same."""
    try:
        credited = [with_agencies(each, initials.of(each.source)) for each in articles]
        return [*annotate_all(credited, finder_named(entities))]
    except Exception as error:  # as in read_safely, for one article
        if len(articles) == 1:
            return [_unprepared(articles[0], error)]
        return [item for article in articles for item in _annotated([article], initials, entities)]


def _unprepared(article: Article, error: Exception) -> ReadError:
    origin = article.origin
    reason = f"article {article.id} cannot be prepared: {_fault(error)}"
    return ReadError(reason, origin.file, origin.place)


def _fault(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
