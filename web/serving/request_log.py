"""Which request it was: an id in every answer and every line of the log, and one line for each.

Who reads what is nobody's business: the lines name no address of a reader, and what was asked only
where somebody looks for a fault (level DEBUG).
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
from datetime import datetime, timezone
from typing import Literal

from flask import Flask, Response, g, has_request_context, request

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""An id that a web server in front may give; what else it sends goes into no log."""

LogFormat = Literal["text", "json"]
LogLevel = Literal["warning", "info", "debug"]

TEXT = "%(asctime)s %(levelname)s %(request)s %(message)s"

_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Let an application name and note its requests; to be the first that is registered, so that
    the time of all others counts."""
    app.before_request(begin)
    app.after_request(end)


def begin() -> None:
    """Name the present request."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def end(response: Response) -> Response:
    """Put the name of the request into its answer, and a line into the log."""
    response.headers[HEADER] = request_id()
    if _log.isEnabledFor(logging.INFO):
        facts: dict[str, object] = {
            "method": request.method,
            "endpoint": request.endpoint or "",
            "status": response.status_code,
            "milliseconds": round(1000 * (time.perf_counter() - g.began), 1),
        }
        if _log.isEnabledFor(logging.DEBUG):
            facts["asked"] = request.full_path
        message = " ".join(str(fact) for fact in facts.values())
        _log.info("%s", message, extra={"facts": facts})
    return response


def request_id() -> str:
    """The id of the present request, "-" outside of one."""
    return str(g.get("request_id", "-")) if has_request_context() else "-"


class Naming(logging.Filter):
    """Gives each line of the log the id of the request that it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the id."""
        record.request = request_id()
        return True


class JsonLines(logging.Formatter):
    """A record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        line: dict[str, object] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "request": getattr(record, "request", "-"),
            "logger": record.name,
        }
        facts = getattr(record, "facts", None)
        line |= facts if isinstance(facts, dict) else {"message": record.getMessage()}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(form: LogFormat, level: LogLevel) -> None:
    """Let all of this process write its log to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Naming())
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(TEXT))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("pressespiegel").setLevel(level.upper())
    # It warns of every request that waits for a thread; the metrics tell how long all of them take.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
