"""Both engines find and count the same in a real daily, whatever is asked."""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressespiegel.search import Article
from pressespiegel.search.document import Document, document
from pressespiegel.search.engine import Engine
from pressespiegel.search.engines.choosing import create_engine
from pressespiegel.search.query.tree import SearchField

from ....clusters import places
from ...engine_contract.invented_documents import write
from .drawn_requests import Drawer

EVERY = 8
"""One article in so many is taken: a cluster reads ten thousand in minutes."""

QUERIES = 2_000
SEED = 7

pytestmark = pytest.mark.slow

Both = tuple[Engine, Engine, list[Document]]


@pytest.fixture(scope="module")
def both(shared: Path, cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The daily in a folder, in several segments, and on a cluster, on several shards."""
    with gzip.open(shared / "corpora" / "tagesspiegel-10k.jsonl.gz", "rt") as lines:
        articles = [json.loads(line) for line in lines]
    documents = [document(article_of(each)) for each in articles[::EVERY]]
    with places(cluster) as new_place:
        folder = create_engine(tmp_path_factory.mktemp("daily") / "archive")
        node = create_engine(f"{new_place()}?shards=2")
        for engine in (folder, node):
            half = len(documents) // 2
            for some in (documents[:half], documents[half:]):
                writer = engine.writer(wait=1)
                for each in some:
                    writer.put(each)
                for each in some[::100]:
                    writer.delete(each.id)
                writer.commit()
            write(
                engine,
                *(
                    dataclasses.replace(each, fingerprint=bytes(16))
                    for each in documents[1:half:100]
                ),
            )
        yield folder, node, documents
        folder.close()
        node.close()


def article_of(given: dict[str, str]) -> Article:
    """An article of the corpus, with the first words of its title as its authors."""
    return Article.from_text(
        id=given["id"],
        title=given["title"],
        text=given["body"],
        published=given["date"],
        source=given["source"],
        section=given["section"],
        authors=tuple(dict.fromkeys(given["title"].split()[:2])),
    )


def test_the_same_articles_and_the_same_counts(both: Both) -> None:
    folder, node, documents = both
    drawer = Drawer(random.Random(SEED), documents)
    found = 0
    for number in range(QUERIES):
        text, request = drawer.request()
        expected, answer = folder.search(request), node.search(request)
        told = f"query {number}: {text!r} {request.filters} {request.excluded}"
        assert answer.total == expected.total, told
        assert [each.id for each in answer.matches] == [each.id for each in expected.matches], told
        assert answer.facets == expected.facets, told
        assert answer.dates == expected.dates, told
        found += answer.total > 0
    assert found > QUERIES / 2


def test_the_same_marks_and_places(both: Both) -> None:
    folder, node, documents = both
    drawer = Drawer(random.Random(SEED + 1), documents)
    for _ in range(60):
        text, request = drawer.request()
        page = dataclasses.replace(request, limit=5, content=True)
        expected, answer = folder.search(page), node.search(page)
        assert [(each.stored, each.spans) for each in answer.matches] == [
            (each.stored, each.spans) for each in expected.matches
        ], text
        for match in expected.matches[-1:]:
            assert (
                node.place(page, match.id)
                == folder.place(page, match.id)
                == len(expected.matches) - 1
            )


def test_the_same_vocabulary(both: Both) -> None:
    folder, node, _ = both
    asked: tuple[tuple[tuple[SearchField, ...], str], ...] = (
        (("text",), "=regier"),
        (("title", "text", "lead"), "=haus"),
    )
    for fields, prefix in asked:
        assert list(node.terms(fields, prefix)) == list(folder.terms(fields, prefix))
    for facet in ("author", "section", "month"):
        assert node.values(facet) == folder.values(facet)
    assert sorted(node.ids()) == sorted(folder.ids())
