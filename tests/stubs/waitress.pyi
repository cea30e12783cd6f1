from collections.abc import Callable

class BaseWSGIServer:
    effective_host: str
    effective_port: int
    def run(self) -> None: ...
    def close(self) -> None: ...

def create_server(
    application: Callable[..., object],
    *,
    host: str,
    port: int,
    threads: int = 4,
    ident: str | None = None,
) -> BaseWSGIServer: ...
