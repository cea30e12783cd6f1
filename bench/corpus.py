"""The articles that engines are measured on: a real daily, and larger corpora made from it.

A larger corpus is made by drawing sentences anew: every article takes the length of a real one,
its sentences from a few real ones (so that words still keep company), and its title from the
halves of two real titles. Its vocabulary does not grow beyond that of the originals.

Every engine is given the same tokens: words of letters and digits, lower case, stemmed. They are
written once into a file of lines, so that no engine's time holds the analysis of text.

    python bench/corpus.py --articles 100000 --cache DIR
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import Stemmer

SHARED = Path(__file__).resolve().parents[2] / "shared"
DAILY = SHARED / "corpora" / "tagesspiegel-10k.jsonl.gz"
SEED = 20_240_501
FORMAT = 2
"""Part of every cached file's name; raised when a corpus of the same size would differ."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…“\"])\s+(?=[A-ZÄÖÜ„\"»])")
_OTHER_SOURCES = (1, 4)


@dataclass(frozen=True, slots=True)
class PlainArticle:
    """An article as a corpus gives it; `date` is ISO 8601, the rest plain text."""

    id: str
    date: str
    source: str
    section: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class TokenArticle:
    """An article as engines are given it: `title` and `text` are tokens parted by spaces.

    `day` counts from 1970-01-01; `month` is "2021-03".
    """

    id: str
    day: int
    section: str
    month: str
    title: str
    text: str


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")


def words(text: str) -> list[str]:
    """The words of a text in lower case, unstemmed.

    >>> words("Der 1. FC_Köln siegt!")
    ['der', '1', 'fc', 'köln', 'siegt']
    """
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def tokens(text: str) -> list[str]:
    """The stems of a text's words.

    >>> tokens("Brücken gesperrt")
    ['bruck', 'gesperrt']
    """
    stems: list[str] = _stemmer().stemWords(words(text))
    return stems


def read_articles(path: Path) -> Iterator[PlainArticle]:
    """Read a JSONL corpus, gzipped or not; articles without an id are numbered."""
    for number, line in enumerate(_lines(path)):
        data = json.loads(line)
        yield PlainArticle(
            id=data.get("id") or str(number),
            date=data.get("date", ""),
            source=data.get("source", ""),
            section=data.get("section", ""),
            title=data.get("title", ""),
            body=data.get("body", ""),
        )


def draw_articles(originals: list[PlainArticle], count: int, seed: int) -> Iterator[PlainArticle]:
    """Make `count` articles from the sentences of real ones; the same seed, the same articles.

    Needs memory for the sentences of the originals only.
    """
    chance = random.Random(seed)
    sentences = [_SENTENCE_END.split(each.body) for each in originals]
    titles = [each.title.split() for each in originals]
    for number in range(count):
        model = chance.randrange(len(originals))
        others = chance.choices(range(len(originals)), k=chance.randint(*_OTHER_SOURCES))
        sources = [model, *others]
        body = [chance.choice(sentences[chance.choice(sources)]) for _ in sentences[model]]
        front, back = titles[model], titles[chance.randrange(len(originals))]
        yield PlainArticle(
            id=f"{number:08d}",
            date=originals[chance.randrange(len(originals))].date,
            source=originals[model].source,
            section=originals[model].section,
            title=" ".join([*front[: (len(front) + 1) // 2], *back[len(back) // 2 :]]),
            body=" ".join(body),
        )


def articles(count: int) -> Iterator[PlainArticle]:
    """The corpus of `count` articles, always the same: the daily's first, or drawn from all."""
    originals = list(read_articles(DAILY))
    if count <= len(originals):
        return iter(originals[:count])
    return draw_articles(originals, count, SEED)


def article_file(count: int, cache: Path) -> Path:
    """That corpus as plain JSONL in `cache`, made when it is not there."""
    path = cache / f"articles-{FORMAT}-{count}.jsonl"
    if not path.exists():
        _write(path, (json.dumps(asdict(each), ensure_ascii=False) for each in articles(count)))
    return path


def token_file(count: int, cache: Path) -> Path:
    """The tokens of that corpus, one article a line, in `cache`, made when not there."""
    path = cache / f"tokens-{FORMAT}-{count}.tsv"
    if not path.exists():
        _write(path, map(_token_line, articles(count)))
    return path


def read_tokens(path: Path) -> Iterator[TokenArticle]:
    """Stream a file that `token_file` wrote."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            id, day, section, month, title, text = line.rstrip("\n").split("\t")
            yield TokenArticle(id, int(day), section, month, title, text)


def _token_line(article: PlainArticle) -> str:
    body = " ".join(_sentence_tokens(each) for each in _SENTENCE_END.split(article.body))
    section = " ".join(article.section.split()) or "-"
    fields = (
        article.id,
        str(day_number(article.date)),
        section,
        article.date[:7],
        " ".join(tokens(article.title)),
        body,
    )
    return "\t".join(fields)


@lru_cache(maxsize=400_000)
def _sentence_tokens(sentence: str) -> str:
    return " ".join(tokens(sentence))


def day_number(date: str) -> int:
    """Days from 1970-01-01 to an ISO date.

    >>> day_number("1970-02-01T10:00:00+01:00")
    31
    """
    return (datetime.date.fromisoformat(date[:10]) - datetime.date(1970, 1, 1)).days


def _lines(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from lines


def _write(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            out.write(line)
            out.write("\n")
    partial.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the corpora that engines are measured on.")
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000])
    parser.add_argument("--cache", type=Path, required=True, help="a folder outside the project")
    arguments = parser.parse_args()
    for count in arguments.articles:
        print(token_file(count, arguments.cache))


if __name__ == "__main__":
    main()
