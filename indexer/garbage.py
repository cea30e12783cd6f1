"""How often Python looks for garbage while many articles pass through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 50_000
"""New objects after which the young are looked through. Python's own 700 are fewer than one article
has words, and almost nothing of an article is in a cycle, so that most of that work finds nothing;
it took a tenth of all indexing."""

_OLDER = (20, 50)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look for garbage in cycles more rarely; all other memory is given back at once, as ever."""
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *_OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
