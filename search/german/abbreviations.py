"""Abbreviations of several letters, and capitals that are not the word of the same letters."""

from __future__ import annotations

SPACED_ABBREVIATIONS = (
    "z B",
    "d h",
    "u a",
    "u U",
    "u v m",
    "i d R",
    "i A",
    "o Ä",
    "o g",
    "v a",
    "s o",
    "s u",
    "a D",
    "e V",
    "z T",
    "z Zt",
    "n Chr",
    "v Chr",
    "a M",
)
"""Known abbreviations that are also set with spaces ("z. B."): one word all the same.

Initials are not among them, so "J. K. Rowling" stays three words.
"""

CAPITALS = frozenset({"US", "IT", "IS"})
"""Acronyms that differ from a word only in their capitals: "US" is not "us".

All others meet their lower case, because headlines are often set in capitals throughout.
"""

SIGN_NAMES = {"§": "paragraf", "%": "prozent", "€": "euro", "$": "dollar"}
"""Signs found by their names: "3 %" is "3 Prozent"."""
