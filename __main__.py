"""The command `pressespiegel`: gathers what the three packages offer, and adds nothing but a demo.

A command's module is imported when the command is run, so that a search starts fast.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

from pressespiegel import __version__
from pressespiegel.search.console import archive_option, run

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "index": "pressespiegel.indexer.cli",
        "watch": "pressespiegel.indexer.watch_cli",
        "search": "pressespiegel.search.cli",
        "show": "pressespiegel.search.cli",
        "printings": "pressespiegel.search.printings_cli",
        "delete": "pressespiegel.search.cli",
        "stats": "pressespiegel.search.cli",
        "check": "pressespiegel.search.upkeep_cli",
        "compact": "pressespiegel.search.upkeep_cli",
        "reindex": "pressespiegel.search.reindex_cli",
        "serve": "pressespiegel.web.cli",
    }
)
"""Which module's `commands` hold each command."""

SUMMARIES: Mapping[str, str] = MappingProxyType(
    {
        "index": "Put the articles of files into the archive.",
        "watch": "Put the articles of files into the archive as they arrive in folders.",
        "search": "Find articles.",
        "show": "Print the article of this ID.",
        "printings": "Show the printings of one story, given the ID of one of them.",
        "delete": "Remove the articles of these IDs.",
        "stats": "Say how much the archive holds.",
        "check": "Say whether the archive is whole, or repair it.",
        "compact": "Bring all articles into one segment.",
        "reindex": "Make an archive anew from all that another one has.",
        "serve": "Serve the pages until stopped with Ctrl-C.",
    }
)
"""How the commands introduce themselves, so that listing them need not import them."""


class Gathered(click.Group):
    """The commands of `PLACES`, each imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order in which people come to need them."""
        return [*PLACES, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None where there is none."""
        if cmd_name not in PLACES:
            return super().get_command(ctx, cmd_name)
        offered: tuple[click.Command, ...] = import_module(PLACES[cmd_name]).commands
        return next(command for command in offered if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all commands with their summaries."""
        added = {name: command.get_short_help_str(80) for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl([*SUMMARIES.items(), *added.items()])


@click.group(cls=Gathered, no_args_is_help=False)
@click.version_option(__version__, prog_name="pressespiegel")
def pressespiegel() -> None:
    """Full-text search for German press coverage."""


@pressespiegel.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes any that is free.",
)
@click.pass_context
def demo(context: click.Context, archive: str, host: str, port: int) -> None:
    """Serve the sample articles that the package carries.

    They are put into the archive where that is missing or empty.
    """
    from pressespiegel.indexer.cli import fill_with_samples
    from pressespiegel.web.cli import serve

    fill_with_samples(archive)
    context.invoke(serve, archive=archive, host=host, port=port)


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run(pressespiegel))


if __name__ == "__main__":
    main()
