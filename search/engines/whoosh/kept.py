"""What was worked out and may be wanted again, as long as there is room for it."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """Keeps things up to so many bytes, and up to so many; the first that were made are forgotten
    first. Safe across threads.

    >>> kept: Kept[str, str] = Kept(100, 2)
    >>> for name in ("a", "b", "c"):
    ...     kept.keep(name, name.upper(), 10)
    >>> kept.get("a"), kept.get("c")
    (None, 'C')
    """

    def __init__(self, bytes: int, most: int) -> None:
        self._room = bytes
        self._most = most
        self._made: dict[Key, tuple[Made, int]] = {}
        self._taken = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Made | None:
        """What is kept by a key."""
        found = self._made.get(key)
        return None if found is None else found[0]

    def keep(self, key: Key, made: Made, bytes: int) -> None:
        """Keep something that takes so many bytes; what is kept by the key already stays."""
        with self._lock:
            if key in self._made:
                return
            self._made[key] = made, bytes
            self._taken += bytes
            while len(self._made) > 1 and (
                self._taken > self._room or len(self._made) > self._most
            ):
                self._taken -= self._made.pop(next(iter(self._made)))[1]
