"""The names that somebody may begin to type: as facets show them, and those that came since.

Which names are one depends on all of them. So all are read anew only when enough has changed; until
then a name that no article had before is offered as it stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pressespiegel.search.engine import Engine
from pressespiegel.search.naming import Naming
from pressespiegel.search.naming.owner_names import OwnerNames
from pressespiegel.search.words.complete import MOST_NAMES, NAME_KINDS, CompletionKind, Names
from pressespiegel.search.words.tally import Source, Tallied, Tally

FEW_NAMES = 20_000
"""So many names are always read anew."""

CHANGED_SHARE = 0.01
"""All names are read anew when as many of them, or of the articles, are new or gone."""


@dataclass(frozen=True, slots=True)
class _Read:
    """All names as they were read, joined and by themselves, and of how many articles."""

    owner: OwnerNames
    articles: int
    joined: Mapping[CompletionKind, Names]
    single: Mapping[CompletionKind, Tallied]


class KnownNames:
    """The names of an archive, commit by commit; used by one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tallies = {kind: Tally((_source(kind),), MOST_NAMES) for kind in NAME_KINDS}
        self._last: _Read | None = None

    def read(self, naming: Naming) -> list[tuple[CompletionKind, Names]]:
        """The names of the last commit, or nearly so: see `CHANGED_SHARE`."""
        parts = self._engine.parts()
        single = {kind: tally.tallied(parts) for kind, tally in self._tallies.items()}
        articles = sum(part.articles for part in parts)
        last = self._last
        if last is None or _has_changed(last, naming, articles, single):
            joined = {
                kind: Names(
                    self._engine.values(kind, naming),
                    naming.others(kind),
                    last.joined[kind] if last else None,
                )
                for kind in NAME_KINDS
            }
            self._last = last = _Read(naming.owner, articles, joined, single)
        recent = ((kind, Names(dict(_new(last, kind, single[kind])))) for kind in NAME_KINDS)
        return [*last.joined.items(), *recent]


def _source(kind: CompletionKind) -> Source:
    return Source(lambda part: part.values(kind), lambda part: part.articles_of(kind))


def _has_changed(
    last: _Read, naming: Naming, articles: int, single: Mapping[CompletionKind, Tallied]
) -> bool:
    before, now = sum(map(len, last.single.values())), sum(map(len, single.values()))
    return (
        naming.owner is not last.owner
        or now < FEW_NAMES
        or now - before > CHANGED_SHARE * before
        or abs(articles - last.articles) > CHANGED_SHARE * last.articles
        or any(single[kind].edition != last.single[kind].edition for kind in single)
    )


def _new(last: _Read, kind: CompletionKind, single: Tallied) -> Iterator[tuple[str, int]]:
    """Names that no article had before; genitives of names that are known are none."""
    first = len(last.single[kind])
    for name, articles in zip(
        single.texts[first : len(single)], single.articles[first:].tolist(), strict=True
    ):
        if articles and not last.joined[kind].has(name.removesuffix("s")):
            yield name, articles
