"""Answers that are given again while nothing has changed: to browsers that have them by a word,
to others from memory.

A page depends on its address (the host too: feeds name their own), the reader's language, the
archive and the day (queries may say "today"), and on nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from flask import Flask, Response, g, request

from pressespiegel.search import PressespiegelError
from pressespiegel.web.config import ANSWER_MEMORY, LARGEST_KEPT_ANSWER
from pressespiegel.web.localisation import language
from pressespiegel.web.shared_archive import archive

ALWAYS_NEW = frozenset(
    {
        *("static", "health.health", "metrics.metrics", "opensearch.description"),
        *("citation.show", "export.show"),
    }
)
"""Endpoints whose answers depend on something else, or have more headers than the usual ones."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer and what kind of text it is."""

    body: bytes
    content_type: str


class AnswerCache:
    """The answers given last, up to so many bytes; safe across threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        """The answer that was kept under a key."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, and forget those not asked for the longest time where room is needed."""
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += len(answer.body)
            while self._bytes > self._most_bytes:
                _, forgotten = self._answers.popitem(last=False)
                self._bytes -= len(forgotten.body)


def register(app: Flask) -> None:
    """Let an application give answers again."""
    cache = AnswerCache(ANSWER_MEMORY)
    began = secrets.token_hex(8)

    def give_again() -> Response | None:
        g.answer_key = _key(began)
        if not g.answer_key:
            return None
        if request.if_none_match.contains(g.answer_key):
            return Response(status=304)
        known = cache.get(g.answer_key)
        if known is None:
            return None
        g.given_again = True
        return Response(known.body, content_type=known.content_type)

    def keep(response: Response) -> Response:
        key = g.get("answer_key")
        if not key or response.is_streamed or response.direct_passthrough:
            return response
        if response.status_code == 304:
            response.set_etag(key)
        elif response.status_code == 200 and _finished():
            response.set_etag(key)
            small = (response.content_length or 0) <= LARGEST_KEPT_ANSWER
            if request.method == "GET" and small and "given_again" not in g:
                cache.keep(key, Answer(response.get_data(), response.content_type))
        return response

    app.before_request(give_again)
    app.after_request(keep)


def _key(began: str) -> str:
    """What the answer to the present request depends on, "" where it is always made anew."""
    if request.method not in ("GET", "HEAD") or request.endpoint in (None, *ALWAYS_NEW):
        return ""
    try:
        fingerprint = archive().fingerprint()
    except PressespiegelError:
        return ""
    today = date.today().isoformat()
    parts = (
        began,
        fingerprint,
        today,
        language(),
        request.host_url,
        request.root_path,
        request.full_path,
    )
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=15).hexdigest()


def _finished() -> bool:
    """Whether the searches of the present request had all the time they needed."""
    return "until" not in g or time.monotonic() < float(g.until)
