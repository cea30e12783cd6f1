"""Suggestions for misspelt words: words as they stand in the archive, without markers."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.spelling import ReaderCorrector

from pressespiegel.search.german.analysis import MARKERS
from pressespiegel.search.german.folding import literal


class FormCorrector(ReaderCorrector):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's corrector, looking among the words as written rather than stems and parts."""

    def _suggestions(self, text: str, maxdist: int, prefix: int) -> Iterator[tuple[float, str]]:
        marker = MARKERS["form"]
        found: dict[str, int] = {}
        for distance in range(1, maxdist + 1):
            marked = self.reader.terms_within(
                self.fieldname, marker + literal(text), distance, prefix=prefix + len(marker)
            )
            for term in marked:
                if term.startswith(marker):
                    found.setdefault(term, distance)
        for term, distance in found.items():
            # The nearest first, then the most frequent, as Whoosh ranks them.
            often = self.reader.frequency(self.fieldname, term) or 1
            yield -(distance + 0.5 / often), term[len(marker) :]
