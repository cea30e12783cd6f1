"""A socket to listen on, and waitress behind it."""

from __future__ import annotations

import gc
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask
from waitress import create_server

from pressespiegel.search import PressespiegelError
from pressespiegel.web.config import THREADS
from pressespiegel.web.serving.metrics import be_process
from pressespiegel.web.serving.warm_up import warm_up

OBJECTS_AT_ONCE = 20_000
"""New objects after which Python looks for cycles among them; a page makes some thousands, which
are gone with it."""

BACKLOG = 1024
"""Connections that wait to be accepted."""

PROXY_HEADERS = frozenset({"x-forwarded-for", "x-forwarded-proto"})
"""What a web server in front of this one may say of whoever is asking."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Listen on all addresses of a host, for port 0 on one that is free.

    Raises:
        PressespiegelError: the host is not known, or the port is taken or not allowed.
    """
    sockets: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, _, _, _, address in dict.fromkeys(found):
            wanted = (address[0], sockets[0].getsockname()[1] if sockets else port)
            sockets.append(socket.create_server(wanted, family=family, backlog=BACKLOG))
    except OSError as error:
        for each in sockets:
            each.close()
        raise PressespiegelError(
            f"cannot listen on {host}, port {port}: {error.strerror or error}",
            "choose another --port or --host",
        ) from error
    return sockets


@dataclass(frozen=True, slots=True)
class Server:
    """Answers what comes in on some sockets, until it is stopped.

    `trusted_proxy` is the address of a web server in front, whose word for who is asking counts.
    With `warm` the first pages are asked for at once.
    """

    app: Flask
    sockets: Sequence[socket.socket]
    trusted_proxy: str | None = None
    warm: bool = True

    def run(self, number: int = 0) -> None:
        """Answer until Ctrl-C or SIGTERM, as the process of this number."""
        be_process(self.app, number)
        server = create_server(
            self.app,
            sockets=self.sockets,
            threads=THREADS,
            trusted_proxy=self.trusted_proxy,
            trusted_proxy_headers=PROXY_HEADERS if self.trusted_proxy else frozenset(),
        )
        if self.warm:
            warm_up(self.app)
            gc.set_threshold(OBJECTS_AT_ONCE)
        try:
            server.run()
        finally:
            with suppress(OSError):
                server.close()
