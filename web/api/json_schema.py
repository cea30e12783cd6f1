"""JSON Schema of the values that the API answers with, read from their types.

The types of `pressespiegel.search.report` are the one description of an answer; this is how
other programs read it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

Schema = Mapping[str, object]

PLAIN: Mapping[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}


class Schemas:
    """Schemas by name, made as they are needed; a type that is named is described once.

    >>> from typing import TypedDict
    >>> class Place(TypedDict):
    ...     '''Where it is.'''
    ...     name: str
    ...     page: int | None
    >>> schemas = Schemas()
    >>> schemas.of(Place)
    {'$ref': '#/components/schemas/Place'}
    >>> schemas.named["Place"]["properties"]["page"]
    {'anyOf': [{'type': 'integer'}, {'type': 'null'}]}
    """

    def __init__(self) -> None:
        self.named: dict[str, dict[str, object]] = {}

    def of(self, kind: object) -> Schema:
        """The schema of a type.

        Raises:
            TypeError: it is of a kind that no answer has had so far.
        """
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is list:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in arguments]}
        if isinstance(kind, type) and is_typeddict(kind):
            return self._named(kind)
        raise TypeError(f"no schema for {kind!r}")

    def _named(self, kind: type) -> Schema:
        name = kind.__name__.removesuffix("Report")
        if name not in self.named:
            described = self.named[name] = {}
            properties = {each: self.of(type_) for each, type_ in get_type_hints(kind).items()}
            described.update(
                type="object",
                description=as_markdown(inspect.getdoc(kind) or ""),
                properties=properties,
                required=list(properties),
                additionalProperties=False,
            )
        return {"$ref": f"#/components/schemas/{name}"}


def as_markdown(docstring: str) -> str:
    """A docstring as CommonMark: paragraphs on one line each.

    >>> as_markdown("One\\nline.\\n\\nAnother.")
    'One line.\\n\\nAnother.'
    """
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", docstring))
