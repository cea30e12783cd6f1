"""What a word adds to a few documents is what it adds to them among all."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pressespiegel.search import Article
from pressespiegel.search.document import document
from pressespiegel.search.engines.whoosh import create_engine, open_engine, weights
from pressespiegel.search.engines.whoosh.engine import FolderEngine
from pressespiegel.search.engines.whoosh.evaluation import Evaluator
from pressespiegel.search.engines.whoosh.spread import Spread
from pressespiegel.search.engines.whoosh.weights import WordTerms

FREQUENT: WordTerms = ((("title", b"kai", 2.0), ("text", b"kai", 1.0)), 1.0)
RARE: WordTerms = ((("text", b"+ufer", 0.5), ("text", b"ufer", 1.0)), 0.7)


@pytest.fixture
def engine(tmp_path: Path) -> FolderEngine:
    """Three segments."""
    create_engine(tmp_path / "archive").close()
    opened = open_engine(tmp_path / "archive")
    assert isinstance(opened, FolderEngine)
    chance = random.Random(3)
    for part in range(3):
        writer = opened.writer(0)
        for number in range(70):
            title = "Kai" if chance.random() < 0.3 else "Wind"
            words = chance.choices(["Kai", "Wind", "Regen"], (5, 5, 5), k=9)
            text = " ".join([*words, *(["Ufer"] if number % 40 == part else [])])
            writer.put(document(Article.from_text(id=f"{part}-{number}", title=title, text=text)))
        writer.commit()
    return opened


@pytest.mark.parametrize("word", [FREQUENT, RARE])
def test_some_documents(
    engine: FolderEngine, monkeypatch: pytest.MonkeyPatch, word: WordTerms
) -> None:
    snapshot = engine.snapshot
    whole = Evaluator(snapshot, 1.2, 0.75).weights.weighed(word)
    assert isinstance(whole, Spread) is (word is FREQUENT)
    found = whole.scored() if isinstance(whole, Spread) else whole
    assert found.scores is not None
    scores = dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True))
    last = snapshot.numbering.bases[-1]
    documents = np.array([0, 5, 69, last, last + 1, last + 40], dtype=np.uint32)
    for few in (0, 4096):
        monkeypatch.setattr(weights, "FEW_POSTINGS", few)
        for asked in (documents[:1], documents):
            added = np.zeros(len(asked), dtype=np.float32)
            if some := Evaluator(snapshot, 1.2, 0.75).weights.among(word, asked):
                places, own = some
                added[slice(None) if places is None else places] = own
            expected = [scores.get(number, 0.0) for number in asked.tolist()]
            assert added.tolist() == pytest.approx(expected)
