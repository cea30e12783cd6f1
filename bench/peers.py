"""Indexing and querying beside stock Whoosh, SQLite FTS5 and tantivy, in one run.

    python bench/peers.py                             the 10,000 articles of a daily
    python bench/peers.py --articles 100000           as many made from them (see corpus.py)
    python bench/peers.py --pages                     end to end: stored articles and snippets
    python bench/peers.py --pages --engines ours opensearch      beside a cluster of three nodes

Every engine is given the same tokens and the same queries, each in a process of its own. Engines
take turns for `--rounds` rounds, and of every query the quickest time counts, so that what else
the machine is doing tells less. Every workload gives the ids of ten articles; "OR, total" also
the exact number of matches. Ratios are to ours: above 1, ours is better.

Before anything is compared, the numbers of matches and the sums of facets are: where engines
disagree, they did not do the same work, and a line below the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from comparison import Measured, disagreements, table
from corpus import article_file, articles, token_file
from drivers import CLUSTER, PAGE_PEERS, PEERS
from measure import Indexing, Querying
from queries import draw_queries

_MEASURE = Path(__file__).with_name("measure.py")


def measure(given: argparse.Namespace, engines: Sequence[str], place: Path) -> list[Measured]:
    """Index with every engine, then let them take turns in answering."""
    corpus_file = article_file if given.pages else token_file
    corpus = corpus_file(given.articles, given.cache)
    queries = draw_queries(articles(given.articles), given.queries)
    asked = place / "queries.json"
    asked.write_text(json.dumps(asdict(queries if given.pages else queries.stemmed())), "utf-8")
    more = ["--queries", str(asked), *(["--pages"] if given.pages else [])]
    indexing: dict[str, list[Indexing]] = {}
    querying: dict[str, list[Querying]] = {}
    for turn in range(given.index_rounds):
        for engine in engines:
            folder = place / f"{engine}-{turn}"
            folder.mkdir()
            answer = Indexing(**_run("index", engine, corpus, folder, more))
            indexing.setdefault(engine, []).append(answer)
    for _ in range(given.rounds):
        for engine in engines:
            found = Querying(**_run("ask", engine, corpus, place / f"{engine}-0", more))
            querying.setdefault(engine, []).append(found)
    return [Measured.of(name, indexing[name], querying[name]) for name in engines]


def _run(task: str, engine: str, corpus: Path, folder: Path, more: Sequence[str]) -> Any:
    print(f"{task} {engine}", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, str(_MEASURE), task, engine, str(corpus), str(folder), *more],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


@contextmanager
def cluster(folder: Path, nodes: int) -> Iterator[None]:
    """Keep a cluster running that the measuring processes find."""
    script = [sys.executable, str(Path(__file__).resolve().parents[1] / "scripts" / "cluster.py")]
    begin = [*script, "start", str(folder), "--nodes", str(nodes), "--lasting"]
    started = subprocess.run(begin, stdout=subprocess.PIPE, check=True)
    try:
        hosts = (
            node["url"].removeprefix("http://") for node in json.loads(started.stdout)["nodes"]
        )
        os.environ["PRESSESPIEGEL_BENCH_CLUSTER"] = ",".join(hosts)
        yield
    finally:
        subprocess.run([*script, "stop", str(folder)], check=True)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--engines", nargs="+", metavar="ENGINE", help=", ".join(PEERS))
    parser.add_argument("--pages", action="store_true", help="end to end, ours beside tantivy")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--nodes", type=int, default=3, help="of the cluster, where one is asked")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--index-rounds", type=int, default=1)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-cache")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures there")
    given = parser.parse_args()
    known = {**PAGE_PEERS, **CLUSTER} if given.pages else PEERS
    unknown = set(given.engines or ()) - set(known)
    if unknown:
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    return given


def main() -> None:
    given = arguments()
    engines = given.engines or list(PAGE_PEERS if given.pages else PEERS)
    clustered = bool(set(engines) & set(CLUSTER))
    with (
        tempfile.TemporaryDirectory(prefix="peers-") as place,
        cluster(Path(place) / "cluster", given.nodes) if clustered else nullcontext(),
    ):
        measured = measure(given, engines, Path(place))
    print(table(measured))
    for line in disagreements(measured):
        print(line)
    if given.json:
        figures = {"articles": given.articles, "engines": [asdict(each) for each in measured]}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
