"""Random histories written into an archive, beside stock Whoosh holding the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressespiegel.search.document import Document
from pressespiegel.search.engines.whoosh import create_engine
from pressespiegel.search.engines.whoosh.face import ArchiveIndex, open_index
from pressespiegel.search.engines.whoosh.writer import compact

from ...engine_contract.random_archives import Transaction
from .expected_answers import Answer
from .stock_whoosh import StockIndex
from .transactions import net_changes


@dataclass(frozen=True)
class Commit:
    """A commit of an archive, the same in stock Whoosh, and the ids it should hold."""

    archive: ArchiveIndex
    stock: StockIndex
    ids: frozenset[str]

    def evaluated(self, asked: object) -> Answer:
        """What the archive's own executor answers to a query of Whoosh's."""
        opened = self.archive.opened()
        answer: Answer = {}
        for segment in opened.snapshot.segments:
            found = opened.evaluate(segment, asked)
            scores = [0.0] * len(found) if found.scores is None else found.scores.tolist()
            for document, score in zip(found.docs.tolist(), scores, strict=True):
                if segment.deleted is None or not segment.deleted[document]:
                    answer[segment.id(document)] = score
        return answer


def commits(history: Sequence[Transaction], *, every: bool = False) -> Iterator[Commit]:
    """The last commit (or `every` one), then once more with all its segments merged."""
    documents = {
        change.fingerprint: change
        for transaction in history
        for change in transaction.changes
        if isinstance(change, Document)
    }
    living: dict[str, Document | None] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        engine = create_engine(folder)
        archive = open_index(folder)
        for number, transaction in enumerate(history, 1):
            transaction.apply(engine)
            living.update(net_changes(transaction))
            if every or number == len(history):
                yield _commit(archive, documents, living)
        compact(folder, wait=10)
        yield _commit(archive, documents, living)
        engine.close()


def _commit(
    archive: ArchiveIndex,
    documents: Mapping[bytes, Document],
    living: Mapping[str, Document | None],
) -> Commit:
    stock = StockIndex.like(archive.opened().snapshot, documents)
    ids = frozenset(id for id, document in living.items() if document is not None)
    return Commit(archive, stock, ids)
