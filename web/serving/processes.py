"""Several processes that do the same, kept running by the one that began them.

Python answers one request at a time in each process, so a server on several cores needs several.
They share the socket they listen on, and map the same files of the archive into memory.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType

POSSIBLE = hasattr(os, "fork")
"""Whether this system has what it takes; elsewhere there is one process."""

BREATH = 1.0
"""Seconds until a process that ended by itself is begun anew."""


class Stop(Exception):
    """Somebody wants all processes to end."""


def end_on_terminate() -> None:
    """Let this process end in good order on SIGTERM, as on Ctrl-C."""

    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)


def run_processes(count: int, work: Callable[[int], None]) -> None:
    """Run `work` with the numbers 0, 1, … in so many processes until Ctrl-C or SIGTERM.

    One that ends by itself is begun anew; all of them end with this one, however that ends.
    """
    alive_end, held_end = os.pipe()
    running: dict[int, int] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        for number in range(count):
            running[_begin(number, work, alive_end, held_end)] = number
        while True:
            ended, _ = os.wait()
            number = running.pop(ended)
            time.sleep(BREATH)
            running[_begin(number, work, alive_end, held_end)] = number
    except Stop:
        pass
    finally:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        for process in running:
            os.kill(process, signal.SIGTERM)
        for process in running:
            os.waitpid(process, 0)
        os.close(alive_end)
        os.close(held_end)
        for each, handler in before.items():
            signal.signal(each, handler)


def _begin(number: int, work: Callable[[int], None], alive_end: int, held_end: int) -> int:
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_on_terminate()
        os.close(held_end)
        Thread(target=_end_with_parent, args=(alive_end,), daemon=True).start()
        work(number)
        status = 0
    except SystemExit:
        status = 0
    finally:
        # Nothing of the process that began this one is to be cleaned up here.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with_parent(alive_end: int) -> None:
    """Wait for the end of a pipe whose other end only the parent holds."""
    os.read(alive_end, 1)
    os.kill(os.getpid(), signal.SIGTERM)
