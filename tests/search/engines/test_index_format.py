"""An archive read by docs/index-format.md alone: with json, struct, zlib and numpy."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pressespiegel.search import Archive, Article, Block, Caption, PressDate
from pressespiegel.search.article import TEXT_FIELDS
from pressespiegel.search.document import COLUMNS, Document, document
from pressespiegel.search.engines.whoosh.writer import compact
from pressespiegel.search.german import analyse, analyse_word
from pressespiegel.search.serialisation import article_to_bytes

PAGE = Path(__file__).resolve().parents[3] / "docs" / "index-format.md"

Array = npt.NDArray[Any]
GAP = "\x1d"


class SegmentFile:
    """A segment file, read as the page says."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        assert struct.unpack("<8sII", data[:16]) == (b"PSPIEGEL", 1, 0)
        offset, length, checksum, end = struct.unpack("<QII8s", data[-24:])
        assert end == b"PSEND\0\0\0"
        assert offset + length + 24 == len(data)
        listing = data[offset : offset + length]
        assert zlib.crc32(listing) == checksum
        directory = json.loads(listing)
        assert set(directory) == {"sections", "meta"}
        self.meta: dict[str, Any] = directory["meta"]
        self.arrays: dict[str, Array] = {}
        reached = 16
        for name, (start, count, dtype, crc) in sorted(
            directory["sections"].items(), key=lambda item: tuple(item[1][:2])
        ):
            assert start % 64 == 0
            assert not any(data[reached:start]), "bytes that belong to no array"
            assert zlib.crc32(data[start : start + count]) == crc
            self.arrays[name] = np.frombuffer(data[start : start + count], dtype)
            reached = start + count
        assert reached == offset, "bytes that belong to no array"

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def items(self, ends: str) -> list[slice]:
        """The ranges that an array of ends means."""
        bounds = [0, *self[ends].tolist()]
        return [slice(*pair) for pair in pairwise(bounds)]

    def terms(self) -> list[bytes]:
        data = self["terms.bytes"].tobytes()
        return [data[where] for where in self.items("terms.ends")]

    def articles(self) -> list[bytes]:
        packed = self["stored.bytes"].tobytes()
        blocks = [zlib.decompress(packed[where]) for where in self.items("stored.block_ends")]
        firsts = self["stored.block_first"].tolist()
        found: list[bytes] = []
        for block, after in zip(blocks, [*firsts[1:], self.meta["documents"]], strict=True):
            start = 0
            while len(found) < after:
                length = int(self["stored.lengths"][len(found)])
                found.append(block[start : start + length])
                start += length
            assert start == len(block)
        return found

    def postings(self) -> dict[tuple[str, bytes], dict[int, list[int]]]:
        """Field and term -> document -> positions."""
        terms, found = self.terms(), {}
        postings, positions = self.items("postings.ends"), self.items("positions.ends")
        for name, first, after in self.meta["fields"]:
            for number in range(first, after):
                where = self["positions.values"][positions[number]].tolist()
                own: dict[int, list[int]] = {}
                at = 0
                for document_number, freq in zip(
                    self["postings.docs"][postings[number]].tolist(),
                    self["postings.freqs"][postings[number]].tolist(),
                    strict=True,
                ):
                    own[document_number] = where[at : at + freq]
                    at += freq
                assert name == "id" or at == len(where)
                found[name, terms[number]] = own
        return found

    def look_up(self, field: str, term: bytes) -> int:
        """The number of a term, found through the hash table; -1 where it is not."""
        number, (_, first, after) = next(
            (number, entry) for number, entry in enumerate(self.meta["fields"]) if entry[0] == field
        )
        terms, table = self.terms(), self["terms.hash"]
        assert len(table) & (len(table) - 1) == 0
        slot = zlib.crc32(term, number) & (len(table) - 1)
        while table[slot]:
            candidate = int(table[slot]) - 1
            if first <= candidate < after and terms[candidate] == term:
                return candidate
            slot = (slot + 1) & (len(table) - 1)
        return -1

    def facet(self, name: str) -> list[list[str]]:
        data = self[f"facet.{name}.bytes"].tobytes()
        values = [data[where] for where in self.items(f"facet.{name}.ends")]
        assert values == sorted(set(values))
        ordinals = self[f"facet.{name}.ordinals"].tolist()
        return [
            [values[ordinal].decode() for ordinal in ordinals[where]]
            for where in self.items(f"facet.{name}.documents")
        ]


def read_contents(folder: Path) -> dict[str, Any]:
    text = (folder / "archive.json").read_text(encoding="ascii")
    assert text.count("\n") == 1
    contents: dict[str, Any] = json.loads(text)
    checksum = contents.pop("checksum")
    assert zlib.crc32(json.dumps(contents, sort_keys=True).encode()) == checksum
    return contents


