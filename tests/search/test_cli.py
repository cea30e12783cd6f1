"""The commands search, show, delete and stats, as somebody types them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest
from click.testing import CliRunner

from pressespiegel import __version__
from pressespiegel.__main__ import PLACES, pressespiegel
from pressespiegel.search import FACETS, Archive, Article, Caption, Entity, PressDate
from pressespiegel.search.cli import search

Command = Callable[..., CompletedProcess[str]]

FULL = replace(
    Article.from_text(
        id="a1",
        kicker="Verkehr",
        title="Brücke gesperrt",
        lead="Der Umweg kostet eine Stunde.",
        text="Seit Montag ruht der Verkehr.\n\nDie Stadt sucht einen Ausweg.",
        published="2022-01",
        source="Talbote",
        section="Lokales",
        authors=("Ina Feder",),
        url="https://talbote.example/1",
    ),
    agencies=("dpa",),
    captions=(Caption("Leere Fahrbahn", "Otto Licht"),),
    entities=(Entity("person", "Ada Kern"), Entity("place", "Oberau")),
    rights="© Talbote",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    place = tmp_path / "archive"
    with Archive.create(place) as archive, archive.writer() as writer:
        writer.put(FULL)
        writer.put(Article.from_text(id="a2", title="Brücke offen", text="„Endlich.“"))
        writer.put(Article.from_text(id="a3", title="\x1b[31m Rot", text="\x1b]0;\x07", source="B"))
    return place


def test_search_as_json_has_exactly_the_keys_promised(command: Command, archive: Path) -> None:
    done = command("search", "--archive", archive, "--json", "brücke")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    answer = json.loads(done.stdout)
    assert list(answer) == [
        *("query", "reading", "warnings", "total", "partial_total", "suggestion"),
        *("seconds", "hits", "facets", "cut_short"),
    ]
    assert answer["query"] == "brücke"
    assert answer["total"] == 2
    assert answer["warnings"] == []
    assert "brücke" in answer["reading"].lower()
    assert 0 < answer["seconds"] < 60
    hits = {hit["id"]: hit for hit in answer["hits"]}
    assert set(hits) == {"a1", "a2"}
    keys = ["id", "title", "source", "section", "published", "updated", "stub", "score", "snippets"]
    assert all(list(hit) == [*keys, "complete", "missing"] for hit in hits.values())
    assert hits["a1"]["published"] == "2022-01"
    assert hits["a2"]["published"] is None
    assert hits["a2"]["snippets"] == ["„Endlich.“"]
    assert hits["a1"]["score"] > 0
    assert list(answer["facets"]) == list(FACETS)
    assert answer["facets"]["person"] == [{"value": "Ada Kern", "count": 1}]
    assert answer["facets"]["month"] == [{"value": "2022-01", "count": 1}]


def test_search_for_a_person(command: Command, archive: Path) -> None:
    done = command("search", "--archive", archive, "brücke")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("2 articles in ")
    assert any(line.endswith(". Brücke gesperrt") for line in lines)
    assert "     Talbote | 2022-01 | Lokales | dpa | id a1" in lines
    assert "     undated | id a2" in lines
    assert "person       Ada Kern (1)" in lines
    assert "\x1b" not in done.stdout


def test_matches_are_bold_on_a_terminal_only(archive: Path) -> None:
    arguments = ["--archive", str(archive), "gesperrt"]
    bold = click.style("gesperrt", bold=True)
    assert bold in CliRunner().invoke(search, arguments, color=True).output
    assert bold not in CliRunner().invoke(search, arguments).output


def test_an_article_cannot_steer_the_terminal(command: Command, archive: Path) -> None:
    for arguments in (("search", "rot"), ("show", "a3")):
        done = command(arguments[0], "--archive", archive, arguments[1])
        assert "Rot" in done.stdout
        assert "\x1b" not in done.stdout
        assert "\x07" not in done.stdout


def test_options_of_search(command: Command, archive: Path) -> None:
    def answer(*arguments: str) -> list[str]:
        done = command("search", "--archive", archive, "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return [hit["id"] for hit in json.loads(done.stdout)["hits"]]

    assert answer("--sort", "newest", "brücke") == ["a1", "a2"]
    assert answer("--sort", "newest", "--limit", "1", "brücke") == ["a1"]
    assert answer("--half-life", "0.5", "brücke") == ["a1", "a2"]
    assert answer("--sort", "newest", "--offset", "1", "brücke") == ["a2"]
    assert answer("--filter", "source=Talbote", "") == ["a1"]
    assert sorted(answer("--filter", "source=Talbote", "--filter", "source=B", "")) == ["a1", "a3"]
    assert answer("--filter", "source=Talbote", "--filter", "year=2021", "") == []
    done = command("search", "--archive", archive, "--json", "--facet", "person", "")
    assert list(json.loads(done.stdout)["facets"]) == ["person"]


def test_the_query_is_read_back_in_english_on_demand(command: Command, archive: Path) -> None:
    def reading(*arguments: str) -> str:
        done = command("search", "--archive", archive, "--json", *arguments, "brücke NICHT offen")
        return str(json.loads(done.stdout)["reading"])

    assert reading() == reading("--language", "de") != reading("--language", "en")


def test_a_query_that_looks_like_an_option(command: Command, archive: Path) -> None:
    assert command("search", "--archive", archive, "--", "-offen").returncode == 0


def test_show_for_a_person(command: Command, archive: Path) -> None:
    done = command("show", "--archive", archive, "a1")
    assert done.returncode == 0
    assert done.stdout == (
        "Verkehr\n"
        "Brücke gesperrt\n"
        "Talbote | 2022-01 | Lokales | dpa | id a1\n"
        "Ina Feder\n"
        "\nDer Umweg kostet eine Stunde.\n"
        "\nSeit Montag ruht der Verkehr.\n"
        "\nDie Stadt sucht einen Ausweg.\n"
        "\n[Leere Fahrbahn (Otto Licht)]\n"
        "\nperson       Ada Kern\n"
        "place        Oberau\n"
        "url          https://talbote.example/1\n"
        "rights       © Talbote\n"
    )


def test_an_article_says_what_became_of_it(command: Command, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive, archive.writer() as writer:
        writer.put(
            Article(
                id="a1",
                title="Brücke gesperrt",
                lead="Der Umweg kostet eine Stunde.",
                published=PressDate(2024, 3, 5),
                updated=PressDate(2024, 3, 6, 9, 30),
                embargo=PressDate(2024, 3, 5, 6, 0),
                stub=True,
            )
        )
    place = ("--archive", tmp_path / "archive")
    shown = command("show", *place, "a1").stdout
    assert "2024-03-05 | only the beginning | id a1\n" in shown
    assert shown.endswith("\nupdated      2024-03-06T09:30\nembargo      2024-03-05T06:00\n")
    answer = json.loads(command("show", *place, "--json", "a1").stdout)
    said = (answer["updated"], answer["embargo"], answer["stub"])
    assert said == ("2024-03-06T09:30", "2024-03-05T06:00", True)
    (hit,) = json.loads(command("search", *place, "--json", "brücke").stdout)["hits"]
    assert (hit["updated"], hit["stub"]) == ("2024-03-06T09:30", True)


def test_show_as_json(command: Command, archive: Path) -> None:
    answer = json.loads(command("show", "--archive", archive, "--json", "a1").stdout)
    assert answer["title"] == "Brücke gesperrt"
    assert answer["published"] == "2022-01"
    assert answer["blocks"][0] == {"kind": "paragraph", "text": "Seit Montag ruht der Verkehr."}
    assert answer["captions"] == [{"text": "Leere Fahrbahn", "credit": "Otto Licht"}]
    assert answer["entities"][0] == {
        "kind": "person",
        "name": "Ada Kern",
        "role": "",
        "mentions": 0,
    }
    assert (
        json.loads(command("show", "--archive", archive, "--json", "a2").stdout)["published"]
        is None
    )


def test_show_what_is_not_there(command: Command, archive: Path) -> None:
    done = command("show", "--archive", archive, "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Error: there is no article 'nowhere' in {archive}\nHint: ")


def test_delete_removes_what_is_there_and_names_what_is_not(
    command: Command, archive: Path
) -> None:
    done = command("delete", "--archive", archive, "a1", "x", "a2", "a1", "y")
    assert done.returncode == 1
    assert done.stdout == "2 deleted\n"
    assert [line for line in done.stderr.splitlines() if line.startswith("Error")] == [
        f"Error: there is no article 'x' in {archive}",
        f"Error: there is no article 'y' in {archive}",
    ]
    with Archive.open(archive) as opened:
        assert list(opened.ids()) == ["a3"]
    assert command("delete", "--archive", archive, "a3").returncode == 0


def test_stats(command: Command, archive: Path) -> None:
    answer = json.loads(command("stats", "--archive", archive, "--json").stdout)
    assert list(answer) == ["articles", "sources", "first", "last", "segments", "bytes"]
    assert (answer["articles"], answer["sources"]) == (3, 2)
    assert (answer["first"], answer["last"]) == ("2022-01", "2022-01")
    lines = command("stats", "--archive", archive).stdout.splitlines()
    assert lines[:3] == ["articles  3", "outlets   2", "printed   2022-01 to 2022-01"]


def test_stats_of_an_undated_archive(command: Command, tmp_path: Path) -> None:
    Archive.create(tmp_path / "empty").close()
    answer = json.loads(command("stats", "--archive", tmp_path / "empty", "--json").stdout)
    assert (answer["articles"], answer["first"], answer["last"]) == (0, None, None)
    assert "printed" not in command("stats", "--archive", tmp_path / "empty").stdout


# Which archive


def test_the_archive_of_the_environment_and_of_the_folder(
    command: Command, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRESSESPIEGEL_ARCHIVE", raising=False)
    monkeypatch.chdir(archive.parent)
    assert command("stats").returncode == 0
    monkeypatch.setenv("PRESSESPIEGEL_ARCHIVE", str(archive.parent / "other"))
    assert command("stats").returncode == 1
    assert command("stats", "--archive", archive).returncode == 0
    monkeypatch.setenv("PRESSESPIEGEL_ARCHIVE", "")
    assert command("stats").returncode == 0


@pytest.mark.parametrize("arguments", [("search", "x"), ("show", "x"), ("delete", "x"), ("stats",)])
def test_no_archive_is_one_line_and_a_hint(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Liebe Ada")
    for place in ("nowhere", "letters", "letters/a.txt"):
        done = command(arguments[0], "--archive", tmp_path / place, *arguments[1:])
        assert (done.returncode, done.stdout) == (1, "")
        error, hint = done.stderr.splitlines()
        assert error.startswith("Error: ")
        assert place in error
        assert hint.startswith("Hint: ")
    assert not (tmp_path / "nowhere").exists()


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("search",), "QUERY"),
        (("search", "a", "b"), "b"),
        (("search", "--limit", "-1", "x"), "--limit"),
        (("search", "--limit", "many", "x"), "--limit"),
        (("search", "--offset", "-1", "x"), "--offset"),
        (("search", "--sort", "random", "x"), "--sort"),
        (("search", "--half-life", "0", "x"), "--half-life"),
        (("search", "--half-life", "nan", "x"), "--half-life"),
        (("search", "--facet", "colour", "x"), "--facet"),
        (("search", "--filter", "colour=red", "x"), "--filter"),
        (("search", "--filter", "source", "x"), "--filter"),
        (("search", "--colour", "x"), "--colour"),
        (("show",), "ID"),
        (("delete",), "ID"),
        (("delete", "--wait", "-1", "x"), "--wait"),
        (("find", "x"), "find"),
        (("--find",), "--find"),
    ],
)
def test_wrong_usage_is_one_line_and_a_hint(
    command: Command, arguments: tuple[str, ...], reason: str
) -> None:
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    error, hint = done.stderr.splitlines()
    assert error.startswith("Error: ")
    assert reason in error
    assert hint.startswith("Hint: pressespiegel ")
    assert hint.endswith("--help")


@pytest.mark.parametrize("number", ["0", "2147483648", "9223372036854775808", "9" * 40])
def test_numbers_of_any_size(command: Command, archive: Path, number: str) -> None:
    for option in ("--limit", "--offset"):
        done = command("search", "--archive", archive, "--json", option, number, "brücke")
        assert (done.returncode, done.stderr) == (0, "")
        answer = json.loads(done.stdout)
        assert answer["total"] == 2
        assert len(answer["hits"]) == (2 if (option == "--limit") == (number != "0") else 0)


@pytest.mark.parametrize(
    "query", ["", " ", "\udcff", "\ud800x", "\0", "x" * 50_000, "(" * 3000, "*"]
)
def test_queries_of_any_kind(command: Command, archive: Path, query: str) -> None:
    done = command("search", "--archive", archive, "--json", "--", query)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["query"] == query


@pytest.mark.parametrize("id", ["", "\udcff", "\0", "x" * 50_000, "..", "/", "a\nb"])
def test_ids_of_any_kind(command: Command, archive: Path, id: str) -> None:
    for name in ("show", "delete"):
        done = command(name, "--archive", archive, "--", id)
        assert done.returncode == 1
        error = done.stderr.splitlines()[0]
        assert error.startswith("Error: there is no article ")
        assert len(error) < 3000


def test_a_place_that_no_disk_has(command: Command, tmp_path: Path) -> None:
    done = command("stats", "--archive", tmp_path / ("x" * 5000))
    assert (done.returncode, done.stdout) == (1, "")
    error, hint = done.stderr.splitlines()
    assert error.endswith(": File name too long") or len(error) > 2000
    assert hint.startswith("Hint: ")


# The command as a whole


def test_no_command_is_wrong_usage(command: Command) -> None:
    done = command()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: Missing command.\nHint: pressespiegel --help\n"


def test_every_command_offered_is_gathered() -> None:
    context = click.Context(pressespiegel)
    assert set(pressespiegel.list_commands(context)) == {*PLACES, "demo"}
    for name in PLACES:
        found = pressespiegel.get_command(context, name)
        assert found is not None
        assert found.name == name
    for module in set(PLACES.values()):
        offered = {each.name for each in sys.modules[module].commands}
        assert offered == {name for name, place in PLACES.items() if place == module}


def test_demo_listens_where_serve_does() -> None:
    context = click.Context(pressespiegel)
    demo, serve = (pressespiegel.get_command(context, name) for name in ("demo", "serve"))
    assert demo is not None
    assert serve is not None
    asked = [each.to_info_dict() for each in demo.params]
    names = {each["name"] for each in asked}
    assert names == {"archive", "host", "port"}
    assert asked == [each.to_info_dict() for each in serve.params if each.name in names]


def test_help_and_version(command: Command) -> None:
    assert __version__ in command("--version").stdout
    listed = command("--help").stdout
    for name in (*PLACES, "demo"):
        assert f"  {name} " in listed
        assert "Usage:" in command(name, "--help").stdout


def test_a_search_imports_nothing_of_reading_and_serving(archive: Path) -> None:
    code = (
        "import sys; from pressespiegel.__main__ import pressespiegel as command\n"
        "command.main(sys.argv[1:], standalone_mode=False)\n"
        "print(*(m.split('.')[0] for m in sys.modules))\n"
    )
    arguments = ["search", "--archive", str(archive), "brücke"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=True
    )
    modules = set(done.stdout.splitlines()[-1].split())
    assert "click" in modules
    assert not modules & {"flask", "trafilatura", "lxml", "babel", "tqdm", "multiprocessing"}
