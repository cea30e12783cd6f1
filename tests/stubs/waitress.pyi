from collections.abc import Callable, Collection, Sequence
from socket import socket

class BaseWSGIServer:
    effective_host: str
    effective_port: int
    def run(self) -> None: ...
    def close(self) -> None: ...

def create_server(
    application: Callable[..., object],
    *,
    sockets: Sequence[socket] = ...,
    host: str = ...,
    port: int = ...,
    threads: int = 4,
    ident: str | None = None,
    trusted_proxy: str | None = None,
    trusted_proxy_headers: Collection[str] = ...,
) -> BaseWSGIServer: ...
