"""The package as setup.cfg describes it, beside the folders on disk."""

from __future__ import annotations

import configparser
import importlib
from pathlib import Path

import pytest

import pressespiegel.search

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("search", "indexer", "web")


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def files_of_packages() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_what_is_tested_is_this_checkout() -> None:
    place = Path(pressespiegel.search.__file__).resolve()

    # Or what `pip install` made of it, where somebody tests that.
    assert place == ROOT / "search" / "__init__.py" or "site-packages" in place.parts


def test_every_folder_with_modules_is_a_listed_package(setup: configparser.ConfigParser) -> None:
    listed = setup["options"]["packages"].split()

    on_disk = {path.parent for path in files_of_packages() if path.suffix == ".py"}
    names = {".".join(("pressespiegel", *p.relative_to(ROOT).parts)) for p in on_disk}

    assert sorted(listed) == sorted({"pressespiegel", *names})
    assert [p for p in on_disk if not (p / "__init__.py").is_file()] == []


def test_every_data_file_is_package_data(setup: configparser.ConfigParser) -> None:
    data = {path for path in files_of_packages() if path.suffix != ".py"}
    shipped = set()
    for package, patterns in setup["options.package_data"].items():
        folder = ROOT.joinpath(*package.split(".")[1:])
        for pattern in patterns.replace(",", "\n").split("\n"):
            if pattern.strip():
                found = [path for path in folder.glob(pattern.strip()) if path.is_file()]
                assert found, f"{package}: {pattern} matches nothing"
                shipped.update(found)

    assert sorted(data - shipped) == []


def test_only_two_modules_lie_in_the_root() -> None:
    # Any module there is installed with the package.
    assert sorted(path.name for path in ROOT.glob("*.py")) == ["__init__.py", "__main__.py"]


@pytest.mark.parametrize("package", ["search", "indexer.readers", "web"])
def test_what_a_package_promises_is_there(package: str) -> None:
    module = importlib.import_module(f"pressespiegel.{package}")

    assert len(set(module.__all__)) == len(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_the_library_promises_all_that_it_shows() -> None:
    public = {
        name
        for name, value in vars(pressespiegel.search).items()
        if not name.startswith("_")
        and name != "annotations"
        and not isinstance(value, type(pressespiegel))
    }

    assert public == set(pressespiegel.search.__all__)


def test_what_the_library_promises_is_documented() -> None:
    undocumented = [
        name
        for name in pressespiegel.search.__all__
        if callable(value := getattr(pressespiegel.search, name)) and not value.__doc__
    ]

    assert undocumented == []
