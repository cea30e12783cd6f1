"""Where a program goes on that reads a long result page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from pressespiegel.search.article import LONGEST_ID
from pressespiegel.web.api.json_schema import Schema
from pressespiegel.web.api.parameters import BadParameter

FORM = re.compile(r"([0-9]{1,7}):([\s\S]+)")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Behind the hit of `id`, or, where the result has it no more, at `offset`.

    >>> Cursor(10, "a/ü").written()
    '10:a/ü'
    """

    offset: int
    id: str

    def written(self) -> str:
        """As text for an address, as `CursorParameter` reads it."""
        return f"{self.offset}:{self.id}"


@dataclass(frozen=True, slots=True)
class CursorParameter:
    """The place behind the last hit of an answer.

    >>> CursorParameter("cursor", "Go on here.").read(MultiDict({"cursor": "10:a/ü"}))
    Cursor(offset=10, id='a/ü')
    """

    name: str
    meaning: str
    required: bool = False

    def read(self, arguments: MultiDict[str, str]) -> Cursor | None:
        """The cursor, None where there is none.

        Raises:
            BadParameter: it is none that an answer gave.
        """
        text = arguments.get(self.name, "")
        if not text:
            return None
        found = FORM.fullmatch(text)
        if found is None or len(found[2]) > LONGEST_ID:
            raise BadParameter(f"{self.name} is what an answer gave as next")
        return Cursor(int(found[1]), found[2])

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        # Digits, a colon and an id; or nothing.
        pattern = rf"^([0-9]{{1,7}}:[\s\S]{{1,{LONGEST_ID}}})?$"
        return {"type": "string", "pattern": pattern}
