"""What hyphens do: they join parts into one word, or only mark where a line ended."""

from __future__ import annotations

import re

from pressespiegel.search.german.characters import HYPHENS

# Außen-⏎minister: the hyphen is the printer's. Nato-⏎Rat: the hyphen is the word's.
_PRINTED_HYPHEN = re.compile(
    rf"(?:[{HYPHENS}]|(?<=\u00ad))[ \t]*\r?\n[ \t]*(?=[^\W\d_])(?![A-ZÄÖÜ])"
)

# The hyphen of "Politiker/-innen" and the bar of "Politiker_innen" mark gender forms.
_GENDER_MARK = r"(?<=/)-(?=in)|_(?=in(?:nen)?(?!\w))"

_SIMPLE_PARTS = re.compile(rf"[^{HYPHENS}_&\s]+")

_PARTS = re.compile(
    rf"[^{HYPHENS}_&\s]+"
    rf"(?:(?:{_GENDER_MARK}|{_PRINTED_HYPHEN.pattern})[^{HYPHENS}_&\s]+)*"
)


def hyphen_parts(surface: str) -> list[tuple[str, int, int]]:
    """The parts that hyphens join, without printed hyphens, and where each stands.

    >>> hyphen_parts("Vize-Außenminister")
    [('Vize', 0, 4), ('Außenminister', 5, 18)]
    >>> hyphen_parts("Außen-\\nminister")
    [('Außenminister', 0, 15)]
    """
    if "\n" not in surface and "/" not in surface and "_" not in surface:  # nothing but hyphens
        return [(found.group(), *found.span()) for found in _SIMPLE_PARTS.finditer(surface)]
    return [
        (_PRINTED_HYPHEN.sub("", found.group()), *found.span())
        for found in _PARTS.finditer(surface)
    ]
