"""Characters that look alike or not at all, as the inside of regular-expression classes."""

from __future__ import annotations

HYPHENS = "\\-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
"""Hyphens, and the dashes that stand for one between two letters: Berlin–München."""

APOSTROPHES = "'\u2018\u2019\u02bc\u00b4`\u2032\uff07"
"""Every apostrophe that keyboards and typesetters produce: geht's, geht’s, geht´s."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width spaces and joiners: Minis\u00adter is Minister."""

COMBINING_MARKS = "\u0300-\u036f"
"""Accents written after their letter: u and U+0308 are ü."""

SPACES = " \u00a0\u2009\u202f"
"""Spaces that may stand inside an abbreviation: z.\u202fB."""

SIGNS = "§%€$"
"""Signs that are read as words: § 218, 3 %."""
