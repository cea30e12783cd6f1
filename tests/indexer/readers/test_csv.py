"""CSV, as spreadsheets and databases write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pressespiegel.indexer.readers import Item, csv_rows
from pressespiegel.search.article import Article
from pressespiegel.search.errors import ReadError


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str, article: Callable[[str, str], Article]) -> None:
    rows = [["Titel", "Text", "Datum"], ["Rat tagt", "Der Rat tagt.", "5.1.2022"]]
    found = article("a.csv", "\n".join(delimiter.join(row) for row in rows))

    assert (found.title, found.text, str(found.published)) == (
        "Rat tagt",
        "Der Rat tagt.",
        "2022-01-05",
    )
    assert found.origin.place == "line 2"


@pytest.mark.parametrize(
    "content",
    [
        "Überschrift;Text\r\nÄrger;Er grüßt.\r\n".encode("cp1252"),
        "\ufeffÜberschrift;Text\r\nÄrger;Er grüßt.\r\n".encode(),
        "sep=;\r\nÜberschrift;Text\r\nÄrger;Er grüßt.\r\n".encode("cp1252"),
        "Überschrift\tText\nÄrger\tEr grüßt.\n".encode("utf-16"),
        b"\n\ntitle,text\n\xc3\x84rger,Er gr\xc3\xbc\xc3\x9ft.\n,\n\n",
    ],
    ids=["Windows", "BOM", "Excel", "UTF-16", "empty lines"],
)
def test_as_spreadsheets_write_it(content: bytes, article: Callable[[str, bytes], Article]) -> None:
    found = article("a.csv", content)

    assert (found.title, found.text) == ("Ärger", "Er grüßt.")


def test_texts_over_many_lines_and_quotes(items: Callable[[str, str], list[Item]]) -> None:
    content = 'title,text\n"Eins","Erster ""Absatz"".\n\nZweiter, mit Komma."\nZwei,Text\n'
    first, second = items("a.csv", content)

    assert isinstance(first, Article)
    assert [block.text for block in first.blocks] == ['Erster "Absatz".', "Zweiter, mit Komma."]
    assert isinstance(second, Article)
    assert (first.origin.place, second.origin.place) == ("line 2", "line 5")


def test_a_long_text(article: Callable[[str, str], Article]) -> None:
    assert len(article("a.csv", f"title,text\nLang,{'x' * 500_000}\n").text) == 500_000


def test_a_bad_row_is_one_error_and_the_next_goes_on(
    items: Callable[[str, str], list[Item]],
) -> None:
    first, second, last = items("a.csv", "title,text\nEins\nZwei,zu,viele\nDrei,Text\n")

    assert isinstance(first, ReadError)
    assert (first.place, first.reason) == ("line 2", "no text")
    assert isinstance(second, ReadError)
    assert second.reason == "broken CSV: 3 values for 2 columns"
    assert isinstance(last, Article)


def test_a_quotation_mark_that_never_closes(items: Callable[[str, str], list[Item]]) -> None:
    first, error = items("a.csv", 'title,text\nEins,Text\n"Zwei,' + f"{'x' * 999}\n" * 34_000)

    assert isinstance(first, Article)
    assert isinstance(error, ReadError)
    assert (error.place, error.reason) == ("line 3", "a row longer than 32 MiB")


@pytest.mark.parametrize(
    ("head", "is_csv"),
    [
        (b"title,text\n", True),
        (b'"Titel";"Inhalt"\n', True),
        (b"date,source\n", False),
        (b"Der Titel, der Text, das Datum\n", False),
        (b"title\ntext\n", False),
        (b"", False),
        (b'"title,text', False),
    ],
)
def test_recognition(head: bytes, is_csv: bool) -> None:
    assert csv_rows.recognises(head) is is_csv
