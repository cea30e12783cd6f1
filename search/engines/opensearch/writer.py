"""A set of changes to an archive on a cluster: sent under a number that no reader goes by, until
one document is written that names it."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import cast

from pressespiegel.search.document import Document
from pressespiegel.search.engine import Change as PutChange
from pressespiegel.search.engines.opensearch import bulk
from pressespiegel.search.engines.opensearch.blocks import Blocks, Tally, block_documents
from pressespiegel.search.engines.opensearch.cleaning import purged, undo
from pressespiegel.search.engines.opensearch.commits import (
    MOST_REMEMBERED,
    PartEntry,
    State,
    read_state,
    write_state,
)
from pressespiegel.search.engines.opensearch.connection import (
    Conflict,
    Connection,
    Json,
    Refused,
    line,
)
from pressespiegel.search.engines.opensearch.documents import (
    KEPT,
    checked,
    document_of,
    encoded,
    key_of,
    keyed,
)
from pressespiegel.search.engines.opensearch.lock import WriteLock
from pressespiegel.search.engines.opensearch.merging import due, merged, together
from pressespiegel.search.engines.opensearch.scanning import fetched, hits_of
from pressespiegel.search.engines.opensearch.tokens import WordForms
from pressespiegel.search.engines.opensearch.withdrawals import (
    withdrawal,
    withdrawal_id,
    withdrawn,
)
from pressespiegel.search.errors import ArchiveLocked, ArticleError, StorageError
from pressespiegel.search.withdrawal import joined

PER_WRITER = 1 << 36
"""So many changes fit between the versions of one writer and those of the next."""

FETCHED = 200
"""Documents fetched at once."""

MOST_VOID = 200
"""So many writers that did not finish are remembered."""

BYTES_PER_WORD = 8


class ClusterWriter:
    """The `EngineWriter` of a cluster; holds its lock until `commit` or `abort`.

    `memory` bounds what waits to be sent, in bytes. `committed` is called with a new commit.

    Raises:
        ArchiveLocked: another writer did not finish within `wait` seconds.
        StorageError: the cluster is away, or takes no changes.
    """

    def __init__(
        self,
        connection: Connection,
        blocks: Blocks,
        wait: float,
        memory: int,
        committed: Callable[[State], None],
    ) -> None:
        self._connection = connection
        self._blocks = blocks
        self._forms = WordForms()
        self._memory = memory
        self._committed = committed
        self._lock = WriteLock(connection, read_state(connection).index, wait)
        self._sender = bulk.Sender(connection, self._note_refused)
        self._waiting: dict[str, Document] = {}
        self._held = 0
        self._mine: dict[str, bytes | None] = {}
        """Fingerprints by key, None of what was deleted."""
        self._sent: set[str] = set()
        self._old: dict[str, int] = {}
        """By which writer an article was put that is replaced or deleted, by key."""
        self._added = Tally()
        self._made: list[str] = []
        """Blocks of the vocabulary that were written."""
        self._withdrawn: dict[str, int] = {}
        self._refused: dict[str, str] = {}
        self._altered = False
        try:
            self._begin()
        except BaseException:
            self._end()
            raise

    def _begin(self) -> None:
        """Take a number, and undo what writers that died have left."""
        state = read_state(self._connection)
        self._number = state.next
        self._version = self._number * PER_WRITER
        left = sorted(set(range(state.generation + 1, state.next)) - set(state.void))
        void = (*state.void, *left)[-MOST_VOID:]
        self._state = write_state(self._connection, replace(state, next=state.next + 1, void=void))
        if left:
            undo(self._connection, state.index, left, self._forms, self._send)
        self._state = purged(self._connection, self._state, self._send)

    def _note_refused(self, refused: bulk.RefusedChange) -> None:
        if refused.change.body is None or not refused.change.name.startswith("a."):
            raise StorageError(f"the cluster refuses to keep what it must: {refused.reason}")
        source = cast(Json, json.loads(refused.change.body))
        document = document_of(source)
        self._refused[key_of(document.id)] = f"{document.id}: {refused.reason}"
        self._added.subtract(encoded(document, self._forms, 0)[1])

    def _send(self, name: str, document: Json | None) -> None:
        self._version += 1
        text = None if document is None else line(document)
        self._sender.send(bulk.Change(name, self._version, text))

    def put(self, document: Document) -> PutChange:
        """Add a document, or replace the one of its id; see `EngineWriter.put`.

        Raises:
            ArticleError: a cluster cannot keep it.
            StorageError: the cluster is away or full; the writer can then only be aborted.
        """
        checked(document)
        self._forms.learn(document.analyses)
        key = key_of(document.id)
        before = self._fingerprint(key, document.id)
        if before == document.fingerprint:
            return "unchanged"
        if before is not None:
            self._remove(key)
        self._mine[key] = document.fingerprint
        self._waiting[key] = document
        self._held += _weight(document)
        self._altered = True
        if self._held >= self._memory:
            self._flush()
        return "added" if before is None else "replaced"

    def delete(self, id: str) -> bool:
        """Remove the article of this id; False where there is none."""
        key = key_of(id)
        if self._fingerprint(key, id) is None:
            return False
        self._remove(key)
        return True

    def withdraw(self, id: str, version: int) -> bool:
        """Remove an article and remember that it was taken back; see `EngineWriter.withdraw`."""
        before = self._withdrawn.get(id)
        if before is None:
            before = withdrawn(self._connection, self._state, id)
        after = joined(before, version)
        if after != before:
            self._withdrawn[id] = after
            self._altered = True
        return self.delete(id)

    def _fingerprint(self, key: str, id: str) -> bytes | None:
        """That of the article as it would be after a commit, None where there would be none."""
        if key in self._mine:
            return self._mine[key]
        if not self._state.articles:
            return None
        query: Json = {"bool": {"filter": [{"term": {"id": keyed(id)}}, self._state.living()]}}
        asked: Json = {"query": query, "size": 1, "_source": ["fingerprint", "born"]}
        found = hits_of(self._connection.call("POST", f"/{self._state.index}/_search", asked))
        if not found:
            return None
        source = cast(Json, found[0]["_source"])
        self._found = key, cast(int, source["born"])
        return bytes.fromhex(cast(str, source["fingerprint"]))

    def _remove(self, key: str) -> None:
        """Take away an article that was found."""
        waiting = self._waiting.pop(key, None)
        if waiting is not None:
            self._held -= _weight(waiting)
        elif key in self._sent:
            self._take_back(key)
        elif key not in self._old:
            self._old[key] = self._found[1]
        self._mine[key] = None
        self._altered = True

    def _take_back(self, key: str) -> None:
        """Take away an article that this writer has sent already."""
        self._sender.finish()
        self._sent.discard(key)
        name = article_name(key, self._number)
        source = fetched(self._connection, self._state.index, [name], KEPT).get(name)
        if source is not None:
            self._added.subtract(encoded(document_of(source), self._forms, 0)[1])
            self._send(name, None)

    def _flush(self) -> None:
        """Send what waits."""
        for key, document in self._waiting.items():
            made, entries = encoded(document, self._forms, self._number)
            self._send(article_name(key, self._number), made)
            self._added.add(entries)
            self._sent.add(key)
        self._waiting = {}
        self._held = 0

    def commit(self) -> None:
        """Make all changes visible at once and durable; without changes nothing is written.

        Articles that the cluster would not take are left out, and named by an error afterwards.

        Raises:
            ArticleError: some articles were left out; all other changes are made.
            ArchiveLocked: another writer took over, since this one was silent for too long.
            StorageError: the cluster is away or full; the archive is as it was.
        """
        try:
            if self._altered:
                self._commit()
        except BaseException:
            self.abort()
            raise
        self._end()
        if self._refused:
            named = "; ".join(islice(self._refused.values(), 3))
            raise ArticleError(
                f"{len(self._refused)} articles were refused by the cluster: {named}",
                "all others are in the archive",
            )

    def _commit(self) -> None:
        self._flush()
        self._sender.finish()
        for key in self._refused:
            self._mine[key] = None
            self._old.pop(key, None)  # the old one stays
        parts = self._without_the_dead()
        alive = sum(fingerprint is not None for fingerprint in self._mine.values())
        added = self._added.counted()
        if alive:
            block = str(self._number)
            self._write_block(block, added)
            parts.append(PartEntry(block, self._number, self._number, alive, len(added)))
        self._sender.finish()
        parts = self._merged(parts)
        for id, version in self._withdrawn.items():
            said = withdrawal(self._connection, self._state, id, version, self._number)
            self._send(withdrawal_id(id), said)
        self._sender.finish()
        self._connection.call("POST", f"/{self._state.index}/_refresh")
        self._make_visible(parts, alive)

    def _without_the_dead(self) -> list[PartEntry]:
        """Mark what is replaced or deleted; the parts of the vocabulary without it."""
        gone: dict[int, Tally] = {}
        articles: Counter[int] = Counter()
        parts = list(self._state.parts)
        for names in _batches(self._old):
            sources = fetched(self._connection, self._state.index, names, KEPT)
            for name, source in sources.items():
                document, born = document_of(source), cast(int, source["born"])
                dead, entries = encoded(document, self._forms, born)
                self._send(name, {**dead, "died": self._number})
                at = next(at for at, part in enumerate(parts) if part.first <= born <= part.last)
                gone.setdefault(at, Tally()).add(entries)
                articles[at] += 1
        for at, counted in gone.items():
            part = parts[at]
            block = f"{self._number}-{part.block}"
            self._write_block(block, counted.counted())
            left = part.articles - articles[at]
            parts[at] = replace(part, articles=left, less=(*part.less, block))
        return [part for part in parts if part.articles]

    def _write_block(self, block: str, counted: Counter[str]) -> None:
        self._made.append(block)
        for name, document in block_documents(block, counted, self._number):
            self._send(name, document)

    def _merged(self, parts: list[PartEntry], *, all_of_them: bool = False) -> list[PartEntry]:
        """Parts of like size made one."""
        made = 0
        index = self._state.index
        while chosen := tuple(parts) if all_of_them and len(parts) > 1 else due(parts):
            counted = merged(self._blocks, index, chosen)
            made += 1
            block = f"{self._number}+{made}"
            self._write_block(block, counted)
            self._sender.finish()
            at = parts.index(chosen[0])
            parts[at : at + len(chosen)] = [together(chosen, block, len(counted))]
        return parts

    def _make_visible(self, parts: list[PartEntry], alive: int) -> None:
        state = self._state
        made = time.time_ns()
        used = {block for part in parts for block in (part.block, *part.less)}
        before = [block for part in state.parts for block in (part.block, *part.less)]
        retired = [(block, self._number) for block in (*before, *self._made) if block not in used]
        after = replace(
            state,
            generation=self._number,
            made=made,
            articles=state.articles + alive - len(self._old),
            dead=state.dead + len(self._old),
            parts=tuple(parts),
            retired=(*state.retired, *retired),
            commits=(*state.commits, (self._number, made))[-MOST_REMEMBERED:],
        )
        try:
            after = write_state(self._connection, after)
        except Conflict as error:
            after = read_state(self._connection)
            if after.generation != self._number:
                raise ArchiveLocked(
                    f"{self._connection.address.shown} was taken over by another writer",
                    "run it again",
                ) from error
        except StorageError:
            # It may have been written all the same.
            after = read_state(self._connection)
            if after.generation != self._number:
                raise
        self._state = after
        self._committed(after)

    def compact(self) -> None:
        """Let go of what was deleted, and bring the vocabulary into one part, as one commit."""
        try:
            self._state = purged(self._connection, self._state, self._send, at_once=True)
            self._sender.finish()
            parts = self._merged(list(self._state.parts), all_of_them=True)
            self._sender.finish()
            self._connection.call("POST", f"/{self._state.index}/_refresh")
            self._make_visible(parts, 0)
        except BaseException:
            self.abort()
            raise
        self._end()

    def abort(self) -> None:
        """Forget all changes and let others write; where the cluster is away, the next writer
        takes back what was sent."""
        try:
            self._sender.close()
            with suppress(StorageError, ArchiveLocked, Conflict, Refused):
                if self._version > self._number * PER_WRITER:
                    self._sender = bulk.Sender(self._connection, self._note_refused)
                    numbers = [self._number]
                    undo(self._connection, self._state.index, numbers, self._forms, self._send)
                    self._sender.finish()
        finally:
            self._end()

    def _end(self) -> None:
        self._waiting = {}
        self._sender.close()
        self._lock.release()


def article_name(key: str, number: int) -> str:
    """The name of a document: an id, and the number of the writer that put it."""
    return f"a.{key}.{number}"


def _batches(old: dict[str, int]) -> Iterator[list[str]]:
    names = (article_name(key, born) for key, born in old.items())
    while batch := list(islice(names, FETCHED)):
        yield batch


def _weight(document: Document) -> int:
    """About how many bytes a document takes while it waits."""
    words = sum(len(each.starts) + len(each.text) // 4 for each in document.fields.values())
    return 1000 + len(document.stored) + BYTES_PER_WORD * words
