"""Start tags with more attributes than any page has: they would stall the parser.

libxml2 compares each attribute of an element with the others: 40,000 of them take half a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_ATTRIBUTES = 500
_NOTEWORTHY = 4 * MOST_ATTRIBUTES
"""Characters from which a tag is looked into."""

# A start tag up to its ">", as browsers part it: quotes count only after "=". Nothing follows the
# loop, so it never goes back.
_START = re.compile(
    r"<(?:!--|(?P<name>[a-z][^\s/>]{0,40})(?:[^>=]+|=\s*(?:\"[^\"]*\"|'[^']*')?)*)", re.IGNORECASE
)
# What stands in these is no markup.
_ENDS = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
_COMMENT_END = re.compile("-->")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_LOOKED_AT = 200 * MOST_ATTRIBUTES


def without_endless_tags(text: str) -> str:
    """A page's source in which tags with too many attributes have none.

    >>> without_endless_tags("<p " + " ".join(f"a{n}=1" for n in range(9999)) + "><b x='1'>Text")
    "<p><b x='1'>Text"
    """
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    done = position = 0
    while start := _START.search(text, position):
        position = start.end()
        name = start["name"]
        if name and len(start[0]) > _NOTEWORTHY and _attributes(start[0]) > MOST_ATTRIBUTES:
            yield text[done : start.start()] + "<" + name
            done = position
        closing = _ENDS.get(name.lower()) if name else _COMMENT_END
        if closing:
            end = closing.search(text, position)
            if end is None:
                break
            position = end.end()
    yield text[done:]


def _attributes(tag: str) -> int:
    return len(_QUOTED.sub(" ", tag[:_LOOKED_AT]).replace("/", " ").split())
