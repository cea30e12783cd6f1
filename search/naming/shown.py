"""Filters and entities under the names that the facets show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pressespiegel.search.article import ENTITY_KINDS, Article, Entity, EntityKind
from pressespiegel.search.engine import Engine
from pressespiegel.search.naming.joining import Naming


def filters_as_shown(
    engine: Engine, naming: Naming, filters: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Facet values as the facets call them; what is not shown is called as it was given."""
    return {
        name: tuple(
            dict.fromkeys(
                new or old
                for new, old in zip(engine.shown(name, values, naming), values, strict=True)
            )
        )
        for name, values in filters.items()
    }


def entities_as_shown(engine: Engine, naming: Naming, article: Article) -> tuple[Entity, ...]:
    """An article's entities, those that are one joined, those that are not shown left out."""
    joined: dict[tuple[EntityKind, str], Entity] = {}
    for kind in ENTITY_KINDS:
        own = [each for each in article.entities if each.kind == kind]
        shown = engine.shown(kind, [each.name for each in own], naming)
        for entity, name in zip(own, shown, strict=True):
            if not name:
                continue
            known = joined.get((kind, name))
            if known:
                entity = replace(
                    known,
                    role=known.role or entity.role,
                    mentions=(*known.mentions, *entity.mentions),
                    long=known.long or entity.long,
                )
            joined[kind, name] = replace(entity, name=name)
    return tuple(sorted(joined.values(), key=lambda each: -len(each.mentions)))
