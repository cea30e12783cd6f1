"""The command that serves the pages."""

from __future__ import annotations

import logging

import click
from waitress import create_server

from pressespiegel.search import Archive, ArchiveMissing, PressespiegelError
from pressespiegel.search.console import archive_option, complain
from pressespiegel.web.application import create_app
from pressespiegel.web.config import DEFAULT_HOST, DEFAULT_PORT, THREADS
from pressespiegel.web.settings import Settings
from pressespiegel.web.warm_up import warm_up

PROXY_HEADERS = frozenset({"x-forwarded-for", "x-forwarded-proto"})
"""What a web server in front of this one may say of whoever is asking."""


@click.command()
@archive_option
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="The port to listen on; 0 takes any that is free.",
)
@click.option(
    "--requests-per-minute",
    type=click.IntRange(min=0),
    default=Settings.requests_per_minute,
    show_default=True,
    metavar="N",
    help="How often one address may ask; 0 is no limit.",
)
@click.option(
    "--query-seconds",
    type=click.FloatRange(min=0),
    default=Settings.query_seconds,
    show_default=True,
    metavar="SECONDS",
    help="How long a request may search before it shows what it has; 0 is no limit.",
)
@click.option(
    "--trusted-proxy",
    metavar="ADDRESS",
    help="The address of a web server in front of this one, whose word for who is asking counts.",
)
def serve(
    archive: str,
    host: str,
    port: int,
    requests_per_minute: int,
    query_seconds: float,
    trusted_proxy: str | None,
) -> None:
    """Serve the pages until stopped with Ctrl-C.

    An archive that is not there yet is picked up when it appears.
    """
    app = create_app(archive, Settings(requests_per_minute, query_seconds))
    filled = True
    try:
        Archive.open(archive).close()
    except ArchiveMissing as error:
        filled = False
        complain(error.message, "the pages say so until there is one; run: pressespiegel index")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            trusted_proxy=trusted_proxy,
            trusted_proxy_headers=PROXY_HEADERS if trusted_proxy else frozenset(),
        )
    except OSError as error:
        raise PressespiegelError(
            f"cannot listen on {host}, port {port}: {error.strerror or error}",
            "choose another --port or --host",
        ) from error
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Pressespiegel: http://{shown}:{getattr(server, 'effective_port', port)}/")
    click.echo("Stop with Ctrl-C.", err=True)
    if filled:
        warm_up(app)
    try:
        server.run()
    finally:
        server.close()


commands: tuple[click.Command, ...] = (serve,)
"""What this package adds to `pressespiegel`."""
