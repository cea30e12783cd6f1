"""Find names with the model that the package carries."""

from __future__ import annotations

from pressespiegel.indexer.entities.model import trained_finder
from pressespiegel.indexer.entities.refining import refined
from pressespiegel.indexer.entities.span import Span


def find(text: str) -> list[Span]:
    """The people, organisations and places in a German text, in the order of print.

    The first call reads the model (some tenths of a second); later ones take time linear in the
    length of the text. No text raises an error.

    >>> [(span.text, span.kind) for span in find("Anna Berger wohnt in Hamburg.")]
    [('Anna Berger', 'person'), ('Hamburg', 'place')]
    """
    return refined(text, trained_finder().find(text))
