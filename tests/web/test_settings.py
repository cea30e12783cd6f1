"""What the reference says of limits and settings is what there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from pressespiegel.web import Settings, config

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
ROW = re.compile(r"^\| [^|]+ \| `([^`]+)` \| ([0-9,]+) \|", re.MULTILINE)
LIMIT = re.compile("(LONGEST|MOST|LARGEST|LAST)_|THREADS$|PAGE_SIZE$|ANSWER_MEMORY$")


def documented() -> dict[str, int]:
    """The limits of the reference, by their names."""
    section = REFERENCE.read_text("utf-8").partition("\n## Limits\n")[2].partition("\n## ")[0]
    return {name: int(value.replace(",", "")) for name, value in ROW.findall(section)}


def test_every_limit_is_documented_as_it_is() -> None:
    limits = {name: getattr(config, name) for name in dir(config) if LIMIT.match(name)}
    assert {name: value for name, value in documented().items() if name[0] != "-"} == limits


def test_every_setting_is_documented_as_it_is() -> None:
    settings = {
        f"--{each.name.replace('_', '-')}": each.default
        for each in fields(Settings)
        if not isinstance(each.default, bool)
    }
    assert {name: value for name, value in documented().items() if name[0] == "-"} == settings
