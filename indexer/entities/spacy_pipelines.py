"""People, organisations and places by a spaCy pipeline, for those who have one that is better.

spaCy is not among what this package needs: it and its pipelines take hundreds of megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from pressespiegel.indexer.entities.span import Span
from pressespiegel.search import PressespiegelError
from pressespiegel.search.article import BREAK, EntityKind

KINDS: Mapping[str, EntityKind] = MappingProxyType(
    {
        "PER": "person",
        "PERSON": "person",
        "ORG": "organisation",
        "LOC": "place",
        "GPE": "place",
    }
)
"""What pipelines call the kinds of entities; those with other labels are left out."""

_LONGEST = 100_000
"""Characters that a pipeline is given at once; it needs much memory for each."""


class NamedEntity(Protocol):
    """An entity that a pipeline found: characters of the text, and what it calls its kind."""

    @property
    def start_char(self) -> int:
        """Where it begins."""

    @property
    def end_char(self) -> int:
        """Where it ends."""

    @property
    def label_(self) -> str:
        """Its kind."""


class Document(Protocol):
    """What a pipeline makes of a text."""

    @property
    def ents(self) -> Iterable[NamedEntity]:
        """Its entities, in order, which do not overlap."""


class Pipeline(Protocol):
    """A spaCy pipeline, as far as it is used here."""

    def __call__(self, text: str) -> Document:
        """Read a text."""


class PipelineFinder:
    """A `Finder` that asks a spaCy pipeline."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def find(self, text: str) -> list[Span]:
        """The people, organisations and places that the pipeline finds."""
        found = []
        for start, part in _parts(text):
            for each in self._pipeline(part).ents:
                kind = KINDS.get(each.label_)
                own = part[each.start_char : each.end_char]
                name = own.strip()
                if kind and name:
                    begin = start + each.start_char + own.index(name)
                    found.append(Span(begin, begin + len(name), kind, name))
        return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """A long text in parts that end where a paragraph does, each with where it begins."""
    start = 0
    while len(text) - start > _LONGEST:
        end = text.rfind(BREAK, start, start + _LONGEST) + len(BREAK)
        if end <= start + len(BREAK):
            end = start + _LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def check(name: str) -> None:
    """Tell whether spaCy is installed and has a pipeline of this name; loads none.

    Raises:
        PressespiegelError: it has not; the hint says what to install.
    """
    try:
        utilities = import_module("spacy.util")
    except ImportError as error:
        raise PressespiegelError(
            f"spaCy is not installed, which “spacy:{name}” needs",
            f"run: pip install spacy && python -m spacy download {name}",
        ) from error
    if not utilities.is_package(name) and not Path(name).is_dir():
        raise PressespiegelError(
            f"spaCy has no pipeline “{name}”",
            f"run: python -m spacy download {name}, or name the folder of a pipeline",
        )


def load(name: str) -> PipelineFinder:
    """Load a pipeline by its name, or from a folder.

    Raises:
        PressespiegelError: there is none, or it cannot be loaded.
    """
    check(name)
    try:
        pipeline = import_module("spacy").load(name)
    except Exception as error:  # what a pipeline of others raises when it is loaded, nobody knows
        raise PressespiegelError(
            f"the spaCy pipeline “{name}” cannot be loaded: {error}",
            "run: python -m spacy validate",
        ) from error
    return PipelineFinder(cast(Pipeline, pipeline))
