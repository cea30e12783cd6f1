"""What the command search says where few articles, or none, have all the words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pressespiegel.search import Archive, Article

Command = Callable[..., CompletedProcess[str]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    texts = {
        "both": "Wale und Robben ziehen vorbei.",
        "whales": "Wale ziehen an der Küste vorbei.",
        "seals": "Robben ruhen an der Küste.",
        "neither": "Ein Leuchtturm steht leer.",
    }
    with Archive.create(place) as archive, archive.writer() as writer:
        for id, text in texts.items():
            writer.put(Article.from_text(id=id, title=f"Meldung {id}", text=text))
    return place


def search(command: Command, archive: Path, *arguments: str) -> str:
    done = command("search", "--archive", archive, "--facet", "source", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_partial_hits_follow_the_complete_ones_and_say_what_they_lack(
    command: Command, archive: Path
) -> None:
    answer = json.loads(search(command, archive, "--json", "wale robben"))
    assert (answer["total"], answer["partial_total"]) == (1, 2)
    found = [(hit["id"], hit["complete"], hit["missing"]) for hit in answer["hits"]]
    assert found[0] == ("both", True, [])
    assert sorted(found[1:]) == [("seals", False, ["wale"]), ("whales", False, ["robben"])]


def test_pages_go_on_from_the_complete_hits_to_the_partial_ones(
    command: Command, archive: Path
) -> None:
    pages = [
        json.loads(
            search(command, archive, "--json", "--limit=1", f"--offset={page}", "wale robben")
        )
        for page in range(4)
    ]
    assert [[hit["complete"] for hit in page["hits"]] for page in pages] == [
        *([True], [False], [False], []),
    ]
    assert pages[1]["hits"][0]["id"] != pages[2]["hits"][0]["id"]
    assert {(page["total"], page["partial_total"]) for page in pages} == {(1, 2)}


@pytest.mark.parametrize(
    ("language", "heading", "without"),
    [
        ("de", "2 Artikel passen nur zum Teil", "Ohne"),
        ("en", "2 articles match only in part", "Without"),
    ],
)
def test_a_person_sees_partial_hits_under_a_line_of_their_own(
    command: Command, archive: Path, language: str, heading: str, without: str
) -> None:
    lines = search(command, archive, "--language", language, "wale robben").splitlines()
    assert lines[0].startswith("1 article in ")
    place = lines.index(f"{heading}:")
    assert "  1. Meldung both" in lines[:place]
    assert sorted(line[:13] for line in lines[place:] if "Meldung" in line) == [
        *("  2. Meldung ", "  3. Meldung "),
    ]
    assert f"     {without}: robben" in lines[place:]
    assert f"     {without}: wale" in lines[place:]
    alone = search(command, archive, "--language", language, "--limit=0", "wale robben")
    assert heading in alone.splitlines()


def test_one_partial_hit_is_one_article(command: Command, archive: Path) -> None:
    lines = search(command, archive, "leuchtturm zeppelin").splitlines()
    assert lines[0].startswith("0 articles in ")
    assert "1 Artikel passt nur zum Teil:" in lines
    english = search(command, archive, "--language", "en", "leuchtturm zeppelin").splitlines()
    assert "1 article matches only in part:" in english


def test_a_misspelt_word_is_offered_as_it_may_have_been_meant(
    command: Command, archive: Path
) -> None:
    answer = json.loads(search(command, archive, "--json", "leuchturm"))
    assert (answer["total"], answer["hits"]) == (0, [])
    assert answer["suggestion"] == {"query": "leuchtturm", "total": 1}
    assert "Meinten Sie: leuchtturm (1)" in search(command, archive, "leuchturm").splitlines()
    english = search(command, archive, "--language", "en", "leuchturm").splitlines()
    assert "Did you mean: leuchtturm (1)" in english


def test_nothing_is_offered_where_nothing_is_missing(command: Command, archive: Path) -> None:
    answer = json.loads(search(command, archive, "--json", "leuchtturm"))
    assert (answer["total"], answer["partial_total"], answer["suggestion"]) == (1, 0, None)
    shown = search(command, archive, "leuchtturm")
    assert "Meinten Sie" not in shown
    assert "nur zum Teil" not in shown
