"""A place in the sorted terms of a field, for Whoosh's automata."""

from __future__ import annotations

from whoosh.codec.base import FieldCursor
from whoosh.fields import FieldType

from pressespiegel.search.engines.whoosh.face.terms import FieldTerms


class TermCursor(FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """Stands on a term, at first on the field's first one; past the last its text is None."""

    def __init__(self, terms: FieldTerms | None, field: FieldType) -> None:
        self._terms = terms
        self._field = field
        self._text: str | None = None
        self.first()

    def first(self) -> str | None:
        """Go to the first term."""
        return self._go(b"")

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before one."""
        return self._go(term if isinstance(term, bytes) else self._field.to_bytes(term))

    def next(self) -> str | None:
        """Go to the next term."""
        self._text = self._step()
        return self._text

    def text(self) -> str | None:
        """The term it stands on."""
        return self._text

    term = text

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._text is not None

    def _go(self, start: bytes) -> str | None:
        self._walk = iter(()) if self._terms is None else self._terms.walk(start)
        return self.next()

    def _step(self) -> str | None:
        term = next(self._walk, None)
        return None if term is None else str(self._field.from_bytes(term))
