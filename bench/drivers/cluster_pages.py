"""Pressespiegel end to end on an OpenSearch cluster, which `peers.py` starts and names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from corpus import PlainArticle

from drivers import PageDriver, PageSession
from drivers.archive_pages import ArchiveSession, fill
from pressespiegel.search import Archive

CLUSTER = "PRESSESPIEGEL_BENCH_CLUSTER"
"""Names the hosts of the cluster, as in an address."""


class _ClusterPages:
    def index(self, folder: Path, articles: Iterable[PlainArticle]) -> None:
        with Archive.create(_place(folder)) as archive:
            fill(archive, articles)
            # What is measured is the size of the folder, of which nothing but this is written.
            with (folder / "as large as the index").open("wb") as file:
                file.truncate(archive.statistics().bytes)

    def open(self, folder: Path) -> PageSession:
        return ArchiveSession(Archive.open(_place(folder)))


def _place(folder: Path) -> str:
    return f"opensearch://{os.environ[CLUSTER]}/{folder.name}"


def driver() -> PageDriver:
    return _ClusterPages()
