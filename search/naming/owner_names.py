"""Names that the owner of an archive joins, renames, leaves out or keeps apart, in a file of lines.

    # what stands behind a number sign is for people
    USA = Vereinigte Staaten = US
    person: Angela Merkel = Merkel
    - Foto
    - ort: Split
    ! Karl Moeller

The names of a line are one, shown under the first. "-" takes a name from the facets, "!" keeps it
apart from what is spelt alike. A line counts for people, organisations and places, or, where it
begins with a field of the query language, for that field alone. The file is read when an archive
is searched, so a change needs no new index. A line that says nothing is left out and named by a
warning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pressespiegel.search.article import ENTITY_KINDS
from pressespiegel.search.document import VALUE_FIELDS
from pressespiegel.search.naming.spelling import spelling_keys
from pressespiegel.search.owner_file import LineWarning
from pressespiegel.search.query.fields import field_named

MOST_LINES = 20_000
"""Lines of the file that count."""

MOST_NAMES = 64
"""Names of one line at most."""

LONGEST_NAME = 300
"""Characters of one name at most."""

_LINE = re.compile(r"(?P<sign>[-!](?=\s|$))?\s*(?:(?P<kind>[^\W\d_]+):(?=\s|$))?\s*(?P<names>.*)")


@dataclass(frozen=True, slots=True)
class FacetNames:
    """What the file says of one facet.

    `groups` are names that are one, the first the one that is shown; `hidden` and `apart` single
    names.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    hidden: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class OwnerNames:
    """What the file says, by facet; facets of which it says nothing are not in it."""

    facets: Mapping[str, FacetNames] = field(default_factory=dict)
    warnings: tuple[LineWarning, ...] = ()

    def of(self, facet: str) -> FacetNames:
        """What it says of one facet."""
        return self.facets.get(facet, NOTHING_SAID)


NOTHING_SAID = FacetNames()


class _Gathered:
    """The lines taken in so far, and in which of them a name stands."""

    def __init__(self) -> None:
        self.groups: dict[str, list[tuple[str, ...]]] = {}
        self.hidden: dict[str, list[str]] = {}
        self.apart: dict[str, list[str]] = {}
        self._lines: dict[tuple[str, str], int] = {}

    def add(self, number: int, sign: str, facets: Sequence[str], names: tuple[str, ...]) -> str:
        """Take in one line; what is wrong with it, "" if nothing."""
        keys = {facet: spelling_keys(facet, names) for facet in facets}
        if sign == "!":
            keys = {facet: [f"!{name}" for name in names] for facet in facets}
        for facet, each in keys.items():
            for name, key in zip(names, each, strict=True):
                if line := self._lines.get((facet, key)):
                    return f"“{name}” stands in line {line} already"
        for facet, each in keys.items():
            self._lines.update(((facet, key), number) for key in each)
            if sign == "-":
                self.hidden.setdefault(facet, []).extend(names)
            elif sign == "!":
                self.apart.setdefault(facet, []).extend(names)
            else:
                self.groups.setdefault(facet, []).append(names)
        return ""

    def facets(self) -> dict[str, FacetNames]:
        return {
            facet: FacetNames(
                tuple(self.groups.get(facet, ())),
                tuple(self.hidden.get(facet, ())),
                tuple(self.apart.get(facet, ())),
            )
            for facet in VALUE_FIELDS
            if facet in self.groups or facet in self.hidden or facet in self.apart
        }


def read_names(text: str) -> OwnerNames:
    """Read the lines of a file; never raises.

    >>> names = read_names("USA = US\\n- ort: Split")
    >>> names.of("place").groups, names.of("place").hidden, names.of("person").hidden
    ((('USA', 'US'),), ('Split',), ())
    """
    gathered = _Gathered()
    warnings: list[LineWarning] = []
    lines = text.removeprefix("\ufeff").splitlines()
    if len(lines) > MOST_LINES:
        warnings.append(LineWarning(MOST_LINES, f"only the first {MOST_LINES} lines count"))
    for number, line in enumerate(lines[:MOST_LINES], 1):
        content = line.split("#", 1)[0].strip()
        if content and (problem := _add(gathered, number, content)):
            warnings.append(LineWarning(number, problem))
    return OwnerNames(gathered.facets(), tuple(warnings))


def _add(gathered: _Gathered, number: int, content: str) -> str:
    """Take in one line; what is wrong with it, "" if nothing."""
    match = _LINE.fullmatch(content)
    assert match is not None
    sign, kind, names = match["sign"] or "", match["kind"], match["names"]
    facets: tuple[str, ...] = ENTITY_KINDS
    if kind is not None:
        known = field_named(kind)
        facets = tuple(name for name in known.searches if name in VALUE_FIELDS) if known else ()
        if not facets:
            return f"“{kind}” is no kind of name: person, organisation, ort, quelle, ressort, …"
    parts = tuple(" ".join(part.split()) for part in names.split("="))
    if not all(parts):
        return "there is no name on one side of “=”" if len(parts) > 1 else "there is no name"
    if sign and len(parts) > 1:
        return f"behind “{sign}” stands one name, without “=”"
    if not sign and len(parts) < 2:
        return "there is no “=” between two names; “-” before a name takes it from the facets"
    if len(parts) > MOST_NAMES:
        return f"more than {MOST_NAMES} names"
    if max(map(len, parts)) > LONGEST_NAME:
        return f"a name of more than {LONGEST_NAME} characters"
    if len(set(parts)) < len(parts):
        return "a name stands there twice"
    return gathered.add(number, sign, facets, parts)
