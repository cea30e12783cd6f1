"""The command that serves the pages."""

from __future__ import annotations

from typing import get_args

import click

from pressespiegel.search import Archive, ArchiveMissing
from pressespiegel.search.console import archive_option, complain
from pressespiegel.web.application import create_app
from pressespiegel.web.config import DEFAULT_HOST, DEFAULT_PORT
from pressespiegel.web.serving.metrics import MOST_PROCESSES
from pressespiegel.web.serving.processes import POSSIBLE, end_on_terminate, run_processes
from pressespiegel.web.serving.request_log import LogFormat, LogLevel, log_to_stderr
from pressespiegel.web.serving.server import Server, listen
from pressespiegel.web.serving.settings import Settings


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
    type=click.IntRange(1, MOST_PROCESSES),
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
@click.option("--metrics", is_flag=True, help="Tell programs on this machine figures, at /metrics.")
@click.option(
    "--log-format",
    type=click.Choice(get_args(LogFormat)),
    default="text",
    show_default=True,
    help="How the log is written to stderr: for people, or JSON lines.",
)
@click.option(
    "--log-level",
    type=click.Choice(get_args(LogLevel)),
    default="warning",
    show_default=True,
    help="info logs each request; debug also what was asked.",
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
    metrics: bool,
    log_format: LogFormat,
    log_level: LogLevel,
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
    log_to_stderr(log_format, log_level)
    sockets = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Pressespiegel: http://{shown}:{sockets[0].getsockname()[1]}/")
    click.echo("Stop with Ctrl-C.", err=True)
    app = create_app(archive, Settings(requests_per_minute, query_seconds, metrics))
    server = Server(app, sockets, trusted_proxy, warm=filled)
    if processes > 1 and POSSIBLE:
        run_processes(processes, server.run)
    else:
        end_on_terminate()
        server.run()


commands: tuple[click.Command, ...] = (serve,)
"""What this package adds to `pressespiegel`."""
