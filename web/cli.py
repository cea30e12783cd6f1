"""The command that serves the pages."""

from __future__ import annotations

import logging

import click
from waitress import create_server

from pressespiegel.search import Archive, ArchiveMissing, PressespiegelError
from pressespiegel.search.console import archive_option, complain
from pressespiegel.web.application import create_app
from pressespiegel.web.config import DEFAULT_HOST, DEFAULT_PORT, THREADS
from pressespiegel.web.warm_up import warm_up


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
def serve(archive: str, host: str, port: int) -> None:
    """Serve the pages until stopped with Ctrl-C.

    An archive that is not there yet is picked up when it appears.
    """
    app = create_app(archive)
    filled = True
    try:
        Archive.open(archive).close()
    except ArchiveMissing as error:
        filled = False
        complain(error.message, "the pages say so until there is one; run: pressespiegel index")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    try:
        server = create_server(app, host=host, port=port, threads=THREADS)
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
