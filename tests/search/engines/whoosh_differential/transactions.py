"""What a transaction comes to, for an index that takes each id once."""

from __future__ import annotations

from collections.abc import Mapping

from pressespiegel.search.document import Document

from ...engine_contract.random_archives import Transaction


def net_changes(transaction: Transaction) -> Mapping[str, Document | None]:
    """The last change of each id, None for a deletion; nothing of what was aborted."""
    if transaction.end == "abort":
        return {}
    changes: dict[str, Document | None] = {}
    for change in transaction.changes:
        if isinstance(change, str):
            changes[change] = None
        else:
            changes[change.id] = change
    return changes
