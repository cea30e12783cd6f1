"""Work shared among processes: parts in the order of their tasks, memory bounded, none orphaned.

A pool of the standard library would do most of this, but it lets workers outlive a parent that
was killed, and cannot say whose task killed a worker. Here each worker has a pipe of its own:
the end of one side is seen on the other at once, and it is known which task it had.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from pressespiegel.indexer.garbage import rarely_collected
from pressespiegel.search import PressespiegelError

Task = TypeVar("Task")
Part = TypeVar("Part")

PARTS_AHEAD = 4
"""Parts of a task that are taken in before it is its turn."""

TASKS_AHEAD = 4
"""Tasks per worker that are begun before the oldest is done."""


@dataclass(frozen=True, slots=True)
class Died(Generic[Task]):
    """Stands for what is missing of a task whose worker ended (killed, or out of memory)."""

    task: Task


@dataclass(slots=True)
class _Begun(Generic[Task, Part]):
    """A task that a worker has, and its parts that wait for their turn."""

    task: Task
    parts: deque[Part | Died[Task]] = field(default_factory=deque)
    finished: bool = False


@dataclass(slots=True, eq=False)
class _Worker(Generic[Task, Part]):
    process: BaseProcess
    connection: Connection
    begun: _Begun[Task, Part] | None = None
    ready: bool = False


class Workers(Generic[Task, Part]):
    """Processes that do one kind of work; end them by leaving the `with` block.

    `work` is a function of a module; it, tasks and parts are pickled. Ctrl-C is left to the
    process that made them.

    Raises:
        PressespiegelError: a worker ended before it was ready to work.
    """

    def __init__(self, work: Callable[[Task], Iterator[Part]], processes: int) -> None:
        self._work = work
        self._workers: list[_Worker[Task, Part]] = []
        for _ in range(processes):
            self._start()

    def share(self, tasks: Iterator[Task]) -> Iterator[Part | Died[Task]]:
        """The parts of all tasks, in order.

        Tasks are drawn only as workers fall idle, and workers pause while nobody fetches their
        parts: what waits in memory is a few parts of a few tasks.
        """
        begun: deque[_Begun[Task, Part]] = deque()
        exhausted = False
        while True:
            for worker in self._idle():
                if exhausted or len(begun) >= len(self._workers) * TASKS_AHEAD:
                    break
                try:
                    task = next(tasks)
                except StopIteration:
                    exhausted = True
                    break
                worker.begun = _Begun(task)
                begun.append(worker.begun)
                self._send(worker, task)
            if exhausted and not begun:
                return
            oldest = begun[0] if begun else None
            if oldest:
                while oldest.parts:
                    yield oldest.parts.popleft()
                if oldest.finished:
                    begun.popleft()
                    continue
            self._receive(oldest)

    def __enter__(self) -> Workers[Task, Part]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _idle(self) -> list[_Worker[Task, Part]]:
        return [worker for worker in self._workers if worker.ready and worker.begun is None]

    def _start(self) -> None:
        # "spawn" is safe beside threads, and the same on every system.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _interrupts_blocked():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _send(self, worker: _Worker[Task, Part], task: Task) -> None:
        try:
            worker.connection.send(task)
        except OSError:
            self._replace(worker)

    def _receive(self, oldest: _Begun[Task, Part] | None) -> None:
        """Wait for a message, and take in one of every worker that has one."""
        heard = {
            worker.connection: worker
            for worker in self._workers
            if not worker.ready
            or (worker.begun and (worker.begun is oldest or len(worker.begun.parts) < PARTS_AHEAD))
        }
        for connection in wait(list(heard)):
            assert isinstance(connection, Connection)
            worker = heard[connection]
            try:
                part: Part | None = connection.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if part is not None:
                assert worker.begun
                worker.begun.parts.append(part)
            else:
                worker.ready = True
                if worker.begun:
                    worker.begun.finished = True
                    worker.begun = None

    def _replace(self, worker: _Worker[Task, Part]) -> None:
        worker.process.join()
        worker.connection.close()
        if worker.begun is None:
            raise PressespiegelError(
                f"a worker process ended before it was ready (code {worker.process.exitcode})",
                "use fewer: --processes 1 works without any",
            )
        worker.begun.parts.append(Died(worker.begun.task))
        worker.begun.finished = True
        self._workers.remove(worker)
        self._start()


def _serve(connection: Connection, work: Callable[[Task], Iterator[Part]]) -> None:
    """What a worker process does: say None when idle, take a task, send its parts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with rarely_collected():
            while True:
                connection.send(None)
                task: Task = connection.recv()
                for part in work(task):
                    connection.send(part)
    except (EOFError, OSError):
        pass  # the parent is gone, and nobody waits for the rest


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from a child until it can ignore it; this process gets it a little later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
