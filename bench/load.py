"""How many readers a server keeps up with: searches with facets, completions and articles at once.

    python bench/load.py ARCHIVE [--readers 50] [--seconds 30] [--processes 2] [--repeated 0.0]

Begins `pressespiegel serve` over an archive and asks it from this process over loopback, each
reader on a connection of its own, the next question as soon as the last is answered. Questions are
made of the archive's own words and names, and hardly one comes twice, but for the share that is
`--repeated`: those are taken from a hundred, as readers come back to a page or ask what others
ask. Printed are, by kind of question: requests a second, the median and the 95th percentile of the
time to the whole answer, the size, and errors; then the processor time that the server took for a
request, which is what counts on a machine that others use as well.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from pressespiegel.search import Archive

MIX = {"search": 0.3, "facet": 0.15, "completion": 0.35, "article": 0.2}
"""Of so many questions out of one each kind is asked: a search is typed letter by letter."""

SAMPLED = 2000
"""Articles whose words and names are asked for."""

HOT = 100

WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{4,}")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    kind: str
    address: str


@dataclass(frozen=True)
class Answer:
    kind: str
    status: int
    seconds: float
    size: int


def questions(archive: Archive, chance: random.Random, repeated: float) -> Iterator[Question]:
    """Questions without end, made of what an archive holds."""
    ids = chance.sample(sorted(archive.ids()), min(SAMPLED, archive.statistics().articles))
    articles = [found for id in ids if (found := archive.article(id))]
    words = [word for each in articles for word in WORD.findall(each.title)]
    facets = {name: archive.facets(name)[:30] for name in ("person", "place", "section", "month")}

    def new() -> Question:
        kind = chance.choices(list(MIX), list(MIX.values()))[0]
        article = chance.choice(articles)
        query = " ".join(chance.sample(words, chance.choice((1, 2, 2, 3))))
        if kind == "completion":
            typed = query[: chance.randint(2, len(query))]
            return Question(kind, f"/vorschlaege?q={quote(typed)}")
        if kind == "article":
            return Question(kind, "/artikel?" + urlencode({"id": article.id, "q": query}))
        arguments = {"q": query}
        if kind == "facet":
            name = chance.choice([name for name, values in facets.items() if values])
            arguments = {"q": query.split()[0], name: chance.choice(facets[name]).value}
        elif chance.random() < 0.2:
            arguments["sort"] = "newest"
        return Question(kind, "/suche?" + urlencode(arguments))

    hot = [new() for _ in range(HOT)]
    while True:
        yield chance.choice(hot) if chance.random() < repeated else new()


async def read(
    host: str, port: int, asked: Iterator[Question], until: float, answers: list[Answer]
) -> None:
    """One reader: asks and waits until it is time to go."""
    reader, writer = await asyncio.open_connection(host, port, limit=2**20)
    while time.perf_counter() < until:
        question = next(asked)
        began = time.perf_counter()
        writer.write(f"GET {question.address} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length, head
        body = await reader.readexactly(int(length[1]))
        seconds = time.perf_counter() - began
        answers.append(Answer(question.kind, int(head[9:12]), seconds, len(body)))
    writer.close()


async def crowd(
    address: str, readers: int, seconds: float, asked: Iterator[Question]
) -> tuple[list[Answer], float]:
    """What many readers at once are answered, and how long it took in all."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 80
    answers: list[Answer] = []
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(read(host, port, asked, until, answers) for _ in range(readers)))
    return answers, time.perf_counter() - began


@contextmanager
def serving(archive: Path, processes: int) -> Iterator[tuple[str, int]]:
    """A server, its address, and its process."""
    command = [sys.executable, "-P", "-m", "pressespiegel", "serve", "--archive", str(archive)]
    options = ["--port", "0", "--processes", str(processes)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1], process.pid
        finally:
            process.terminate()
            process.wait()


def processor_seconds(process: int) -> float:
    """The processor time that a process and its living children have taken; 0 where the system does
    not tell."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if process in (int(stat.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def table(answers: Sequence[Answer], seconds: float) -> Iterator[str]:
    """The figures, a line for each kind and one for all."""
    yield f"{'':12}{'requests/s':>12}{'p50 ms':>9}{'p95 ms':>9}{'largest KB':>12}{'errors':>8}"
    for kind in (*MIX, "all"):
        own = [each for each in answers if kind in (each.kind, "all")]
        if not own:
            continue
        times = sorted(each.seconds for each in own)
        yield (
            f"{kind:12}{len(own) / seconds:12.1f}{1000 * times[len(own) // 2]:9.0f}"
            f"{1000 * times[len(own) * 95 // 100]:9.0f}"
            f"{max(each.size for each in own) / 1000:12.0f}"
            f"{sum(each.status != 200 for each in own):8}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--repeated", type=float, default=0.0, help="share asked before, 0 to 1")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with Archive.open(given.archive) as archive:
        asked = questions(archive, random.Random(given.seed), given.repeated)
        next(asked)
        with serving(given.archive, given.processes) as (address, process):
            asyncio.run(crowd(address, 8, 5, asked))
            before, own_before = processor_seconds(process), time.process_time()
            answers, seconds = asyncio.run(crowd(address, given.readers, given.seconds, asked))
            server = processor_seconds(process) - before
            own = time.process_time() - own_before
    print("\n".join(table(answers, seconds)))
    print(f"processor: {1000 * server / len(answers):.1f} ms a request on the server,", end=" ")
    print(f"{1000 * own / len(answers):.1f} ms here, of {seconds * (os.cpu_count() or 1):.0f} s")


if __name__ == "__main__":
    main()