ARTICLES = (
    Article(
        id="wt-1",
        title="Größere Brücke über die Wörla",
        kicker="Königswörth",
        lead="Das THW baut.",
        blocks=(
            Block("paragraph", "Die Nato-Russland-Brücke 🌉 hält, die Brücken auch."),
            Block("subhead", "Bis 16 Tonnen"),
            Block("paragraph", "Mehr trägt die Behelfsbrücke nicht."),
        ),
        published=PressDate.parse("2024-04-20T08:00+02:00"),
        source="Wörlatal-Bote",
        authors=("Ada Kai", "Bea Deich"),
        captions=(Caption("Die Brücke", "dpa"), Caption("Das THW")),
        keywords=("Brücke", "Verkehr"),
    ),
    Article.from_text(id="ta-1", title="Streit", text="Der Landtag.", published="2024-05"),
    Article.from_text(id="ta-2", title="", text="Ohne Datum und Titel.", source="dpa"),
    *(
        Article.from_text(
            id=f"viel-{number:03d}",
            title=f"Meldung {number}",
            text=" ".join(f"Wort{number % 7} Haus{word}" for word in range(60)),
            published="2024",
            source=f"Blatt {number % 3}",
        )
        for number in range(120)
    ),
)
DRAFT = Article.from_text(id="ta-2", title="Entwurf", text="Noch nichts.", published="2024-06")
REPLACED = Article.from_text(id="ta-1", title="Kein Streit", text="Der Landtag einigt sich.")


