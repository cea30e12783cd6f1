"""Numbers of versions, as publishers write them."""

from __future__ import annotations

LARGEST = 2**53
"""Beyond it, a number is not the same in every program that reads JSON."""


def version_number(written: str) -> int:
    """The number of a version; 0 for what is none.

    >>> version_number("11"), version_number("2.1"), version_number("final"), version_number("-3")
    (11, 0, 0, 0)
    """
    digits = written.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 16:
        return 0
    return min(int(digits), LARGEST)
