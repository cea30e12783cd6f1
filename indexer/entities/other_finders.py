"""Finders beside the carried one, by the name that a command is given: "spacy:de_core_news_lg".

A name travels to the processes that find entities; each makes its own finder of it, once. Another
kind of finder is a new module and a line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pressespiegel.indexer.entities import spacy_pipelines
from pressespiegel.indexer.entities.span import Finder
from pressespiegel.search import PressespiegelError

CARRIED = ""
"""The name of the finder that the package carries."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finders, told apart by what stands behind the colon of a name.

    `check` tells quickly whether there is one, `load` makes it, which may take seconds. Both raise
    a `PressespiegelError` whose hint says how to get what is missing.
    """

    check: Callable[[str], None]
    load: Callable[[str], Finder]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {"spacy": Kind(spacy_pipelines.check, spacy_pipelines.load)}
)
"""What may stand before the colon."""


def check_finder(name: str) -> None:
    """Tell quickly whether a finder can be made; nothing is loaded.

    Raises:
        PressespiegelError: there is no such finder, or something is missing for it.
    """
    if name != CARRIED:
        kind, own = _kind(name)
        kind.check(own)


@cache
def finder_named(name: str) -> Finder | None:
    """The finder of a name, made once in a process; None for the carried one.

    Raises:
        PressespiegelError: it cannot be made.
    """
    if name == CARRIED:
        return None
    kind, own = _kind(name)
    return kind.load(own)


def _kind(name: str) -> tuple[Kind, str]:
    prefix, _, own = name.partition(":")
    if prefix not in KINDS or not own:
        raise PressespiegelError(
            f"“{name}” is no way to find entities", "write spacy:PIPELINE, or leave it out"
        )
    return KINDS[prefix], own
