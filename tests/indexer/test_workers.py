"""Work shared among processes: in order, bounded, and nobody is left behind.

The work is done by functions that a process of its own can import: `iter` gives the elements of
a task as its parts, and `map(os._exit, …)` as a task ends the process that works on it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator

import pytest

from pressespiegel.indexer.workers import PARTS_AHEAD, TASKS_AHEAD, Died, Workers
from pressespiegel.search import PressespiegelError

Work = Workers[Iterable[int], int]


def running() -> int:
    return len(multiprocessing.active_children())


def test_parts_come_in_the_order_of_their_tasks() -> None:
    tasks: list[Iterable[int]] = [range(n, n + n % 5) for n in range(200)]
    with Work(iter, 3) as workers:
        assert running() == 3
        shared = list(workers.share(iter(tasks)))
    assert shared == [part for task in tasks for part in task]
    assert running() == 0


def test_no_tasks_are_no_parts() -> None:
    with Work(iter, 1) as workers:
        assert list(workers.share(iter([]))) == []


def test_workers_serve_one_run_after_another() -> None:
    with Work(iter, 2) as workers:
        assert list(workers.share(iter([[1], [2, 3]]))) == [1, 2, 3]
        assert list(workers.share(iter([[4]]))) == [4]


def test_tasks_are_drawn_only_as_parts_are_fetched() -> None:
    drawn = 0

    def tasks() -> Iterator[Iterable[int]]:
        nonlocal drawn
        for number in range(1000):
            drawn += 1
            yield [number]

    with Work(iter, 2) as workers:
        shared = workers.share(tasks())
        assert [next(shared) for _ in range(10)] == list(range(10))
        assert drawn <= 10 + 2 * TASKS_AHEAD


def test_a_long_task_waits_until_its_parts_are_fetched() -> None:
    with Work(iter, 2) as workers:
        shared = workers.share(iter([range(5), range(10**9)]))
        assert [next(shared) for _ in range(5 + 10 * PARTS_AHEAD)][:6] == [0, 1, 2, 3, 4, 0]
    assert running() == 0


def test_a_worker_that_dies_is_replaced_and_its_task_named() -> None:
    deadly: list[Iterable[int]] = [[1], map(os._exit, [9]), [2], map(os._exit, [9]), [3], [4]]
    with Work(iter, 2) as workers:
        shared = list(workers.share(iter(deadly)))
        assert running() == 2
    assert shared == [1, Died(deadly[1]), 2, Died(deadly[3]), 3, 4]
    assert running() == 0


class Stillborn:
    """Work that ends a process as soon as that hears of it."""

    def __call__(self, task: Iterable[int]) -> Iterator[int]:
        return iter(task)

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (9,))


def test_workers_that_never_start_are_an_error() -> None:
    def attempt() -> None:
        with Work(Stillborn(), 1) as workers:
            list(workers.share(iter([[1]])))

    with pytest.raises(PressespiegelError, match=r"ended before it was ready \(code 9\)") as raised:
        attempt()
    assert raised.value.hint
    assert running() == 0


def test_an_exception_of_the_tasks_ends_the_workers() -> None:
    def tasks() -> Iterator[Iterable[int]]:
        yield [1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Work(iter, 2) as workers:
        list(workers.share(tasks()))
    assert running() == 0
