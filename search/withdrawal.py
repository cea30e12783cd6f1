"""What a publisher took back stays away: in which versions, and until which one."""

from __future__ import annotations

ALL_VERSIONS = 0
"""Stands for the version of an article that was taken back without saying which."""


def joined(known: int | None, version: int) -> int:
    """What is taken back once another version is: the higher of the two, unless one means all.

    >>> joined(None, 3), joined(3, 2), joined(3, ALL_VERSIONS)
    (3, 3, 0)
    """
    if known is None:
        return version
    return ALL_VERSIONS if ALL_VERSIONS in (known, version) else max(known, version)


def covers(withdrawn: int | None, version: int) -> bool:
    """Whether an article of this version is taken back; one that counts none may be any.

    >>> covers(3, 3), covers(3, 4), covers(3, 0), covers(ALL_VERSIONS, 4), covers(None, 4)
    (True, False, True, True, False)
    """
    return withdrawn is not None and (withdrawn == ALL_VERSIONS or version <= withdrawn)
