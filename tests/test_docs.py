"""What the docs say, beside what is there: links, commands, options, and examples that run."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest

from pressespiegel.__main__ import pressespiegel

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
REFERENCE = ROOT / "docs" / "operations.md"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
OPTION = re.compile(r"`(--[a-z][a-z-]*)")


def page_names(pages: list[Path]) -> list[str]:
    return [page.relative_to(ROOT).as_posix() for page in pages]


def code_blocks(page: Path) -> list[tuple[str, str]]:
    """Language and content of every fenced block, in order."""
    return FENCE.findall(page.read_text(encoding="utf-8"))


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchor(heading: str) -> str:
    """The address of a heading, as GitHub makes it.

    "The way of an article" -> "the-way-of-an-article"
    """
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]|\\", "", heading).lower())
    return kept.replace(" ", "-")


def command_lines() -> Iterator[tuple[str, list[str]]]:
    """Every line of a shell example that calls pressespiegel, as page and words."""
    for page in PAGES:
        for language, content in code_blocks(page):
            if language not in ("sh", "console", "ini"):
                continue
            for line in content.replace("\\\n", " ").splitlines():
                if language == "console" and not line.startswith("$ "):
                    continue  # what the command printed
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words[:1] == ["pip"]:
                    continue
                for number, word in enumerate(words):
                    if word.rpartition("/")[2].rpartition("=")[2] == "pressespiegel":
                        yield page.name, words[number + 1 :]
                        break


def commands() -> dict[str, click.Command]:
    context = click.Context(pressespiegel)
    found = {}
    for name in pressespiegel.list_commands(context):
        command = pressespiegel.get_command(context, name)
        assert command is not None
        found[name] = command
    return found


def options(command: click.Command) -> set[str]:
    return {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }


@pytest.mark.parametrize("page", PAGES, ids=page_names(PAGES))
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, fragment = target.partition("#")
        file = (page.parent / place).resolve() if place else page
        if not file.exists():
            wrong.append(target)
        elif fragment:
            headings = HEADING.findall(prose(file))
            if fragment not in map(anchor, headings):
                wrong.append(target)

    assert wrong == []


def test_examples_call_commands_that_exist() -> None:
    known = commands()
    lines = list(command_lines())
    assert lines, "no examples found"

    for page, words in lines:
        assert words, page
        assert words[0] in known or words[0] in ("--help", "--version"), (page, words)
        given = {word.partition("=")[0] for word in words if word.startswith("--")} - {"--"}
        allowed = options(known[words[0]]) | {"--help"} if words[0] in known else given
        assert given <= allowed, (page, words)


def described_options() -> dict[str, set[str]]:
    """Command -> the options in its section of the reference."""
    parts = re.split(r"^### `pressespiegel (\w+)[^`]*`$", prose(REFERENCE), flags=re.MULTILINE)
    return {
        name: set(OPTION.findall(re.split(r"^##? ", section, flags=re.MULTILINE)[0]))
        for name, section in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_the_reference_names_every_command_and_option_and_no_other() -> None:
    assert described_options() == {name: options(each) for name, each in commands().items()}


def without_figures(text: str) -> str:
    """What a command printed, without how long it took and how large the archive became."""
    return re.sub(r"\d+\.\d+ (?=s\b|MB\b)", "", text)


def test_commands_print_what_the_readme_shows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[..., CompletedProcess[str]],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PRESSESPIEGEL_ARCHIVE", raising=False)
    Path("indexer").symlink_to(ROOT / "indexer")
    shown = "".join(
        content for language, content in code_blocks(ROOT / "README.md") if language == "console"
    )
    assert shown

    for line, output in re.findall(
        r"^\$ pressespiegel (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE
    ):
        done = command(*shlex.split(line))
        assert done.stderr == ""
        assert without_figures(done.stdout) == without_figures(output)


RUN = [ROOT / "README.md", ROOT / "docs" / "embedding.md", ROOT / "docs" / "whoosh.md"]


@pytest.mark.parametrize("page", RUN, ids=page_names(RUN))
def test_python_examples_run_and_print_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    blocks = code_blocks(page)
    assert any(language == "python" for language, _ in blocks)

    for (language, content), (next_language, shown) in zip(
        blocks, [*blocks[1:], ("", "")], strict=True
    ):
        if language != "python":
            continue
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(content, page.name, "exec"), names)
        if next_language == "text":
            assert printed.getvalue() == shown
        else:
            assert printed.getvalue() == "", f"{page.name} does not show what is printed"
