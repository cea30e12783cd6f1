"""How well web pages are read, beside trafilatura alone, on the pages in ../shared/pages.

    python bench/pages.py [--worst] [--unnamed] [--only NAME] [FOLDER]

Each page has the expected extraction beside it: title, authors, date, and the text as a
summary and sections. Reported are, for both readers in the same run: title (equal, blanks and
quotes aside), date (same minute; same day), authors (same set), F1 of the words of the text
(bags of words, mean over pages), milliseconds per page (median, 95th percentile).

Few pages invite rules that fit these only, and a publisher is known by its class names. With
--unnamed the pages are read without `class` and `id`: what is then left rests on structure.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import trafilatura
from trafilatura.settings import Document

from pressespiegel.indexer.readers.html import article_from_html
from pressespiegel.search.dates import PressDate
from pressespiegel.search.errors import ReadError

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
_WORD = re.compile(r"\w+")
_NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""")
_BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Extraction:
    title: str
    authors: tuple[str, ...]
    published: PressDate | None
    text: str


@dataclass(frozen=True)
class Score:
    page: str
    title: bool
    minute: bool
    day: bool
    authors: bool
    f1: float
    seconds: float
    found: Extraction
    expected: Extraction


def pages(folder: Path) -> Iterator[tuple[str, bytes, Extraction]]:
    """Name, page and expected extraction of every page."""
    for path in sorted(folder.rglob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        source = gzip.decompress(path.with_suffix(".html.gz").read_bytes())
        texts = list(expected["summary"])
        for section in expected["sections"]:
            texts += [*section["headline"], *section["paragraphs"]]
        yield (
            path.stem,
            source,
            Extraction(
                expected["title"],
                tuple(expected["authors"]),
                PressDate.parse(expected["published"]),
                "\n".join(texts),
            ),
        )


def unnamed(source: bytes) -> bytes:
    """A page without what its publisher calls its elements.

    >>> unnamed(b'<p class="intro" lang="de">Text</p>')
    b'<p lang="de">Text</p>'
    """
    return _NAMES.sub(b"", source)


def by_reader(source: bytes) -> Extraction:
    article = article_from_html(source)
    texts = [block.text for block in article.blocks]
    if article.lead and article.lead not in texts[:1]:
        texts.insert(0, article.lead)
    return Extraction(article.title, article.authors, article.published, "\n".join(texts))


def by_trafilatura(source: bytes) -> Extraction:
    found = trafilatura.bare_extraction(source, with_metadata=True)
    if not isinstance(found, Document):
        return Extraction("", (), None, "")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    date = PressDate.parse(found.date) if found.date else None
    return Extraction(found.title or "", authors, date, found.text or "")


def score(
    page: str, source: bytes, expected: Extraction, extract: Callable[[bytes], Extraction]
) -> Score:
    began = time.perf_counter()
    try:
        found = extract(source)
    except ReadError:
        found = Extraction("", (), None, "")
    seconds = time.perf_counter() - began
    return Score(
        page,
        _plain(found.title) == _plain(expected.title),
        _same_minute(found.published, expected.published),
        _day(found.published) == _day(expected.published),
        set(map(_plain, found.authors)) == set(map(_plain, expected.authors)),
        f1(_words(found.text), _words(expected.text)),
        seconds,
        found,
        expected,
    )


def f1(found: Iterable[str], expected: Iterable[str]) -> float:
    """F1 of two bags of words."""
    here, there = Counter(found), Counter(expected)
    common = sum((here & there).values())
    return 2 * common / max(sum(here.values()) + sum(there.values()), 1)


def table(scores: dict[str, list[Score]]) -> str:
    """The figures, a column per reader."""
    rows: dict[str, Callable[[list[Score]], str]] = {
        "title": lambda each: f"{statistics.mean(s.title for s in each):.3f}",
        "date, same minute": lambda each: f"{statistics.mean(s.minute for s in each):.3f}",
        "date, same day": lambda each: f"{statistics.mean(s.day for s in each):.3f}",
        "authors": lambda each: f"{statistics.mean(s.authors for s in each):.3f}",
        "text F1": lambda each: f"{statistics.mean(s.f1 for s in each):.3f}",
        "ms/page, median": lambda each: f"{1000 * statistics.median(s.seconds for s in each):.0f}",
        "ms/page, p95": lambda each: (
            f"{1000 * sorted(s.seconds for s in each)[-1 - len(each) // 20]:.0f}"
        ),
    }
    lines = [f"{'':20}" + "".join(f"{name:>16}" for name in scores)]
    for label, figure in rows.items():
        lines.append(f"{label:20}" + "".join(f"{figure(each):>16}" for each in scores.values()))
    return "\n".join(lines)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("\u00ad", "").lower())


def _plain(text: str) -> str:
    text = re.sub("[\"'„“”«»‚‘’‹›]", '"', text.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", text).strip()


def _same_minute(found: PressDate | None, expected: PressDate | None) -> bool:
    if found is None or expected is None:
        return False
    if expected.precision == "minute" and found.precision == "minute":
        if expected.offset is None:
            # The expectation lost its zone: compare what the clock showed.
            return str(found.local())[:16] == str(expected)[:16]
        return _moment(found) == _moment(expected)
    return _day(found) == _day(expected)


def _moment(date: PressDate) -> datetime:
    moment = datetime.fromisoformat(str(date))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _day(date: PressDate | None) -> str:
    return str(date.local())[:10] if date else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--worst", action="store_true", help="name what was missed")
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--unnamed", action="store_true", help="without class and id attributes")
    arguments = parser.parse_args()
    readers = {"pressespiegel": by_reader, "trafilatura": by_trafilatura}
    scores: dict[str, list[Score]] = {name: [] for name in readers}
    for name, source, expected in pages(arguments.folder):
        if arguments.only in name:
            source = unnamed(source) if arguments.unnamed else source
            for reader, extract in readers.items():
                scores[reader].append(score(name, source, expected, extract))
    if arguments.worst:
        for each in scores["pressespiegel"]:
            _name_misses(each)
    sys.stdout.write(table(scores) + "\n")


def _name_misses(each: Score) -> None:
    out = []
    if not each.title:
        out.append(f"  title {each.found.title!r} for {each.expected.title!r}")
    if not each.minute:
        out.append(f"  date {each.found.published} for {each.expected.published}")
    if not each.authors:
        out.append(f"  authors {each.found.authors} for {each.expected.authors}")
    if each.f1 < 0.97:
        out.append(f"  text F1 {each.f1:.3f}")
    if out:
        sys.stdout.write("\n".join([each.page, *out]) + "\n")


if __name__ == "__main__":
    main()
