"""The parameters of the JSON API: each reads itself from a request, and describes itself.

One value does both, so that the description of the API cannot say what the API does not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypedDict, TypeVar

from werkzeug.datastructures import MultiDict

from pressespiegel.search import FACETS, PressDate
from pressespiegel.search.dates import EARLIEST_YEAR, LATEST_YEAR
from pressespiegel.web.api.json_schema import Schema
from pressespiegel.web.search_state import (
    DAY,
    LARGEST_HALF_LIFE,
    LEAST_HALF_LIFE,
    NOT,
    NUMBER,
    read_day,
    read_filters,
    read_half_life,
)

Value = TypeVar("Value", bound=str)


class BadParameter(ValueError):
    """A parameter of a request has no value that is allowed; the message says which are."""


class Parameter(Protocol):
    """What a parameter must tell of itself."""

    @property
    def name(self) -> str:
        """The name in an address."""

    @property
    def meaning(self) -> str:
        """One sentence on what it is for."""

    @property
    def required(self) -> bool:
        """Whether a request without it is refused."""

    def schema(self) -> Schema:
        """The values allowed, as JSON Schema."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most `longest` characters, without blanks around it where it is `trimmed`.

    >>> Text("q", "What to find.", longest=3).read(MultiDict({"q": " a "}))
    'a'
    """

    name: str
    meaning: str
    longest: int
    required: bool = False
    trimmed: bool = True

    def read(self, arguments: MultiDict[str, str]) -> str:
        """The text, "" where there is none.

        Raises:
            BadParameter: it is too long, or required and missing.
        """
        text = arguments.get(self.name, "")
        if len(text) > self.longest:
            raise BadParameter(f"{self.name} has {self.longest} characters at most")
        text = text.strip() if self.trimmed else text
        if self.required and not text:
            raise BadParameter(f"{self.name} is required")
        return text

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        schema: dict[str, object] = {"type": "string", "maxLength": self.longest}
        if self.required:
            schema |= {"minLength": 1}
            if self.trimmed:
                # Separators that Python takes for blanks are none to the regexes of JSON Schema.
                schema |= {"pattern": r"[^\s\x1c-\x1f\x85]"}
        return schema


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A number from `least` to `largest`; `usual` where none is given.

    >>> limit = WholeNumber("limit", "Hits in one answer.", usual=10, largest=100)
    >>> limit.read(MultiDict()), limit.read(MultiDict({"limit": "5"}))
    (10, 5)
    """

    name: str
    meaning: str
    usual: int
    largest: int
    least: int = 0
    required: bool = False

    def read(self, arguments: MultiDict[str, str]) -> int:
        """The number.

        Raises:
            BadParameter: what is given is none, or not in the range.
        """
        text = arguments.get(self.name, str(self.usual))
        if not NUMBER.fullmatch(text) or not self.least <= int(text) <= self.largest:
            raise BadParameter(f"{self.name} is a whole number from {self.least} to {self.largest}")
        return int(text)

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        return {
            "type": "integer",
            "minimum": self.least,
            "maximum": self.largest,
            "default": self.usual,
        }


