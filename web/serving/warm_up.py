"""The first searches of a server, before anybody waits for them."""

from __future__ import annotations

import gc
from threading import Thread

from flask import Flask

ADDRESSES = ("/", "/suche?q=Zeitungsartikl+heute", "/suche?q=")
"""What readers come to first: the front page, and results. For the misspelt word the archive reads
its own words, and looks for articles with the other one alone; the last finds all there is."""


def warm_up(app: Flask) -> Thread:
    """Begin to load what the first answers need, beside everything else; gives the thread.

    What goes wrong is answered and logged as it is for a reader, who will meet it again.
    """
    thread = Thread(target=_ask, args=(app,), name="warm-up", daemon=True)
    thread.start()
    return thread


def _ask(app: Flask) -> None:
    client = app.test_client()
    for address in ADDRESSES:
        if client.get(address).status_code >= 500:
            return
    # What is loaded now stays: there is no use in looking through it for garbage again and again.
    gc.freeze()
