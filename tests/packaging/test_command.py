"""The command `pressespiegel` as a whole: it starts fast, because it imports what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pressespiegel.__main__ import PLACES, SUMMARIES, pressespiegel

HEAVY = {"flask", "flask_babel", "waitress", "babel", "lxml", "tqdm"}


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh process has imported after running this."""
    code = f"{code}\nimport sys\nprint(*(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_summaries_are_what_the_commands_say_of_themselves() -> None:
    context = click.Context(pressespiegel)
    said = {}
    for name in PLACES:
        command = pressespiegel.get_command(context, name)
        assert command is not None
        said[name] = command.get_short_help_str(limit=70)

    assert dict(SUMMARIES) == said


def test_the_list_of_commands_needs_none_of_them() -> None:
    seen = modules_after(
        "from pressespiegel.__main__ import pressespiegel as command\n"
        "command.main(['--help'], standalone_mode=False)"
    )

    assert "click" in seen
    assert not seen & HEAVY


def test_the_library_needs_none_of_the_others() -> None:
    seen = modules_after("import pressespiegel.search")

    assert "whoosh" in seen
    assert not seen & {*HEAVY, "click"}


@pytest.mark.slow
def test_what_whoosh_is_warned_of_reaches_nobody(tmp_path: Path) -> None:
    def said_by(imported: str) -> str:
        # A folder of its own for compiled modules, so that all are compiled anew.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / imported)}
        return subprocess.run(
            [sys.executable, "-W", "always", "-c", f"import {imported}"],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=True,
        ).stderr

    assert "invalid escape sequence" in said_by("whoosh.analysis")
    assert "invalid escape sequence" not in said_by("pressespiegel.search")
