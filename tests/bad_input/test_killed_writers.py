"""A process killed at any moment of writing, committing or merging: the last commit stands.

One process writes set after set and says after each commit what the archive now holds. It is
killed after a while drawn at random; then the archive must hold what was said last, or the set
whose commit was under way, whole.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pressespiegel.search import Archive

from .archives import ids, strangers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

SETS = 10_000
WRITER = """
import os, sys
from pressespiegel.search import Archive, Article

first = int(sys.argv[2])
with Archive.open(sys.argv[1]) as archive:
    print("ready", flush=True)
    for number in range(first, first + 10_000):
        with archive.writer() as writer:
            for each in range(3):
                text = f"Die Gondel {number} hängt fest."
                writer.put(Article.from_text(id=f"s{number}-{each}", title="Seilbahn", text=text))
            writer.put(Article.from_text(id="state", title=str(number), text="Stand."))
            if number >= 5:
                writer.delete(f"s{number - 5}-0")
        print(number, flush=True)
"""


def expected(last: int) -> set[str]:
    """What the archive holds after the set `last` is committed."""
    written = {f"s{number}-{each}" for number in range(last + 1) for each in range(3)}
    return written - {f"s{number - 5}-0" for number in range(5, last + 1)} | {"state"}


def kill_and_check(place: Path, chance: random.Random) -> None:
    """Write for a while, be killed, and see what is left."""
    with Archive.open(place) as archive:
        state = archive.article("state")
    before = int(state.title) if state else -1
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place), str(before + 1)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        said = [int(line) for line in process.stdout.read().splitlines()]
    last = said[-1] if said else before
    with Archive.open(place) as archive:
        state = archive.article("state")
        now = int(state.title) if state else -1
        assert now in (last, last + 1)
        assert archive.search("seilbahn").total == max(len(expected(now)) - 1, 0)
        if now >= 0:
            assert ids(place) == expected(now)


def run_kills(place: Path, count: int, seed: int) -> None:
    Archive.create(place).close()
    chance = random.Random(seed)
    left_over = 0
    for _ in range(count):
        kill_and_check(place, chance)
        left_over += bool(strangers(place) - {"write.holder"})
        with Archive.open(place) as archive, archive.writer(wait=0) as writer:
            writer.delete("nobody")
        assert strangers(place) == set()
    if count >= 50:
        assert left_over, "no kill hit a writer at work"


def test_a_few_kills(tmp_path: Path) -> None:
    run_kills(tmp_path / "archive", 2, seed=1)


@pytest.mark.slow
def test_a_hundred_kills(tmp_path: Path) -> None:
    run_kills(tmp_path / "archive", 100, seed=2)
