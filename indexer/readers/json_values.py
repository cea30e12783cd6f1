"""Values out of JSON, of whatever shape, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressespiegel.indexer.readers.cleaning import one_line


def text_of(value: object) -> str:
    """A value on one line: itself, the names of a list's values, or the name of an object.

    >>> text_of({"name": "Erika Muster"}), text_of(["Der Rat", " tagt. "]), text_of(None)
    ('Erika Muster', 'Der Rat tagt.', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return one_line(" ".join(text_of(each) for each in value))
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("title") or value.get("text"))
    return ""


def texts_of(value: object) -> list[str]:
    """The values of a list that say anything, or the one value."""
    if isinstance(value, list):
        return [text for each in value if (text := text_of(each))]
    return [text] if (text := text_of(value)) else []


def objects_of(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of a list, or of an object's values, or the one object; keys in lower case."""
    if isinstance(value, dict):
        if value and all(isinstance(each, dict) for each in value.values()):
            value = list(value.values())
        else:
            yield lower_keys(value)
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield lower_keys(each)


def lower_keys(value: Mapping[str, object]) -> dict[str, object]:
    """The same object with its keys in lower case: "bodyText" and "bodytext" are one."""
    return {key.lower(): each for key, each in value.items()}
