"""Stored articles: packed, read one by one, and merged with whole blocks as they are."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from pressespiegel.search.engines.whoosh.aside import Aside
from pressespiegel.search.engines.whoosh.sections import Sections, SectionWriter
from pressespiegel.search.engines.whoosh.stored import (
    BLOCK_BYTES,
    MergedArticles,
    StoredReader,
    StoredWriter,
)
from pressespiegel.search.errors import ArchiveDamaged


def articles(count: int, longest: int, seed: int) -> list[bytes]:
    chance = random.Random(seed)
    return [chance.randbytes(chance.randrange(longest)) for _ in range(count)]


def written(path: Path, held: list[bytes], aside: Aside | None = None) -> StoredReader:
    writer = StoredWriter(aside)
    for each in held:
        writer.add(each)
    writer.finish()
    with SectionWriter(path) as out:
        writer.write(out)
    return StoredReader(Sections(path))


def merged(path: Path, sources: list[tuple[StoredReader, list[bool]]]) -> StoredReader:
    with SectionWriter(path) as out:
        MergedArticles(
            [(reader, np.array(taken, dtype=np.bool_)) for reader, taken in sources]
        ).write(out)
    return StoredReader(Sections(path))


@pytest.mark.parametrize("longest", [1, 3_000, 3 * BLOCK_BYTES])
def test_packing_aside_makes_the_same_blocks(tmp_path: Path, longest: int) -> None:
    held = articles(90, longest, seed=1)
    aside = Aside()
    written(tmp_path / "aside", held, aside)
    aside.close()
    reader = written(tmp_path / "here", held)
    assert (tmp_path / "aside").read_bytes() == (tmp_path / "here").read_bytes()
    assert [reader(number) for number in range(len(held))] == held


@pytest.mark.parametrize("longest", [1, 3_000, 3 * BLOCK_BYTES])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.98, 1.0])
def test_merging_keeps_what_is_taken(tmp_path: Path, longest: int, kept: float) -> None:
    chance = random.Random(5)
    sources: list[tuple[StoredReader, list[bool]]] = []
    expected: list[bytes] = []
    for number, count in enumerate((70, 1, 40, 0, 2)):
        held = articles(count, longest, seed=number)
        taken = [chance.random() < kept for _ in held]
        sources.append((written(tmp_path / str(number), held), taken))
        expected += [each for each, take in zip(held, taken, strict=True) if take]
    reader = merged(tmp_path / "merged", sources)
    assert [reader(number) for number in range(len(expected))] == expected


def test_whole_blocks_are_taken_over_as_they_are(tmp_path: Path) -> None:
    reader = written(tmp_path / "one", articles(60, 3_000, seed=3))
    blocks = [reader.packed(number) for number, _ in enumerate(reader.block_documents())]
    taken = [True] * 60
    taken[-30] = False
    again = merged(tmp_path / "merged", [(reader, taken)])
    found = {again.packed(number) for number, _ in enumerate(again.block_documents())}
    assert len(found & set(blocks)) >= len(blocks) - 4
    assert len(found) <= len(blocks)


def test_small_blocks_are_joined(tmp_path: Path) -> None:
    sources = [
        (written(tmp_path / str(number), articles(2, 400, seed=number)), [True, True])
        for number in range(40)
    ]
    reader = merged(tmp_path / "merged", sources)
    assert len(list(reader.block_documents())) == 1


def test_a_damaged_block_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "one"
    reader = written(path, articles(60, 3_000, seed=3))
    at = path.read_bytes().index(reader.packed(1)) + 300
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    (tmp_path / "damaged").write_bytes(data)
    damaged = StoredReader(Sections(tmp_path / "damaged"))
    with pytest.raises(ArchiveDamaged, match="damaged block"):
        merged(tmp_path / "merged", [(damaged, [True] * 60)])
    assert not (tmp_path / "merged").exists()