@pytest.fixture(scope="module", params=["as written", "merged"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two segments, the first with three deleted documents; or the same merged."""
    place = tmp_path_factory.mktemp("format") / "archive"
    archive = Archive.create(place)
    with archive.writer() as writer:
        for article in (DRAFT, *ARTICLES):
            writer.put(article)
    with archive.writer() as writer:
        writer.put(REPLACED)
        writer.withdraw("viel-007", 3)
        writer.withdraw("ümlaut")
    archive.close()
    if request.param == "merged":
        compact(place, wait=10)
    return place


def segments(folder: Path) -> list[tuple[SegmentFile, list[bool]]]:
    """Each segment, and which of its documents are deleted."""
    found = []
    for file, documents, deleted, deleted_file in read_contents(folder)["segments"]:
        segment = SegmentFile(folder / file)
        assert segment.meta["documents"] == documents
        bits = [False] * documents
        if deleted_file:
            data = (folder / deleted_file).read_bytes()
            assert len(data) == (documents + 7) // 8 + 4
            assert zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], "little")
            bits = [bool(data[n // 8] & (128 >> n % 8)) for n in range(documents)]
        assert sum(bits) == deleted
        found.append((segment, bits))
    return found


def written(segment: SegmentFile) -> list[Article]:
    """The articles of a segment, as they were given to the archive."""
    given = {article_to_bytes(each): each for each in (*ARTICLES, DRAFT, REPLACED)}
    return [given[stored] for stored in segment.articles()]


def prepared(segment: SegmentFile) -> list[Document]:
    """The documents that were made of them."""
    return [document(article) for article in written(segment)]


def test_the_table_of_contents(folder: Path) -> None:
    contents = read_contents(folder)
    assert contents["kind"] == "pressespiegel archive"
    assert contents["format"] == 1
    assert contents["generation"] == (3 if len(contents["segments"]) == 1 else 2)
    named = {name for entry in contents["segments"] for name in (entry[0], entry[3]) if name}
    named.add(contents["withdrawn"])
    assert contents["next_file"] > max(int(name.partition(".")[0]) for name in named)
    assert {path.name for path in folder.iterdir()} <= named | {"archive.json", "write.lock"}


def test_what_was_taken_back(folder: Path) -> None:
    data = (folder / read_contents(folder)["withdrawn"]).read_bytes()
    assert zlib.crc32(data[:-4]) == int.from_bytes(data[-4:], "little")
    assert json.loads(data[:-4].decode("ascii")) == {"viel-007": 3, "ümlaut": 0}


def test_articles_and_deletions(folder: Path) -> None:
    living = {}
    for segment, deleted in segments(folder):
        ids = {
            document_number: term.decode()
            for (field, term), documents in segment.postings().items()
            if field == "id"
            for document_number in documents
        }
        prints = segment["fingerprints"].tobytes()
        for number, stored in enumerate(segment.articles()):
            digest = hashlib.blake2b(stored, digest_size=16).digest()
            assert prints[16 * number : 16 * number + 16] == digest
            id = json.loads(stored)["id"]
            assert ids.get(number, id) == id
            if not deleted[number]:
                assert id not in living
                living[ids[number]] = stored
    expected = {
        article.id: article for article in (*ARTICLES, REPLACED) if article.id != "viel-007"
    }
    assert living == {id: article_to_bytes(article) for id, article in expected.items()}


def test_terms_and_positions(folder: Path) -> None:
    for segment, _ in segments(folder):
        expected: dict[tuple[str, bytes], dict[int, list[int]]] = {}
        lengths: dict[str, dict[int, int]] = {}
        for number, each in enumerate(prepared(segment)):
            expected["id", each.id.encode()] = {number: []}
            for name, words in each.fields.items():
                field = str(name)
                base = length = 0
                for surface in words.surfaces:
                    if surface == GAP:
                        base += 100
                        continue
                    analysis = analyse_word(surface)
                    for term, shift in analysis.terms:
                        own = expected.setdefault((field, term.encode()), {})
                        own.setdefault(number, []).append(base + shift)
                    base += len(analysis.spans)
                    length += len(analysis.spans)
                lengths.setdefault(field, {})[number] = length
        for documents in expected.values():
            for positions in documents.values():
                positions.sort()
        assert segment.postings() == expected
        assert segment.meta["totals"] == {f: sum(own.values()) for f, own in lengths.items()}
        for field, known in lengths.items():
            documents_in_all = range(segment.meta["documents"])
            expected_lengths = [known.get(number, 0) for number in documents_in_all]
            assert segment[f"lengths.{field}"].tolist() == expected_lengths


def test_the_dictionary_is_sorted_and_hashed(folder: Path) -> None:
    for segment, _ in segments(folder):
        terms = segment.terms()
        assert segment.meta["fields"][0][0] == "id"
        for field, first, after in segment.meta["fields"]:
            own = terms[first:after]
            assert own == sorted(set(own))
            for number in range(first, after, 7):
                assert segment.look_up(field, terms[number]) == number
            assert segment.look_up(field, b"nirgends") == -1


def test_places(folder: Path) -> None:
    """Each position is the characters at which the analysis finds its words."""
    seen = 0
    for segment, _ in segments(folder):
        for field in TEXT_FIELDS:
            if f"places.{field}.ends" not in segment.arrays:
                continue
            ends = segment.items(f"places.{field}.ends")
            for where, article in zip(ends, written(segment), strict=True):
                starts = np.cumsum(segment[f"places.{field}.steps"][where], dtype=np.int64)
                widths = segment[f"places.{field}.widths"][where]
                spans = {
                    token.position: (token.start, token.end - token.start)
                    for token in analyse(article.field_text(field))
                }
                places = zip(starts.tolist(), widths.tolist(), strict=True)
                found = dict(enumerate(places))
                assert {position: found[position] for position in spans} == spans
                seen += len(spans)
    assert seen > 1000


def test_facets(folder: Path) -> None:
    for segment, _ in segments(folder):
        assert segment.meta["facets"] == list(COLUMNS)
        documents = prepared(segment)
        for name in COLUMNS:
            assert segment.facet(name) == [list(each.facets[name]) for each in documents]


def test_dates(folder: Path) -> None:
    undated = -2147483648
    for segment, deleted in segments(folder):
        documents = prepared(segment)
        firsts = [undated if each.first is None else each.first for each in documents]
        lasts = [undated if each.last is None else each.last for each in documents]
        assert segment["date.first"].tolist() == firsts
        assert segment["date.last"].tolist() == lasts
        alive = [number for number in range(len(documents)) if not deleted[number]]
        alive.sort(key=lambda number: (-firsts[number], documents[number].id.encode()))
        ranks = segment["date.rank"]
        assert sorted(ranks.tolist()) == list(range(len(documents)))
        assert ranks[alive].tolist() == sorted(ranks[alive].tolist())


def test_sketches(folder: Path) -> None:
    seen = 0
    for segment, _ in segments(folder):
        expected = [
            (int.from_bytes(each.sketch[place : place + 4], "little"), number)
            for number, each in enumerate(prepared(segment))
            for place in range(0, len(each.sketch), 4)
        ]
        numbers, documents = segment["sketch.numbers"], segment["sketch.documents"]
        assert numbers.tolist() == sorted(numbers.tolist())
        assert sorted(zip(numbers.tolist(), documents.tolist(), strict=True)) == sorted(expected)
        seen += len(expected)
    assert seen > 1000


def described() -> Mapping[str, str]:
    """Array -> dtype, from the tables of the page."""
    kind = r"unsigned|`<?[ui][1248]`(?: or `<?[ui][1248]`)?"
    rows = re.findall(rf"^\| `([a-zA-Z_.]+)` \| ({kind}) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    return dict(rows)


def test_the_page_names_every_array_and_its_type(folder: Path) -> None:
    known = described()
    found: dict[str, set[str]] = {}
    for segment, _ in segments(folder):
        for name, array in segment.arrays.items():
            kind = re.sub(r"^(lengths|places)\.[a-z]+", r"\1.FIELD", name)
            kind = re.sub(r"^facet\.[a-z]+", "facet.NAME", kind)
            found.setdefault(kind, set()).add(array.dtype.str.lstrip("|"))
    assert set(found) == set(known)
    for name, dtypes in found.items():
        allowed = set(re.findall(r"`([^`]+)`", known[name])) or {"u1", "<u2", "<u4", "<u8"}
        assert dtypes <= allowed, name
