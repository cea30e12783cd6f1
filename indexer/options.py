"""What the commands that fill an archive share: how much they may take, where what is bad goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from pressespiegel.indexer.entities.other_finders import CARRIED
from pressespiegel.indexer.pipeline import MEMORY

_Command = TypeVar("_Command", bound=Callable[..., object])


def processes_option(command: _Command) -> _Command:
    """Give a command the option `--processes`; it receives a number or None, `processes`."""
    return click.option(
        "--processes",
        type=click.IntRange(min=1),
        metavar="N",
        help="Read with N processes; one for each core by default.",
    )(command)


def memory_option(command: _Command) -> _Command:
    """Give a command the option `--memory`, in megabytes; it receives bytes, `memory`."""
    return click.option(
        "--memory",
        type=click.IntRange(min=16),
        callback=lambda context, option, value: value * 1_000_000,
        metavar="MB",
        default=MEMORY // 1_000_000,
        show_default=True,
        help="Let what waits to be written take so many megabytes.",
    )(command)


def entities_option(command: _Command) -> _Command:
    """Give a command the option `--entities`; it receives the name of a finder, `entities`."""
    return click.option(
        "--entities",
        metavar="FINDER",
        default=CARRIED,
        help="Find people, organisations and places by a spaCy pipeline of yours: spacy:PIPELINE.",
    )(command)


def rejects_option(command: _Command) -> _Command:
    """Give a command the option `--rejects`; it receives a string or None, `rejects`."""
    return click.option(
        "--rejects",
        metavar="DIR",
        help="Set aside in DIR what cannot be read, with the reasons.",
    )(command)
