"""The layers of docs/architecture.md, read from the imports of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("search", "indexer", "web")

MAY_NOT_IMPORT = {
    "search": ("pressespiegel.indexer", "pressespiegel.web"),
    "indexer": ("pressespiegel.web",),
    "web": ("pressespiegel.indexer",),
}
"""Folder -> what nothing in it imports."""

ONLY_HERE = {
    "whoosh": "search/engines/whoosh",
    "opensearchpy": "search/engines/opensearch",
    "flask": "web",
    "flask_babel": "web",
    "waitress": "web",
    "lxml": "indexer/readers",
    "trafilatura": "indexer/readers",
    "warcio": "indexer/readers",
    "pypdf": "indexer/readers",
    "watchfiles": "indexer",
}
"""Library -> the one folder that knows it."""


@dataclass(frozen=True)
class Import:
    file: str
    line: int
    module: str

    def is_of(self, package: str) -> bool:
        return self.module == package or self.module.startswith(f"{package}.")

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def imports_of(source: str, file: str) -> Iterator[Import]:
    """Everything a module imports, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(source, file)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            # A relative import would hide its target from the reader; "." stands for it.
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield Import(file, node.lineno, f"{module}.{alias.name}")


@pytest.fixture(scope="module")
def imports() -> list[Import]:
    return [
        each
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for each in imports_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())
    ]


def test_imports_are_seen_wherever_they_stand() -> None:
    source = "import a.b\ndef f():\n    from c import d\nfrom . import e\n"

    found = [each.module for each in imports_of(source, "x.py")]

    assert sorted(found) == ["..e", "a.b", "c.d"]


@pytest.mark.parametrize("folder", sorted(MAY_NOT_IMPORT))
def test_a_layer_does_not_know_the_others(folder: str, imports: list[Import]) -> None:
    here = [each for each in imports if each.file.startswith(f"{folder}/")]
    assert here, "no imports read"

    wrong = [
        str(each) for each in here if any(each.is_of(other) for other in MAY_NOT_IMPORT[folder])
    ]

    assert wrong == []


@pytest.mark.parametrize("library", sorted(ONLY_HERE))
def test_a_library_is_known_in_one_folder(library: str, imports: list[Import]) -> None:
    users = [each for each in imports if each.is_of(library)]

    wrong = [str(each) for each in users if not each.file.startswith(f"{ONLY_HERE[library]}/")]

    assert wrong == []
    assert users, f"nothing imports {library} any more: take it from setup.cfg and from here"


def test_no_import_is_relative(imports: list[Import]) -> None:
    assert [str(each) for each in imports if each.module.startswith(".")] == []