@dataclass(frozen=True, slots=True)
class HalfLife:
    """A number of days, which need not be whole.

    >>> HalfLife("half_life", "Newer first.").read(MultiDict({"half_life": "30"}))
    30.0
    """

    name: str
    meaning: str
    required: bool = False

    def read(self, arguments: MultiDict[str, str]) -> float | None:
        """The days, None where none are given.

        Raises:
            BadParameter: what is given is no number, or not in the range.
        """
        text = arguments.get(self.name)
        days = None if text is None else read_half_life(text)
        if text is not None and days is None:
            least, largest = LEAST_HALF_LIFE, LARGEST_HALF_LIFE
            raise BadParameter(f"{self.name} is a number of days from {least:g} to {largest:g}")
        return days

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        return {"type": "number", "minimum": LEAST_HALF_LIFE, "maximum": LARGEST_HALF_LIFE}


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One of some values; without a `usual` one it must be given.

    >>> Choice("sort", "The order.", ("newest", "oldest"), usual="newest").read(MultiDict())
    'newest'
    """

    name: str
    meaning: str
    values: Sequence[Value]
    usual: Value | None = None

    @property
    def required(self) -> bool:
        """As `Parameter.required`."""
        return self.usual is None

    def read(self, arguments: MultiDict[str, str]) -> Value:
        """The value.

        Raises:
            BadParameter: what is given is none of them.
        """
        wanted = arguments.get(self.name, self.usual)
        for value in self.values:
            if value == wanted:
                return value
        raise BadParameter(f"{self.name} is one of {', '.join(self.values)}")

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        schema: dict[str, object] = {"type": "string", "enum": list(self.values)}
        return schema if self.usual is None else {**schema, "default": self.usual}


@dataclass(frozen=True, slots=True)
class Several:
    """Texts, each under the same name again; empty ones do not count.

    >>> Several("beside", "Words.", most=2, longest=9).read(MultiDict([("beside", "a")]))
    ('a',)
    """

    name: str
    meaning: str
    most: int
    longest: int
    required: bool = False

    def read(self, arguments: MultiDict[str, str]) -> tuple[str, ...]:
        """The texts in their order.

        Raises:
            BadParameter: there are too many, or one is too long.
        """
        texts = arguments.getlist(self.name)
        if len(texts) > self.most:
            raise BadParameter(f"{self.name} may stand {self.most} times at most")
        if any(len(text) > self.longest for text in texts):
            raise BadParameter(f"{self.name} has {self.longest} characters at most")
        return tuple(text for text in texts if text)

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        items = {"type": "string", "maxLength": self.longest}
        return {"type": "array", "items": items, "maxItems": self.most}


@dataclass(frozen=True, slots=True)
class FilterValues:
    """The values of one facet by which a result is narrowed, as `read_filters` reads them."""

    name: str
    meaning: str
    required: bool = False

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        return {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year in ISO form.

    >>> str(Day("since", "Not before.").read(MultiDict([("since", "2024-03")])))
    '2024-03'
    """

    name: str
    meaning: str
    required: bool = False

    def read(self, arguments: MultiDict[str, str]) -> PressDate | None:
        """The day, None where none is given; beyond all dates of the press, their first or last.

        Raises:
            BadParameter: it is none.
        """
        text = arguments.get(self.name, "")
        if not text:
            return None
        if DAY.fullmatch(text):
            year = int(text[:4])
            if year < EARLIEST_YEAR:
                return PressDate(EARLIEST_YEAR, 1, 1)
            if year > LATEST_YEAR:
                return PressDate(LATEST_YEAR, 12, 31)
        day = read_day(text)
        if day is None:
            raise BadParameter(f"{self.name} is a day, month or year: 2024-03-12, 2024-03, 2024")
        return day

    def schema(self) -> Schema:
        """As `Parameter.schema`."""
        month = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
        year = {"type": "string", "pattern": "^[0-9]{4}$"}
        none = {"type": "string", "maxLength": 0}
        return {"anyOf": [{"type": "string", "format": "date"}, month, year, none]}


class Narrowing(TypedDict):
    """What narrows a search, as `Archive.search` takes it."""

    filters: Mapping[str, tuple[str, ...]]
    excluded: Mapping[str, tuple[str, ...]]
    since: PressDate | None
    until: PressDate | None


SINCE = Day("since", "Only what may have appeared on this day, month or year, or later.")
UNTIL = Day("until", "Only what may have appeared on this day, month or year, or before.")
NARROWING: tuple[Parameter, ...] = (
    *(
        FilterValues(name, f"Only articles with this {name}; of several, any will do.")
        for name in FACETS
    ),
    *(FilterValues(f"{NOT}{name}", f"No articles with this {name}.") for name in FACETS),
    SINCE,
    UNTIL,
)
"""All that narrows a search: parameters for every facet, and for the time."""


def narrowing(arguments: MultiDict[str, str]) -> Narrowing:
    """Read all parameters of `NARROWING`.

    Raises:
        BadParameter: a day is none.
        TooManyFilters: as `read_filters` does.
    """
    return {
        "filters": read_filters(arguments),
        "excluded": read_filters(arguments, NOT),
        "since": SINCE.read(arguments),
        "until": UNTIL.read(arguments),
    }
