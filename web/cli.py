"""The command that serves the pages."""

from __future__ import annotations

import logging

import click

from pressespiegel.search import Archive, ArchiveMissing
from pressespiegel.search.console import archive_option, complain
from pressespiegel.web.application import create_app
from pressespiegel.web.config import DEFAULT_HOST, DEFAULT_PORT
from pressespiegel.web.processes import POSSIBLE, end_on_terminate, run_processes
from pressespiegel.web.server import Server, listen
from pressespiegel.web.settings import Settings


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
    "--processes",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Answer with N processes: more than one where there are more readers than one can serve.",
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
    processes: int,
    requests_per_minute: int,
    query_seconds: float,
    trusted_proxy: str | None,
) -> None:
    """Serve the pages until stopped with Ctrl-C.

    An archive that is not there yet is picked up when it appears.
    """
    filled = True
    try:
        Archive.open(archive).close()
    except ArchiveMissing as error:
        filled = False
        complain(error.message, "the pages say so until there is one; run: pressespiegel index")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    sockets = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Pressespiegel: http://{shown}:{sockets[0].getsockname()[1]}/")
    click.echo("Stop with Ctrl-C.", err=True)
    app = create_app(archive, Settings(requests_per_minute, query_seconds))
    server = Server(app, sockets, trusted_proxy, warm=filled)
    if processes > 1 and POSSIBLE:
        run_processes(processes, lambda number: server.run())
    else:
        end_on_terminate()
        server.run()


commands: tuple[click.Command, ...] = (serve,)
"""What this package adds to `pressespiegel`."""
