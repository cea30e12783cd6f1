"""How fast articles come into an archive, where the time goes, and how much memory it takes.

    python bench/indexing.py [--stages N] [--no-run] [FILE]

Two tables. The first is one run of `pressespiegel index` over the file, in processes of its own:
articles a second, CPU milliseconds per article of all its processes together (which, unlike
seconds, do not grow when the machine is busy with something else), and the memory of all of
them together at its height: proportional shares where the system tells them, so that what
processes share counts once. The second is the CPU time of each stage over the first N articles,
one stage after another in one process; words are analysed once each, so that stage is
relatively cheaper in a longer run.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pressespiegel.indexer.agencies import with_agencies
from pressespiegel.indexer.entities import annotate, annotate_all
from pressespiegel.indexer.pipeline import BATCH
from pressespiegel.indexer.readers import read_items
from pressespiegel.search import Article
from pressespiegel.search.archive import Archive
from pressespiegel.search.document import document

DAILY = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "tagesspiegel-10k.jsonl.gz"
PAUSE = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command; `peak` is in bytes, 0 where the system does not tell."""

    articles: int
    seconds: float
    cpu: float
    peak: int


@dataclass(slots=True)
class Stages:
    """CPU seconds by stage, in the order in which they were measured."""

    articles: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.process_time)

    def begin(self) -> None:
        """What follows belongs to the stage that is ended next."""
        self._since = time.process_time()

    def end(self, name: str) -> None:
        """End a stage, and begin the next."""
        now = time.process_time()
        self.seconds[name] = now - self._since
        self._since = now


def run(file: Path, folder: Path) -> Run:
    """Index a file into a new archive, as the command does."""
    began = time.perf_counter()
    before = _children_cpu()
    command = [sys.executable, "-m", "pressespiegel", "index", "--json", "--archive"]
    with subprocess.Popen([*command, folder, file], stdout=subprocess.PIPE) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(PAUSE)
        assert process.stdout is not None
        answer = process.stdout.read()
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(process.returncode)
    return Run(json.loads(answer)["read"], seconds, _children_cpu() - before, peak)


def stages(file: Path, count: int, folder: Path) -> Stages:
    """Take the first articles of a file through all stages."""
    annotate(Article.from_text(id="a", title="Ada Kern", text="Ada Kern."))  # loads the model
    found = Stages()
    found.begin()
    items = [each for each in islice(read_items(file), count) if isinstance(each, Article)]
    found.end("read")
    found.articles = len(items)
    items = pickle.loads(pickle.dumps(items, pickle.HIGHEST_PROTOCOL))
    found.end("hand over")
    items = [with_agencies(each) for each in items]
    found.end("agencies")
    items = [
        each
        for first in range(0, len(items), BATCH)
        for each in annotate_all(items[first : first + BATCH])
    ]
    found.end("entities")
    documents = [document(each) for each in items]
    found.end("split into words")
    met: set[str] = set()
    for number, each in enumerate(documents):
        documents[number] = each.analysed(met)
        met.update(surface for surface, _, _ in documents[number].analyses)
    found.end("analyse words")
    documents = pickle.loads(pickle.dumps(documents, pickle.HIGHEST_PROTOCOL))
    found.end("hand back")
    with Archive.create(folder) as archive, archive.writer() as writer:
        found.begin()
        for each in documents:
            writer.put_document(each)
        found.end("take in")
    found.end("write")
    return found


def _family(process: int) -> Iterator[int]:
    """A process and all that descend from it; only itself where the system does not tell."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory(process: int) -> int:
    """The proportional share of memory of a process, in bytes; 0 where it is not told."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    share = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(share[1]) * 1024 if share else 0


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(measured: Run | None, found: Stages) -> str:
    """Both tables as text."""
    lines = []
    if measured:
        lines += [
            f"articles            {measured.articles:>8}",
            f"articles a second   {measured.articles / measured.seconds:>8.0f}",
            f"CPU ms an article   {measured.cpu / measured.articles * 1000:>8.2f}",
            f"memory at most, MB  {measured.peak / 1e6:>8.0f}",
            "",
        ]
    lines.append(f"CPU ms an article, first {found.articles} articles")
    for name, seconds in (*found.seconds.items(), ("all", sum(found.seconds.values()))):
        lines.append(f"{name:<20}{seconds / found.articles * 1000:>8.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=DAILY)
    parser.add_argument("--stages", type=int, default=1000, metavar="N", help="how many articles")
    parser.add_argument("--no-run", action="store_true", help="measure the stages only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = None if arguments.no_run else run(arguments.file, Path(folder, "archive"))
        found = stages(arguments.file, arguments.stages, Path(folder, "stages"))
    sys.stdout.write(table(measured, found) + "\n")


if __name__ == "__main__":
    main()
