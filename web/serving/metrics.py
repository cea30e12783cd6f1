"""How a server is doing, in the text format of Prometheus.

The figures of all processes lie side by side in memory that they share, so that each of them can
tell the sums. prometheus-client would keep them in files for that, and need a folder to be swept.
"""

from __future__ import annotations

import mmap
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from threading import Lock

import numpy as np
from flask import Blueprint, Flask, Response, abort, current_app, g, request

from pressespiegel.search import PressespiegelError
from pressespiegel.web.serving.rate_limit import household_of
from pressespiegel.web.shared_archive import archive

EXTENSION = "pressespiegel-metrics"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

MOST_PROCESSES = 64

STATUSES = (200, 301, 302, 304, 308, 400, 404, 405, 413, 429, 500, 503)
"""Those that are counted each on its own; others as 0."""

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the histogram's buckets, in seconds."""

blueprint = Blueprint("metrics", __name__)


class Metrics:
    """Counts requests by endpoint and status, and how long they took; safe across threads and, once
    `process` is set in each, across processes that were begun after it was made."""

    def __init__(self, endpoints: Sequence[str]) -> None:
        self.process = 0
        self._endpoints = {name: place for place, name in enumerate((*endpoints, ""))}
        columns = len(STATUSES) + 1 + len(BOUNDS) + 1 + 1
        shape = (MOST_PROCESSES, len(self._endpoints), columns)
        memory = mmap.mmap(-1, 8 * MOST_PROCESSES * len(self._endpoints) * columns)
        self._figures = np.frombuffer(memory, dtype=np.float64).reshape(shape)
        self._lock = Lock()

    def note(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request."""
        place = self._endpoints.get(endpoint, len(self._endpoints) - 1)
        code = STATUSES.index(status) if status in STATUSES else len(STATUSES)
        bucket = len(STATUSES) + 1 + bisect_left(BOUNDS, seconds)
        with self._lock:
            figures = self._figures[self.process, place]
            figures[code] += 1
            figures[bucket] += 1
            figures[-1] += seconds

    def lines(self) -> Iterator[str]:
        """The figures of all processes together."""
        sums = self._figures.sum(axis=0)
        yield "# TYPE pressespiegel_requests_total counter"
        for name, place in self._endpoints.items():
            for status, count in zip((*STATUSES, 0), sums[place], strict=False):
                if count:
                    labels = f'endpoint="{name}",status="{status}"'
                    yield f"pressespiegel_requests_total{{{labels}}} {count:.0f}"
        yield "# TYPE pressespiegel_request_seconds histogram"
        for name, place in self._endpoints.items():
            within = sums[place, len(STATUSES) + 1 : -1].cumsum()
            if not within[-1]:
                continue
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), within, strict=True):
                labels = f'endpoint="{name}",le="{bound}"'
                yield f"pressespiegel_request_seconds_bucket{{{labels}}} {count:.0f}"
            yield f'pressespiegel_request_seconds_sum{{endpoint="{name}"}} {sums[place, -1]:.6f}'
            yield f'pressespiegel_request_seconds_count{{endpoint="{name}"}} {within[-1]:.0f}'


def register(app: Flask) -> None:
    """Let an application count its requests, and tell this machine."""
    app.register_blueprint(blueprint)
    counted = Metrics(sorted({rule.endpoint for rule in app.url_map.iter_rules()}))
    app.extensions[EXTENSION] = counted

    def note(response: Response) -> Response:
        seconds = time.perf_counter() - g.began if "began" in g else 0.0
        counted.note(request.endpoint or "", response.status_code, seconds)
        return response

    app.after_request(note)


def be_process(app: Flask, number: int) -> None:
    """Let this process count on its own line."""
    counted = app.extensions.get(EXTENSION)
    if isinstance(counted, Metrics):
        counted.process = number


@blueprint.get("/metrics")
def metrics() -> Response:
    """The figures, to programs on this machine; nobody else learns that there are any."""
    if household_of(request.remote_addr or "") or not request.remote_addr:
        abort(404)
    counted = current_app.extensions[EXTENSION]
    assert isinstance(counted, Metrics)
    lines = [*_of_archive(), *counted.lines()]
    return Response("\n".join(lines) + "\n", content_type=CONTENT_TYPE)


def _of_archive() -> Iterator[str]:
    yield "# TYPE pressespiegel_archive_up gauge"
    try:
        opened = archive()
        articles, generation = opened.search("", limit=0).total, opened.generation()
    except PressespiegelError:
        yield "pressespiegel_archive_up 0"
        return
    yield "pressespiegel_archive_up 1"
    yield "# TYPE pressespiegel_articles gauge"
    yield f"pressespiegel_articles {articles}"
    yield "# TYPE pressespiegel_archive_generation gauge"
    yield f"pressespiegel_archive_generation {generation}"
