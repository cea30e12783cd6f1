"""The English texts are complete, compiled, and keep what the German ones let in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import pressespiegel.web

WEB = Path(pressespiegel.web.__file__).parent
MESSAGES = WEB / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "ngettext": (1, 2), "lazy_gettext": None}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.xml", "jinja2")]
VARIABLE = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def written() -> Catalog:
    with (MESSAGES / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def entries(catalog: Catalog) -> list[Message]:
    return sorted((each for each in catalog if each.id), key=lambda each: forms(each.id))


def forms(part: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else tuple(part)


def test_every_text_of_the_pages_is_translated_and_no_other(written: Catalog) -> None:
    used = {found[2] for found in extract_from_dir(str(WEB), METHODS, keywords=KEYWORDS)}
    translated = {
        tuple(message.id) if isinstance(message.id, list) else message.id
        for message in entries(written)
        if all(forms(message.string or "")) and not message.fuzzy
    }
    assert used - translated == set(), "add these to messages.po, then run: pybabel compile"
    assert translated - used == set(), "remove these from messages.po, then run: pybabel compile"


def test_the_compiled_texts_are_the_written_ones(written: Catalog) -> None:
    with (MESSAGES / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    assert [(forms(each.id), forms(each.string or "")) for each in entries(compiled)] == [
        (forms(each.id), forms(each.string or "")) for each in entries(written)
    ], "run: pybabel compile -d web/translations"


def test_what_is_put_in_is_put_in_everywhere(written: Catalog) -> None:
    for message in entries(written):
        variables = {frozenset(VARIABLE.findall(each)) for each in forms(message.id)}
        variables |= {frozenset(VARIABLE.findall(each)) for each in forms(message.string or "")}
        assert len(variables) == 1, message.id
