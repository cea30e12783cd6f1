"""Queries, and how they are read in German and English, warnings included.

Each block of a file in `golden/` begins with `> ` and a query, as typed; then follow the reading
in German (`de`) and English (`en`), each with its warnings and their places. To add a case, add
its `> ` line, run this file as a script, and read what it wrote.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pressespiegel.search.query import parse

GOLDEN = Path(__file__).with_name("golden")
TODAY = date(2022, 3, 16)


def rendered(query: str) -> str:
    lines = [f"> {query}"]
    for language in ("de", "en"):
        understood = parse(query, language=language, today=TODAY)
        lines.append(f"{language} {understood.reading}")
        for warning in understood.warnings:
            place = f"{warning.span.start}-{warning.span.end}"
            lines.append(f"   ! {place} {warning.message}")
    return "\n".join(lines)


def queries(file: Path) -> list[str]:
    return re.findall(r"^> ?(.*)$", file.read_text("utf-8"), re.MULTILINE)


def blocks(file: Path) -> list[str]:
    return [block.rstrip() for block in re.split(r"\n\n(?=> ?)", file.read_text("utf-8").rstrip())]


def cases() -> list[object]:
    return [
        pytest.param(block, id=f"{file.stem}-{number}")
        for file in sorted(GOLDEN.glob("*.txt"))
        for number, block in enumerate(blocks(file), 1)
    ]


@pytest.mark.parametrize("block", cases())
def test_query_is_read_as_written_down(block: str) -> None:
    query = block.split("\n", 1)[0].removeprefix(">").removeprefix(" ")
    assert rendered(query).rstrip() == block


def test_every_topic_has_cases() -> None:
    assert len(cases()) > 100


if __name__ == "__main__":
    for each in sorted(GOLDEN.glob("*.txt")):
        each.write_text("\n\n".join(map(rendered, queries(each))) + "\n", "utf-8")
