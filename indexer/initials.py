"""Whose initials are whose: a file beside the archive that its owner edits.

    # what stands behind a number sign is for people
    mko = Maria Kohl
    gro (Landbote) = Gregor Rohmann

Initials are small letters, as they stand at the end of an article: "(mko/dpa)". With an outlet in
brackets a line counts for its articles only, and before a line without. The file is read when
indexing begins, so a change counts for what is indexed after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE_NAME = "initials.txt"

MOST_BYTES = 1_000_000
"""Bytes of the file that are read."""

_LINE = re.compile(
    r"(?P<initials>[a-zäöüß]{1,8}) *(?:\((?P<outlet>[^()]{1,200})\))? *= *(?P<name>\S.{0,199})"
)


@dataclass(frozen=True, slots=True)
class InitialsProblem:
    """A line of the file that cannot be used; 0 for the file as a whole."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Initials:
    """Names by initials and outlet; "" is every outlet."""

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    problems: tuple[InitialsProblem, ...] = ()

    def of(self, source: str) -> Mapping[str, str]:
        """The names by initials for the articles of an outlet.

        >>> table = initials_in_lines("mk = Maria Kohl\\nmk (Landbote) = Max Kern")
        >>> table.of("Landbote")["mk"], table.of("Morgenblatt")["mk"]
        ('Max Kern', 'Maria Kohl')
        """
        if not self.names:
            return {}
        general = {mark: name for (mark, outlet), name in self.names.items() if not outlet}
        own = {mark: name for (mark, outlet), name in self.names.items() if outlet == source}
        return {**general, **own}


NO_INITIALS = Initials()


def read_initials(path: Path) -> Initials:
    """What the file says; nothing where there is none. What cannot be used becomes a problem."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES)
    except FileNotFoundError:
        return Initials()
    except OSError as error:
        return Initials(problems=(InitialsProblem(0, error.strerror or str(error)),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # an editor on Windows
    return initials_in_lines(text)


def initials_in_lines(text: str) -> Initials:
    """Read the lines of such a file.

    >>> initials_in_lines("MK: Maria Kohl # wrong").problems[0].line
    1
    """
    names: dict[tuple[str, str], str] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        match = _LINE.fullmatch(said)
        if match is None:
            problems.append(
                InitialsProblem(number, "write initials = Name, as in mko = Maria Kohl")
            )
            continue
        key = match["initials"], (match["outlet"] or "").strip()
        if names.setdefault(key, match["name"]) != match["name"]:
            problems.append(InitialsProblem(number, f"{key[0]} is {names[key]} already"))
    return Initials(names, tuple(problems))
