"""Floors of the figures in docs/entities.md, on labelled texts that training has not seen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pressespiegel.indexer.entities import finding, labelled
from pressespiegel.indexer.entities.labelled import Labelled
from pressespiegel.indexer.entities.scoring import ALL, Score, score
from pressespiegel.indexer.entities.span import Span

FLOORS = {"person": 0.73, "organisation": 0.53, "place": 0.70, ALL: 0.65}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FLOORS)
def test_smartdata(shared: Path, smartdata: Mapping[str, Score], kind: str) -> None:
    assert smartdata[kind].f1 >= FLOORS[kind]


@pytest.fixture(scope="module")
def smartdata(shared: Path) -> Mapping[str, Score]:
    return score(finding, labelled.smartdata(shared / "ner" / "smartdata-v1-test.json.gz"))


def test_scores_count_whole_names() -> None:
    text = "Anna Berger aus Halle"
    berger = Span(0, 11, "person", "Anna Berger")
    halle = Span(16, 21, "place", "Halle")

    class Half:
        def find(self, text: str) -> list[Span]:
            return [Span(5, 11, "person", "Berger"), halle]

    scores = score(Half(), [Labelled(text, (berger, halle))])
    assert scores["person"] == Score(found=1, expected=1, right=0)
    assert scores["place"] == Score(found=1, expected=1, right=1)
    assert scores[ALL].f1 == 0.5
    assert scores["organisation"].f1 == 0
