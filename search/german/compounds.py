"""The parts of compounds written in one word: Kriegsgefahr is Krieg and Gefahr."""

from __future__ import annotations


def compound_parts(folded: str) -> tuple[str, ...]:
    """The parts of a folded word that is a compound, left to right; none for any other word."""
    return ()
