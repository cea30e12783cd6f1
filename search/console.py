"""What all commands share: which archive they work on, how they speak, and how they fail."""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import click

from pressespiegel.search.errors import PressespiegelError
from pressespiegel.search.writer import DEFAULT_WAIT

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""What a shell expects of a program ended by Ctrl-C: 128 and the number of SIGINT."""

LONGEST_LINE = 2000
"""Characters of an error that are shown: it may quote what somebody passed, of any length."""

_Command = TypeVar("_Command", bound=Callable[..., object])

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def archive_option(command: _Command) -> _Command:
    """Give a command the option `--archive`; it receives a string, `archive`."""
    return click.option(
        "--archive",
        metavar="PLACE",
        envvar="PRESSESPIEGEL_ARCHIVE",
        default="archive",
        show_default="$PRESSESPIEGEL_ARCHIVE, then ./archive",
        help="The folder of the archive, or opensearch://HOST:9200/NAME.",
    )(command)


def json_option(command: _Command) -> _Command:
    """Give a command the option `--json`; it receives a flag, `as_json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Answer with one JSON object on one line."
    )(command)


def wait_option(command: _Command) -> _Command:
    """Give a command the option `--wait`; it receives seconds, `wait`."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        callback=_seconds,
        metavar="SECONDS",
        default=DEFAULT_WAIT,
        show_default=True,
        help="How long to wait while somebody else writes to the archive.",
    )(command)


def _seconds(context: click.Context, option: click.Parameter, value: float) -> float:
    if math.isnan(value):  # passes every comparison, also with what is allowed
        raise click.BadParameter("nan is no number of seconds.", context, option)
    return value


def echo_json(value: Mapping[str, object]) -> None:
    """Print one JSON object; readable where the output takes all of Unicode, else in ASCII."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not unicode))


def printable(text: str) -> str:
    r"""A text fit for a terminal: articles come from anywhere, and could steer it.

    >>> printable("Rot: \x1b[31mhallo")
    'Rot: �[31mhallo'
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def complain(message: str, hint: str = "") -> None:
    """Print an error on stderr: one line, and one that says what to do."""
    click.echo(f"Error: {_one_line(message)}", err=True)
    if hint:
        click.echo(f"Hint: {_one_line(hint)}", err=True)


def no_article(id: str, archive: str) -> click.exceptions.Exit:
    """Complain that an archive has no article of an id; answers with the exit to raise."""
    complain(
        f"there is no article {id!r} in {archive}",
        "pressespiegel search names the ids of what it finds",
    )
    return click.exceptions.Exit(FAILED)


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code; errors of the user become `complain`.

    `arguments` are those of the process where None.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Half of a surrogate pair, or a terminal of another character set, is no reason to stop.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = command.main(arguments, prog_name="pressespiegel", standalone_mode=False)
        if sys.stdout is not None:  # `>&-` leaves none
            sys.stdout.flush()
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "pressespiegel"
        complain(error.format_message(), f"{path} --help")
        return WRONG_USAGE
    except click.ClickException as error:
        complain(error.format_message())
        return error.exit_code
    except PressespiegelError as error:
        complain(error.message, error.hint)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted")
        return INTERRUPTED
    except OSError as error:
        if error.filename:
            complain(f"{error.filename}: {error.strerror}", "check the path and its rights")
        else:
            complain(f"the output cannot be written: {error.strerror or error}")
        return FAILED
    return code if isinstance(code, int) else 0


def _one_line(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
