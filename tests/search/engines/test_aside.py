"""Tasks done aside come back in order, at most one is under way, and faults are not lost."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from pressespiegel.search.engines.whoosh.aside import Aside, OneAhead


def refuse() -> int:
    raise OSError("the disk is full")


def test_each_task_waits_for_the_one_before() -> None:
    aside = Aside()
    under_way: list[int] = []
    ahead: OneAhead[int] = OneAhead(aside)

    def task(number: int) -> int:
        assert threading.current_thread() is not threading.main_thread()
        under_way.append(number)
        return number

    found = [ahead.begin(partial(task, number)) for number in range(4)]
    assert found == [[], [0], [1], [2]]
    assert ahead.end() == [3]
    assert ahead.end() == []
    assert under_way == [0, 1, 2, 3]
    aside.close()


def test_without_a_thread_tasks_are_done_at_once() -> None:
    ahead: OneAhead[threading.Thread] = OneAhead(None)
    assert ahead.begin(threading.current_thread) == [threading.current_thread()]
    assert ahead.end() == []


def test_what_a_task_raises_is_raised_by_the_next() -> None:
    aside = Aside()
    ahead: OneAhead[int] = OneAhead(aside)
    ahead.begin(refuse)
    with pytest.raises(OSError, match="full"):
        ahead.begin(lambda: 1)
    aside.close()


def test_a_closed_one_can_be_closed_again() -> None:
    aside = Aside()
    aside.close()
    aside.begin(lambda: 1).result()
    aside.close()
    aside.close()
