"""A thread that works for a writer while that gathers the next articles.

What it does takes long and lets other threads run meanwhile: sorting, packing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Aside:
    """One such thread, begun with the first task; tasks are done in the order they come in."""

    def __init__(self) -> None:
        self._executor: ThreadPoolExecutor | None = None

    def begin(self, task: Callable[[], Answer]) -> Future[Answer]:
        """Have a task done."""
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "pressespiegel-writer")
        return self._executor.submit(task)

    def close(self) -> None:
        """Let the task at work end, and forget those that wait."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


class OneAhead(Generic[Answer]):
    """Tasks of one kind, of which one at most is under way: before the next begins, the last has
    ended. So memory is bounded. Without `aside` they are done at once."""

    def __init__(self, aside: Aside | None) -> None:
        self._aside = aside
        self._under_way: Future[Answer] | None = None

    def begin(self, task: Callable[[], Answer]) -> list[Answer]:
        """Have a task done; answers with what the one before gave, or this, if it is done."""
        if self._aside is None:
            return [task()]
        done = self.end()
        self._under_way = self._aside.begin(task)
        return done

    def end(self) -> list[Answer]:
        """Wait for the task under way, if there is one, and answer with what it gave.

        Raises:
            Exception: what the task raised.
        """
        if self._under_way is None:
            return []
        done = self._under_way.result()
        self._under_way = None
        return [done]
