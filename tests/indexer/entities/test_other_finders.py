"""Entities by a spaCy pipeline: spaCy's own where it is installed, and a stand-in everywhere.

spaCy and what it needs take some 200 MB, too much for all who run these tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressespiegel.indexer.entities import Span, annotate
from pressespiegel.indexer.entities.other_finders import CARRIED, check_finder, finder_named
from pressespiegel.indexer.entities.spacy_pipelines import PipelineFinder
from pressespiegel.search import Archive, Article, PressespiegelError

PATTERNS = {
    "Rosa Kant": "PER",
    "Kants": "PER",
    "Moorwerke AG": "ORG",
    "Niebüll": "LOC",
    "Mai": "DATE",
}
STORY = "Rosa Kant kaufte im Mai in Niebüll die Moorwerke AG. Kants Plan gefiel."
ENTITIES = {
    ("person", "Rosa Kant", 2),
    ("place", "Niebüll", 1),
    ("organisation", "Moorwerke AG", 1),
}

STAND_IN = """
import json
from pathlib import Path
from types import SimpleNamespace

def load(folder):
    patterns = json.loads((Path(folder) / "patterns.json").read_text("utf-8"))
    def pipeline(text):
        found = sorted(
            (text.find(name), name, label) for name, label in patterns.items() if name in text
        )
        return SimpleNamespace(ents=[
            SimpleNamespace(start_char=start, end_char=start + len(name), label_=label)
            for start, name, label in found
        ])
    return pipeline
"""


@pytest.fixture
def without_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to put a stand-in into; a spaCy that is installed is hidden."""
    for name in spacy_modules():
        monkeypatch.delitem(sys.modules, name)
    folder = tmp_path / "packages"
    (folder / "spacy").mkdir(parents=True)
    (folder / "spacy" / "__init__.py").write_text("raise ImportError", "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in spacy_modules():
        del sys.modules[name]


def spacy_modules() -> list[str]:
    return [name for name in sys.modules if name.split(".")[0] == "spacy"]


@pytest.fixture
def stand_in(without_spacy: Path) -> Path:
    """The folder of a spaCy with all that is used of it."""
    (without_spacy / "spacy" / "__init__.py").write_text(STAND_IN, "utf-8")
    (without_spacy / "spacy" / "util.py").write_text("def is_package(name): return False", "utf-8")
    return without_spacy


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """The folder of a pipeline for the stand-in."""
    folder = tmp_path / "pipeline"
    folder.mkdir()
    (folder / "patterns.json").write_text(json.dumps(PATTERNS), "utf-8")
    return folder


def entities(name: str) -> set[tuple[str, str, int]]:
    article = Article.from_text(id="a", title="Ein Kauf", text=STORY)
    found = annotate(article, finder_named(name)).entities
    return {(each.kind, each.name, len(each.mentions)) for each in found}


def test_what_a_pipeline_finds_goes_the_way_of_all_names(stand_in: Path, pipeline: Path) -> None:
    assert entities(f"spacy:{pipeline}") == ENTITIES


def test_a_real_pipeline(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    made = spacy.blank("de")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in PATTERNS.items()])
    made.to_disk(tmp_path / "real")
    assert entities(f"spacy:{tmp_path / 'real'}") == ENTITIES
    with pytest.raises(PressespiegelError, match="no pipeline"):
        check_finder("spacy:de_there_is_none")


def test_a_long_text_is_read_in_parts() -> None:
    class Whole:
        start_char, label_ = 0, "PER"

        def __init__(self, text: str) -> None:
            self.end_char = len(text)
            self.ents = (self,)

    text = f"{'a' * 99_000}\n\n{'b' * 40_000} \n\n{'c' * 150_000}"
    spans = PipelineFinder(Whole).find(text)
    lengths = [99_000, 40_000, 100_000, 50_000]
    assert [len(span.text) for span in spans] == lengths
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert PipelineFinder(Whole).find(" ") == []
    assert PipelineFinder(Whole).find("Ada ") == [Span(0, 3, "person", "Ada")]


def test_without_spacy_it_says_what_to_install(without_spacy: Path) -> None:
    with pytest.raises(PressespiegelError, match="spaCy is not installed") as raised:
        check_finder("spacy:de_core_news_lg")
    assert "python -m spacy download de_core_news_lg" in str(raised.value.hint)


def test_a_pipeline_that_cannot_be_loaded_is_named(stand_in: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    with pytest.raises(PressespiegelError, match="cannot be loaded"):
        finder_named(f"spacy:{tmp_path / 'broken'}")
    with pytest.raises(PressespiegelError, match="no pipeline"):
        check_finder("spacy:de_there_is_none")


@pytest.mark.parametrize("name", ["flair:ner", "spacy", "spacy:", ":", "de_core_news_lg"])
def test_other_names_are_none(name: str) -> None:
    with pytest.raises(PressespiegelError, match="is no way to find entities"):
        check_finder(name)


def test_the_carried_finder_needs_no_name() -> None:
    check_finder(CARRIED)
    assert finder_named(CARRIED) is None


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.slow
def test_index_with_a_pipeline(
    stand_in: Path, pipeline: Path, tmp_path: Path, processes: str
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    rest = " Es regnet." * 20_000
    for number in range(6):  # more than is done without processes
        row = {"id": str(number), "title": "Kauf", "body": STORY + rest, "date": "2022-01-05"}
        (files / f"{number}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    place = tmp_path / "archive"
    done = index(stand_in, "--archive", place, "--processes", processes, "--entities",
                 f"spacy:{pipeline}", files)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    with Archive.open(place) as archive:
        assert [(each.value, each.count) for each in archive.facets("person")] == [("Rosa Kant", 6)]


def test_index_without_spacy(without_spacy: Path, tmp_path: Path) -> None:
    done = index(
        without_spacy, "--archive", tmp_path / "archive", "--entities", "spacy:x", tmp_path
    )
    assert done.returncode == 1
    assert "spaCy is not installed" in done.stderr
    assert "pip install spacy" in done.stderr


def index(packages: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(packages), os.environ.get("PYTHONPATH", "")]))
    return subprocess.run(
        [sys.executable, "-m", "pressespiegel", "index", *map(str, arguments)],
        cwd=packages,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
